"""Examples → batches of about the same number of tokens, in an order that the seed alone decides."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from bitext.translation.engines.vocabulary import END, UNKNOWN
from training.marks import straight
from training.vocabulary import PAD

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One example as numbers of pieces, the end of the sentence included.

    ``whole`` is the source in the teacher's own vocabulary, ``same`` whether it is in the same pieces there;
    ``own`` whether the target is the student's own.
    """

    source: NDArray[np.int32]
    whole: NDArray[np.int32]
    target: NDArray[np.int32]
    same: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences side by side, padded: (sentences, pieces).

    ``previous`` is ``target``, one piece later; ``whole`` and its mask are what the teacher reads; ``same``
    tells which sentences are in the same pieces for both, ``own`` which targets the student itself wrote.
    """

    source: Numbers
    whole: Numbers
    whole_mask: NDArray[np.bool_]
    same: NDArray[np.bool_]
    own: NDArray[np.bool_]
    target: Numbers
    previous: Numbers
    pad: int

    @property
    def tokens(self) -> int:
        """Pieces to be predicted."""
        return int((self.target != self.pad).sum())


class Pieces:
    """The two SentencePiece models of a folder, text → numbers and back."""

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self.ids: dict[str, int] = msgspec.json.decode((folder / "vocab.json").read_bytes())
        self.pad = self.ids[PAD]
        self.end = self.ids[END]
        self.unknown = self.ids[UNKNOWN]
        self._models: list[Any] = [
            SentencePieceProcessor(model_file=str(folder / name)) for name in ("source.spm", "target.spm")
        ]
        self._numbers = [
            np.array(
                [self.ids.get(model.id_to_piece(i), self.unknown) for i in range(model.get_piece_size())],
                dtype=np.int32,
            )
            for model in self._models
        ]
        self._texts = {number: piece for piece, number in self.ids.items()}

    def source(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """French texts → numbers."""
        return self._encode(0, texts)

    def target(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """English texts → numbers."""
        return self._encode(1, texts)

    def text(self, numbers: Sequence[int]) -> str:
        """Numbers → text, up to the end of the sentence."""
        kept: list[str] = []
        for number in numbers:
            if number == self.end:
                break
            if number != self.pad:
                kept.append(self._texts[number])
        return "".join(kept).replace("▁", " ").strip()

    def _encode(self, side: int, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        table = self._numbers[side]
        found = self._models[side].encode(list(texts))
        return [np.append(table[np.array(one, dtype=np.int32)], np.int32(self.end)) for one in found]


class Encoder:
    """Pairs → numbers, by the student's pieces and the teacher's own."""

    def __init__(self, small: Pieces, large: Pieces, rows: Sequence[int]) -> None:
        self._small = small
        self._large = large
        self._rows = np.array(rows)

    def __call__(self, pairs: Sequence[tuple[str, str]], longest: int, *, own: bool = False) -> list[Encoded]:
        """The pairs whose sides have at most ``longest`` pieces, all of them known."""
        sources = self._small.source([french for french, _ in pairs])
        wholes = self._large.source([straight(french) for french, _ in pairs])
        targets = self._small.target([english for _, english in pairs])
        found: list[Encoded] = []
        for source, whole, target in zip(sources, wholes, targets, strict=True):
            fits = max(len(source), len(target)) <= longest and len(whole) > 1
            unknown = self._small.unknown in source or self._small.unknown in target
            if fits and not unknown and self._large.unknown not in whole:
                found.append(Encoded(source, whole, target, np.array_equal(self._rows[source], whole), own))
        return found


def plan(examples: Sequence[Encoded], tokens: int, order: random.Random) -> list[list[int]]:
    """Batches (indices of ``examples``) with at most ``tokens`` pieces a side, padding included.

    Examples of like length share a batch; which, and the order of the batches, is drawn.
    """
    drawn = list(range(len(examples)))
    order.shuffle(drawn)
    drawn.sort(key=lambda i: (len(examples[i].target) + len(examples[i].source)) // 4)
    batches: list[list[int]] = []
    current: list[int] = []
    longest = 0
    for i in drawn:
        length = max(len(examples[i].target), len(examples[i].source), len(examples[i].whole))
        if current and max(longest, length) * (len(current) + 1) > tokens:
            batches.append(current)
            current, longest = [], 0
        current.append(i)
        longest = max(longest, length)
    if current:
        batches.append(current)
    order.shuffle(batches)
    return batches


def batch(examples: Sequence[Encoded], pad: int) -> Batch:
    """Pad ``examples`` and put them side by side."""
    source = padded([one.source for one in examples], pad)
    target = padded([one.target for one in examples], pad)
    previous = np.full_like(target, pad)
    previous[:, 1:] = target[:, :-1]
    lengths = np.array([len(one.whole) for one in examples])
    return Batch(
        source,
        padded([one.whole for one in examples], 0),
        np.arange(lengths.max())[None, :] < lengths[:, None],
        np.array([one.same for one in examples]),
        np.array([one.own for one in examples]),
        target,
        previous,
        pad,
    )


def padded(rows: Sequence[NDArray[np.int32]], pad: int) -> Numbers:
    """Rows side by side, filled up with ``pad``."""
    found = np.full((len(rows), max(map(len, rows))), pad, dtype=np.int64)
    for index, row in enumerate(rows):
        found[index, : len(row)] = row
    return found
