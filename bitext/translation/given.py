"""Translations that there are already, in the place of the model's: their words stay as they are.

Quotation marks are found by the rules of the target language and linked to those of the source by the
attention of a forced pass; they get the form that all of the text has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, TypeVar

from bitext.alignment.words import Attention, Profiler, link_rows
from bitext.coreference import Reference
from bitext.languages import Language
from bitext.languages.pairs import LanguagePair
from bitext.segmentation.segment import presegmented
from bitext.terms.glossary import Glossary
from bitext.text.document import Quotation, Span
from bitext.translation.dialogue import is_turn
from bitext.translation.job import ReferencesOf
from bitext.translation.joining import GivenMark, Translation, linked
from bitext.translation.mark_placement import Place, place_segments
from bitext.translation.options import QuoteStyle
from bitext.translation.preprocessing import SentenceMark
from bitext.translation.quotation_marks import Transferred, with_marks
from bitext.translation.terms import flagged, with_terms

Item = TypeVar("Item")

_AT_ONCE: Final = 32
"""Translations that are linked in one pass."""
_DASH: Final = re.compile(r"[—–-]\s+")
_END: Final = re.compile(r"[\s.]*")


def missing(items: Sequence[Item], given: Mapping[int, str]) -> Sequence[Item]:
    """Those of ``items`` whose translation is not given."""
    return [item for number, item in enumerate(items) if number not in given] if given else items


def references_of_missing(
    references: ReferencesOf | None, count: int, given: Mapping[int, str]
) -> ReferencesOf | None:
    """What the pronouns of the sentences whose translation is not given may stand for, by their number.

    A sentence behind one that is given has none: the model has not read what stands before it.
    """
    if references is None or not given:
        return references
    numbers = [number for number in range(count) if number not in given]

    def of_missing(number: int) -> tuple[Reference, ...]:
        return () if numbers[number] - 1 in given else references(numbers[number])

    return of_missing


class GivenTranslations:
    """The translations of some sentences of a list, by their number; the model translates the others."""

    def __init__(
        self,
        texts: Sequence[str],
        marks: Sequence[Sequence[SentenceMark]],
        given: Mapping[int, str],
        pair: LanguagePair,
        glossary: Glossary | None,
    ) -> None:
        """``marks`` are those of all of the sentences ``texts``; terms of the ``glossary`` are linked."""
        self._texts = texts
        self._marks = marks
        self._given = given
        self._pair = pair
        self._glossary = glossary

    def among(
        self,
        found: Iterator[Translation],
        align_words: Callable[[Sequence[tuple[str, str]]], list[Attention]],
    ) -> Iterator[Translation]:
        """All translations in order: those given, and ``found``, those of the others."""
        waiting = iter(sorted(self._given))
        linked_ones: dict[int, Translation] = {}
        try:
            for number in range(len(self._texts)):
                if number not in self._given:
                    yield next(found)
                    continue
                if number not in linked_ones:
                    linked_ones = self._linked(list(islice(waiting, _AT_ONCE)), align_words)
                yield linked_ones.pop(number)
        finally:
            close = getattr(found, "close", None)
            if close is not None:
                close()

    def _linked(
        self,
        numbers: Sequence[int],
        align_words: Callable[[Sequence[tuple[str, str]]], list[Attention]],
    ) -> dict[int, Translation]:
        read = [self._read(number) for number in numbers]
        sources = [self._texts[number] for number in numbers]
        texts = [text for text, _ in read]
        attentions = align_words(list(zip(sources, texts, strict=True)))
        rows = zip(numbers, sources, read, attentions, strict=True)
        return {number: self._made(source, *done, attention) for number, source, done, attention in rows}

    def _read(self, number: int) -> tuple[str, tuple[GivenMark, ...]]:
        """A translation with straight marks, without the dash of a turn that the source has."""
        text, marks = read_marks(self._given[number], self._pair.target.code)
        opens_turn = any(
            mark.role == "dash" or is_turn(mark.quotation) for mark in self._marks[number] if not mark.start
        )
        dash = _DASH.match(text) if opens_turn else None
        if dash is None:
            return text, marks
        cut = dash.end()
        return text[cut:], tuple(
            replace(mark, span=Span(mark.span.start - cut, mark.span.end - cut)) for mark in marks
        )

    def _made(
        self, source: str, text: str, marks: tuple[GivenMark, ...], attention: Attention
    ) -> Translation:
        words = linked(link_rows(attention, source, text), source, text)
        kept = tuple(_between([mark.span for mark in marks], len(text)))
        made = Translation(text, 1.0, ("memory",), words, attention, kept, marks=marks)
        terms = self._glossary.find(source) if self._glossary else []
        if not terms:
            return made
        placed = with_terms(source, replace(made, kept=(Span(0, len(text)),)), terms, self._pair)
        done = replace(made, terms=placed.translation.terms)
        return flagged(done) if placed.missing or placed.translation.text != text else done


def read_marks(text: str, lang: str) -> tuple[str, tuple[GivenMark, ...]]:
    """A sentence in ``lang`` with straight quotation marks in the place of its own, and these."""
    document = presegmented([text], lang)
    found: list[GivenMark] = []
    for number, quotation in enumerate((*document.quotations, *document.unpaired)):
        for at, written, opens in _marks_of(quotation):
            found.append(GivenMark(Span(at, at + len(written)), number, quotation.depth, written, opens))
    found.sort(key=lambda mark: mark.span)
    parts, last, length, marks = [], 0, 0, []
    for mark in found:
        if mark.span.start < last:
            continue
        parts += [text[last : mark.span.start], '"']
        length += mark.span.start - last + 1
        marks.append(replace(mark, span=Span(length - 1, length)))
        last = mark.span.end
    return "".join([*parts, text[last:]]), tuple(marks)


def _marks_of(quotation: Quotation) -> Iterator[tuple[int, str, bool]]:
    if quotation.kind == "dialogue":
        return
    if quotation.open:
        yield quotation.start, quotation.open, True
        yield from ((at, quotation.open, True) for at in quotation.continuations)
    if quotation.close:
        yield quotation.end - len(quotation.close), quotation.close, False


def transfer_given(
    translation: Translation,
    source: str,
    marks: Sequence[SentenceMark],
    language: Language,
    style: QuoteStyle,
    *,
    keep_stray: bool = False,
) -> Transferred:
    """Put the marks of the sentence ``source`` into a translation that was given, in the place of its own.

    Marks that the source has not stay where they are, in the form of the others.
    """
    text, given = translation.text, translation.marks or ()
    gone = _at_edges(text, given, [mark for mark in marks if mark.written and not mark.seen])
    left = [mark for mark in given if mark not in gone]
    profiler = Profiler(translation.attention, text, language.function_words)
    seen = [mark for mark in marks if mark.seen]
    places = place_segments(text, source, seen, [mark.span for mark in left], profiler)
    if any(place.found is None for place in places) and _roles(seen) == [mark.opens for mark in left]:
        ordered = zip(seen, left, strict=True)
        places = [Place(mark, found.span.start, found.span) for mark, found in ordered]
    used = {place.found for place in places}
    spare = {mark.span.start: mark for mark in left if mark.span not in used}
    return with_marks(
        text,
        source,
        marks,
        places,
        [mark.span for mark in gone],
        spare,
        language,
        style,
        profiler,
        keep_stray=keep_stray,
    )


def _roles(marks: Sequence[SentenceMark]) -> list[bool]:
    """Whether each of the marks opens."""
    return [mark.role != "close" for mark in marks]


def _at_edges(text: str, given: Sequence[GivenMark], certain: Sequence[SentenceMark]) -> list[GivenMark]:
    """The marks at the edges of a translation that the ``certain`` marks of the source stand for."""
    left = list(given)
    gone: list[GivenMark] = []
    at = 0
    for mark in certain:
        if (
            mark.role in ("open", "continuation", "dash")
            and left
            and not text[at : left[0].span.start].strip()
        ):
            taken = [left.pop(0)]
            at = taken[0].span.end
            if mark.role == "dash":
                taken += [other for other in left if other.number == taken[0].number]
            gone += taken
            left = [other for other in left if other not in taken]
    end = len(text)
    for mark in certain:
        if mark.role == "close" and left and _END.fullmatch(text, left[-1].span.end, end):
            gone.append(left.pop())
            end = gone[-1].span.start
    return gone


def _between(spans: Sequence[Span], length: int) -> Iterator[Span]:
    """What lies between some spans in a text."""
    last = 0
    for span in (*spans, Span(length, length)):
        if span.start > last:
            yield Span(last, span.start)
        last = span.end
