"""What times say of which sentences belong together: two clocks, set to each other.

Two files of subtitles of one film differ by an offset (another opening), by a drift (films at 25 pictures a
second run 4 % faster than those at 24) and, where one has breaks, by jumps. The drift is the median of the
slopes between sentences that the texts alone have paired (Sen 1968, "Estimates of the Regression Coefficient
Based on Kendall's Tau"), of those a quarter of the film apart, so that a jump is in a third of them at most;
jumps are what the residuals have in common in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from bitext.text.document import Document
from bitext.text.timing import time_of

Seconds = NDArray[np.float64]
Places = slice | NDArray[np.int64]
"""Which sentences."""

FEWEST: Final = 6
"""Sentences without which two clocks are not set to each other."""
_DRIFT: Final = 0.1
"""No film runs faster than another by more than this."""
_NEIGHBOURS: Final = 15
"""Sentences around a place that a jump there must show in."""
_SHARPEST, _BLUNTEST = 0.4, 4.0
"""Seconds by which counterparts differ: at least, and at most if the times are to say anything."""
_CLOSE: Final = 0.5
"""Seconds between the starts of two sentences that begin together."""
_BETTER: Final = 1.4
_SHIFTS: Final = (-13.7, -7.3, -4.1, 3.7, 6.1, 11.9)
"""Seconds by which a clock is put wrong, to know what happens by chance."""
_RANGE: Final = 10.0
"""Seconds around a sentence in which others than its counterpart are."""
_CHANCE: Final = 0.05
"""The share of counterparts whose times have nothing to do with each other."""
_WEIGHT: Final = 2.0
"""How much the times count beside the texts."""


@dataclass(frozen=True, slots=True)
class Clock:
    """From when to when each sentence of two texts is spoken, on the clock of the second.

    ``source`` and ``target`` are in seconds, of the shape (sentences, 2); ``spread`` is by how much those of
    counterparts differ. ``offset`` and ``drift`` lead from one clock to the other:
    ``target = offset + drift * source``, jumps aside.
    """

    source: Seconds
    target: Seconds
    spread: float
    offset: float
    drift: float

    def worth(
        self, sources: tuple[int, int], firsts: NDArray[np.int64], behind: NDArray[np.int64]
    ) -> Seconds:
        """What the times say for beads of the sentences from ``sources[0]`` to before ``sources[1]``.

        That is with those of the target from each of ``firsts`` to before each of ``behind``: the logarithm
        of how much likelier their distance is for counterparts than for neighbours.
        """
        starts = self._likelier(self.target[firsts, 0] - self.source[sources[0], 0])
        ends = self._likelier(self.target[behind - 1, 1] - self.source[sources[1] - 1, 1])
        return np.asarray(_WEIGHT * (starts + ends) / 2)

    def halved(self) -> Clock:
        """The same with every two neighbouring sentences taken as one."""
        return replace(self, source=_halved(self.source), target=_halved(self.target))

    def part(self, source: Places, target: Places) -> Clock:
        """The same of some sentences of the two texts."""
        return replace(self, source=self.source[source], target=self.target[target])

    def _likelier(self, distance: Seconds) -> Seconds:
        near = _RANGE / (2 * self.spread) * np.exp(-np.abs(distance) / self.spread)
        return np.asarray(np.log((1 - _CHANCE) * near + _CHANCE))


def clock_of(source: Document, target: Document, paired: Sequence[tuple[int, int]]) -> Clock | None:
    """Two clocks set to each other by sentences that texts alone ``paired``; None where they do not agree."""
    times, others = _times(source), _times(target)
    if len(paired) < FEWEST:
        return None
    anchors = np.array(paired)
    at, there = times[anchors[:, 0], 0], others[anchors[:, 1], 0]
    apart = max(1, len(at) // 4)
    passed = np.maximum(at[apart:] - at[:-apart], 0.001)
    drift = float(np.median((there[apart:] - there[:-apart]) / passed))
    if abs(drift - 1) > _DRIFT:
        return None
    offset = float(np.median(there - drift * at))
    left = there - (offset + drift * at)
    jumps = ndimage.median_filter(left, min(_NEIGHBOURS, len(left)), mode="nearest")
    spread = float(np.median(np.abs(left - jumps))) * 1.5
    if spread > _BLUNTEST:
        return None
    moved = offset + drift * times + np.interp(times.ravel(), at, jumps).reshape(times.shape)
    if not _is_right(moved[:, 0], others[:, 0]):
        return None
    return Clock(moved, others, max(_SHARPEST, spread), offset, drift)


def _is_right(starts: Seconds, others: Seconds) -> bool:
    """Whether sentences begin together oftener than they do by chance, on clocks that are set wrongly."""
    by_chance = np.mean([_together(starts + shift, others) for shift in _SHIFTS])
    return bool(_together(starts, others) > _BETTER * by_chance)


def _together(starts: Seconds, others: Seconds) -> float:
    """The share of ``starts`` that have one of ``others`` close by."""
    after = np.searchsorted(others, starts).clip(1, max(1, len(others) - 1))
    nearest = np.minimum(np.abs(others[after - 1] - starts), np.abs(others[after % len(others)] - starts))
    return float(np.mean(nearest < _CLOSE))


def _times(document: Document) -> Seconds:
    found = [time_of(document.times, each.start, each.end) or (0.0, 0.0) for each in document]
    return np.array(found, dtype=np.float64).reshape(-1, 2)


def _halved(side: Seconds) -> Seconds:
    behind = side[1::2, 1]
    if len(side) % 2:
        behind = np.append(behind, side[-1, 1])
    return np.stack([side[::2, 0], behind], axis=1)
