"""SentencePiece pieces of both languages, with the offsets of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bitext.text.document import Span

UNKNOWN = "<unk>"
END = "</s>"
_SPACE = "▁"


@dataclass(frozen=True, slots=True)
class Subwords:
    """A text as the model's pieces; ``spans[i]`` is where piece ``i`` stands in the text.

    A piece that is only a word's leading space has an empty span.
    """

    pieces: tuple[str, ...]
    spans: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.pieces)

    def __getitem__(self, part: slice) -> Subwords:
        return Subwords(self.pieces[part], self.spans[part])


class Vocabulary:
    """The two SentencePiece models of a MarianMT model and their common vocabulary."""

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._source: Any = SentencePieceProcessor(model_file=str(folder / "source.spm"))
        self._target: Any = SentencePieceProcessor(model_file=str(folder / "target.spm"))
        self.ids: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        self.pieces = {index: piece for piece, index in self.ids.items()}

    def encode_source(self, text: str) -> Subwords:
        """French text → pieces. What the vocabulary lacks becomes ``<unk>``."""
        return self._encode(self._source, text)

    def encode_target(self, text: str) -> Subwords:
        """English text → pieces. What the vocabulary lacks becomes ``<unk>``."""
        return self._encode(self._target, text)

    def _encode(self, model: Any, text: str) -> Subwords:
        surfaces: list[str] = model.encode(text, out_type=str)
        pieces = tuple(piece if piece in self.ids else UNKNOWN for piece in surfaces)
        return Subwords(pieces, _locate(text, surfaces))


def decode(pieces: Sequence[str], unknown: Sequence[str] = ()) -> tuple[str, tuple[Span, ...]]:
    """Pieces → their text, and the span of each in it.

    ``unknown`` are the words that stand in for the ``<unk>`` pieces, in order.
    """
    words = iter(unknown)
    surfaces = [
        " " + next(words, "\ufffd") if piece == UNKNOWN else piece.replace(_SPACE, " ") for piece in pieces
    ]
    text = "".join(surfaces)
    head = len(text) - len(text.lstrip())
    text = text.strip()
    spans, position = [], -head
    for surface in surfaces:
        start = position + len(surface) - len(surface.lstrip())
        position += len(surface)
        spans.append(Span(max(0, min(start, len(text))), max(0, min(position, len(text)))))
    return text, tuple(spans)


def _locate(text: str, surfaces: Sequence[str]) -> tuple[Span, ...]:
    """The span of each piece in the text that it was made from.

    SentencePiece normalises (NFKC) before it splits; where that changed the text, the two are
    matched character by character.
    """
    plain = [surface.replace(_SPACE, " ") for surface in surfaces]
    joined = "".join(plain)
    padded = " " + text
    where = range(len(joined) + 1) if joined == padded else _matched(joined, padded)
    spans, position = [], 0
    for surface in plain:
        start = position + len(surface) - len(surface.lstrip(" "))
        position += len(surface)
        first, last = max(0, where[start] - 1), max(0, where[position] - 1)
        spans.append(Span(first, max(first, last)))
    return tuple(spans)


def _matched(joined: str, padded: str) -> list[int]:
    """For each offset of ``joined`` (and its end) the offset of ``padded`` that corresponds."""
    where = [len(padded)] * (len(joined) + 1)
    matcher = SequenceMatcher(None, joined, padded, autojunk=False)
    for _, a, a_end, b, b_end in matcher.get_opcodes():
        for offset in range(a, a_end):
            where[offset] = min(b + offset - a, b_end)
    return where
