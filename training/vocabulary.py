"""The teacher's vocabulary cut to the pieces that the two languages need, with curly quotation marks.

The teacher knows straight marks only. Each of its pieces with one becomes the same piece with the curly mark
of that direction, in the same row, so that nothing has to be learnt anew; every form that a mark can take
is turned into it by the normalisation rules in the SentencePiece files. Straight marks stay
readable: their rows are copies, which the model never writes.
"""

from __future__ import annotations

import json
import math
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from bitext.errors import InputError
from bitext.translation.engines.vocabulary import END, UNKNOWN
from training import pieces
from training.pieces import NORMAL, Piece, PieceModel

PAD = "<pad>"
VOCABULARY = "vocab.json"
FILES = ("source.spm", "target.spm", VOCABULARY)
"""What a model has of its vocabulary."""
ROWS = "rows.json"
"""Which rows of the teacher each piece has; see :class:`Rows`."""
_SPACE = "▁"
_SPACES = (" ", "\u00a0", "\u202f", "\u2009", "\u2007")
_LAST_PLAIN = 0x2E80
"""From here on there are no characters of alphabets, but for ligatures and full-width forms."""
_LIGATURES = range(0xFB00, 0xFB07)
_FULL_WIDTH = 0xFE00
_PRIOR = 0.25
"""What the teacher's own frequency of a piece weighs against that in the training data."""
_READING = 2
"""What a source piece weighs against a target one: words read in parts are misread, seldom miswritten."""
_FORMS = {
    **dict.fromkeys("’‘ʼ´′", "'"),
    **dict.fromkeys("‐‑‒", "-"),
    "″": '"',
    "―": "—",
    **dict.fromkeys("«‹„", "“"),
    **dict.fromkeys("»›", "”"),
}


class Rows(msgspec.Struct, frozen=True):
    """For each piece of the cut vocabulary the teacher's row that it starts from; which stay unwritten.

    ``closed`` are straight marks and whatever only the source language is made of.
    """

    rows: tuple[int, ...]
    closed: tuple[int, ...]

    def twins(self) -> list[tuple[int, int]]:
        """Pieces that start from one row, so that the teacher cannot tell them apart: (usual, unusual).

        A mark usually opens after a space and closes without one; see :func:`directed`.
        """
        usual: dict[int, int] = {}
        closed = frozenset(self.closed)
        return [
            (usual[row], piece)
            for piece, row in enumerate(self.rows)
            if piece not in closed and usual.setdefault(row, piece) != piece
        ]


@dataclass(frozen=True, slots=True)
class Side:
    """One language: its pieces, and how often each occurs in the training data."""

    model: PieceModel
    counts: Counter[str]


def write(source: Side, target: Side, ids: Mapping[str, int], size: int, folder: Path) -> Rows:
    """Write ``source.spm``, ``target.spm``, ``vocab.json`` and ``rows.json`` of the cut vocabulary.

    ``ids`` is the teacher's vocabulary.

    Raises:
        InputError: if the teacher does not know straight marks.
    """
    if not {'"', '▁"'} <= ids.keys():
        raise InputError("The teacher's vocabulary has no straight quotation marks; take another teacher.")
    kept = _most_frequent(source, target, ids, size)
    origin = {**dict.fromkeys((END, UNKNOWN)), **dict.fromkeys(sorted(kept))}
    named = dict.fromkeys([*map(directed, origin), "“", "▁”", '"', '▁"', PAD])
    names = [END, UNKNOWN, *(name for name in named if name not in (END, UNKNOWN, PAD)), PAD]
    folder.mkdir(parents=True, exist_ok=True)
    for side, file in ((source, "source.spm"), (target, "target.spm")):
        pieces.save(_cut(side.model, set(named)), folder / file)
    numbers = {name: number for number, name in enumerate(names)}
    (folder / VOCABULARY).write_text(json.dumps(numbers, ensure_ascii=False), encoding="utf-8")
    return _write_rows(numbers, ids, folder)


def adopt(model: Path, ids: Mapping[str, int], folder: Path) -> Rows:
    """Put into ``folder`` what :func:`write` does, for the vocabulary of the model in the folder ``model``.

    Raises:
        InputError: if it is not cut from the teacher's, ``ids``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(model / name, folder / name)
    numbers: dict[str, int] = msgspec.json.decode((model / VOCABULARY).read_bytes())
    strange = [name for name in numbers if undirected(name) not in ids]
    if strange:
        raise InputError(
            f"{model} is not of this teacher, which does not know the piece {strange[0]!r}. Name another "
            "model, or the teacher that this one was made from."
        )
    return _write_rows(numbers, ids, folder)


def _write_rows(numbers: Mapping[str, int], ids: Mapping[str, int], folder: Path) -> Rows:
    """``rows.json``; ``numbers`` and ``ids`` are the two vocabularies."""
    target = {piece.text for piece in pieces.load(folder / "target.spm").pieces} | {END}
    straight = (UNKNOWN, PAD, '"', '▁"')
    closed = tuple(number for name, number in numbers.items() if name in straight or name not in target)
    rows = Rows(tuple(ids[undirected(name)] for name in sorted(numbers, key=numbers.__getitem__)), closed)
    (folder / ROWS).write_bytes(msgspec.json.encode(rows))
    return rows


def read_rows(folder: Path) -> Rows:
    """What :func:`write` left in ``rows.json``."""
    return msgspec.json.decode((folder / ROWS).read_bytes(), type=Rows)


def directed(piece: str) -> str:
    """``piece`` with a curly mark in place of a straight one: opening before a word, closing after one."""
    mark = piece.find('"')
    if mark < 0:
        return piece
    opens = piece.startswith(_SPACE) or (piece[mark - 1 : mark] in ("(", "[", "=") and mark > 0)
    return piece.replace('"', "“" if opens else "”")


def undirected(piece: str) -> str:
    """The piece of the teacher that ``piece`` is in the cut vocabulary; see :func:`directed`."""
    return piece.replace("“", '"').replace("”", '"')


def counted(path: Path, texts: Iterable[Sequence[str]]) -> Counter[str]:
    """How often each piece of the model in ``path`` occurs in batches of texts."""
    from sentencepiece import SentencePieceProcessor

    model: Any = SentencePieceProcessor(model_file=str(path))
    found: Counter[int] = Counter()
    for batch in texts:
        for encoded in model.encode(list(batch)):
            found.update(encoded)
    return Counter({model.id_to_piece(number): times for number, times in found.items()})


def with_marks(rules: Mapping[str, str]) -> dict[str, str]:
    """Normalisation rules for alphabets that also give every mark the form that the model reads."""
    kept = {
        written: read
        for written, read in rules.items()
        if all(ord(c) < _LAST_PLAIN or ord(c) in _LIGATURES or ord(c) >= _FULL_WIDTH for c in written)
    }
    return kept | _FORMS | dict(_tight())


def _tight() -> Iterator[tuple[str, str]]:
    for space in _SPACES:
        for mark in "«‹„“":
            yield mark + space, "“"
        for mark in "»›”":
            yield space + mark, "”"


def _most_frequent(source: Side, target: Side, ids: Mapping[str, int], size: int) -> set[str]:
    """The pieces to keep: the most frequent ones, and every letter of Latin and Greek, mark and digit.

    Letters of other scripts are kept as often as they occur.
    """
    worth: dict[str, float] = dict.fromkeys(ids, 0.0)
    for side, weight in ((source, _READING), (target, 1)):
        total = side.counts.total() / weight
        for piece in side.model.pieces:
            if piece.kind == NORMAL and piece.text in ids:
                worth[piece.text] += side.counts[piece.text] / total + weight * _PRIOR * math.exp(piece.score)
    usable = {piece for piece in worth if worth[piece] and not any(mark in piece for mark in "«»‹›„“”")}
    kept = {piece for piece in usable if _is_character(piece)}
    for text in sorted(usable, key=lambda text: -worth[text]):
        if len(kept) >= size - len((END, UNKNOWN, PAD, "“", "▁”", '"', '▁"')):
            break
        kept.add(text)
    return kept


def _is_character(piece: str) -> bool:
    character = piece.removeprefix(_SPACE)
    if len(character) != 1:
        return piece == _SPACE
    if ord(character) >= _LAST_PLAIN:
        return False
    name = unicodedata.name(character, "")
    return "LATIN" in name or "GREEK" in name or unicodedata.category(character)[0] in "PSN"


def _cut(model: PieceModel, kept: set[str]) -> PieceModel:
    """``model`` with only the pieces in ``kept``, by the names they have there."""
    found: dict[str, Piece] = {}
    for piece in model.pieces:
        if piece.kind != NORMAL:
            found[piece.text] = piece
        elif directed(piece.text) in kept:
            found[directed(piece.text)] = replace(piece, text=directed(piece.text))
    scores = {piece.text: piece.score for piece in model.pieces}
    rarest = min(scores.values())
    for curly, straight in (("“", '"'), ("▁”", '▁"'), ('"', '"'), ('▁"', '▁"')):
        found[curly] = Piece(curly, scores.get(straight, rarest))
    return PieceModel(tuple(found.values()), with_marks(model.rules), model.rest, model.normaliser)
