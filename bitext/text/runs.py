"""The heaviest run of a row of weights: the stretch of a text that most belongs to another."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

_DIVIDE: Final = 1.5
"""What another piece of a divided stretch has to be worth, in words."""
_MOST_PIECES: Final = 64
"""The pieces that a stretch may be divided into."""
_NEVER: Final = float("-inf")
"""The weight of a token that no run may have."""


def heaviest_run(
    weights: Sequence[float], starts: Container[int] | None = None, ends: Container[int] | None = None
) -> tuple[int, int, float] | None:
    """Start, end and sum of the run ``weights[start:end]`` that has the greatest sum.

    A run has at least one weight; of equal ones it is the first to end, and of those the shortest. ``starts``
    and ``ends`` are the offsets at which it may begin and end, None for any. None where there is no such run.

    One pass, by Kadane's algorithm (Bentley 1984, "Programming Pearls: Algorithm Design Techniques").
    """
    best: tuple[int, int, float] | None = None
    start: int | None = None
    total = 0.0
    for at, weight in enumerate(weights):
        if (starts is None or at in starts) and (start is None or total <= 0):
            start, total = at, 0.0
        if start is None:
            continue
        total += weight
        if (ends is None or at + 1 in ends) and (best is None or total > best[2]):
            best = start, at + 1, total
    return best


def runs_of(scores: Sequence[float], usable: Sequence[bool], *, divide: bool) -> list[tuple[int, int]]:
    """The best runs of usable tokens: one, or, where they may be several, each that is worth it."""
    weights = [score if use else _NEVER for score, use in zip(scores, usable, strict=True)]
    found: list[tuple[int, int]] = []
    most = _MOST_PIECES if divide else 1
    while len(found) < most and (run := heaviest_run(weights)) and run[2] > (_DIVIDE if found else 0):
        start, end, _ = run
        found.append((start, end))
        weights[start:end] = [_NEVER] * (end - start)
    return sorted(found)
