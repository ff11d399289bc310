"""The quotations of a Bitext → inline codes and strings, as :mod:`bitext.formats._quotation_codes` says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bitext.formats._quotation_codes import NO_QUOTATION, USUAL_MARKS, QuotationCode, SegmentPart
from bitext.result.pair import SIDES, SideName
from bitext.text.document import Document, Quotation, QuotationKind, SpanIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bitext.result.bitext import Bitext
    from bitext.result.links import QuoteLink


class QuotationEncoder:
    """The quotations of a Bitext as parts of segments and strings, by the index of the pair."""

    def __init__(self, bitext: Bitext, texts: tuple[str, str]) -> None:
        """``texts`` are the two texts as they are to be written, with the same offsets."""
        numbers = _numbers(bitext)
        self._sides = {
            name: _SideEncoder(bitext, name, text, numbers[name])
            for name, text in zip(SIDES, texts, strict=True)
        }
        self._links: dict[int | None, list[str]] = defaultdict(list)
        for number, link in enumerate(bitext.quotes, 1):
            home, text = self._link(number, link)
            self._links[home].append(text)

    def _link(self, number: int, link: QuoteLink) -> tuple[int | None, str]:
        """The pair in which a link begins, and its string."""
        told, home = [], None
        for name in reversed(SIDES):
            quotation: Quotation | None = getattr(link, name)
            side = self._sides[name]
            own = None if quotation is None else side.number_of[quotation]
            if own != (number if number in side.homes else None):
                told.append(f"{name}={NO_QUOTATION if own is None else own}")
            home = side.homes[own] if own is not None else home
        return home, " ".join([str(number), link.verdict, *told])

    def parts(self, side: SideName, pair: int) -> list[SegmentPart]:
        """The segment of one side of a pair; empty where it has no text. No part is an empty string."""
        return list(self._sides[side].parts(pair))

    def number(self, side: SideName, quotation: Quotation | None) -> int:
        """The number of a quotation of one side; 0 for None."""
        return 0 if quotation is None else self._sides[side].number_of[quotation]

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


class _SideEncoder:
    """One side of a Bitext as segments with codes.

    ``strings`` has those of the quotations by the pair in which they open, ``homes`` that pair by the number
    of the quotation; the pair is None where a quotation touches none.
    """

    def __init__(self, bitext: Bitext, name: SideName, text: str, numbers: list[int]) -> None:
        self._document: Document = getattr(bitext, name)
        self._text = text
        sides = ((at, getattr(pair, name)) for at, pair in enumerate(bitext.pairs))
        self._filled = {at: side for at, side in sides if side and side.start < side.end}
        self._pairs = list(self._filled)
        self._index = SpanIndex(list(self._filled.values()))
        self._codes: dict[int, list[tuple[int, bool, _Placed]]] = defaultdict(list)
        self.strings: dict[int | None, list[str]] = defaultdict(list)
        self.homes: dict[int, int | None] = {}
        quotations = (*self._document.quotations, *self._document.unpaired)
        self.number_of = dict(zip(reversed(quotations), reversed(numbers), strict=True))
        self._place(quotations, numbers)

    def _place(self, quotations: Sequence[Quotation], numbers: list[int]) -> None:
        told: list[tuple[int | None, int, list[str]]] = []
        sentences = SpanIndex(self._document.sentences)
        for place, (quotation, number) in enumerate(zip(quotations, numbers, strict=True)):
            home, extra = self._add(quotation, number)
            self.homes[number] = home
            usual = tuple(sentences.touched(quotation.start, quotation.end))
            told.append((home, place, [str(number), *_strings(quotation, usual), *extra]))
        ordered = sorted(told, key=lambda row: -1 if row[0] is None else row[0])
        in_order = _in_order([row[1] for row in ordered], len(self._document.quotations))
        for home, place, parts in ordered:
            self.strings[home].append(" ".join(parts if in_order else [*parts, f"place={place}"]))

    def _add(self, quotation: Quotation, number: int) -> tuple[int | None, list[str]]:
        """Set the codes of a quotation; the pair in which it opens, and what its codes do not say."""
        touched = self._index.touched(quotation.start, quotation.end)
        if not touched:
            return None, [f"span={quotation.start},{quotation.end}"]
        first, last = touched[0], touched[-1]
        start = max(quotation.start, self._index.starts[first])
        end = min(quotation.end, self._index.ends[last])
        placed = _Placed(number, quotation.kind, start, end, first == last)
        self._codes[self._pairs[first]].append((start, True, placed))
        self._codes[self._pairs[last]].append((end, False, placed))
        extra = [f"lead={start - quotation.start}"] if start > quotation.start else []
        extra += [f"trail={quotation.end - end}"] if end < quotation.end else []
        return self._pairs[first], extra

    def parts(self, pair: int) -> Iterator[SegmentPart]:
        """The text of a pair and the codes in it."""
        if pair not in self._filled:
            return
        at, end = self._filled[pair].start, self._filled[pair].end
        codes = sorted(self._codes.get(pair, []), key=_nesting)
        crossing = _crossing(codes)
        for offset, opens, placed in codes:
            if offset > at:
                yield self._text[at:offset]
                at = offset
            nested = placed.paired and placed.number not in crossing
            yield QuotationCode(placed.number, opens, placed.paired, nested, placed.kind)
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
    """What is not as usual with a quotation, its place apart; ``touched`` are its sentences."""
    if quotation.kind != "quotation":
        yield f"kind={quotation.kind}"
    if quotation.depth:
        yield f"depth={quotation.depth}"
    marks = len(quotation.open), len(quotation.close)
    if marks != USUAL_MARKS[quotation.kind]:
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
