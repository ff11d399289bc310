"""Bar charts as numbers that a template draws: each bar with its place, its label and its value."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 200
"""Of the area of the bars, in the units of the drawing."""
_STEPS: Final = (1, 2, 5, 10)
_WIDEST: Final = 60
_TICKS: Final = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its ``label`` and ``value``, its left edge, its width, and the place of its upper edge."""

    label: str
    value: int
    x: float
    width: float
    y: float
    height: float
    series: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid at the height of a value."""

    value: int
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart; ``series`` names what bars side by side are of, if there are several.

    ``every``: of how many labels one is shown below the bars.
    """

    name: str
    title: str
    axis: str
    labels: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    every: int

    @property
    def summary(self) -> str:
        """What the chart shows, in words: where its bars are highest."""
        told = []
        for name, values in zip(self.series, self.values, strict=True):
            most = max(range(len(values)), key=values.__getitem__)
            told.append(f"{name}: {sum(values)} in all, most at {self.labels[most]} ({values[most]})")
        return "; ".join(told)


def chart(
    name: str,
    title: str,
    axis: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[int]],
    every: int = 1,
) -> Chart:
    """A chart of one or several ``series``, each with a value for each of ``labels``."""
    top = _top(max((value for values in series.values() for value in values), default=0))
    slot = WIDTH / max(1, len(labels))
    width = min(_WIDEST, 0.8 * slot) / len(series)
    bars = tuple(
        Bar(
            labels[at],
            value,
            round(slot * (at + 0.5) + width * (number - len(series) / 2), 2),
            round(width, 2),
            round(HEIGHT - HEIGHT * value / top, 2),
            round(HEIGHT * value / top, 2),
            number,
        )
        for number, values in enumerate(series.values())
        for at, value in enumerate(values)
    )
    steps = min(_TICKS, top)
    ticks = tuple(
        Tick(top * n // steps, round(HEIGHT - HEIGHT * (top * n // steps) / top, 2)) for n in range(steps + 1)
    )
    values = tuple(tuple(each) for each in series.values())
    return Chart(name, title, axis, tuple(labels), tuple(series), values, bars, ticks, every)


def _top(most: int) -> int:
    """A round number that is at least ``most``."""
    if most <= _TICKS:
        return max(1, most)
    power: int = 10 ** int(math.log10(most))
    return min(step * power for step in _STEPS if step * power >= most)
