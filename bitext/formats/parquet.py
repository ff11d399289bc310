r"""Parquet: a row for each pair in typed columns, the whole :class:`Bitext`; needs ``bitext[parquet]``.

``source`` and ``target`` are the texts of the pair; ``score``, ``flags`` and ``checked`` as in
:class:`bitext.pairs.Pair`; ``words`` are its word links, ``source_sentences`` and ``target_sentences``
the places and paragraphs of its sentences, all in offsets of the whole texts; ``source_gap`` and
``target_gap`` the white space before the pair. What spans pairs (languages, quotations and their links,
the model) is in the metadata of the file under ``bitext``, as in the head of JSON Lines. What is saved
loads equal. UTF-8 has no form for lone halves of characters: those are written as ``\ud800``.

Files of other programs load as well if they have text columns ``fr`` and ``en`` (``source`` and
``target``, …), or a column ``translation`` with such fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct

from bitext.errors import FormatError, InputError, MissingDependencyError
from bitext.files import writing
from bitext.formats import Format, _wire
from bitext.formats._foreign import bitext_of_records
from bitext.formats._head import bitext_from, head_from, head_row
from bitext.formats._surrogates import escaped, unescaped
from bitext.formats._table import extent
from bitext.links import WordLinks
from bitext.pairs import Bitext, Pair, Side
from bitext.text import Document, Sentence

_KEY = b"bitext"
_GROUP = 10_000
_LINK = ("source_start", "source_end", "target_start", "target_end")
_PLACE = ("start", "end", "paragraph")


class _Link(Struct):
    source_start: _wire.Offset
    source_end: _wire.Offset
    target_start: _wire.Offset
    target_end: _wire.Offset


class _Place(Struct):
    start: _wire.Offset
    end: _wire.Offset
    paragraph: _wire.Index


class _Row(Struct):
    source: str
    target: str
    score: float
    flags: tuple[str, ...]
    checked: bool
    words: list[_Link]
    source_sentences: list[_Place]
    target_sentences: list[_Place]
    source_gap: str
    target_gap: str


def save(bitext: Bitext, path: Path) -> None:
    """Writes the file, whole or not at all.

    Raises:
        MissingDependencyError: if pyarrow is not installed.
    """
    pyarrow, parquet = _packages()
    _wire.checked(bitext)
    schema = _schema(pyarrow).with_metadata({_KEY: json.dumps(head_row(bitext))})
    with (
        writing(path) as stream,
        parquet.ParquetWriter(stream.buffer, schema, compression="zstd") as writer,
    ):
        rows = _rows(bitext)
        while group := list(islice(rows, _GROUP)):
            writer.write_batch(pyarrow.RecordBatch.from_pylist(group, schema=schema))


def load(path: Path) -> Bitext:
    """Reads a file, ours or another program's.

    Raises:
        FormatError: if it is not what it should be.
        InputError: if it cannot be read.
        MissingDependencyError: if pyarrow is not installed.
    """
    pyarrow, parquet = _packages()
    try:
        with parquet.ParquetFile(path) as file:
            head = (file.schema_arrow.metadata or {}).get(_KEY)
            rows = (row for batch in file.iter_batches(_GROUP) for row in batch.to_pylist())
            if head is None:
                return bitext_of_records((f"row {at}", row) for at, row in enumerate(rows, start=1))
            return _own(head, list(rows))
    except pyarrow.ArrowException as error:
        raise FormatError(f"this is no whole Parquet file: {error}") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}.") from error


def _packages() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingDependencyError("Parquet needs pyarrow: pip install 'bitext[parquet]'.") from error
    return pyarrow, parquet


def _schema(arrow: Any) -> Any:
    """The columns."""
    link = arrow.struct([(name, arrow.int32()) for name in _LINK])
    place = arrow.struct([(name, arrow.int32()) for name in _PLACE])
    types = {
        "source": arrow.string(),
        "target": arrow.string(),
        "score": arrow.float64(),
        "flags": arrow.list_(arrow.string()),
        "checked": arrow.bool_(),
        "words": arrow.list_(link),
        "source_sentences": arrow.list_(place),
        "target_sentences": arrow.list_(place),
        "source_gap": arrow.string(),
        "target_gap": arrow.string(),
    }
    return arrow.schema(list(types.items()))


def _rows(bitext: Bitext) -> Iterator[dict[str, Any]]:
    french, english = 0, 0
    for pair in bitext.pairs:
        source_gap, french = _gap(bitext.source, pair.source, french)
        target_gap, english = _gap(bitext.target, pair.target, english)
        yield {
            "source": escaped(extent(bitext.source, pair.source)),
            "target": escaped(extent(bitext.target, pair.target)),
            "score": pair.score,
            "flags": [escaped(flag) for flag in pair.flags],
            "checked": pair.checked,
            "words": [dict(zip(_LINK, row, strict=True)) for row in pair.words.rows()],
            "source_sentences": [_place(sentence) for sentence in pair.source],
            "target_sentences": [_place(sentence) for sentence in pair.target],
            "source_gap": source_gap,
            "target_gap": target_gap,
        }


def _gap(document: Document, side: Side, end: int) -> tuple[str, int]:
    """The white space between ``end`` and a side, and where the side ends."""
    return (document.text[end : side.start], side.end) if side else ("", end)


def _place(sentence: Sentence) -> dict[str, int]:
    return {name: getattr(sentence, name) for name in _PLACE}


def _own(metadata: bytes, dicts: list[dict[str, Any]]) -> Bitext:
    try:
        head = head_from(json.loads(metadata))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"the metadata called bitext cannot be read: {error}") from error
    rows = [_wire.converted(row, _Row) for row in dicts]
    source = _joined((row.source_gap, row.source) for row in rows)
    target = _joined((row.target_gap, row.target) for row in rows)
    pairs = [
        Pair(
            _side(row.source_sentences, source),
            _side(row.target_sentences, target),
            row.score,
            tuple(map(unescaped, row.flags)),
            WordLinks((w.source_start, w.source_end, w.target_start, w.target_end) for w in row.words),
            row.checked,
        )
        for row in rows
    ]
    return bitext_from(head, pairs, source, target)


def _joined(parts: Iterator[tuple[str, str]]) -> str:
    """The text of gaps and sides."""
    return "".join(gap + unescaped(side) for gap, side in parts)


def _side(places: list[_Place], text: str) -> Side:
    return Side(Sentence(p.start, p.end, text[p.start : p.end], p.paragraph) for p in places)


FORMAT = Format("parquet", "Parquet", (".parquet",), save, load=load)
