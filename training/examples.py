"""Examples as flat arrays, the order of an epoch, and batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.ragged import Numbers, Ragged, rounded
from training.subwords import Encoded

Flags = NDArray[np.bool_]

_SIDES = ("source", "whole", "target", "is_changed")


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Pairs as numbers of pieces; see :class:`training.subwords.Encoded`.

    ``is_changed`` has a 1 for each piece of the target that was changed. ``is_alone``: learnt from the
    reference alone, without the teacher; this and ``is_same`` are (examples,).
    """

    source: Ragged
    whole: Ragged
    target: Ragged
    is_changed: Ragged
    is_same: Flags
    is_alone: Flags

    def __len__(self) -> int:
        return len(self.is_same)

    @classmethod
    def of(cls, encoded: Sequence[Encoded], is_alone: Sequence[bool]) -> Examples:
        """One example a pair."""
        source, whole, target, changed = (
            Ragged.of([getattr(one, side) for one in encoded]) for side in _SIDES
        )
        flags = np.array([one.is_same for one in encoded], bool), np.array(is_alone, bool)
        return cls(source, whole, target, changed, *flags)

    @classmethod
    def joined(cls, parts: Sequence[Examples]) -> Examples:
        """The examples of all ``parts``, in order."""
        source, whole, target, changed = (
            Ragged.joined([getattr(part, side) for part in parts]) for side in _SIDES
        )
        empty = np.zeros(0, bool)
        return cls(
            *(source, whole, target, changed),
            np.concatenate([empty, *(part.is_same for part in parts)]),
            np.concatenate([empty, *(part.is_alone for part in parts)]),
        )

    def save(self, path: Path) -> None:
        """Write them to ``path``, which is there whole or not at all."""
        arrays = {name: array for side in _SIDES for name, array in getattr(self, side).arrays(side).items()}
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            np.savez(file, is_same=self.is_same, is_alone=self.is_alone, **arrays)
        partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> Examples:
        """What :meth:`save` wrote."""
        with np.load(path) as arrays:
            source, whole, target, changed = (Ragged.from_arrays(arrays, side) for side in _SIDES)
            return cls(source, whole, target, changed, arrays["is_same"], arrays["is_alone"])

    def lengths(self) -> Numbers:
        """How long each is when it is padded alone."""
        sides: list[Ragged] = [getattr(self, side) for side in _SIDES]
        return rounded(np.maximum.reduce([side.lengths for side in sides]))

    def batch(self, chosen: Numbers, pad: int) -> Batch:
        """The examples ``chosen`` side by side."""
        target = self.target.padded(chosen, pad)
        previous = np.full_like(target, pad)
        previous[:, 1:] = target[:, :-1]
        whole = self.whole.padded(chosen, 0)
        read = np.arange(whole.shape[1])[None, :] < self.whole.lengths[chosen][:, None]
        source = self.source.padded(chosen, pad)
        changed = self.is_changed.padded(chosen, 0) > 0
        flags = self.is_same[chosen], self.is_alone[chosen]
        return Batch(source, whole, read, target, previous, changed, *flags, pad)


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Examples side by side, padded: (examples, pieces).

    ``previous`` is ``target``, one piece later; ``whole`` and its mask are what the teacher reads;
    ``is_changed`` tells which pieces of the target a variation changed. The other flags are (examples,).
    """

    source: Numbers
    whole: Numbers
    whole_mask: Flags
    target: Numbers
    previous: Numbers
    is_changed: Flags
    is_same: Flags
    is_alone: Flags
    pad: int

    @property
    def tokens(self) -> int:
        """Pieces to be predicted."""
        return int((self.target != self.pad).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Epochs:
    """Which batches an epoch has: all ``taught`` examples, and people's, of which ``people`` is the share.

    ``examples`` are the taught ones, then people's.
    """

    examples: Examples
    taught: int
    people: float
    tokens: int
    seed: int

    def plan(self, epoch: int) -> list[Numbers]:
        """The batches of an epoch, in an order of the seed: numbers of examples.

        Each has at most ``tokens`` pieces a side, padding included, unless one example is longer.
        """
        order = np.random.default_rng([self.seed, epoch])
        theirs = len(self.examples) - self.taught
        wanted = round(self.taught * self.people / (1 - self.people)) if self.taught else theirs
        chosen = np.concatenate([np.arange(self.taught), self.taught + order.permutation(theirs)[:wanted]])
        return plan(self.examples.lengths()[chosen], chosen, self.tokens, order)

    def from_place(self, epoch: int, batch: int, pad: int) -> Iterator[tuple[int, int, Batch]]:
        """Batches without end, from batch ``batch`` of ``epoch``: epoch, number in it, batch.

        There must be examples.
        """
        while True:
            batches = self.plan(epoch)
            for number in range(batch, len(batches)):
                yield epoch, number, self.examples.batch(batches[number], pad)
            epoch, batch = epoch + 1, 0


def plan(lengths: Numbers, chosen: Numbers, tokens: int, order: np.random.Generator) -> list[Numbers]:
    """Batches of the numbers ``chosen``, with at most ``tokens`` pieces a side.

    ``lengths`` are those of the examples ``chosen``. Examples of like length share a batch; which, and the
    order of the batches, is drawn.
    """
    drawn = order.permutation(len(chosen))
    drawn = drawn[np.argsort(lengths[drawn], kind="stable")]
    batches: list[Numbers] = []
    first = longest = 0
    for place, length in enumerate(lengths[drawn].tolist()):
        longest = max(longest, length)
        if place > first and longest * (place + 1 - first) > tokens:
            batches.append(chosen[drawn[first:place]])
            first, longest = place, length
    if first < len(drawn):
        batches.append(chosen[drawn[first:]])
    return [batches[number] for number in order.permutation(len(batches))]
