"""What the beginnings of paragraphs tell of beads: where they begin, and where a text has a gap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from bitext.alignment.groups import Columns
from bitext.alignment.similarity import Numbers

_OPEN: Final = -4.0
"""What the first sentence of a gap costs."""
_OPEN_AT_HEAD: Final = -3.5
_OPEN_WITHIN: Final = -5.0
"""What it costs where it begins a paragraph, and where it does not: whole paragraphs are left out
more often than sentences."""
_PARAGRAPH: Final = 0.7
"""Gained where a paragraph begins on both sides, lost where it begins on one."""


def paragraph_heads(source: Sequence[int], target: Sequence[int]) -> tuple[list[bool], list[bool]] | None:
    """Where paragraphs begin on both sides, if both have some that can guide.

    ``source`` and ``target`` are the numbers of the paragraphs that the sentences are in.
    """
    sides = []
    for numbers in (source, target):
        found = [True, *(a != b for a, b in pairwise(numbers))]
        if all(found) or sum(found) == 1:
            return None
        sides.append(found)
    return sides[0], sides[1]


def bead_worth(
    heads: tuple[Sequence[bool], Sequence[bool]] | None,
) -> Callable[[int, Columns], Numbers] | None:
    """What it is worth to begin a bead at places of the two texts, by where paragraphs begin."""
    if heads is None:
        return None
    source, target = (np.array(side, dtype=bool) for side in heads)

    def worth(i: int, columns: Columns) -> Numbers:
        both, one = source[i] & target[columns], source[i] ^ target[columns]
        return np.asarray(_PARAGRAPH * both - _PARAGRAPH * one)

    return worth


def gap_openings(heads: Sequence[bool] | None, count: int, unit: float) -> Numbers:
    """What it costs to open a gap at each place of a text."""
    if heads is None:
        return np.full(count, _OPEN * unit)
    cost = np.full(count, _OPEN_WITHIN * unit)
    cost[: len(heads)][np.array(heads, dtype=bool)] = _OPEN_AT_HEAD * unit
    return cost
