"""When what one file of subtitles says alone is said in the other, from what both say around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from bitext.result.bitext import Bitext
from bitext.text.document import Sentence
from bitext.text.timing import time_of

_SURE = 0.5


class CueClock:
    """Leads from the times of the target of a result to those of its source."""

    def __init__(self, bitext: Bitext) -> None:
        self._there: list[float] = []
        self._here: list[float] = []
        self._bitext = bitext
        for pair in bitext.pairs:
            if pair.source and pair.target and pair.score >= _SURE:
                here = time_of(bitext.source.times, pair.source.start, pair.source.end)
                there = time_of(bitext.target.times, pair.target.start, pair.target.end)
                if here and there and (not self._there or there[0] > self._there[-1]):
                    self._here.append(here[0])
                    self._there.append(there[0])

    def at(self, seconds: float) -> float:
        """A time of the target on the clock of the source."""
        if not self._there:
            return seconds
        behind = bisect_right(self._there, seconds)
        before = max(0, behind - 1)
        if before + 1 >= len(self._there) or behind == 0:
            return self._here[before] + seconds - self._there[before]
        share = (seconds - self._there[before]) / (self._there[before + 1] - self._there[before])
        return self._here[before] + share * (self._here[before + 1] - self._here[before])

    def time_of(self, sentences: Sequence[Sentence]) -> tuple[float, float]:
        """When sentences of the target are said, on the clock of the source."""
        found = time_of(self._bitext.target.times, sentences[0].start, sentences[-1].end) or (0.0, 0.0)
        start = self.at(found[0])
        return start, max(start, start + found[1] - found[0])

    def is_before(self, source: Sequence[Sentence], target: Sequence[Sentence]) -> bool:
        """Whether sentences of the source have been said when those of the target begin."""
        here = time_of(self._bitext.source.times, source[0].start, source[-1].end) or (0.0, 0.0)
        return here[1] <= self.time_of(target)[0]

    def is_together(self, source: Sequence[Sentence], target: Sequence[Sentence]) -> bool:
        """Whether sentences of the two sides are said at one time: most of the shorter of the two."""
        here = time_of(self._bitext.source.times, source[0].start, source[-1].end) or (0.0, 0.0)
        there = self.time_of(target)
        shorter = min(here[1] - here[0], there[1] - there[0])
        return min(here[1], there[1]) - max(here[0], there[0]) > shorter / 2
