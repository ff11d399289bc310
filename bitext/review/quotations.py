"""The quotations of a target text that was edited.

Each quotation goes with its marks. One that lost a mark is gone; what was typed is found by the rules of
the language, in the text without the marks that are spoken for. Marks that a person placed by hand go
before all that. :mod:`bitext.review.quotation_links` then links what is there to the source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bitext.errors import InputError
from bitext.quotations.marks import PAIRS, STYLES
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink
from bitext.review.rules import message
from bitext.review.target_text import Draft
from bitext.segmentation.segment import with_quotations
from bitext.text.document import Quotation, Sentence, Span, SpanIndex

_CLOSERS = frozenset(PAIRS.values())
_MASK = "*"
"""Stands for a mark that is spoken for; the rules take it as punctuation that may touch any mark."""


@dataclass(slots=True)
class PlacedMarks:
    """Where a person put the marks of a quotation, in offsets of the new text; None where nowhere."""

    open: int | None = None
    close: int | None = None


def mark_at(text: str, offset: int, known: Iterable[str] = ()) -> str:
    """The quotation mark at ``offset``, one of ``known`` if it is one of these; empty if there is none."""
    for mark in (*known, text[offset : offset + 2], text[offset : offset + 1]):
        if mark and text.startswith(mark, offset) and (mark in STYLES or mark in known):
            return mark
    return ""


def marks_of(quotation: Quotation) -> dict[int, int]:
    """The offsets of the marks of a quotation and their lengths, in order."""
    if quotation.kind == "stray":
        return {quotation.start: quotation.end - quotation.start}
    marks = {quotation.start: max(1, len(quotation.open))}
    marks |= dict.fromkeys(quotation.continuations, 1)
    if quotation.close:
        marks[quotation.end - len(quotation.close)] = len(quotation.close)
    return marks


class EditedQuotations:
    """What has become of the quotations: a run over one draft, in four steps."""

    def __init__(self, original: Bitext, draft: Draft, placed: Mapping[int, PlacedMarks]) -> None:
        """``placed`` goes by the index of the link in ``original.quotes``.

        Raises InputError where a closing mark was placed before its opening one.
        """
        self._lang = original.target.lang
        self._old_text = original.target.text
        self._old_ends = {sentence.end: at for at, sentence in enumerate(original.target.sentences)}
        self._draft, self._text, self._offsets = draft, draft.text, draft.offsets
        self._sentences = draft.sentences
        old = chain(original.target.quotations, original.target.unpaired)
        self.carried = {each: self._carry(each) for each in old}
        """Each old quotation by its marks alone; None where one is gone."""
        self.now = dict(self.carried)
        """Each old quotation, if all has its say; None where it is no more."""
        self.hand: dict[int, Quotation] = {}
        """What was placed by hand, by the index of the link."""
        self.loose: dict[int, Quotation | None] = {}
        """The marks that stayed while their quotation did not, and the quotation."""
        self._place(original.quotes, placed)
        self._give_up()
        self.found = self._find()
        """What is new: typed, or made of marks that were left over."""

    # What is carried over.

    def _carry(self, old: Quotation) -> Quotation | None:
        """The quotation in the new text; None if it lost a mark."""
        if old.kind == "stray":
            return self._carry_stray(old)
        opening = self._mark(old.start, old.open, opening=True)
        if opening is None:
            return None
        if old.close:
            closing = self._mark(old.end - len(old.close), old.close, opening=False)
        else:
            end = self._end(old.end, opening.end)
            closing = Span(end, end)
        return None if closing is None else self._between(old, opening, closing)

    def _carry_stray(self, old: Quotation) -> Quotation | None:
        mark = self._old_text[old.start : old.end]
        span = self._mark(old.start, mark, opening=bool(old.open))
        if span is None:
            return None
        now = self._text[span.start : span.end]
        again = self._again(old, span.start, span.end)
        made = replace(old, start=span.start, end=span.end, continuations=again)
        return made if now == mark else replace(made, open=old.open and now, close=old.close and now)

    def _mark(self, start: int, mark: str, *, opening: bool) -> Span | None:
        """Where a mark now stands, or the one that took its place."""
        span = self._offsets.span(start, start + max(1, len(mark)))
        at = self._offsets.swapped(start) if span is None else None
        if at is None:
            return span
        other = mark_at(self._text, at)
        return Span(at, at + len(other)) if other in (PAIRS if opening else _CLOSERS) else None

    def _end(self, end: int, least: int) -> int:
        """Where direct speech that ended at ``end`` ends now."""
        sentence = self._old_ends.get(end, -1)
        return max(least, self._draft.ends.get(sentence, self._offsets.before(end)))

    def _between(self, old: Quotation, opening: Span, closing: Span) -> Quotation | None:
        """``old`` between the marks ``opening`` and ``closing`` of the new text."""
        start, end = opening.start, closing.end
        if start >= end:
            return None
        return replace(
            old,
            start=start,
            end=end,
            open=self._text[start : opening.end] if old.open else "",
            close=self._text[closing.start : end] if old.close else "",
            continuations=self._again(old, start, end),
        )

    def _again(self, old: Quotation | None, start: int, end: int) -> tuple[int, ...]:
        """The continuation marks of ``old`` that stayed."""
        spans = (self._offsets.span(at, at + 1) for at in (old.continuations if old else ()))
        return tuple(span.start for span in spans if span and start < span.start < end)

    # What a person placed.

    def _place(self, links: Sequence[QuoteLink], placed: Mapping[int, PlacedMarks]) -> None:
        """Set the marks that were placed by hand; a quotation that had one of them loses it."""
        for index, place in placed.items():
            made = self._placed(links[index], place, f"quotes[{index}]")
            old = links[index].target
            if made is not None:
                self.hand[index] = made
            else:
                self.loose |= {at: old for at in (place.open, place.close) if at is not None}
            if old is not None:
                self.now[old] = made
        taken = {at for made in self.hand.values() for at in marks_of(made)}
        for old, now in self.now.items():
            if now and not self._is_placed(now) and not taken.isdisjoint(marks_of(now)):
                self.now[old] = None

    def _is_placed(self, quotation: Quotation) -> bool:
        spans = {(made.start, made.end) for made in self.hand.values()}
        return (quotation.start, quotation.end) in spans

    def _placed(self, link: QuoteLink, place: PlacedMarks, name: str) -> Quotation | None:
        """The quotation with its marks where they were put; None if one is missing."""
        old, kind = link.target, (link.target or link.source or _NONE).kind
        opening = self._hand_mark(old, place.open, opening=True)
        closing = self._hand_mark(old, place.close, opening=False)
        if opening and closing:
            if opening.end > closing.start:
                raise InputError(message("swapped", name=name))
            marks = self._text[opening.start : opening.end], self._text[closing.start : closing.end]
            again = self._again(old, opening.start, closing.end)
            return Quotation(opening.start, closing.end, *marks, continuations=again)
        lone = opening or closing
        if lone is None or kind == "quotation" or (kind == "dialogue" and not opening):
            return None
        mark = self._text[lone.start : lone.end]
        if kind == "stray":
            return Quotation(
                lone.start, lone.end, mark if opening else "", "" if opening else mark, kind="stray"
            )
        return Quotation(lone.start, self._turn_end(old, lone), mark, "", kind="dialogue")

    def _hand_mark(self, old: Quotation | None, at: int | None, *, opening: bool) -> Span | None:
        """The mark placed at ``at``; where none was, the one that the quotation has."""
        mark = (old.open if opening else old.close) if old else ""
        if at is not None:
            return Span(at, at + max(1, len(mark_at(self._text, at, [mark] if mark else ()))))
        if old is None or not mark:
            return None
        return self._mark(old.start if opening else old.end - len(mark), mark, opening=opening)

    def _turn_end(self, old: Quotation | None, dash: Span) -> int:
        """The end of direct speech whose dash was placed: where it was, else that of its sentence."""
        end = self._end(old.end, 0) if old else 0
        if end > dash.end:
            return end
        at = bisect_right([sentence.start for sentence in self._sentences], dash.start) - 1
        return max(dash.end, self._sentences[at].end if at >= 0 else 0)

    # What the edit has broken, and what it has brought.

    def _give_up(self) -> None:
        """Let go of what typed marks divide or complete, and note which marks are loose."""
        read = [each for each in self._read(self._text) if each.kind == "quotation"]
        starts, ends = ({each.start: each for each in read}, {each.end: each for each in read})
        for old, now in self.now.items():
            if now and not self._is_placed(now):
                first, last = starts.get(now.start), ends.get(now.end)
                if self._reads_anew(now, first, last):
                    self.now[old] = None
        for old, now in self.now.items():
            if now is None:
                spans = (self._offsets.span(at, at + 1) for at in marks_of(old))
                self.loose.update((span.start, old) for span in spans if span)

    def _reads_anew(self, now: Quotation, first: Quotation | None, last: Quotation | None) -> bool:
        """Whether a typed mark completes a stray one, or two typed marks make two quotations of one.

        ``first`` begins where ``now`` does, ``last`` ends where it does.
        """
        closed = first is not None and self._offsets.is_new(max(marks_of(first)))
        opened = last is not None and self._offsets.is_new(min(marks_of(last)))
        if now.kind == "stray":
            return closed or opened
        return closed and opened and first is not None and last is not None and first.end <= last.start

    def _read(self, text: str) -> tuple[Quotation, ...]:
        document = with_quotations(text, self._sentences, self._lang)
        return (*document.quotations, *document.unpaired)

    def _find(self) -> list[Quotation]:
        """What the rules make of the marks that were typed or left over."""
        masked = list(self._text)
        for now in chain(self.now.values(), self.hand.values()):
            for start, length in marks_of(now).items() if now else ():
                masked[start : start + length] = _MASK * length
        return [
            each
            for each in self._read("".join(masked))
            if any(at in self.loose or self._offsets.is_new(at) for at in marks_of(each))
        ]


_NONE = Quotation(0, 0, "", "")


def finished(quotations: Iterable[Quotation], sentences: Sequence[Sentence]) -> dict[Quotation, Quotation]:
    """The quotations, in the order of a document, with their depths and the sentences that they touch."""
    index = SpanIndex(sentences)
    made: dict[Quotation, Quotation] = {}
    same: dict[tuple[object, ...], Quotation] = {}
    around: list[int] = []
    for each in sorted(quotations, key=lambda q: (q.start, -q.end)):
        while around and around[-1] <= each.start:
            around.pop()
        key = (each.start, each.end, each.open, each.close, each.kind)
        if key not in same:
            touched = tuple(index.touched(each.start, each.end))
            depth = each.depth if each.kind == "stray" else len(around)
            same[key] = replace(each, depth=depth, sentences=touched)
            if each.kind == "quotation":
                around.append(each.end)
        made[each] = same[key]
    return made
