"""Rows of different lengths in one flat array, padded only when they are needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Stored = NDArray[np.uint16]

LARGEST = int(np.iinfo(np.uint16).max)
"""The largest number that a row may hold: a number takes two bytes."""
_MULTIPLE = 8
"""Padded rows are a multiple of this long, which tensor cores ask for."""


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """Rows of whole numbers, one behind the other in ``values``; row ``i`` ends where ``i + 1`` begins.

    ``bounds`` are the places in ``values`` where rows begin, and its end: (rows + 1,).
    """

    values: Stored
    bounds: Numbers

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __getitem__(self, index: int) -> Stored:
        return self.values[self.bounds[index] : self.bounds[index + 1]]

    @classmethod
    def of(cls, rows: Sequence[Sequence[int] | NDArray[Any]]) -> Ragged:
        """``rows`` in one array.

        Raises:
            OverflowError: if a number is larger than :data:`LARGEST`.
        """
        values = np.concatenate([np.zeros(0, np.int64), *(np.asarray(row, np.int64) for row in rows)])
        if values.size and values.max() > LARGEST:
            raise OverflowError(f"a number is larger than {LARGEST}")
        return cls(values.astype(np.uint16), _bounds([len(row) for row in rows]))

    @classmethod
    def joined(cls, parts: Sequence[Ragged]) -> Ragged:
        """The rows of all ``parts``, in order."""
        values = np.concatenate([np.zeros(0, np.uint16), *(part.values for part in parts)])
        return cls(
            values, _bounds(np.concatenate([np.zeros(0, np.int64), *(part.lengths for part in parts)]))
        )

    @property
    def lengths(self) -> Numbers:
        """How long each row is, (rows,)."""
        return np.diff(self.bounds)

    def padded(self, chosen: Numbers, fill: int) -> Numbers:
        """The rows ``chosen`` side by side, filled up with ``fill``: (chosen, the longest length or more)."""
        starts = self.bounds[chosen]
        lengths = self.bounds[chosen + 1] - starts
        width = int(rounded(lengths).max())
        columns = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        found = np.full((len(chosen), width), fill, np.int64)
        lines = np.repeat(np.arange(len(chosen)), lengths)
        found[lines, columns] = self.values[np.repeat(starts, lengths) + columns]
        return found

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """What :meth:`from_arrays` makes the same rows of."""
        return {name: self.values, f"{name}_bounds": self.bounds}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> Ragged:
        """The rows that :meth:`arrays` called ``name``."""
        return cls(arrays[name], arrays[f"{name}_bounds"])


def rounded(lengths: Numbers) -> Numbers:
    """``lengths`` as they are when rows are padded: the next multiple of 8 or so."""
    return -(-lengths // _MULTIPLE) * _MULTIPLE


def _bounds(lengths: Sequence[int] | Numbers) -> Numbers:
    return np.concatenate([[0], np.cumsum(np.asarray(lengths, np.int64))]).astype(np.int64)
