"""Translated sentences to a result: the whole target text, with every link in its offsets."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bitext.errors import InputError
from bitext.languages import Language
from bitext.result.alternatives import Alternative
from bitext.result.bitext import Bitext
from bitext.result.flags import Flag
from bitext.result.links import LinkRow, QuoteLink, Verdict, WordLinks
from bitext.result.pair import Pair, Side
from bitext.result.part import part_of
from bitext.text.characters import has_line_break
from bitext.text.document import Document, Quotation, Sentence
from bitext.translation.doubt import DOUBTFUL
from bitext.translation.given import transfer_given
from bitext.translation.joining import Translation
from bitext.translation.options import QuoteStyle
from bitext.translation.preprocessing import SentenceMark
from bitext.translation.quotation_marks import PlacedMark, Transferred, transfer


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """The English of one French sentence; marks and words in offsets of the two sentences."""

    text: str
    marks: tuple[PlacedMark, ...]
    words: WordLinks
    score: float
    flags: tuple[Flag, ...]
    wordings: tuple[Alternative, ...] = ()
    terms: WordLinks = field(default_factory=WordLinks)
    doubt: float | None = None


@dataclass(slots=True)
class _Mark:
    """A placed mark with its offsets in the English text."""

    placed: PlacedMark
    text: str
    start: int
    end: int
    sentence: int


def translated_sentence(
    text: str,
    marks: Sequence[SentenceMark],
    translation: Translation,
    language: Language,
    style: QuoteStyle,
    *,
    keep_stray: bool,
    shown: int | None = None,
    more_flags: tuple[Flag, ...] = (),
) -> TranslatedSentence:
    """The translation of the sentence ``text``, the quotation ``marks`` of which are put in their place.

    ``language`` is that of the translation, ``shown`` is as for :func:`transfer`; ``more_flags`` are put
    behind those of the translation.
    """
    if translation.marks is not None:
        done = transfer_given(translation, text, marks, language, style, keep_stray=keep_stray)
    else:
        done = transfer(
            translation.text,
            text,
            marks,
            translation.attention,
            language,
            style,
            keep_stray=keep_stray,
            kept=translation.kept,
            shown=shown,
        )
    invented: tuple[Flag, ...] = ("invented-quotation",) if done.invented else ()
    flags = (*translation.flags, *invented, *more_flags)
    at_marks = {mark.start for mark in marks if mark.start < mark.end}
    words, terms = translation.words, translation.terms
    if at_marks or done.text != translation.text:
        words, terms = (WordLinks(_shifted(links, at_marks, done)) for links in (words, terms))
    if any(mark.start < d and c < mark.end for mark in done.marks for _, _, c, d in terms.rows()):
        flags = (*flags, "term")
    doubt = translation.doubt
    if doubt is not None and doubt >= DOUBTFUL:
        flags = (*flags, "doubtful")
    return TranslatedSentence(
        done.text, done.marks, words, translation.score, flags, terms=terms, doubt=doubt
    )


def _shifted(links: WordLinks, at_marks: Container[int], done: Transferred) -> Iterator[LinkRow]:
    """Links of a translation where they stand once it has its marks; those of marks are left out."""
    for a, b, c, d in links.rows():
        place = done.shifted(c, d)
        if a not in at_marks and place is not None:
            yield a, b, place.start, place.end


class TargetText:
    """The target text, as it grows sentence by sentence with the gaps of the source.

    Its quotations are linked to those of the source as soon as no later sentence can change them.
    """

    def __init__(
        self,
        document: Document,
        model: str | None = None,
        worked: Document | None = None,
        was: Mapping[Quotation, Quotation] | None = None,
    ) -> None:
        """The target of ``document``.

        ``worked`` has the quotations that the target is to have, if not those of ``document``, and ``was`` by
        each of them the one of ``document`` that it stands for.
        """
        self._document = document
        self._was = was or {}
        self._model = model
        self._gaps = _gaps_of(document)
        self._texts: list[str] = []
        self._pairs: list[Pair] = []
        self._sentences: list[Sentence] = []
        self._links: list[QuoteLink] = []
        self._position = 0
        self._marks: dict[Quotation, list[_Mark]] = {}
        quotations = (worked or document).quotations
        self._open = sorted((*quotations, *document.unpaired), key=lambda q: (q.start, -q.end))[::-1]
        self._waiting: list[Quotation] = []
        self._reach = 0
        self._first = 0

    def add(self, line: TranslatedSentence) -> Pair:
        """The pair of the next sentence of the source and its translation ``line``."""
        number = len(self._pairs)
        given = self._document.sentences[number]
        start = self._position + len(self._gaps[number])
        self._position = start + len(line.text)
        made = Sentence(start, self._position, line.text, given.paragraph)
        words, terms = (links.shifted(given.start, start) for links in (line.words, line.terms))
        pair = Pair(
            Side((given,)),
            Side((made,)),
            line.score,
            line.flags,
            words,
            wordings=line.wordings,
            terms=terms,
            doubt=line.doubt,
        )
        for mark in line.marks:
            text = line.text[mark.start : mark.end].strip()
            placed = _Mark(mark, text, start + mark.start, start + mark.end, number)
            self._marks.setdefault(mark.source.quotation, []).append(placed)
        self._texts += [self._gaps[number], line.text]
        self._pairs.append(pair)
        self._sentences.append(made)
        return pair

    def settled(self) -> Bitext | None:
        """The pairs that were added since the last ones, as a result of their own; None while one is open."""
        first = self._first
        links = self._settle()
        if links is None:
            return None
        pairs = self._pairs[first:]
        sides = (
            self._document.text[pairs[0].source.start : pairs[-1].source.end],
            "".join(self._texts[2 * first + 1 :]),
        )
        return part_of(sides, (self._document.lang, "en"), pairs, links, first)

    def _settle(self) -> list[QuoteLink] | None:
        """The links of the quotations in the pairs that were added; None while one is open."""
        end = self._document.sentences[len(self._pairs) - 1].end
        here: list[Quotation] = []
        while self._open and self._open[-1].start < end:
            here.append(self._open.pop())
            self._reach = max(self._reach, here[-1].end)
        self._waiting += here
        if self._reach > end:
            return None
        links = [
            replace(link, source=self._was.get(link.source, link.source)) if link.source else link
            for link in _links(self._waiting, self._marks, self._sentences)
        ]
        self._links += links
        self._waiting, self._marks, self._first = [], {}, len(self._pairs)
        return links

    def bitext(self) -> Bitext:
        """The result.

        Raises:
            InputError: if sentences are still to come.
        """
        if missing := len(self._document) - len(self._pairs):
            raise InputError(f"The translation was stopped; {missing} sentences are not there.")
        if self._first < len(self._pairs):
            self._settle()
        quotations = [link.target for link in self._links if link.target is not None]
        target = Document(
            "".join([*self._texts, self._gaps[-1]]),
            tuple(self._sentences),
            tuple(sorted((q for q in quotations if q.kind != "stray"), key=lambda q: (q.start, -q.end))),
            tuple(sorted((q for q in quotations if q.kind == "stray"), key=lambda q: q.start)),
            "en",
        )
        return Bitext(self._document, target, tuple(self._pairs), tuple(self._links), self._model)


def _gaps_of(document: Document) -> list[str]:
    """The gaps of the source; a space between sentences that touch, or that a wrapped line parts."""
    gaps = list(document.gaps())
    for at, (one, other) in enumerate(pairwise(document.sentences), 1):
        if not gaps[at] or (one.paragraph == other.paragraph and has_line_break(gaps[at])):
            gaps[at] = " "
    return gaps


def _links(
    quotations: Iterable[Quotation], marks: dict[Quotation, list[_Mark]], sentences: Sequence[Sentence]
) -> Iterator[QuoteLink]:
    """The links of ``quotations`` of the source, whose ``marks`` stand in the target."""
    moved = _moved(marks)
    for quotation in quotations:
        for placed in _parts(marks.get(quotation, [])):
            target = _target(quotation, placed, sentences)
            verdict: Verdict
            if quotation.kind == "stray":
                verdict = "unpaired"
            elif target is None:
                verdict = "lost"
            elif any(mark.placed.restored for mark in placed):
                verdict = "restored"
            else:
                verdict = "moved" if quotation in moved else "kept"
            yield QuoteLink(quotation, target, verdict)


def _parts(marks: Sequence[_Mark]) -> list[list[_Mark]]:
    """The marks of one quotation by its parts, into which reporting clauses divide it."""
    parts: list[list[_Mark]] = [[]]
    for mark in sorted(marks, key=lambda mark: (mark.sentence, mark.placed.source.start)):
        if mark.placed.source.role == "open" and parts[-1]:
            parts.append([])
        parts[-1].append(mark)
    return parts


def _target(quotation: Quotation, placed: Sequence[_Mark], sentences: Sequence[Sentence]) -> Quotation | None:
    by_role: dict[str, list[_Mark]] = {}
    for mark in placed:
        by_role.setdefault(mark.placed.source.role, []).append(mark)
    opening = next(iter(by_role.get("open") or by_role.get("dash") or by_role.get("stray") or ()), None)
    closing = next(iter(by_role.get("close", ())), None)
    if opening is None or (quotation.kind == "quotation" and closing is None):
        return None
    start, end = opening.start, closing.end if closing else opening.end
    if quotation.kind == "dialogue" and quotation.sentences:
        end = sentences[quotation.sentences[-1]].end
    touched = quotation.sentences
    if opening.placed.source.cut or (closing and closing.placed.source.cut):
        touched = tuple(range(opening.sentence, (closing or opening).sentence + 1))
    return Quotation(
        start,
        end,
        opening.text if quotation.open else "",
        closing.text if closing else ("" if quotation.open else opening.text),
        quotation.depth,
        touched,
        quotation.kind,
        tuple(mark.start for mark in by_role.get("continuation", ())),
    )


def _moved(marks: dict[Quotation, list[_Mark]]) -> set[Quotation]:
    """Quotations that another one of the same sentence has overtaken in the English."""
    opened: dict[int, list[tuple[int, int, Quotation]]] = {}
    for quotation, placed in marks.items():
        for mark in placed:
            if mark.placed.source.role == "open":
                row = (mark.start, mark.placed.source.start, quotation)
                opened.setdefault(mark.sentence, []).append(row)
    moved = set()
    for order in opened.values():
        order.sort(key=lambda item: item[0])
        latest = -1
        for _, start, quotation in order:
            if start < latest:
                moved.add(quotation)
            latest = max(latest, start)
    return moved
