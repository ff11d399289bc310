"""Pairs of sentences as numbers of pieces, in the cut vocabulary and in the teacher's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from bitext.translation.engines.vocabulary import END, UNKNOWN
from training.marks import straight
from training.vocabulary import PAD

Pieces = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One pair as numbers of pieces, the end of the sentence included.

    ``whole`` is the source in the teacher's own vocabulary; ``is_same``: in the same pieces there.
    ``is_changed``, (pieces of the target,): what a variation put there or stands beside it.
    """

    source: Pieces
    whole: Pieces
    target: Pieces
    is_changed: Flags
    is_same: bool


class Tokenizer:
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
        self._numbers = [self._table(model) for model in self._models]
        self._texts = {number: piece for piece, number in self.ids.items()}

    def source(self, texts: Sequence[str]) -> list[Pieces]:
        """Texts of the source language → numbers."""
        return self._encode(0, texts)

    def target(self, texts: Sequence[str]) -> list[Pieces]:
        """Texts of the target language → numbers."""
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

    def _table(self, model: Any) -> Pieces:
        """The vocabulary's number of each piece of a SentencePiece model."""
        names = (model.id_to_piece(number) for number in range(model.get_piece_size()))
        return np.array([self.ids.get(name, self.unknown) for name in names], dtype=np.int32)

    def _encode(self, side: int, texts: Sequence[str]) -> list[Pieces]:
        table = self._numbers[side]
        found = self._models[side].encode(list(texts))
        return [np.append(table[np.array(one, dtype=np.int32)], np.int32(self.end)) for one in found]


class Encoder:
    """Pairs → numbers, in the pieces of the model and in the teacher's own."""

    def __init__(self, own: Tokenizer, teacher: Tokenizer, rows: Sequence[int]) -> None:
        """``rows``: for each piece of our own its number in the teacher's vocabulary."""
        self._own = own
        self._teacher = teacher
        self._rows = np.array(rows)

    def __call__(
        self, pairs: Sequence[tuple[str, str]], longest: int, before: Sequence[str] | None = None
    ) -> list[Encoded]:
        """The pairs whose sides have at most ``longest`` pieces, all of them known.

        ``before``: the target of each pair as it was before a variation changed it.
        """
        sources = self._own.source([source for source, _ in pairs])
        wholes = self._teacher.source([straight(source) for source, _ in pairs])
        targets = self._own.target([target for _, target in pairs])
        old = self._own.target(before) if before is not None else targets
        return [
            Encoded(source, whole, target, changed(was, target), np.array_equal(self._rows[source], whole))
            for source, whole, target, was in zip(sources, wholes, targets, old, strict=True)
            if self._is_usable(source, whole, target, longest)
        ]

    def _is_usable(self, source: Pieces, whole: Pieces, target: Pieces, longest: int) -> bool:
        is_known = self._own.unknown not in source and self._own.unknown not in target
        is_fitting = max(len(source), len(target)) <= longest and len(whole) > 1
        return is_fitting and is_known and self._teacher.unknown not in whole


def changed(before: Pieces, target: Pieces) -> Flags:
    """Which pieces of ``target`` differ from ``before`` or stand beside one that does; all if none differs.

    What is learnt from a target that did not change is in its source.
    """
    found = np.zeros(len(target), bool)
    matcher = SequenceMatcher(None, before.tolist(), target.tolist(), autojunk=False)
    for kind, _, _, start, end in matcher.get_opcodes():
        if kind != "equal":
            found[max(0, start - 1) : end + 1] = True
    return found if found.any() else ~found
