"""Groups of neighbouring sentences: their lengths, and products of their vectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bitext.alignment.similarity import Numbers

Columns = NDArray[np.int64]
Join = Callable[[Numbers, Numbers], Numbers]

_CHANCE: Final = 0.15
"""The share of what lies between the closeness of strangers and 1 that counts for nothing."""
_SAMPLE: Final = 2_000


class TextGroups:
    """One text: running lengths, and the norms of groups of its sentences."""

    def __init__(self, rows: object, lengths: Numbers) -> None:
        self.rows: Any = rows
        self.ends: Numbers = np.concatenate([[0.0], np.cumsum(lengths)])
        self.total = float(self.ends[-1])
        self._norms: dict[int, Numbers] = {}

    def norms(self, size: int) -> Numbers:
        """For each sentence, the norm of the sum of the ``size`` rows that begin there."""
        if size not in self._norms:
            total = self.rows[: self.rows.shape[0] - size + 1]
            for offset in range(1, size):
                total = total + self.rows[offset : self.rows.shape[0] - size + 1 + offset]
            squares = np.asarray(total.multiply(total).sum(axis=1)).ravel()
            self._norms[size] = np.sqrt(np.maximum(squares, 1e-9))
        return self._norms[size]


def running_sums(source: TextGroups, target: TextGroups, rows: slice, columns: slice) -> Numbers | None:
    """Running sums over both axes of the products of rows of both texts; None without features."""
    if not source.rows.shape[1]:
        return None
    products = (source.rows[rows] @ target.rows[columns].T).toarray()
    sums = np.zeros((products.shape[0] + 1, products.shape[1] + 1))
    np.cumsum(np.cumsum(products, axis=0), axis=1, out=sums[1:, 1:])
    return sums


def group_products(sums: Numbers, i: int, columns: Columns, shape: tuple[int, int]) -> Numbers:
    """The products of the groups of one shape that end at place ``i`` and at each of ``columns``."""
    a, b = shape
    ends, starts = sums[i], sums[i - a]
    return np.asarray(ends[columns] - starts[columns] - ends[columns - b] + starts[columns - b])


def chance_closeness(source: TextGroups, target: TextGroups) -> float:
    """The closeness that counts for nothing, from that of sentences taken at random."""
    if not source.rows.shape[1]:
        return 0.0
    draw = np.random.default_rng(0)
    left = draw.integers(source.rows.shape[0], size=_SAMPLE)
    right = draw.integers(target.rows.shape[0], size=_SAMPLE)
    products = np.asarray(source.rows[left].multiply(target.rows[right]).sum(axis=1)).ravel()
    # The median, since in a short text many of the pairs taken at random are counterparts.
    strangers = float(np.median(products / (source.norms(1)[left] * target.norms(1)[right])))
    return strangers + _CHANCE * (1 - strangers)


def run_on(entered: Numbers, step: float, join: Join) -> Numbers:
    """Ways that go on along a row: ``out[j] = join(entered[j], out[j - 1] + step)``."""
    slope = step * np.arange(len(entered))
    ufunc = np.logaddexp if join is np.logaddexp else np.maximum
    return np.asarray(ufunc.accumulate(entered - slope) + slope)
