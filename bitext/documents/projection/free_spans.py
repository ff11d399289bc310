"""The room that a tag has: what is free of the English, and the best runs of words in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bitext.documents.projection.token_links import Ground
from bitext.text.document import Span

_DIVIDE: Final = 1.5
"""What another piece of a divided style has to be worth, in words."""


class Room:
    """The stretches of the target that a tag lies over, and what its children have taken of them."""

    def __init__(self, ground: Ground, home: list[Span]) -> None:
        self._ground = ground
        self._home = home
        self._taken: list[Span] = []
        self.free = bytearray(len(ground.tokens))
        for span in home:
            inside = ground.tokens_in(span)
            self.free[inside.start : inside.stop] = b"\1" * len(inside)

    def take(self, span: Span) -> None:
        """Give a stretch to a child."""
        self._taken.append(span)
        for at in self._ground.tokens_at(span):
            self.free[at] = 0

    def has(self, span: Span) -> bool:
        """Whether a stretch lies in here and is free."""
        inside = any(home.start <= span.start and span.end <= home.end for home in self._home)
        return inside and not any(taken.start < span.end and span.start < taken.end for taken in self._taken)

    def nearest(self, offset: int) -> int:
        """The offset in here that is nearest to ``offset``."""
        if not self._home:
            return offset
        inside = (min(max(offset, home.start), home.end) for home in self._home)
        return min(inside, key=lambda at: abs(at - offset))

    def outside_taken(self, offset: int, *, after: bool) -> int:
        """The offset itself, or the edge of the child that it falls into."""
        for span in self._taken:
            if span.start < offset < span.end:
                return span.end if after else span.start
        return offset


def runs_of(scores: Sequence[float], usable: Sequence[bool], *, divide: bool) -> list[tuple[int, int]]:
    """The best runs of tokens: one, or, where a style may be divided, each that is worth it."""
    usable = list(usable)
    found: list[tuple[int, int]] = []
    while True:
        start, end, worth = _best_run(scores, usable)
        if worth <= (_DIVIDE if found else 0):
            return sorted(found)
        found.append((start, end))
        if not divide:
            return found
        usable[start:end] = [False] * (end - start)


def _best_run(scores: Sequence[float], usable: Sequence[bool]) -> tuple[int, int, float]:
    """The contiguous run with the greatest sum (Kadane), the shortest of equals."""
    best = (0, 0, 0.0)
    start, total = 0, 0.0
    for at, (score, use) in enumerate(zip(scores, usable, strict=True)):
        if not use:
            start, total = at + 1, 0.0
            continue
        if total <= 0:
            start, total = at, 0.0
        total += score
        if total > best[2]:
            best = (start, at + 1, total)
    return best


def anchored(scores: list[float]) -> list[float]:
    """1 for the best run of tokens from the first on, -1 for the others."""
    best, total, length = 0.0, 0.0, 0
    for at, score in enumerate(scores, 1):
        total += score
        if total > best:
            best, length = total, at
    return [1.0] * length + [-1.0] * (len(scores) - length)
