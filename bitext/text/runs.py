"""The heaviest run of a row of weights: the stretch of a text that most belongs to another."""

from __future__ import annotations

from collections.abc import Container, Sequence


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
