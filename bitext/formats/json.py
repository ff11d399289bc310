"""JSON: the whole :class:`Bitext`, with a published schema (``bitext/schema/bitext.schema.json``).

All offsets count Unicode code points over the whole text of their side, as Python's ``str`` does
(not UTF-16 units as in JavaScript, not bytes). Each sentence is written once, in its pair; each
quotation once, in its side; quotation links name the quotations by index.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

import msgspec
from msgspec import field

from bitext.errors import FormatError
from bitext.formats._schema import (
    VERSION,
    HeaderRecord,
    PairRecord,
    QuoteLinkRecord,
    SideRecord,
    bitext_of_records,
    checked,
    converted,
    doubt_row,
    dump,
    header_of,
    link_rows,
    pair_of,
    published_name,
    quotation_rows,
    sentence_rows,
    time_rows,
    wording_rows,
)
from bitext.result.bitext import Bitext
from bitext.result.contents import EVERYTHING
from bitext.result.pair import Pair
from bitext.result.storage import text_format

_RECORD = re.compile(r"\b_?[A-Z][A-Za-z]*Record\b")


class _BitextRecord(HeaderRecord):
    """Two texts and every link between them."""

    source: SideRecord
    target: SideRecord
    pairs: list[PairRecord]
    quotes: list[QuoteLinkRecord] = field(default_factory=list)
    model: str | None = None


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the files that are written here."""
    (reference,), components = msgspec.json.schema_components([_BitextRecord], ref_template="#/$defs/{name}")
    definitions = {published_name(name): definition for name, definition in components.items()}
    text = json.dumps({**reference, "$defs": definitions})
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:bitext:schema:{VERSION}"}
    body: dict[str, Any] = json.loads(_RECORD.sub(lambda hit: published_name(hit[0]), text))
    return head | body


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes ``bitext``, a line for each sentence, quotation and list of word links."""
    checked(bitext)
    stream.writelines(_chunks(bitext))


def read(text: str) -> Bitext:
    """Makes a Bitext from JSON. Raises FormatError with the place of what is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"this is not JSON: {error}.") from error
    header_of(data)
    record = converted(data, _BitextRecord)
    pairs = [pair_of(pair) for pair in record.pairs]
    return bitext_of_records(record.source, record.target, pairs, record.quotes, record.model)


def _chunks(bitext: Bitext) -> Iterator[str]:
    yield f'{{\n  "format": "bitext",\n  "version": {VERSION},\n  "model": {dump(bitext.model)},\n'
    for name, document in (("source", bitext.source), ("target", bitext.target)):
        yield f'  "{name}": {{\n    "lang": {dump(document.lang)},\n    "text": {dump(document.text)},\n'
        yield '    "quotations": '
        yield from _rows((dump(row) for row in quotation_rows(document)), " " * 4)
        if document.times:
            yield f',\n    "times": {dump(time_rows(document))}'
        yield "\n  },\n"
    yield '  "quotes": '
    yield from _rows((dump(row) for row in link_rows(bitext)), " " * 2)
    yield ',\n  "pairs": '
    yield from _rows((_pair_text(pair) for pair in bitext.pairs), " " * 2)
    yield "\n}\n"


def _rows(rows: Iterator[str], indent: str) -> Iterator[str]:
    """A JSON list with a line for each of its items."""
    before = "[\n"
    for row in rows:
        yield f"{before}{indent}  {row}"
        before = ",\n"
    yield "[]" if before == "[\n" else f"\n{indent}]"


def _pair_text(pair: Pair) -> str:
    fields = {
        "source": sentence_rows(pair.source),
        "target": sentence_rows(pair.target),
        "score": pair.score,
        "flags": pair.flags,
    } | ({"checked": True} if pair.checked else {})
    fields |= doubt_row(pair) | wording_rows(pair)
    lines = [f'"{name}": {dump(value)}' for name, value in fields.items()]
    words = json.dumps(list(pair.words.rows()), separators=(",", ":"))
    if pair.terms:
        lines.append(f'"terms": {json.dumps(list(pair.terms.rows()), separators=(",", ":"))}')
    lines.append(f'"words": {words}')
    return "{\n      " + ",\n      ".join(lines) + "\n    }"


FORMAT = text_format("json", "JSON", (".json",), write, read, holds=EVERYTHING)
