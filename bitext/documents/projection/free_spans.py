"""Annotation projection: the target spans still free for a tag, and the best runs of tokens in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from bitext.documents.projection.token_links import TokenLinks
from bitext.text.document import Span
from bitext.text.runs import heaviest_run


class FreeSpans:
    """The stretches of the target that a tag lies over, and what its children have taken of them.

    A token of the target is free if it is in such a stretch and not taken.
    """

    def __init__(self, links: TokenLinks, home: list[Span]) -> None:
        """``home``: the stretches, in order and apart from each other."""
        self._links = links
        self._home = home
        self._homes = [span.start for span in home]
        self._taken: list[tuple[int, int]] = []
        inside = [links.tokens_in(span) for span in home]
        self._first = min((tokens.start for tokens in inside if tokens), default=0)
        self._tokens = bytearray(max((tokens.stop for tokens in inside if tokens), default=0) - self._first)
        for tokens in filter(None, inside):
            start = tokens.start - self._first
            self._tokens[start : start + len(tokens)] = b"\1" * len(tokens)

    def is_free(self, at: int) -> bool:
        """Whether a token is free."""
        return 0 <= at - self._first < len(self._tokens) and bool(self._tokens[at - self._first])

    def between(self, low: int, high: int) -> bytes:
        """For each token from ``low`` to ``high`` 1 if it is free, else 0."""
        first, end = max(low - self._first, 0), max(high - self._first, 0)
        found = bytes(self._tokens[first:end])
        found = found.rjust(len(found) + min(max(self._first - low, 0), high - low), b"\0")
        return found.ljust(max(high - low, 0), b"\0")

    def beside(self, at: int) -> list[int]:
        """The free tokens that are nearest to a token, on either side."""
        here = min(max(at - self._first, 0), len(self._tokens))
        found = (self._tokens.rfind(1, 0, here), self._tokens.find(1, here))
        return [self._first + place for place in found if place >= 0]

    def take(self, span: Span) -> None:
        """Give a stretch to a child."""
        insort(self._taken, (span.start, span.end))
        for at in self._links.tokens_at(span):
            if 0 <= at - self._first < len(self._tokens):
                self._tokens[at - self._first] = 0

    def has(self, span: Span) -> bool:
        """Whether a stretch lies in here and is free."""
        at = bisect_right(self._homes, span.start) - 1
        inside = at >= 0 and span.end <= self._home[at].end
        before = bisect_left(self._taken, (span.end, -1))
        return inside and (before == 0 or self._taken[before - 1][1] <= span.start)

    def nearest(self, offset: int) -> int:
        """The offset in here that is nearest to ``offset``."""
        at = bisect_right(self._homes, offset)
        around = self._home[max(0, at - 1) : at + 1]
        inside = (min(max(offset, home.start), home.end) for home in around)
        return min(inside, key=lambda place: abs(place - offset), default=offset)

    def outside_taken(self, offset: int, *, after: bool) -> int:
        """The offset itself, or the edge of the child that it falls into."""
        at = bisect_left(self._taken, (offset, -1))
        if at and offset < self._taken[at - 1][1]:
            start, end = self._taken[at - 1]
            return end if after else start
        return offset


def anchored(scores: list[float]) -> list[float]:
    """1 for the best run of tokens from the first on, -1 for the others."""
    run = heaviest_run(scores, starts=(0,))
    length = run[1] if run is not None and run[2] > 0 else 0
    return [1.0] * length + [-1.0] * (len(scores) - length)
