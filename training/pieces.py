"""SentencePiece model files: reading and writing their pieces and normalisation rules.

The file is a protocol buffer of which three fields matter: pieces (1), each with text (1), score (2) and
type (3), and the normaliser (3) with its compiled rules (2). Every other field is kept as it is.
Compiled rules are a darts-clone double array over UTF-8 bytes, then the replacements, each ended by a zero.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_VARINT, _BYTES, _FLOAT = 0, 2, 5
_PIECE, _NORMALISER, _RULES = 1, 3, 2
_TEXT, _SCORE, _KIND = 1, 2, 3
NORMAL = 1
_LABEL = 0x800000FF
"""The bits of a unit of a double array that hold its label; those of a value have the first one set."""
_VALUE = 0x100
_LOW = 127
"""The seven bits of a byte that count in a number of variable length."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece; ``kind`` is its type in the file: 1 normal, 2 unknown, 3 control."""

    text: str
    score: float
    kind: int = NORMAL


@dataclass(frozen=True, slots=True)
class PieceModel:
    """A SentencePiece model: its pieces, its normalisation rules (text → text), and all else as bytes."""

    pieces: tuple[Piece, ...]
    rules: Mapping[str, str]
    rest: tuple[bytes, ...]
    normaliser: tuple[bytes, ...]


def load(path: Path) -> PieceModel:
    """Read a model file."""
    pieces: list[Piece] = []
    rest: list[bytes] = []
    normaliser: list[bytes] = []
    rules: dict[str, str] = {}
    for number, whole, value in _fields(path.read_bytes()):
        if number == _PIECE:
            pieces.append(_piece(value))
        elif number == _NORMALISER:
            for inner, bytes_, content in _fields(value):
                if inner == _RULES:
                    rules = dict(_decompiled(content))
                else:
                    normaliser.append(bytes_)
        else:
            rest.append(whole)
    return PieceModel(tuple(pieces), rules, tuple(rest), tuple(normaliser))


def save(model: PieceModel, path: Path) -> None:
    """Write a model file."""
    inner = b"".join(model.normaliser) + _field(_RULES, compiled(model.rules))
    pieces = b"".join(_field(_PIECE, _packed(piece)) for piece in model.pieces)
    path.write_bytes(pieces + b"".join(model.rest) + _field(_NORMALISER, inner))


def compiled(rules: Mapping[str, str]) -> bytes:
    """Compile normalisation rules, by having SentencePiece train a model on next to nothing."""
    from sentencepiece import SentencePieceTrainer

    trainer: Any = SentencePieceTrainer
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "rules.tsv"
        table.write_text("".join(f"{_hex(a)}\t{_hex(b)}\n" for a, b in sorted(rules.items())))
        trainer.train(
            sentence_iterator=iter(["a b", "b a"]),
            model_prefix=str(Path(folder) / "tiny"),
            vocab_size=6,
            hard_vocab_limit=False,
            normalization_rule_tsv=str(table),
            minloglevel=2,
        )
        for number, _, value in _fields((Path(folder) / "tiny.model").read_bytes()):
            if number == _NORMALISER:
                return next(content for inner, _, content in _fields(value) if inner == _RULES)
    raise AssertionError("SentencePiece wrote a model without a normaliser")


def _fields(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each field of a message: its number, the whole of it, and its content."""
    position = 0
    while position < len(data):
        start = position
        key, position = _varint(data, position)
        first = position
        match key & 7:
            case 0:
                _, position = _varint(data, position)
            case 1:
                position += 8
            case 5:
                position += 4
            case _:
                length, first = _varint(data, position)
                position = first + length
        yield key >> 3, data[start:position], data[first:position]


def _varint(data: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & _LOW) << shift
        if byte <= _LOW:
            return value, position
        shift += 7


def _number(value: int) -> bytes:
    found = bytearray()
    while value > _LOW:
        found.append(value & _LOW | _LOW + 1)
        value >>= 7
    return bytes([*found, value])


def _field(number: int, content: bytes) -> bytes:
    return _number(number << 3 | _BYTES) + _number(len(content)) + content


def _piece(data: bytes) -> Piece:
    found = {number: content for number, _, content in _fields(data)}
    kind = _varint(found[_KIND], 0)[0] if _KIND in found else NORMAL
    return Piece(found[_TEXT].decode(), struct.unpack("<f", found[_SCORE])[0], kind)


def _packed(piece: Piece) -> bytes:
    kind = b"" if piece.kind == NORMAL else _number(_KIND << 3 | _VARINT) + _number(piece.kind)
    score = _number(_SCORE << 3 | _FLOAT) + struct.pack("<f", piece.score)
    return _field(_TEXT, piece.text.encode()) + score + kind


def _decompiled(data: bytes) -> Iterator[tuple[str, str]]:
    """Every rule in compiled ones."""
    (size,) = struct.unpack_from("<I", data)
    units = struct.unpack_from(f"<{size // 4}I", data, 4)
    texts = data[4 + size :]
    for key, place in _walk(units):
        yield key.decode(), texts[place : texts.index(0, place)].decode()


def _walk(units: tuple[int, ...]) -> Iterator[tuple[bytes, int]]:
    """The keys of a double array, with their values."""
    children: dict[int, list[int]] = {}
    for place, unit in enumerate(units):
        if 0 < unit & _LABEL < _VALUE:
            children.setdefault(place ^ unit & 0xFF, []).append(place)
    waiting = [(b"", _offset(units[0]))]
    while waiting:
        key, base = waiting.pop()
        for place in children.get(base, ()):
            unit = units[place]
            longer, node = key + bytes([unit & 0xFF]), place ^ _offset(unit)
            if unit >> 8 & 1:
                yield longer, units[node] & 0x7FFFFFFF
            waiting.append((longer, node))


def _offset(unit: int) -> int:
    return unit >> 10 << ((unit & 1 << 9) >> 6)


def _hex(text: str) -> str:
    return " ".join(f"{ord(character):X}" for character in text)
