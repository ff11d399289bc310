r"""Parquet: a row for each pair in typed columns, the whole :class:`Bitext`; needs ``bitext[parquet]``.

``source`` and ``target`` are the texts of the pair; ``score``, ``flags`` and ``checked`` as in
:class:`bitext.result.pair.Pair`; ``words`` are its word links, ``source_sentences`` and
``target_sentences`` the places and paragraphs of its sentences, all counted from the start of the text in
their row;
``alternatives`` are its other wordings (``text``, ``score``, ``likeness``), a column that older files lack;
``source_gap`` and ``target_gap`` are the white space before the pair. What spans pairs (languages,
quotations and their links, the model) is in the metadata of the file under ``bitext``, as in the head of
JSON Lines. What is saved loads equal. UTF-8 has no form for lone halves of characters: those are written
as ``\ud800``. A file that lost its metadata in another program loads too: then quotations are found
again.

Files of other programs load as well if they have text columns ``fr`` and ``en`` (``source`` and
``target``, …), or a column ``translation`` with such fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Final

from msgspec import Meta, Struct, field
from msgspec.structs import fields as fields_of

from bitext.errors import FormatError, InputError, MissingDependencyError
from bitext.files import writing
from bitext.formats._foreign import at, bitext_of_dicts
from bitext.formats._header import bitext_from, head_from, head_row
from bitext.formats._row_offsets import pair_by_offsets
from bitext.formats._rows import FilePair, bitext_of
from bitext.formats._schema import AlternativeRecord, Index, Offset, checked, converted, verified
from bitext.formats._surrogates import escaped, unescaped
from bitext.result.alternatives import Alternative
from bitext.result.bitext import Bitext
from bitext.result.contents import EVERYTHING
from bitext.result.links import WordLinks
from bitext.result.pair import Pair, Side, extent
from bitext.result.storage import Format
from bitext.text.builder import TextBuilder
from bitext.text.document import Document, Sentence

_KEY = b"bitext"
_GROUP = 10_000
_LONGEST_HEAD = 2**30
_LINK = ("source_start", "source_end", "target_start", "target_end")
_PLACE = ("start", "end", "paragraph")


# Word links are kept in 32 bits; this leaves room to add where their side begins.
_At = Annotated[int, Meta(ge=0, le=2**30)]


class _WordColumns(Struct):
    source_start: _At
    source_end: _At
    target_start: _At
    target_end: _At


class _SentenceColumns(Struct):
    start: Offset
    end: Offset
    paragraph: Index


class _PairColumns(Struct):
    source: str
    target: str
    score: float
    flags: tuple[str, ...]
    checked: bool
    words: list[_WordColumns]
    source_sentences: list[_SentenceColumns]
    target_sentences: list[_SentenceColumns]
    source_gap: str
    target_gap: str
    alternatives: list[AlternativeRecord] = field(default_factory=list)
    terms: list[_WordColumns] = field(default_factory=list)
    doubt: float | None = None


_REQUIRED: Final = {each.name for each in fields_of(_PairColumns) if each.required}
"""The columns of every version of these files."""


def save(bitext: Bitext, path: Path) -> None:
    """Writes the file, whole or not at all.

    Raises:
        MissingDependencyError: if pyarrow is not installed.
    """
    pyarrow, parquet = _packages()
    checked(bitext)
    schema = _schema(pyarrow)
    with (
        writing(path) as stream,
        parquet.ParquetWriter(stream.buffer, schema, compression="zstd", write_page_checksum=True) as writer,
    ):
        rows = _rows(bitext)
        while group := list(islice(rows, _GROUP)):
            writer.write_batch(pyarrow.RecordBatch.from_pylist(group, schema=schema))
        # Metadata of the schema would be written twice.
        writer.add_key_value_metadata({_KEY: json.dumps(head_row(bitext))})


def load(path: Path) -> Bitext:
    """Reads a file, ours or another program's.

    Raises:
        FormatError: if it is not what it should be.
        InputError: if it cannot be read.
        MissingDependencyError: if pyarrow is not installed.
    """
    pyarrow, parquet = _packages()
    try:
        with parquet.ParquetFile(
            path, thrift_string_size_limit=_LONGEST_HEAD, page_checksum_verification=True
        ) as file:
            head = (file.metadata.metadata or {}).get(_KEY)
            rows = (row for batch in file.iter_batches(_GROUP) for row in batch.to_pylist())
            if head is not None:
                return _own(head, rows)
            if not set(file.schema_arrow.names) >= _REQUIRED:
                return bitext_of_dicts((f"row {number}", row) for number, row in enumerate(rows, start=1))
            return verified(bitext_of(map(_alone, _converted(rows))))
    except (pyarrow.ArrowException, UnicodeDecodeError) as error:
        raise FormatError(f"this is no whole Parquet file: {error}") from error
    except OSError as error:
        if error.errno is None:
            raise FormatError(f"this Parquet file is damaged: {error}") from error
        raise InputError(f"cannot read {path}: {error.strerror}.") from error


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
    wording = arrow.struct(
        [("text", arrow.string()), ("score", arrow.float64()), ("likeness", arrow.int32())]
    )
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
        "alternatives": arrow.list_(wording),
        "terms": arrow.list_(link),
        "doubt": arrow.float64(),
    }
    return arrow.schema(list(types.items()))


def _rows(bitext: Bitext) -> Iterator[dict[str, Any]]:
    here, there = 0, 0
    for pair in bitext.pairs:
        source_gap, here = _gap(bitext.source, pair.source, here)
        target_gap, there = _gap(bitext.target, pair.target, there)
        yield {
            "source": escaped(extent(bitext.source, pair.source)),
            "target": escaped(extent(bitext.target, pair.target)),
            "score": pair.score,
            "flags": [escaped(flag) for flag in pair.flags],
            "checked": pair.checked,
            "words": _links(pair, pair.words),
            "source_sentences": _places(pair.source),
            "target_sentences": _places(pair.target),
            "source_gap": source_gap,
            "target_gap": target_gap,
            "alternatives": [
                {"text": escaped(one.text), "score": one.score, "likeness": one.likeness}
                for one in pair.wordings
            ],
            "terms": _links(pair, pair.terms),
            "doubt": pair.doubt,
        }


def _gap(document: Document, side: Side, end: int) -> tuple[str, int]:
    """The white space between ``end`` and a side, and where the side ends."""
    return (document.text[end : side.start], side.end) if side else ("", end)


def _links(pair: Pair, links: WordLinks) -> list[dict[str, int]]:
    if not links:
        return []
    moved = links.shifted(-pair.source.start, -pair.target.start)
    return [dict(zip(_LINK, row, strict=True)) for row in moved.rows()]


def _places(side: Side) -> list[dict[str, int]]:
    return [
        {"start": s.start - side.start, "end": s.end - side.start, "paragraph": s.paragraph} for s in side
    ]


def _own(metadata: bytes, dicts: Iterator[dict[str, Any]]) -> Bitext:
    try:
        head = head_from(json.loads(metadata))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"the metadata called bitext cannot be read: {error}") from error
    source, target = TextBuilder(), TextBuilder()
    pairs = []
    for row in _converted(dicts):
        a, left = _append(source, row.source_gap, unescaped(row.source), row.source_sentences)
        b, right = _append(target, row.target_gap, unescaped(row.target), row.target_sentences)
        words, terms = (
            WordLinks(
                (w.source_start + a, w.source_end + a, w.target_start + b, w.target_end + b) for w in each
            )
            for each in (row.words, row.terms)
        )
        flags = tuple(map(unescaped, row.flags))
        own = (row.score, flags, words, row.checked, _wordings(row), terms, row.doubt)
        pairs.append(Pair(left, right, *own))
    return bitext_from(head, pairs, source.text, target.text)


def _converted(dicts: Iterator[dict[str, Any]]) -> Iterator[_PairColumns]:
    for number, fields in enumerate(dicts, start=1):
        with at(f"row {number}"):
            row = converted(fields, _PairColumns)
        yield row


def _alone(row: _PairColumns) -> FilePair:
    """A row whose file has lost its metadata: what spans pairs is not known any more."""
    source = [(s.start, s.end) for s in row.source_sentences]
    target = [(s.start, s.end) for s in row.target_sentences]
    words, terms = (
        [(w.source_start, w.source_end, w.target_start, w.target_end) for w in links]
        for links in (row.words, row.terms)
    )
    texts = unescaped(row.source), unescaped(row.target)
    flags = tuple(map(unescaped, row.flags))
    spans = source, target
    pair = pair_by_offsets(texts, spans, words, row.score, flags, checked=row.checked, terms=terms)
    return replace(pair, wordings=_wordings(row), doubt=row.doubt)


def _wordings(row: _PairColumns) -> tuple[Alternative, ...]:
    return tuple(Alternative(unescaped(one.text), one.score, one.likeness) for one in row.alternatives)


def _append(whole: TextBuilder, gap: str, text: str, places: list[_SentenceColumns]) -> tuple[int, Side]:
    """Lets a text grow by a side; where the side begins in it, and the side."""
    start = whole.add(gap, text).start
    return start, Side(
        Sentence(start + p.start, start + p.end, text[p.start : p.end], p.paragraph) for p in places
    )


FORMAT = Format("parquet", "Parquet", (".parquet",), save, load=load, holds=EVERYTHING)
