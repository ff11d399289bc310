"""JSON: the whole :class:`Bitext`, with a published schema (``bitext/schema/bitext.schema.json``).

All offsets count Unicode code points over the whole text of their side, as Python's ``str`` does
(not UTF-16 units as in JavaScript, not bytes). Each sentence is written once, in its pair; each
quotation once, in its side; quotation links name the quotations by index.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, TextIO

import msgspec
from msgspec import field

from bitext.errors import FormatError
from bitext.formats import _schema as _wire
from bitext.formats._schema import VERSION, dump
from bitext.result.bitext import Bitext
from bitext.result.pair import Pair
from bitext.result.storage import text_format


class _Bitext(_wire.Header):
    """Two texts and every link between them."""

    source: _wire.Side
    target: _wire.Side
    pairs: list[_wire.Pair]
    quotes: list[_wire.QuoteLink] = field(default_factory=list)
    model: str | None = None


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the files that are written here."""
    (reference,), components = msgspec.json.schema_components([_Bitext], ref_template="#/$defs/{name}")
    definitions = {name.lstrip("_"): definition for name, definition in components.items()}
    text = json.dumps({**reference, "$defs": definitions})
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:bitext:schema:{VERSION}"}
    body: dict[str, Any] = json.loads(re.sub(r'"_(?=[A-Z])|(?<=/)_(?=[A-Z])', lambda hit: hit[0][:-1], text))
    return head | body


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes ``bitext``, a line for each sentence, quotation and list of word links."""
    _wire.checked(bitext)
    stream.writelines(_chunks(bitext))


def read(text: str) -> Bitext:
    """Makes a Bitext from JSON. Raises FormatError with the place of what is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"this is not JSON: {error}.") from error
    _wire.header_of(data)
    return _wire.verified(_bitext(_wire.converted(data, _Bitext)))


def _chunks(bitext: Bitext) -> Iterator[str]:
    yield f'{{\n  "format": "bitext",\n  "version": {VERSION},\n  "model": {dump(bitext.model)},\n'
    for name, document in (("source", bitext.source), ("target", bitext.target)):
        yield f'  "{name}": {{\n    "lang": {dump(document.lang)},\n    "text": {dump(document.text)},\n'
        yield '    "quotations": '
        yield from _rows((dump(row) for row in _wire.quotation_rows(document)), " " * 4)
        yield "\n  },\n"
    yield '  "quotes": '
    yield from _rows((dump(row) for row in _wire.link_rows(bitext)), " " * 2)
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
        "source": _wire.sentence_rows(pair.source),
        "target": _wire.sentence_rows(pair.target),
        "score": pair.score,
        "flags": pair.flags,
    } | ({"checked": True} if pair.checked else {})
    lines = [f'"{name}": {dump(value)}' for name, value in fields.items()]
    words = json.dumps(list(pair.words.rows()), separators=(",", ":"))
    lines.append(f'"words": {words}')
    return "{\n      " + ",\n      ".join(lines) + "\n    }"


def _bitext(wire: _Bitext) -> Bitext:
    pairs = tuple(_wire.pair(pair) for pair in wire.pairs)
    sources = _wire.quotations(wire.source.quotations, wire.source.text, "source")
    targets = _wire.quotations(wire.target.quotations, wire.target.text, "target")
    french = chain.from_iterable(pair.source for pair in pairs)
    english = chain.from_iterable(pair.target for pair in pairs)
    return Bitext(
        _wire.document(wire.source.text, wire.source.lang, french, sources),
        _wire.document(wire.target.text, wire.target.lang, english, targets),
        pairs,
        _wire.quote_links(wire.quotes, sources, targets),
        wire.model,
    )


FORMAT = text_format("json", "JSON", (".json",), write, read)
