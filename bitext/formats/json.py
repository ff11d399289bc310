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
from typing import Annotated, Any, Literal, TextIO

import msgspec
from msgspec import Meta, Struct, field

from bitext.consistency import check
from bitext.errors import FormatError, InputError
from bitext.formats import text_format
from bitext.links import QuoteLink, Verdict, WordLinks
from bitext.pairs import Bitext, Pair, Side
from bitext.text import Document, Quotation, QuotationKind, Sentence

VERSION = 1

# Offsets are kept in 32 bits (see WordLinks).
_Offset = Annotated[
    int, Meta(ge=0, le=2**31 - 1, description="Unicode code points from the start of the text")
]
_Index = Annotated[int, Meta(ge=0)]
_Words = Annotated[
    list[tuple[_Offset, _Offset, _Offset, _Offset]],
    Meta(description="Word links: source start, source end, target start, target end"),
]


class _Sentence(Struct):
    """A sentence: text == side.text[start:end]."""

    start: _Offset
    end: _Offset
    paragraph: _Index
    text: str


class _Quotation(Struct):
    """A quotation with its marks, direct speech behind a dash, or a stray mark."""

    start: _Offset
    end: _Offset
    open: Annotated[str, Meta(description="The opening mark; the text starts with it")]
    close: Annotated[str, Meta(description="The closing mark; the text ends with it")]
    text: str
    depth: Annotated[int, Meta(ge=0, description="0 for an outer quotation, 1 for one inside it")] = 0
    kind: QuotationKind = "quotation"
    sentences: Annotated[
        tuple[_Index, ...], Meta(description="The sentences that it touches, counted from 0 over the side")
    ] = ()
    continuations: Annotated[
        tuple[_Offset, ...], Meta(description="Where the mark is repeated at the head of later paragraphs")
    ] = ()


class _Side(Struct):
    """One language: the whole text and its quotations."""

    lang: str
    text: str
    quotations: list[_Quotation]


class _Pair(Struct):
    """Sentences of the source and the sentences of the target that say the same."""

    source: list[_Sentence]
    target: list[_Sentence]
    words: _Words
    score: Annotated[float, Meta(ge=0, le=1)] = 1.0
    flags: tuple[str, ...] = ()
    checked: Annotated[bool, Meta(description="Whether a person has found the pair right")] = False


class _QuoteLink(Struct):
    """A quotation of the source and what became of it; numbers are indices into side.quotations."""

    verdict: Verdict
    source: _Index | None = None
    target: _Index | None = None


class _Header(Struct):
    """What says that this is a Bitext, and of which version."""

    format: Literal["bitext"]
    version: Annotated[int, Meta(ge=1)]


class _Bitext(_Header):
    """Two texts and every link between them."""

    source: _Side
    target: _Side
    pairs: list[_Pair]
    quotes: list[_QuoteLink] = field(default_factory=list)
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
    check(bitext)
    for name in ("source", "target"):
        _check_surrogates(getattr(bitext, name).text, name)
    stream.writelines(_chunks(bitext))


def read(text: str) -> Bitext:
    """Makes a Bitext from JSON. Raises FormatError with the place of what is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"this is not JSON: {error}.") from error
    try:
        header = msgspec.convert(data, _Header)
        if header.version > VERSION:
            raise FormatError(
                f"this is version {header.version} of the format; install a newer bitext to read it."
            )
        wire = msgspec.convert(data, _Bitext)
    except msgspec.ValidationError as error:
        raise FormatError(f"this is not a bitext in JSON: {error}.") from error
    bitext = _bitext(wire)
    try:
        check(bitext)
    except InputError as error:
        raise FormatError(str(error)) from error
    return bitext


def _chunks(bitext: Bitext) -> Iterator[str]:
    yield f'{{\n  "format": "bitext",\n  "version": {VERSION},\n  "model": {_dump(bitext.model)},\n'
    for name, document in (("source", bitext.source), ("target", bitext.target)):
        yield f'  "{name}": {{\n    "lang": {_dump(document.lang)},\n    "text": {_dump(document.text)},\n'
        yield '    "quotations": '
        yield from _rows((_dump(row) for row in _quotation_rows(document)), " " * 4)
        yield "\n  },\n"
    yield '  "quotes": '
    yield from _rows((_dump(row) for row in _link_rows(bitext)), " " * 2)
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
        "source": _sentence_rows(pair.source),
        "target": _sentence_rows(pair.target),
        "score": pair.score,
        "flags": pair.flags,
    } | ({"checked": True} if pair.checked else {})
    lines = [f'"{name}": {_dump(value)}' for name, value in fields.items()]
    words = json.dumps(list(pair.words.rows()), separators=(",", ":"))
    lines.append(f'"words": {words}')
    return "{\n      " + ",\n      ".join(lines) + "\n    }"


def _sentence_rows(side: Side) -> list[dict[str, Any]]:
    return [{"start": s.start, "end": s.end, "paragraph": s.paragraph, "text": s.text} for s in side]


def _quotation_rows(document: Document) -> Iterator[dict[str, Any]]:
    for quotation in chain(document.quotations, document.unpaired):
        yield {
            "start": quotation.start,
            "end": quotation.end,
            "open": quotation.open,
            "close": quotation.close,
            "depth": quotation.depth,
            "kind": quotation.kind,
            "sentences": quotation.sentences,
            "continuations": quotation.continuations,
            "text": document.text[quotation.start : quotation.end],
        }


def _link_rows(bitext: Bitext) -> Iterator[dict[str, Any]]:
    sources, targets = _places(bitext.source), _places(bitext.target)
    for link in bitext.quotes:
        source = None if link.source is None else sources[link.source]
        target = None if link.target is None else targets[link.target]
        yield {"source": source, "target": target, "verdict": link.verdict}


def _places(document: Document) -> dict[Quotation, int]:
    return {quotation: at for at, quotation in enumerate(chain(document.quotations, document.unpaired))}


def _bitext(wire: _Bitext) -> Bitext:
    sources = _quotations(wire.source, "source")
    targets = _quotations(wire.target, "target")
    pairs = tuple(_pair(pair) for pair in wire.pairs)
    source = _document(wire.source, sources, tuple(chain.from_iterable(pair.source for pair in pairs)))
    target = _document(wire.target, targets, tuple(chain.from_iterable(pair.target for pair in pairs)))
    quotes = tuple(_link(link, f"$.quotes[{at}]", sources, targets) for at, link in enumerate(wire.quotes))
    return Bitext(source, target, pairs, quotes, wire.model)


def _quotations(side: _Side, name: str) -> list[Quotation]:
    quotations = []
    for at, q in enumerate(side.quotations):
        if q.text != side.text[q.start : q.end]:
            raise FormatError(f"the text of $.{name}.quotations[{at}] is not what stands at its offsets.")
        quotations.append(
            Quotation(q.start, q.end, q.open, q.close, q.depth, q.sentences, q.kind, q.continuations)
        )
    return quotations


def _document(side: _Side, quotations: list[Quotation], sentences: tuple[Sentence, ...]) -> Document:
    paired = tuple(quotation for quotation in quotations if quotation.kind != "stray")
    unpaired = tuple(quotation for quotation in quotations if quotation.kind == "stray")
    return Document(side.text, sentences, paired, unpaired, side.lang)


def _pair(wire: _Pair) -> Pair:
    source, target = (
        Side(Sentence(s.start, s.end, s.text, s.paragraph) for s in side)
        for side in (wire.source, wire.target)
    )
    return Pair(source, target, wire.score, wire.flags, WordLinks(wire.words), wire.checked)


def _link(wire: _QuoteLink, where: str, sources: list[Quotation], targets: list[Quotation]) -> QuoteLink:
    for at, quotations in ((wire.source, sources), (wire.target, targets)):
        if at is not None and at >= len(quotations):
            raise FormatError(f"{where} names quotation {at}; there are {len(quotations)}, counted from 0.")
    source = None if wire.source is None else sources[wire.source]
    target = None if wire.target is None else targets[wire.target]
    return QuoteLink(source, target, wire.verdict)


def _check_surrogates(text: str, name: str) -> None:
    """JSON cannot tell two halves of a character from the character, which would move all offsets."""
    pair = re.search("[\ud800-\udbff][\udc00-\udfff]", text)
    if pair:
        raise InputError(
            f"the {name} holds one character as two surrogates at offset {pair.start()}; join them first: "
            "text.encode('utf-16', 'surrogatepass').decode('utf-16')."
        )


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


FORMAT = text_format("json", "JSON", (".json",), write, read)
