"""Attention → word links.

The decoder's attention says, for each piece of the English, which pieces of the French it came
from. Here it is read for words (links) and for stretches of text (where quoted words went).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bitext.text import Span

Attention = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trace:
    """How a translation came about: the pieces of both sides and the attention between them.

    ``source`` and ``target`` are the spans of the pieces in the French sentence and in the English
    one; ``attention`` has the shape (target pieces, source pieces). ``source_length`` is the length
    of the French sentence.
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    attention: Attention
    source_length: int
    words: tuple[Span, ...] = ()
    """The words of the English, so that a mark never stands inside one."""

    def profile(self, inside: Span) -> Profile:
        """How much each piece of the English comes from ``inside`` rather than from the rest."""
        within = np.array([inside.start <= span.start and span.end <= inside.end for span in self.source])
        came = self.attention[:, within].sum(1) if len(self.source) else np.zeros(len(self.target))
        left = self.attention[:, ~within].sum(1) if len(self.source) else np.zeros(len(self.target))
        return Profile(self.target, came - left)

    def cut(self, offset: int) -> int:
        """The offset of the English that divides it as ``offset`` divides the French."""
        profile = self.profile(Span(0, offset))
        return profile.best(0, None)[1]


@dataclass(frozen=True, slots=True)
class Profile:
    """A weight for each piece of the English: positive where it belongs to a stretch of French."""

    spans: tuple[Span, ...]
    weights: NDArray[np.float32]

    def best(self, left: int | None, right: int | None) -> tuple[int, int, float]:
        """The stretch with the greatest weight, and its fit: 1 if it has all of it and nothing else.

        ``left`` and ``right`` are offsets where the stretch has to begin and end, if not None.
        """
        raise NotImplementedError


def words_of(spans: Sequence[Span]) -> Sequence[Span]:
    return spans
