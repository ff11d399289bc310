"""Inline codes and strings → the quotations of a Bitext, as :mod:`bitext.formats._quotation_codes` says."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast, get_args

from bitext.errors import ExchangeWarning, FormatError
from bitext.formats._positions import ADVICE
from bitext.formats._quotation_codes import NO_QUOTATION, USUAL_MARKS
from bitext.result.links import QuoteLink, Verdict
from bitext.result.pair import SIDES, SideName
from bitext.text.document import Document, Quotation, QuotationKind, SpanIndex, paired_and_unpaired

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bitext.result.bitext import Bitext


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


class QuotationDecoder:
    """Gathers codes and strings while a file is read, and puts the quotations into its Bitext."""

    def __init__(self) -> None:
        self._codes: dict[tuple[SideName, int, bool], tuple[int, int]] = {}
        self._told: dict[SideName, dict[int, _Told]] = {"source": {}, "target": {}}
        self._links: dict[int, tuple[Verdict, dict[str, int | None]]] = {}

    def code(self, side: SideName, pair: int, number: int, at: int, *, opens: bool) -> None:
        """A code that stands at offset ``at`` of the segment of a pair (the pair's index)."""
        self._codes[side, number, opens] = pair, at

    def has_code(self, side: SideName, number: int) -> bool:
        """Whether the code that opens a quotation was read."""
        return (side, number, True) in self._codes

    def quotation(self, side: SideName, text: str) -> None:
        """The string of a quotation. Raises FormatError where it is none."""
        told = _read_quotation(text)
        self._told[side][told.number] = told

    def link(self, text: str) -> None:
        """The string of a link. Raises FormatError where it is none."""
        number, verdict, sides = _read_link(text)
        self._links[number] = verdict, sides

    def with_quotations(self, bitext: Bitext) -> Bitext:
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
        sentences = SpanIndex(document.sentences)
        found: dict[int, Quotation] = {}
        told = self._told[name].values()
        for each in sorted(told, key=lambda each: -1 if each.place is None else each.place):
            span = self._span(bitext, name, each)
            if span is not None:
                found[each.number] = _quotation(each, span, document.text, sentences)
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


def _quotation(told: _Told, span: tuple[int, int], text: str, index: SpanIndex) -> Quotation:
    """The quotation at a span of ``text``, the sentences of which are in ``index``."""
    start, end = span
    opening, closing = told.marks or USUAL_MARKS[told.kind]
    sentences = index.touched(start, end) if told.sentences is None else told.sentences
    again = tuple(start + at for at in told.again)
    return Quotation(
        start,
        end,
        text[start : min(start + opening, end)],
        text[max(end - closing, start) : end],
        told.depth,
        tuple(at for at in sentences if at < len(index)),
        told.kind,
        tuple(at for at in again if start < at < end),
    )


def _with(document: Document, found: Iterable[Quotation]) -> Document:
    quotations, unpaired = paired_and_unpaired(found)
    return replace(document, quotations=quotations, unpaired=unpaired)


def _read_quotation(text: str) -> _Told:
    number, *fields = text.split() or [""]
    values: dict[str, Any] = {}
    try:
        for key, value in (field.split("=", 1) for field in fields):
            values[key] = _FIELDS[key](value)
        return _Told(int(number), **values)
    except (KeyError, ValueError):
        raise FormatError(f"{text!r} does not describe a quotation as bitext does; {ADVICE}.") from None


def _read_link(text: str) -> tuple[int, Verdict, dict[str, int | None]]:
    try:
        number, verdict, *fields = text.split()
        sides = dict(field.split("=", 1) for field in fields)
        if verdict not in get_args(Verdict) or not sides.keys() <= set(SIDES):
            raise ValueError(text)
        given = {name: None if value == NO_QUOTATION else int(value) for name, value in sides.items()}
        return int(number), cast("Verdict", verdict), given
    except ValueError:
        raise FormatError(f"{text!r} does not describe a link as bitext does; {ADVICE}.") from None


def _kind(value: str) -> QuotationKind:
    if value not in USUAL_MARKS:
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


_FIELDS: Final[dict[str, Callable[[str], Any]]] = {
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
"""How the value of each field is read."""
