"""Other wordings of a translation: of one pair, and of a text of several."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bitext.errors import InputError
from bitext.text.glimpse import glimpse

MOST: Final = 20
"""Other wordings that can be asked for, at most: what a search finds behind them is hardly of use."""
_WORD: Final = re.compile(r"\w+(?:'\w+)*|[^\w\s.,;:!?…\"“”„«»‹›'‘()\[\]—–-]")
"""A word, or a sign that says something: a percent sign, a currency."""
_LEAST: Final = 1e-9
"""What a score of 0 counts for where its logarithm is taken."""


@dataclass(frozen=True, slots=True, repr=False)
class Alternative:
    """Another translation of a pair's source; ``str()`` of it is its ``text``.

    ``score`` is what that of the pair is for its target, 0 to 1: the geometric mean of the probabilities of
    its tokens. ``likeness``: the translation of another sentence, which a translation memory has; how like
    that is to this one, in per cent (100 for the same sentence). The score is then this likeness.

    Example:
        >>> import bitext
        >>> (pair,) = bitext.translate("Il pleut depuis hier.", alternatives=2)
        >>> 0 < pair.alternatives()[0].score < 1
        True
    """

    text: str
    score: float
    likeness: int | None = None

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        told = f"{self.score:.2f}" if self.likeness is None else f"{self.likeness} % like"
        return f"<Alternative {told}: {glimpse(self.text)}>"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a translation with its score, and its other wordings."""

    text: str
    score: float
    others: Sequence[Alternative]


def check_count(count: int) -> None:
    """Raises InputError where so many other wordings cannot be asked for."""
    if not 0 <= count <= MOST:
        raise InputError(f"alternatives must be between 0 and {MOST}, not {count}.")


def wording(text: str) -> tuple[str, ...]:
    """The words of a text, whatever their case and the marks and spaces between them."""
    return tuple(_WORD.findall(text.casefold().replace("’", "'")))


def distinct(
    found: Iterable[Alternative], given: Iterable[str], most: int | None = None
) -> tuple[Alternative, ...]:
    """Those of ``found`` that differ in words from the texts ``given`` and from each other.

    They come in the order of their scores, the best first; ``most`` of them at most.
    """
    known = set(map(wording, given))
    kept: list[Alternative] = []
    for each in sorted(found, key=lambda one: -one.score):
        words = wording(each.text)
        if words and words not in known:
            known.add(words)
            kept.append(each)
    return tuple(kept[:most])


def varied(pieces: Sequence[Piece], most: int | None = None) -> list[tuple[int, Alternative, float]]:
    """The ways to say one of the ``pieces`` otherwise, with the score of the whole, the best first.

    What a translation memory has of sentences that are like one says something else, and is none of them.
    Each has the number of the piece and what is said there. The score of the whole is the geometric mean of
    those of its pieces, by their length.
    """
    lengths = [1 + len(piece.text) for piece in pieces]
    logs = [length * _log(piece.score) for piece, length in zip(pieces, lengths, strict=True)]
    total, whole = math.fsum(logs), sum(lengths)
    found = [
        (at, one, math.exp((total + lengths[at] * _log(one.score) - logs[at]) / whole))
        for at, piece in enumerate(pieces)
        for one in piece.others
        if one.likeness is None
    ]
    return sorted(found, key=lambda each: -each[2])[:most]


def _log(score: float) -> float:
    return math.log(max(score, _LEAST))
