"""SentencePiece pieces of both languages, with the offsets of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bitext.text import Span

UNKNOWN = "<unk>"
END = "</s>"


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the model's pieces; ``spans[i]`` is where piece ``i`` stands in the text.

    A piece that is only a word's leading space has an empty span.
    """

    pieces: tuple[str, ...]
    spans: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.pieces)


class Vocabulary:
    """The two SentencePiece models of a MarianMT model and their common vocabulary."""

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._source = SentencePieceProcessor(model_file=str(folder / "source.spm"))
        self._target = SentencePieceProcessor(model_file=str(folder / "target.spm"))
        self.ids: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        self.pieces = {index: piece for piece, index in self.ids.items()}

    def encode_source(self, text: str) -> Pieces:
        """French text → pieces. What the vocabulary lacks becomes ``<unk>``."""
        return self._encode(self._source, text)

    def encode_target(self, text: str) -> Pieces:
        """English text → pieces. What the vocabulary lacks becomes ``<unk>``."""
        return self._encode(self._target, text)

    def decode_target(self, pieces: Sequence[str]) -> tuple[str, Pieces]:
        """English pieces → the text and the pieces with their spans in it."""
        proto = self._target.decode(list(pieces), out_type="immutable_proto")
        spans = tuple(_trimmed(proto.text, piece.begin, piece.end) for piece in proto.pieces)
        return proto.text, Pieces(tuple(pieces), spans)

    def _encode(self, model: object, text: str) -> Pieces:
        proto = model.encode(text, out_type="immutable_proto")  # type: ignore[attr-defined]
        pieces = tuple(p.piece if p.piece in self.ids else UNKNOWN for p in proto.pieces)
        spans = tuple(_trimmed(text, p.begin, p.end) for p in proto.pieces)
        return Pieces(pieces, spans)


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its head."""
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
