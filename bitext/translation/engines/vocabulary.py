"""SentencePiece pieces of both languages, with the offsets of each."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bitext.text.characters import without_accents
from bitext.text.document import Span

UNKNOWN = "<unk>"
END = "</s>"
_SPACE = "▁"
_RAREST = 16.0
"""How rare a piece is at most, in nats."""
_COMMONEST = 3.0
"""How rare the commonest piece is, about."""
_RANK = 100.0
"""No log probability of a piece is as far below 0."""


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

    @cached_property
    def forms(self) -> dict[str, tuple[str, ...]]:
        """By a word in small letters without accents its forms that are one piece, the likeliest first."""
        found: dict[str, list[tuple[float, str]]] = {}
        numbers = range(self._source.get_piece_size())
        pieces: list[str] = self._source.id_to_piece(list(numbers))
        for number, piece in zip(numbers, pieces, strict=True):
            word = piece[1:]
            if piece[:1] == _SPACE and word.isalpha() and piece in self.ids:
                likelihood = self._source.get_score(number)
                found.setdefault(without_accents(word), []).append((-likelihood, word))
        return {word: tuple(form for _, form in sorted(forms)) for word, forms in found.items()}

    def rarities(self, pieces: Sequence[str]) -> list[float]:
        """How rare pieces of the target side are: minus the logarithm of the probability of each, in nats.

        SentencePiece has these for a unigram model (Kudo 2018, "Subword Regularization"). One that was made
        by merging pairs has ranks instead, by which they are guessed (Zipf 1935). Pieces that the side does
        not have, as those of a name that was put right, are 0: nothing is known of them.
        """
        numbers: list[int] = self._target.piece_to_id(list(pieces))
        scores: list[float] = self._target.get_score(numbers)
        unknown = self._target.unk_id()
        return [
            0.0 if number == unknown else min(_RAREST, self._rarity(-score))
            for number, score in zip(numbers, scores, strict=True)
        ]

    def _rarity(self, score: float) -> float:
        return math.log(score + 1) + _COMMONEST if self._has_ranks else score

    @cached_property
    def _has_ranks(self) -> bool:
        last = self._target.get_piece_size() - 1
        return bool(-self._target.get_score(last) > _RANK)

    def _encode(self, model: Any, text: str) -> Subwords:
        surfaces: list[str] = model.encode(text, out_type=str)
        if self.ids.keys() >= {*surfaces}:
            pieces = tuple(surfaces)
        else:
            pieces = tuple(piece if piece in self.ids else UNKNOWN for piece in surfaces)
        joined = "".join(surfaces)
        if joined.replace(_SPACE, " ") == f" {text}":
            return Subwords(pieces, _locate(surfaces, range(-1, len(text) + 1)))
        normal, origin = model.normalize(text, with_offsets=True)
        if normal != joined:  # of models that write bytes as pieces of several letters: by proportion
            origin = [origin[at * len(normal) // len(joined)] for at in range(len(joined) + 1)]
        return Subwords(pieces, _locate(surfaces, origin))


def decode(pieces: Sequence[str], unknown: Sequence[str] = ()) -> tuple[str, tuple[Span, ...]]:
    """Pieces → their text, and the span of each in it.

    ``unknown`` are the words that stand in for the ``<unk>`` pieces, in order.
    """
    surfaces = _surfaces(pieces, unknown)
    whole = "".join(surfaces)
    text = whole.strip()
    length, position = len(text), len(whole.lstrip()) - len(whole)
    spans = []
    for surface in surfaces:
        start = position + len(surface) - len(surface.lstrip())
        position += len(surface)
        is_inside = start >= 0 and position <= length
        spans.append(Span(start, position) if is_inside else _cut(start, position, length))
    return text, tuple(spans)


def text_of(pieces: Sequence[str]) -> str:
    """The text of pieces, as :func:`decode` gives it without words for the ``<unk>`` pieces."""
    return "".join(_surfaces(pieces, ())).strip()


def _surfaces(pieces: Sequence[str], unknown: Sequence[str]) -> list[str]:
    words = iter(unknown)
    return [
        " " + next(words, "\ufffd") if piece == UNKNOWN else piece.replace(_SPACE, " ") for piece in pieces
    ]


def _cut(start: int, end: int, length: int) -> Span:
    """What of a stretch lies in a text of this length."""
    return Span(max(0, min(start, length)), max(0, min(end, length)))


def _locate(surfaces: Sequence[str], origin: Sequence[int]) -> tuple[Span, ...]:
    """The span of each piece in the text that the pieces were made from.

    SentencePiece normalises (NFKC) before it splits. ``origin`` says of each character of the normal form,
    and of its end, where in the text it comes from: several from one (ﬃ), or one from several (e and an
    accent). A piece spans every character that it has a part of.
    """
    spans, position = [], 0
    for surface in surfaces:
        start, position = position + len(surface) - len(surface.lstrip(_SPACE)), position + len(surface)
        first = max(0, origin[start])
        last = max(origin[position], origin[position - 1] + 1) if position > start else first
        spans.append(Span(first, max(first, last)))
    return tuple(spans)
