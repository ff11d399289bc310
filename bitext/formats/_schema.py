"""The structs of the library's own schema, and the way between them and a :class:`Bitext`.

What JSON, JSON Lines and Parquet share: each keeps sentences, quotations, pairs and links in these
shapes, and only lays them out in its own way. In the published schema the structs have their names without
*Record* (:func:`published_name`), and their docstrings are its descriptions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from bitext.errors import FormatError, InputError
from bitext.result.alternatives import Alternative
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink, Verdict, WordLinks
from bitext.result.pair import SIDES, Pair, Side
from bitext.result.validation import check
from bitext.text.document import Document, Quotation, QuotationKind, Sentence, paired_and_unpaired
from bitext.text.timing import Timing

VERSION = 3

# Offsets are kept in 32 bits (see WordLinks).
Offset = Annotated[
    int, Meta(ge=0, le=2**31 - 1, description="Unicode code points from the start of the text")
]
Index = Annotated[int, Meta(ge=0)]
Words = Annotated[
    list[tuple[Offset, Offset, Offset, Offset]],
    Meta(description="Word links: source start, source end, target start, target end"),
]


Record = TypeVar("Record", bound=Struct)


class SentenceRecord(Struct):
    """A sentence: text == side.text[start:end]."""

    start: Offset
    end: Offset
    paragraph: Index
    text: str


class QuotationRecord(Struct):
    """A quotation with its marks, direct speech behind a dash, or a stray mark."""

    start: Offset
    end: Offset
    open: Annotated[str, Meta(description="The opening mark; the text starts with it")]
    close: Annotated[str, Meta(description="The closing mark; the text ends with it")]
    text: str
    depth: Annotated[int, Meta(ge=0, description="0 for an outer quotation, 1 for one inside it")] = 0
    kind: QuotationKind = "quotation"
    sentences: Annotated[
        tuple[Index, ...], Meta(description="The sentences that it touches, counted from 0 over the side")
    ] = ()
    continuations: Annotated[
        tuple[Offset, ...], Meta(description="Where the mark is repeated at the head of later paragraphs")
    ] = ()


class SideRecord(Struct):
    """One language: the whole text and its quotations."""

    lang: str
    text: str
    quotations: list[QuotationRecord]
    times: Annotated[
        list[tuple[Offset, Offset, float, float]],
        Meta(description="When parts of the text are shown: start, end, seconds from and to"),
    ] = msgspec.field(default_factory=list)


class AlternativeRecord(Struct):
    """Another translation of the source of a pair."""

    text: str
    score: Annotated[float, Meta(ge=0, le=1)]
    likeness: Annotated[
        Annotated[int, Meta(ge=0, le=100)] | None,
        Meta(description="Of a translation memory: how like its sentence is to this one, in per cent"),
    ] = None


class PairRecord(Struct):
    """Sentences of the source and the sentences of the target that say the same."""

    source: list[SentenceRecord]
    target: list[SentenceRecord]
    words: Words
    score: Annotated[float, Meta(ge=0, le=1)] = 1.0
    flags: tuple[str, ...] = ()
    checked: Annotated[bool, Meta(description="Whether a person has found the pair right")] = False
    alternatives: Annotated[
        tuple[AlternativeRecord, ...],
        Meta(description="Other wordings of the target, where some were asked for, the best first"),
    ] = ()
    terms: Annotated[
        list[tuple[Offset, Offset, Offset, Offset]],
        Meta(description="Terms of a glossary and what stands for them, like the word links"),
    ] = field(default_factory=list)
    doubt: Annotated[
        Annotated[float, Meta(ge=0, le=1)] | None,
        Meta(description="The probability that a reader finds a serious fault in the translation"),
    ] = None


class QuoteLinkRecord(Struct):
    """A quotation of the source and what became of it; numbers are indices into side.quotations."""

    verdict: Verdict
    source: Index | None = None
    target: Index | None = None


class HeaderRecord(Struct):
    """What says that this is a Bitext, and of which version."""

    format: Literal["bitext"]
    version: Annotated[int, Meta(ge=1)]


def published_name(record: str) -> str:
    """What the published schema calls a struct."""
    return record.removeprefix("_").removesuffix("Record")


def header_of(data: object) -> HeaderRecord:
    """The head of ``data``. Raises FormatError where it is no Bitext, or one of a newer version."""
    header = converted(data, HeaderRecord)
    if header.version > VERSION:
        raise FormatError(
            f"this is version {header.version} of the format; install a newer bitext to read it."
        )
    return header


def converted(data: object, kind: type[Record]) -> Record:
    """``data`` as a struct. Raises FormatError with the place of what does not fit."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise FormatError(f"this is not a bitext in JSON: {error}.") from error
    except UnicodeEncodeError as error:
        raise FormatError("this is not a bitext in JSON: a field has a broken name.") from error


def verified(bitext: Bitext) -> Bitext:
    """``bitext`` as it is. Raises FormatError where its parts contradict each other."""
    try:
        check(bitext)
    except InputError as error:
        raise FormatError(str(error)) from error
    return bitext


def checked(bitext: Bitext) -> Bitext:
    """``bitext`` as it is. Raises InputError where it could not be loaded again."""
    check(bitext)
    for name in SIDES:
        _check_surrogates(getattr(bitext, name).text, name)
    return bitext


# From a Bitext to fields.


def sentence_rows(side: Side) -> list[dict[str, Any]]:
    """The fields of each sentence."""
    return [{"start": s.start, "end": s.end, "paragraph": s.paragraph, "text": s.text} for s in side]


def quotation_rows(document: Document) -> Iterator[dict[str, Any]]:
    """The fields of each quotation, the stray marks last."""
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


def wording_rows(pair: Pair) -> dict[str, Any]:
    """The field that has the other wordings of a pair; no field where there are none."""
    found = [_wording_row(one) for one in pair.wordings]
    return {"alternatives": found} if found else {}


def _wording_row(one: Alternative) -> dict[str, Any]:
    told = {"text": one.text, "score": one.score}
    return told if one.likeness is None else {**told, "likeness": one.likeness}


def doubt_row(pair: Pair) -> dict[str, float]:
    """The field that has the doubt of a pair; no field where there is none."""
    return {} if pair.doubt is None else {"doubt": pair.doubt}


def time_rows(document: Document) -> list[tuple[int, int, float, float]]:
    """The times of a document, to the millisecond."""
    return [
        (each.start, each.end, round(each.appears, 3), round(each.disappears, 3)) for each in document.times
    ]


def link_rows(bitext: Bitext) -> Iterator[dict[str, Any]]:
    """The fields of each quotation link."""
    sources, targets = _indices(bitext.source), _indices(bitext.target)
    for link in bitext.quotes:
        source = None if link.source is None else sources[link.source]
        target = None if link.target is None else targets[link.target]
        yield {"source": source, "target": target, "verdict": link.verdict}


def dump(value: object) -> str:
    """JSON on one line, every character as it is."""
    return json.dumps(value, ensure_ascii=False)


# From structs to a Bitext.


def side_of(records: Iterable[SentenceRecord]) -> Side:
    """The sentences of a file as one side of a pair."""
    return Side(Sentence(s.start, s.end, s.text, s.paragraph) for s in records)


def wordings_of(records: Iterable[AlternativeRecord]) -> tuple[Alternative, ...]:
    """The other wordings of a pair of a file."""
    return tuple(Alternative(each.text, each.score, each.likeness) for each in records)


def pair_of(record: PairRecord) -> Pair:
    """A pair of a file as a pair of a Bitext."""
    source, target = side_of(record.source), side_of(record.target)
    words, wordings = WordLinks(record.words), wordings_of(record.alternatives)
    terms = WordLinks(record.terms)
    return Pair(
        source, target, record.score, record.flags, words, record.checked, wordings, terms, record.doubt
    )


def bitext_of_records(
    source: SideRecord,
    target: SideRecord,
    pairs: Sequence[Pair],
    links: Sequence[QuoteLinkRecord],
    model: str | None,
) -> Bitext:
    """The Bitext of two sides, the pairs of their sentences, and the links of their quotations.

    Raises:
        FormatError: a quotation is not in its text, or a link names one that does not exist, or the parts
            contradict each other.
    """
    sources, targets = _quotations(source, "source"), _quotations(target, "target")
    return verified(
        Bitext(
            Document(
                source.text,
                tuple(chain.from_iterable(pair.source for pair in pairs)),
                *paired_and_unpaired(sources),
                source.lang,
                tuple(Timing(*row) for row in source.times),
            ),
            Document(
                target.text,
                tuple(chain.from_iterable(pair.target for pair in pairs)),
                *paired_and_unpaired(targets),
                target.lang,
                tuple(Timing(*row) for row in target.times),
            ),
            tuple(pairs),
            _links(links, sources, targets),
            model,
        )
    )


def _quotations(side: SideRecord, name: str) -> list[Quotation]:
    """The quotations of the side called ``name``. Raises FormatError where one is not in its text."""
    for at, q in enumerate(side.quotations):
        if q.text != side.text[q.start : q.end]:
            raise FormatError(f"the text of $.{name}.quotations[{at}] is not what stands at its offsets.")
    return [
        Quotation(q.start, q.end, q.open, q.close, q.depth, q.sentences, q.kind, q.continuations)
        for q in side.quotations
    ]


def _links(
    records: Sequence[QuoteLinkRecord], sources: Sequence[Quotation], targets: Sequence[Quotation]
) -> tuple[QuoteLink, ...]:
    """The links between the quotations of the two sides. Raises FormatError where one does not exist."""
    for row, record in enumerate(records):
        for at, found in ((record.source, sources), (record.target, targets)):
            if at is not None and at >= len(found):
                raise FormatError(
                    f"$.quotes[{row}] names quotation {at}; there are {len(found)}, counted from 0."
                )
    return tuple(
        QuoteLink(
            None if record.source is None else sources[record.source],
            None if record.target is None else targets[record.target],
            record.verdict,
        )
        for record in records
    )


def _indices(document: Document) -> dict[Quotation, int]:
    return {quotation: at for at, quotation in enumerate(chain(document.quotations, document.unpaired))}


def _check_surrogates(whole: str, name: str) -> None:
    """JSON cannot tell two halves of a character from the character, which would move all offsets."""
    found = re.search("[\ud800-\udbff][\udc00-\udfff]", whole)
    if found:
        raise InputError(
            f"the {name} holds one character as two surrogates at offset {found.start()}; join them first: "
            "text.encode('utf-16', 'surrogatepass').decode('utf-16')."
        )
