"""Translated sentences to a result: the whole target text, with every link in its offsets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from bitext.errors import InputError
from bitext.languages import Language
from bitext.result.bitext import Bitext
from bitext.result.flags import Flag
from bitext.result.links import QuoteLink, Verdict, WordLinks
from bitext.result.pair import Pair, Side
from bitext.text.document import Document, Quotation, Sentence
from bitext.translation.options import QuoteStyle
from bitext.translation.preprocessing import SentenceMark
from bitext.translation.quotation_marks import PlacedMark, transfer
from bitext.translation.translator import Translation


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """The English of one French sentence; marks and words in offsets of the two sentences."""

    text: str
    marks: tuple[PlacedMark, ...]
    words: WordLinks
    score: float
    flags: tuple[Flag, ...]


@dataclass(slots=True)
class _Mark:
    """A placed mark with its offsets in the English text."""

    placed: PlacedMark
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
) -> TranslatedSentence:
    """The translation of the sentence ``text``, the quotation ``marks`` of which are put in their place.

    ``language`` is that of the translation.
    """
    attention = translation.attention
    done = transfer(
        translation.text,
        text,
        marks,
        attention,
        language,
        style,
        keep_stray=keep_stray,
        kept=translation.kept,
    )
    invented: tuple[Flag, ...] = ("invented-quotation",) if done.invented else ()
    flags = (*translation.flags, *invented)
    at_marks = {mark.start for mark in marks}
    words = WordLinks(
        (a, b, place.start, place.end)
        for a, b, c, d in translation.words.rows()
        if a not in at_marks and (place := done.shifted(c, d)) is not None
    )
    return TranslatedSentence(done.text, done.marks, words, translation.score, flags)


class TargetText:
    """The target text, as it grows sentence by sentence with the gaps of the source."""

    def __init__(self, document: Document, model: str | None = None) -> None:
        self._document = document
        self._model = model
        self._gaps = list(document.gaps())
        self._lines: list[TranslatedSentence] = []
        self._pairs: list[Pair] = []
        self._position = 0

    def add(self, line: TranslatedSentence) -> Pair:
        """The pair of the next sentence of the source and its translation ``line``."""
        number = len(self._lines)
        given = self._document.sentences[number]
        start = self._position + len(self._gaps[number])
        self._position = start + len(line.text)
        made = Sentence(start, self._position, line.text, given.paragraph)
        links = line.words.shifted(given.start, start)
        pair = Pair(Side((given,)), Side((made,)), line.score, line.flags, links)
        self._lines.append(line)
        self._pairs.append(pair)
        return pair

    def bitext(self) -> Bitext:
        """The result.

        Raises:
            InputError: if sentences are still to come.
        """
        missing = len(self._document) - len(self._lines)
        if missing:
            raise InputError(
                f"The translation was stopped: {missing} of {len(self._document)} sentences lack."
            )
        rows = zip(self._gaps, (line.text for line in self._lines), strict=False)
        text = "".join(chain(chain.from_iterable(rows), self._gaps[-1:]))
        sentences = tuple(pair.target[0] for pair in self._pairs)
        links = tuple(_links(self._document, _marks(self._lines, sentences), sentences, text))
        quotations = [link.target for link in links if link.target is not None]
        target = Document(
            text,
            sentences,
            tuple(sorted((q for q in quotations if q.kind != "stray"), key=lambda q: (q.start, -q.end))),
            tuple(sorted((q for q in quotations if q.kind == "stray"), key=lambda q: q.start)),
            "en",
        )
        return Bitext(self._document, target, tuple(self._pairs), links, self._model)


def _marks(
    lines: Sequence[TranslatedSentence], sentences: Sequence[Sentence]
) -> dict[Quotation, list[_Mark]]:
    found: dict[Quotation, list[_Mark]] = {}
    for index, (line, sentence) in enumerate(zip(lines, sentences, strict=True)):
        for mark in line.marks:
            placed = _Mark(mark, sentence.start + mark.start, sentence.start + mark.end, index)
            found.setdefault(mark.source.quotation, []).append(placed)
    return found


def _links(
    document: Document, marks: dict[Quotation, list[_Mark]], sentences: Sequence[Sentence], text: str
) -> Iterable[QuoteLink]:
    moved = _moved(marks)
    everything = sorted((*document.quotations, *document.unpaired), key=lambda q: (q.start, -q.end))
    for quotation in everything:
        placed = marks.get(quotation, [])
        target = _target(quotation, placed, sentences, text)
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


def _target(
    quotation: Quotation, placed: Sequence[_Mark], sentences: Sequence[Sentence], text: str
) -> Quotation | None:
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
    mark_text = text[opening.start : opening.end].strip()
    return Quotation(
        start,
        end,
        mark_text if quotation.open else "",
        text[closing.start : closing.end].strip() if closing else ("" if quotation.open else mark_text),
        quotation.depth,
        quotation.sentences,
        quotation.kind,
        tuple(mark.start for mark in by_role.get("continuation", ())),
    )


def _moved(marks: dict[Quotation, list[_Mark]]) -> set[Quotation]:
    """Quotations that another one of the same sentence has overtaken in the English."""
    opened: dict[int, list[tuple[int, Quotation]]] = {}
    for quotation, placed in marks.items():
        for mark in placed:
            if mark.placed.source.role == "open":
                opened.setdefault(mark.sentence, []).append((mark.start, quotation))
    moved = set()
    for order in opened.values():
        order.sort(key=lambda item: item[0])
        latest = -1
        for _, quotation in order:
            if quotation.start < latest:
                moved.add(quotation)
            latest = max(latest, quotation.start)
    return moved
