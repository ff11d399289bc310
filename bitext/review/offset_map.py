"""Where the characters of a text stand after a person has edited it.

:mod:`bitext.review.diff` finds what stayed, :mod:`bitext.review.target_text` puts it here in offsets of the
two whole texts; word links and quotations are then taken over by it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from bitext.text.document import Span


class OffsetMap:
    """The stretches of an old text that stand in a new one, in the same order."""

    __slots__ = ("_lengths", "_new", "_old", "_swaps")

    def __init__(self) -> None:
        self._old: list[int] = []
        self._new: list[int] = []
        self._lengths: list[int] = []
        self._swaps: dict[int, int] = {}

    def keep(self, old: int, new: int, length: int) -> None:
        """Tell of the next stretch: ``length`` characters at ``old`` now stand at ``new``."""
        if not length:
            return
        if self._old:
            last = self._lengths[-1]
            if (self._old[-1] + last, self._new[-1] + last) == (old, new):
                self._lengths[-1] += length
                return
        self._old.append(old)
        self._new.append(new)
        self._lengths.append(length)

    @property
    def end(self) -> int:
        """The old offset behind the last stretch so far."""
        return self._old[-1] + self._lengths[-1] if self._old else 0

    def swap(self, old: int, new: int) -> None:
        """Tell that the quotation mark at ``old`` has given way to another one, at ``new``."""
        self._swaps[old] = new

    def span(self, start: int, end: int) -> Span | None:
        """Where a stretch now stands; None unless all of it stayed, and stayed together."""
        row = bisect_right(self._old, start) - 1
        if row < 0 or end > self._old[row] + self._lengths[row]:
            return None
        shift = self._new[row] - self._old[row]
        return Span(start + shift, end + shift)

    def outer(self, start: int, end: int) -> Span | None:
        """Where a stretch now stands whose first and last characters stayed; None if one did not."""
        head, tail = self.span(start, start + 1), self.span(end - 1, end)
        return Span(head.start, tail.end) if head and tail else None

    def swapped(self, start: int) -> int | None:
        """Where the mark stands that took the place of the one at ``start``."""
        return self._swaps.get(start)

    def before(self, end: int) -> int:
        """The new offset behind the last character before ``end`` that stayed; 0 where there is none."""
        row = bisect_left(self._old, end) - 1
        if row < 0:
            return 0
        return self._new[row] + min(end - self._old[row], self._lengths[row])

    def is_new(self, offset: int) -> bool:
        """Whether the character at ``offset`` of the new text comes from nowhere in the old one."""
        row = bisect_right(self._new, offset) - 1
        return row < 0 or offset >= self._new[row] + self._lengths[row]
