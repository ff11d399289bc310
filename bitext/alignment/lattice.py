"""The lattice of beads of two texts: the best path through it, and the posterior probabilities of beads.

What a bead is worth: how close its two groups are (:mod:`bitext.alignment.similarity`), how well their
lengths agree, and how common its shape is. A gap costs more to open than to go on, so that a missing chapter
is one gap. The score of a bead is its posterior probability by the forward-backward algorithm.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bitext.alignment.groups import (
    Columns,
    Join,
    TextGroups,
    chance_closeness,
    group_products,
    run_on,
    running_sums,
)
from bitext.alignment.likeness import UNSURE, character_worth
from bitext.alignment.paragraphs import bead_worth, gap_openings
from bitext.alignment.similarity import Numbers, SentenceVectors, Texts

SHAPES: Final = {
    (1, 1): 0.86,
    (1, 2): 0.05,
    (2, 1): 0.05,
    (2, 2): 0.006,
    (1, 3): 0.006,
    (3, 1): 0.006,
    (1, 4): 0.002,
    (4, 1): 0.002,
    (2, 3): 0.0005,
    (3, 2): 0.0005,
    (2, 4): 0.0005,
    (4, 2): 0.0005,
    (3, 3): 0.0005,
    (3, 4): 0.0005,
    (4, 3): 0.0005,
    (4, 4): 0.0005,
}
"""The shapes of a bead, with the probability of each."""
COARSE: Final = {shape: SHAPES[shape] for shape in ((1, 1), (1, 2), (2, 1))}
WIDEST: Final = 4

_CLOSENESS: Final = 20.0
_USUAL: Final = 50.0
"""Characters of a sentence for which closeness counts once; longer ones count by the square root."""
_VARIANCE: Final = 6.8
"""Of the difference in length, for each character (Gale and Church 1993)."""
_EXTEND: Final = -3.0
"""What each sentence of a gap costs but the first (:func:`bitext.alignment.paragraphs.gap_openings`)."""
_TEMPERATURE: Final = 1.5
"""By which the worth of beads is divided before it is read as a log probability."""

_BLOCK: Final = 64


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences ``source`` of one text that say what the sentences ``target`` of the other say.

    Both are ranges of indices, one of them empty where there is no counterpart. ``score`` is the
    probability that the bead is right.
    """

    source: range
    target: range
    score: float


@dataclass(frozen=True, slots=True)
class Band:
    """For each place in the source, the places in the target that are looked at: first to last.

    ``floors`` say of each place of the source, and of the target, where a bead that ends there may begin at
    the earliest.
    """

    first: Columns
    last: Columns
    floors: tuple[Columns, Columns] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A bead or a sentence of a gap, from place (i, j) to (i + a, j + b)."""

    i: int
    j: int
    a: int
    b: int


class Lattice:
    """The beads of a band and what each is worth; ``level`` is how often the texts were halved."""

    def __init__(
        self,
        space: SentenceVectors,
        band: Band,
        shapes: dict[tuple[int, int], float],
        level: int = 0,
        heads: tuple[Sequence[bool], Sequence[bool]] | None = None,
    ) -> None:
        self._band = band
        self._shapes = tuple(shapes)
        self._priors = [math.log(share) for share in shapes.values()]
        self._rows = len(band.first)
        unit = math.sqrt(2.0**level)
        self._extend = _EXTEND * unit
        sizes = self._rows, int(band.last[-1]) + 1
        self._opening = [
            gap_openings(side, size, unit) for side, size in zip(heads or (None, None), sizes, strict=True)
        ]
        self._level = level
        self._heads = heads
        self._worth = list(self._weigh(space))

    def best(self) -> list[Step]:
        """The steps of the best path."""
        beads, gaps = self._forward(np.maximum, 1.0)
        steps: list[Step] = []
        i, j = self._rows - 1, int(self._band.last[-1])
        in_gap = _at(gaps, self._band, i, j) > _at(beads, self._band, i, j)
        while i or j:
            step, in_gap = self._back(beads, gaps, i, j, in_gap=in_gap)
            steps.append(step)
            i, j = step.i, step.j
        return steps[::-1]

    def look_again(self, texts: tuple[Texts, Texts]) -> None:
        """Add the worth of its characters to that of each bead that is neither sure nor out of question."""
        beads, gaps = self._forward(np.logaddexp, _TEMPERATURE)
        after, _ = self._backward(np.logaddexp, _TEMPERATURE)
        first, (low, high) = self._band.first, np.log(UNSURE) + after[0][0]
        for i, worth in enumerate(self._worth):
            for row, (a, b) in zip(worth, self._shapes, strict=True):
                at = np.flatnonzero(row > -np.inf)
                if not at.size:
                    continue
                past = at + first[i] - b - first[i - a]
                at, past = (each[(past >= 0) & (past < len(beads[i - a]))] for each in (at, past))
                ways = np.logaddexp(beads[i - a][past], gaps[i - a][past])
                ways += after[i][at] + row[at] / _TEMPERATURE
                for k in at[(low < ways) & (ways < high)]:
                    j = int(k + first[i])
                    row[k] += character_worth(list(texts[0][i - a : i]), list(texts[1][j - b : j]))

    def scored(self, steps: Sequence[Step]) -> list[Bead]:
        """Steps → beads with their posterior probabilities."""
        beads, gaps = self._forward(np.logaddexp, _TEMPERATURE)
        after, after_gap = self._backward(np.logaddexp, _TEMPERATURE)
        total = after[0][0]
        found = []
        for step in steps:
            i, j, band = step.i, step.j, self._band
            here, in_gap = _at(beads, band, i, j), _at(gaps, band, i, j)
            if step.a and step.b:
                worth = self._worth[i + step.a][self._shapes.index((step.a, step.b))]
                weight = (
                    np.logaddexp(here, in_gap) + worth[j + step.b - band.first[i + step.a]] / _TEMPERATURE
                )
                rest = _at(after, band, i + step.a, j + step.b)
            else:
                opened, going = here + self._cost(step) / _TEMPERATURE, self._extend / _TEMPERATURE
                weight = np.logaddexp(opened, in_gap + going)
                rest = _at(after_gap, band, i + step.a, j + step.b)
            score = min(1.0, math.exp(min(0.0, weight + rest - total)))
            found.append(Bead(range(i, i + step.a), range(j, j + step.b), score))
        return found

    def _cost(self, step: Step) -> float:
        """What it costs to open a gap with a sentence."""
        rows, columns = self._opening
        return float(rows[step.i] if step.a else columns[step.j])

    def _weigh(self, space: SentenceVectors) -> Iterator[Numbers]:
        """For each place in the source, what the beads that end there are worth: (shapes, places)."""
        band = self._band
        source = TextGroups(space.source, space.source_lengths)
        target = TextGroups(space.target, space.target_lengths)
        ratio = min(1.4, max(0.7, source.total and target.total / source.total))
        chance = chance_closeness(source, target)
        heads, floors = bead_worth(self._heads), band.floors
        for start in range(0, self._rows, _BLOCK):
            end = min(start + _BLOCK, self._rows)
            top, left = max(0, start - WIDEST), max(0, int(band.first[start]) - WIDEST)
            sums = running_sums(source, target, slice(top, end - 1), slice(left, int(band.last[end - 1])))
            for i in range(start, end):
                worth = np.full((len(self._shapes), band.last[i] - band.first[i] + 1), -np.inf)
                for row, (a, b), prior in zip(worth, self._shapes, self._priors, strict=True):
                    low = max(int(band.first[i]), b)
                    if a > i or low > band.last[i] or (floors and i - a < floors[0][i]):
                        continue
                    ends = np.arange(low, band.last[i] + 1)
                    dot = None if sums is None else group_products(sums, i - top, ends - left, (a, b))
                    value = prior + self._value(source, target, (i, ends), (a, b), dot, ratio, chance)
                    if heads is not None:
                        value = value + heads(i - a, ends - b)
                    if space.clock is not None:
                        value = value + space.clock.worth((i - a, i), ends - b, ends)
                    if floors is not None:
                        value[ends - b < floors[1][ends]] = -np.inf
                    row[low - band.first[i] :] = value
                yield worth

    def _value(
        self,
        source: TextGroups,
        target: TextGroups,
        ends: tuple[int, Columns],
        shape: tuple[int, int],
        dot: Numbers | None,
        ratio: float,
        chance: float,
    ) -> Numbers:
        """Closeness and lengths of the beads of one shape that end at one place of the source."""
        (i, columns), (a, b) = ends, shape
        long = (source.ends[i] - source.ends[i - a]) * ratio
        other = target.ends[columns] - target.ends[columns - b]
        mean = (long + other) / 2
        value = -((other - long) ** 2) / (2 * mean * _VARIANCE * 4.0**self._level)
        if dot is not None:
            closeness = dot / (source.norms(a)[i - a] * target.norms(b)[columns - b])
            value = value + _CLOSENESS * (closeness - chance) * np.sqrt(mean / _USUAL)
        return np.asarray(value)

    def _forward(self, join: Join, temperature: float) -> tuple[list[Numbers], list[Numbers]]:
        """For each place, the weight of the ways to it that end in a bead, and of those in a gap."""
        beads: list[Numbers] = []
        gaps: list[Numbers] = []
        first, last = self._band.first, self._band.last
        going = self._extend / temperature
        rows, columns = (opening / temperature for opening in self._opening)
        for i in range(self._rows):
            width = int(last[i] - first[i]) + 1
            here, gap = np.full(width, -np.inf), np.full(width, -np.inf)
            if i == 0:
                here[0] = 0.0
            for (a, b), worth in zip(self._shapes, self._worth[i], strict=True):
                if a > i:
                    continue
                low, high = max(first[i], first[i - a] + b), min(last[i], last[i - a] + b)
                if low > high:
                    continue
                at, to = slice(low - first[i], high - first[i] + 1), low - b - first[i - a]
                past = slice(to, to + high - low + 1)
                ways = join(beads[i - a][past], gaps[i - a][past]) + worth[at] / temperature
                here[at] = join(here[at], ways)
            if i:
                low, high = first[i], min(last[i], last[i - 1])
                if low <= high:
                    past = slice(low - first[i - 1], high - first[i - 1] + 1)
                    gap[: high - low + 1] = join(beads[i - 1][past] + rows[i - 1], gaps[i - 1][past] + going)
            gap[1:] = join(gap[1:], here[:-1] + columns[first[i] : last[i]])
            beads.append(here)
            gaps.append(run_on(gap, going, join))
        return beads, gaps

    def _backward(self, join: Join, temperature: float) -> tuple[list[Numbers], list[Numbers]]:
        """For each place, the weight of the ways on from it, behind a bead and within a gap."""
        first, last = self._band.first, self._band.last
        going = self._extend / temperature
        rows, columns = (opening / temperature for opening in self._opening)
        after: list[Numbers] = [np.empty(0)] * self._rows
        after_gap = list(after)
        for i in range(self._rows - 1, -1, -1):
            width = int(last[i] - first[i]) + 1
            out, below = np.full(width, -np.inf), np.full(width, -np.inf)
            if i == self._rows - 1:
                out[-1] = 0.0
            for k, (a, b) in enumerate(self._shapes):
                if i + a >= self._rows:
                    continue
                low, high = max(first[i], first[i + a] - b), min(last[i], last[i + a] - b)
                if low > high:
                    continue
                at, to = slice(low - first[i], high - first[i] + 1), low + b - first[i + a]
                future = slice(to, to + high - low + 1)
                ways = self._worth[i + a][k][future] / temperature + after[i + a][future]
                out[at] = join(out[at], ways)
            if i + 1 < self._rows:
                low, high = first[i + 1], min(last[i], last[i + 1])
                if low <= high:
                    at = slice(low - first[i], high - first[i] + 1)
                    below[at] = after_gap[i + 1][: high - low + 1]
            gap = run_on(join(out, below + going)[::-1], going, join)[::-1]
            after_gap[i] = gap
            here = join(out, below + rows[i])
            here[:-1] = join(here[:-1], gap[1:] + columns[first[i] : last[i]])
            after[i] = here
        return after, after_gap

    def _back(
        self, beads: list[Numbers], gaps: list[Numbers], i: int, j: int, *, in_gap: bool
    ) -> tuple[Step, bool]:
        """The step of the best path that ends at (i, j), and whether the path was in a gap before it."""
        band = self._band
        ways: list[tuple[float, Step, bool]] = []
        if in_gap:
            for a, b in ((1, 0), (0, 1)):
                step = Step(i - a, j - b, a, b)
                ways.append((_at(beads, band, i - a, j - b) + self._cost(step), step, False))
                ways.append((_at(gaps, band, i - a, j - b) + self._extend, step, True))
        else:
            for k, (a, b) in enumerate(self._shapes):
                worth = float(self._worth[i][k][j - band.first[i]])
                step = Step(i - a, j - b, a, b)
                ways.append((_at(beads, band, i - a, j - b) + worth, step, False))
                ways.append((_at(gaps, band, i - a, j - b) + worth, step, True))
        _, step, was_in_gap = max(ways, key=lambda way: way[0])
        return step, was_in_gap


def _at(values: list[Numbers], band: Band, i: int, j: int) -> float:
    """The value of a place; minus infinity outside the band."""
    if i < 0 or not band.first[i] <= j <= band.last[i]:
        return -math.inf
    return float(values[i][j - band.first[i]])
