"""Quotations as inline codes: what TMX and XLIFF make of them, and the way back.

A segment is the text of one side of a pair, from its first sentence to its last. The codes of a
quotation stand around its marks, and the marks stay in the text, so that a tool that drops the codes
drops no mark. Both halves of a quotation have its number. The quotations that a link joins have the
same number on both sides (that of the link, counted from 1), so that a translator's tool knows what
belongs together; a quotation with several links has the number of the first of them.

What the codes cannot say is said in strings, which a format puts where it has a place for them:

- of a quotation, for the pair in which it opens: its number, then what is not as usual:
  ``kind=dialogue``, ``depth=1``, ``marks=1,0`` (lengths of the marks, if not 1,1; 1,0 for dialogue),
  ``lead=2`` and ``trail=1`` (how far it reaches beyond its codes into the white space around),
  ``again=12,40`` (continuation marks, from its start), ``sentences=0,1`` (if not those that it
  touches), ``place=3`` (its index in the document, if they are out of order); ``span=3,5`` for one that
  lies in white space alone and has no codes. Example: ``3 depth=1``.
- of a link, for the pair in which it begins: its number, its verdict, then ``source=2`` or ``target=-``
  where the quotation of a side is not the one with the link's number. Example: ``3 restored``.

Codes win over strings: where a text was edited elsewhere, a quotation is where its codes are.
"""

from __future__ import annotations

import warnings
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args

from bitext.errors import ExchangeWarning, FormatError
from bitext.formats._positions import ADVICE
from bitext.result.links import QuoteLink, Verdict
from bitext.text.document import Document, Quotation, QuotationKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from bitext.result.bitext import Bitext

SideName = Literal["source", "target"]
SIDES: Final[tuple[SideName, SideName]] = ("source", "target")

_MARKS: Final[dict[QuotationKind, tuple[int, int]]] = {
    "quotation": (1, 1),
    "dialogue": (1, 0),
    "stray": (1, 0),
}
_NONE = "-"


@dataclass(frozen=True, slots=True)
class Code:
    """One half of a quotation in a segment.

    ``paired``: the other half stands in the same segment; else it is in another one. ``nested``: paired,
    and what lies between crosses no other paired quotation, so that an element may enclose it.
    """

    number: int
    opens: bool
    paired: bool
    nested: bool
    kind: QuotationKind


Piece = str | Code
"""A stretch of text, or a code between two stretches."""


class Encoder:
    """The quotations of a Bitext as pieces and strings, by the index of the pair."""

    def __init__(self, bitext: Bitext, texts: tuple[str, str]) -> None:
        """``texts`` are the two texts as they are to be written, with the same offsets."""
        numbers = _numbers(bitext)
        self._sides = {
            name: _Side(bitext, name, text, numbers[name]) for name, text in zip(SIDES, texts, strict=True)
        }
        self._links: dict[int | None, list[str]] = defaultdict(list)
        for number, link in enumerate(bitext.quotes, 1):
            told, home = [], None
            for name in reversed(SIDES):
                quotation: Quotation | None = getattr(link, name)
                side = self._sides[name]
                own = None if quotation is None else side.number_of[quotation]
                if own != (number if number in side.homes else None):
                    told.append(f"{name}={_NONE if own is None else own}")
                home = side.homes[own] if own is not None else home
            self._links[home].append(" ".join([str(number), link.verdict, *told]))

    def pieces(self, side: SideName, pair: int) -> list[Piece]:
        """The segment of one side of a pair; empty where it has no text. No piece is an empty string."""
        return list(self._sides[side].pieces(pair))

    def quotations(self, side: SideName, pair: int | None) -> list[str]:
        """A string for each quotation that opens in the pair; for None, those that open in none."""
        return self._sides[side].strings.get(pair, [])

    def links(self, pair: int | None) -> list[str]:
        """A string for each link that begins in the pair; for None, those that begin in none."""
        return self._links.get(pair, [])


@dataclass(frozen=True, slots=True)
class _Placed:
    """A quotation and where its codes stand, in offsets of the whole text."""

    number: int
    kind: QuotationKind
    start: int
    end: int
    paired: bool


class _Side:
    """One side of a Bitext as segments with codes."""

    def __init__(self, bitext: Bitext, name: SideName, text: str, numbers: list[int]) -> None:
        self._document: Document = getattr(bitext, name)
        self._text = text
        spans = ((at, getattr(pair, name)) for at, pair in enumerate(bitext.pairs))
        filled = [(at, side.start, side.end) for at, side in spans if side and side.start < side.end]
        self._pairs, self._starts, self._ends = ([row[k] for row in filled] for k in range(3))
        self._spans = {at: (start, end) for at, start, end in filled}
        self._codes: dict[int, list[tuple[int, bool, _Placed]]] = defaultdict(list)
        self.strings: dict[int | None, list[str]] = defaultdict(list)
        self.homes: dict[int, int | None] = {}
        quotations = (*self._document.quotations, *self._document.unpaired)
        self.number_of = dict(zip(reversed(quotations), reversed(numbers), strict=True))
        self._place(quotations, numbers)

    def _place(self, quotations: Sequence[Quotation], numbers: list[int]) -> None:
        told: list[tuple[int | None, int, list[str]]] = []
        touched = _Touched(self._document)
        for place, (quotation, number) in enumerate(zip(quotations, numbers, strict=True)):
            home, extra = self._add(quotation, number)
            self.homes[number] = home
            usual = touched.between(quotation.start, quotation.end)
            told.append((home, place, [str(number), *_strings(quotation, usual), *extra]))
        ordered = sorted(told, key=lambda row: -1 if row[0] is None else row[0])
        in_order = _in_order([row[1] for row in ordered], len(self._document.quotations))
        for home, place, parts in ordered:
            self.strings[home].append(" ".join(parts if in_order else [*parts, f"place={place}"]))

    def _add(self, quotation: Quotation, number: int) -> tuple[int | None, list[str]]:
        """Set the codes of a quotation; the pair in which it opens, and what its codes do not say."""
        first = bisect_right(self._ends, quotation.start)
        last = bisect_left(self._starts, quotation.end) - 1
        if first > last:
            return None, [f"span={quotation.start},{quotation.end}"]
        start = max(quotation.start, self._starts[first])
        end = min(quotation.end, self._ends[last])
        placed = _Placed(number, quotation.kind, start, end, first == last)
        self._codes[self._pairs[first]].append((start, True, placed))
        self._codes[self._pairs[last]].append((end, False, placed))
        extra = [f"lead={start - quotation.start}"] if start > quotation.start else []
        extra += [f"trail={quotation.end - end}"] if end < quotation.end else []
        return self._pairs[first], extra

    def pieces(self, pair: int) -> Iterator[Piece]:
        if pair not in self._spans:
            return
        at, end = self._spans[pair]
        codes = sorted(self._codes.get(pair, []), key=_nesting)
        crossing = _crossing(codes)
        for offset, opens, placed in codes:
            if offset > at:
                yield self._text[at:offset]
                at = offset
            nested = placed.paired and placed.number not in crossing
            yield Code(placed.number, opens, placed.paired, nested, placed.kind)
        if at < end:
            yield self._text[at:end]


def _nesting(code: tuple[int, bool, _Placed]) -> tuple[int, bool, int, int]:
    """Sorts codes: at one offset those that close first, the inner before the outer."""
    offset, opens, placed = code
    if opens:
        return offset, True, -placed.end, placed.number
    return offset, False, -placed.start, -placed.number


def _crossing(codes: Sequence[tuple[int, bool, _Placed]]) -> set[int]:
    """The numbers of paired quotations that cross another one."""
    open_now: list[int] = []
    found: set[int] = set()
    for _, opens, placed in codes:
        if not placed.paired:
            continue
        if opens:
            open_now.append(placed.number)
            continue
        at = open_now.index(placed.number)
        if at < len(open_now) - 1:
            found.update(open_now[at:])
        del open_now[at]
    return found


def _numbers(bitext: Bitext) -> dict[SideName, list[int]]:
    """The number of each quotation and each stray mark of the two sides, in that order."""
    found: dict[SideName, list[int]] = {}
    free = len(bitext.quotes)
    for name in SIDES:
        linked: dict[Quotation | None, int] = {}
        for number, link in enumerate(bitext.quotes, 1):
            linked.setdefault(getattr(link, name), number)
        found[name] = []
        for quotation in (*getattr(bitext, name).quotations, *getattr(bitext, name).unpaired):
            number = linked.pop(quotation, 0)
            if not number:
                free += 1
                number = free
            found[name].append(number)
    return found


def _strings(quotation: Quotation, touched: tuple[int, ...]) -> Iterator[str]:
    """What is not as usual with a quotation, its place apart."""
    if quotation.kind != "quotation":
        yield f"kind={quotation.kind}"
    if quotation.depth:
        yield f"depth={quotation.depth}"
    marks = len(quotation.open), len(quotation.close)
    if marks != _MARKS[quotation.kind]:
        yield f"marks={_numbers_text(marks)}"
    if quotation.continuations:
        yield f"again={_numbers_text(at - quotation.start for at in quotation.continuations)}"
    if quotation.sentences != touched:
        yield f"sentences={_numbers_text(quotation.sentences)}"


def _numbers_text(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _in_order(places: list[int], strays: int) -> bool:
    """Whether quotations (below ``strays``) and stray marks each come in their own order."""
    apart = sorted(places, key=lambda place: place >= strays)
    return apart == sorted(places)


class _Touched:
    """Finds the sentences that a span touches."""

    def __init__(self, document: Document) -> None:
        self._starts = [sentence.start for sentence in document.sentences]
        self._ends = [sentence.end for sentence in document.sentences]

    def between(self, start: int, end: int) -> tuple[int, ...]:
        return tuple(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))

    def __len__(self) -> int:
        return len(self._starts)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a string says of a quotation."""

    number: int
    kind: QuotationKind = "quotation"
    depth: int = 0
    marks: tuple[int, int] | None = None
    lead: int = 0
    trail: int = 0
    again: tuple[int, ...] = ()
    sentences: tuple[int, ...] | None = None
    place: int | None = None
    span: tuple[int, int] | None = None


class Decoder:
    """Gathers codes and strings while a file is read, and puts the quotations into its Bitext."""

    def __init__(self) -> None:
        self._codes: dict[tuple[SideName, int, bool], tuple[int, int]] = {}
        self._told: dict[SideName, dict[int, _Told]] = {"source": {}, "target": {}}
        self._links: dict[int, tuple[Verdict, dict[str, int | None]]] = {}

    def code(self, side: SideName, pair: int, number: int, at: int, *, opens: bool) -> None:
        """A code that stands at offset ``at`` of the segment of a pair (the pair's index)."""
        self._codes[side, number, opens] = pair, at

    def quotation(self, side: SideName, text: str) -> None:
        """A string of :meth:`Encoder.quotations`. Raises FormatError where it is none."""
        told = _read_quotation(text)
        self._told[side][told.number] = told

    def link(self, text: str) -> None:
        """A string of :meth:`Encoder.links`. Raises FormatError where it is none."""
        number, verdict, sides = _read_link(text)
        self._links[number] = verdict, sides

    def quoted(self, bitext: Bitext) -> Bitext:
        """``bitext``, which has the texts and the pairs, with the quotations and links that were gathered.

        A quotation whose codes are gone is left out, with an ExchangeWarning; its link says that it is lost.
        """
        sides = {name: self._side(bitext, name) for name in SIDES}
        missing = sum(len(self._told[name]) - len(found) for name, found in sides.items())
        if missing:
            warnings.warn(
                f"quotations without their codes: {missing}; they are left out, "
                "align the two texts again to find them.",
                ExchangeWarning,
                stacklevel=2,
            )
        links = (self._link(number, sides) for number in sorted(self._links))
        source, target = (_with(getattr(bitext, name), sides[name].values()) for name in SIDES)
        return replace(bitext, source=source, target=target, quotes=tuple(filter(None, links)))

    def _side(self, bitext: Bitext, name: SideName) -> dict[int, Quotation]:
        """The quotations of a side by number, in the order of the document."""
        document: Document = getattr(bitext, name)
        touched = _Touched(document)
        found: dict[int, Quotation] = {}
        told = self._told[name].values()
        for each in sorted(told, key=lambda each: -1 if each.place is None else each.place):
            span = self._span(bitext, name, each)
            if span is not None:
                found[each.number] = _quotation(each, span, document.text, touched)
        return found

    def _span(self, bitext: Bitext, name: SideName, told: _Told) -> tuple[int, int] | None:
        """Where a quotation is, if its codes or its string say so and the text has the place."""
        length = len(getattr(bitext, name).text)
        start, end = told.span or (self._offset(bitext, name, told.number, opens) for opens in (True, False))
        if start is None or end is None:
            return None
        start, end = start - told.lead, end + told.trail
        return (start, end) if 0 <= start < end <= length else None

    def _offset(self, bitext: Bitext, name: SideName, number: int, opens: bool) -> int | None:
        pair, at = self._codes.get((name, number, opens), (-1, 0))
        side = getattr(bitext.pairs[pair], name) if pair >= 0 else ()
        return side.start + at if side else None

    def _link(self, number: int, sides: dict[SideName, dict[int, Quotation]]) -> QuoteLink | None:
        verdict, given = self._links[number]
        ends: list[Quotation | None] = []
        gone = 0
        for name in SIDES:
            wanted = given.get(name, number if number in self._told[name] else None)
            ends.append(None if wanted is None else sides[name].get(wanted))
            gone += wanted is not None and ends[-1] is None
        if gone and ends == [None, None]:
            return None
        if gone and verdict != "unpaired":
            verdict = "added" if ends[0] is None else "lost"
        return QuoteLink(ends[0], ends[1], verdict)


def _quotation(told: _Told, span: tuple[int, int], text: str, touched: _Touched) -> Quotation:
    start, end = span
    opening, closing = told.marks or _MARKS[told.kind]
    sentences = touched.between(start, end) if told.sentences is None else told.sentences
    again = tuple(start + at for at in told.again)
    return Quotation(
        start,
        end,
        text[start : min(start + opening, end)],
        text[max(end - closing, start) : end],
        told.depth,
        tuple(at for at in sentences if at < len(touched)),
        told.kind,
        tuple(at for at in again if start < at < end),
    )


def _with(document: Document, quotations: Collection[Quotation]) -> Document:
    return replace(
        document,
        quotations=tuple(each for each in quotations if each.kind != "stray"),
        unpaired=tuple(each for each in quotations if each.kind == "stray"),
    )


def _read_quotation(text: str) -> _Told:
    number, *fields = text.split() or [""]
    values: dict[str, Any] = {}
    try:
        for key, value in (field.split("=", 1) for field in fields):
            values[key] = _READERS[key](value)
        return _Told(int(number), **values)
    except (KeyError, ValueError):
        raise FormatError(f"{text!r} does not describe a quotation as bitext does; {ADVICE}.") from None


def _read_link(text: str) -> tuple[int, Verdict, dict[str, int | None]]:
    try:
        number, verdict, *fields = text.split()
        sides = dict(field.split("=", 1) for field in fields)
        if verdict not in get_args(Verdict) or not sides.keys() <= set(SIDES):
            raise ValueError(text)
        given = {name: None if value == _NONE else int(value) for name, value in sides.items()}
        return int(number), cast("Verdict", verdict), given
    except ValueError:
        raise FormatError(f"{text!r} does not describe a link as bitext does; {ADVICE}.") from None


def _kind(value: str) -> QuotationKind:
    if value not in _MARKS:
        raise ValueError(value)
    return value


def _natural(value: str) -> int:
    if not value.isdecimal():
        raise ValueError(value)
    return int(value)


def _naturals(value: str) -> tuple[int, ...]:
    return tuple(map(_natural, value.split(","))) if value else ()


def _two(value: str) -> tuple[int, int]:
    first, second = _naturals(value)
    return first, second


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "kind": _kind,
    "depth": _natural,
    "marks": _two,
    "lead": _natural,
    "trail": _natural,
    "again": _naturals,
    "sentences": _naturals,
    "place": _natural,
    "span": _two,
}
