"""When a text is shown or spoken: stretches of it with times, as subtitles have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """The time of ``text[start:end]``: seconds from the beginning at which it appears and disappears.

    Example:
        >>> from bitext.text.timing import Timing
        >>> Timing(0, 9, 1.0, 2.5).seconds
        1.5
    """

    start: int
    end: int
    appears: float
    disappears: float

    @property
    def seconds(self) -> float:
        """How long it is shown."""
        return self.disappears - self.appears

    def at(self, offset: int) -> float:
        """The time of an offset of the text, as if it were spoken evenly."""
        share = (offset - self.start) / max(1, self.end - self.start)
        return self.appears + min(1.0, max(0.0, share)) * self.seconds


Times = tuple[Sequence[Timing], Sequence[Timing]]
"""When the parts of two texts are shown."""


def time_of(times: Sequence[Timing], start: int, end: int) -> tuple[float, float] | None:
    """From when to when ``text[start:end]`` is spoken, in seconds; None where there are no times.

    ``times`` are in the order of the text and do not overlap in it.
    """
    if not times:
        return None
    first = max(0, bisect_right(times, start, key=lambda timing: timing.start) - 1)
    last = max(0, bisect_right(times, max(start, end - 1), key=lambda timing: timing.start) - 1)
    return times[first].at(start), times[last].at(end)
