"""Annotation projection: the target spans still free for a tag, and the best runs of tokens in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bitext.documents.projection.token_links import TokenLinks
from bitext.text.document import Span
from bitext.text.runs import heaviest_run

_DIVIDE: Final = 1.5
"""What another piece of a divided style has to be worth, in words."""
_NEVER: Final = float("-inf")
"""The weight of a token that no run may have."""


class FreeSpans:
    """The stretches of the target that a tag lies over, and what its children have taken of them.

    ``tokens`` says of each token of the target whether it is free: in such a stretch, and not taken.
    """

    def __init__(self, links: TokenLinks, home: list[Span]) -> None:
        self._links = links
        self._home = home
        self._taken: list[Span] = []
        self.tokens = bytearray(len(links.tokens))
        for span in home:
            inside = links.tokens_in(span)
            self.tokens[inside.start : inside.stop] = b"\1" * len(inside)

    def take(self, span: Span) -> None:
        """Give a stretch to a child."""
        self._taken.append(span)
        for at in self._links.tokens_at(span):
            self.tokens[at] = 0

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
    """The best runs of usable tokens: one, or, where a style may be divided, each that is worth it."""
    weights = [score if use else _NEVER for score, use in zip(scores, usable, strict=True)]
    found: list[tuple[int, int]] = []
    while (run := heaviest_run(weights)) is not None and run[2] > (_DIVIDE if found else 0):
        start, end, _ = run
        found.append((start, end))
        if not divide:
            break
        weights[start:end] = [_NEVER] * (end - start)
    return sorted(found)


def anchored(scores: list[float]) -> list[float]:
    """1 for the best run of tokens from the first on, -1 for the others."""
    run = heaviest_run(scores, starts=(0,))
    length = run[1] if run is not None and run[2] > 0 else 0
    return [1.0] * length + [-1.0] * (len(scores) - length)
