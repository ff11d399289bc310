"""Quotations that a reporter interrupts, closed and opened again as English has it.

French lets the reporter's words stand within the marks: « Nous partirons, a-t-il promis, dès lundi. » English
does not: “We will leave,” he promised, “first thing on Monday.” So the model is shown marks round the clause;
those that it keeps, or the words that the attention ties to the clause, tell where the translation has it.
Where they do not agree on one place, the quotation stays whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bitext.alignment.words import Profiler
from bitext.languages import Language
from bitext.quotations.reporting_clauses import find_quoted_clauses, find_reporting_clauses
from bitext.segmentation.segment import split_sentences
from bitext.text.document import Document, Quotation, Sentence, Span, SpanIndex
from bitext.translation.dialogue import is_turn
from bitext.translation.joining import Translation
from bitext.translation.mark_placement import Place, place_segments
from bitext.translation.preprocessing import Cut, SentenceMark
from bitext.translation.quotation_marks import find_marks

_SPACES = " \t\u00a0\u202f"
_DASHES = "-–—"
_LONGEST = 30
"""Characters of one word with the marks behind it, at most."""
_LEAST = 0.7
"""Of the weight of the clause's words in the translation, the share that has to lie between the parts."""


class ClauseCuts:
    """The quotation marks of each sentence of ``document``, those that clauses ask for among them."""

    def __init__(
        self, document: Document, marks: Sequence[Sequence[SentenceMark]], language: Language
    ) -> None:
        """``marks`` are those without any cut; ``language`` is that of the document."""
        self._document = document
        self._whole = marks
        self._cuts: dict[int, list[Cut]] = defaultdict(list)
        self._resumed: dict[int, Cut] = {}
        self._ended: dict[Quotation, Cut] = {}
        self._refused: set[Cut] = set()
        self._touched: set[int] = set()
        index = SpanIndex(document.sentences)
        for cut in find_cuts(document, language):
            (here,) = index.touched(cut.clause.start, cut.clause.start + 1)
            self._cuts[here].append(cut)
            self._touched.update((here, cut.quotation.sentences[-1]))
            if cut.resume is None:
                self._ended[cut.quotation] = cut
                self._touched.update(number for number in cut.quotation.sentences if number > here)
            elif cut.resume >= document.sentences[here].end:
                (there,) = index.touched(cut.resume, cut.resume + 1)
                self._resumed[there] = cut
                self._touched.add(there)

    def marks(self, index: int) -> list[SentenceMark]:
        """The marks of the sentence number ``index``: cut at its clauses, but for those that were refused."""
        if index not in self._touched:
            return list(self._whole[index])
        sentence = self._document.sentences[index]
        cuts = [cut for cut in self._cuts.get(index, ()) if cut not in self._refused]
        resumed = self._resumed.get(index)
        if resumed in self._refused:
            resumed = None
        shown = {cut.quotation for cut in cuts}
        marks = [self._settled(mark, sentence.start, shown, resumed) for mark in self._whole[index]]
        for cut in cuts:
            marks += _marks_at(cut, sentence)
        if resumed is not None and not any(mark.cut == resumed for mark in marks):
            seen = resumed.quotation in shown
            marks.append(SentenceMark(0, 0, "open", resumed.quotation, seen, resumed))
        for quotation in shown:
            marks += _missing(marks, quotation, len(sentence.text))
        return sorted(marks, key=_order)

    def _settled(
        self, mark: SentenceMark, start: int, shown: set[Quotation], resumed: Cut | None
    ) -> SentenceMark:
        """A mark of the source as it is used where its quotation is cut; its sentence begins at ``start``."""
        quotation = mark.quotation
        ended = self._ended.get(quotation)
        is_over = ended is not None and ended not in self._refused and ended.close <= start + mark.start
        if is_over and mark.role in ("close", "continuation"):
            return replace(mark, seen=False, written=False)
        if mark.role == "continuation" and resumed is not None and resumed.quotation == quotation:
            return replace(mark, role="open", seen=quotation in shown, cut=resumed)
        if mark.role in ("open", "close") and quotation in shown:
            return replace(mark, seen=True)
        return mark

    def settled(self, index: int, translation: Translation) -> list[SentenceMark]:
        """The marks of a sentence that was translated; cuts that its words do not bear out are refused.

        To be called in the order of the sentences.
        """
        if index in self._cuts:
            self._refused.update(self._unfit(index, translation))
        return self.marks(index)

    def fits(self, index: int, translation: Translation) -> bool:
        """Whether the words of another translation of a sentence bear its cuts out, too.

        To be called when the sentence is :meth:`settled`, so that both have the same marks.
        """
        return not (index in self._cuts and self._unfit(index, translation))

    def _unfit(self, index: int, translation: Translation) -> set[Cut]:
        """The cuts of a sentence that the words of its translation do not bear out."""
        sentence = self._document.sentences[index]
        cuts = [cut for cut in self._cuts.get(index, ()) if cut not in self._refused]
        shown = [mark for mark in self.marks(index) if mark.seen]
        found = find_marks(translation.text, translation.kept)
        profiler = Profiler(translation.attention, translation.text)
        places = place_segments(translation.text, sentence.text, shown, found, profiler)
        unfit: set[Cut] = set()
        for quotation in {cut.quotation for cut in cuts}:
            clauses = [cut.clause for cut in cuts if cut.quotation == quotation]
            spans = [Span(one.start - sentence.start, one.end - sentence.start) for one in clauses]
            if not _bears_out(spans, quotation, places, translation):
                unfit.update(cut for cut in cuts if cut.quotation == quotation)
        return unfit


def find_cuts(document: Document, language: Language) -> list[Cut]:
    """The reporting clauses within the quotations of ``document``, each in the innermost one."""
    found: dict[int, Cut] = {}
    around: dict[int, list[Quotation]] = defaultdict(list)
    for quotation in sorted(document.quotations, key=lambda one: -one.depth):
        for number in quotation.sentences:
            around[number].append(quotation)
        if quotation.kind != "quotation":
            continue
        for number, start, end in _parts(document, quotation):
            for clause in _clauses(document.text, start, end, quotation, language):
                cut = _cut(document.text, quotation, Span(*clause))
                if clause[0] not in found and all(_is_apart(cut, other) for other in around[number]):
                    found[clause[0]] = cut
    return [found[start] for start in sorted(found)]


def _clauses(
    text: str, start: int, end: int, quotation: Quotation, language: Language
) -> Iterator[tuple[int, int]]:
    """The reporting clauses of a sentence of a quotation; a turn of a dialogue has them more often."""
    if not is_turn(quotation):
        yield from find_quoted_clauses(text, start, end, language)
        return
    for clause in find_reporting_clauses(text, start, end, language):
        if text[clause[0]] != "[" and any(map(str.isalnum, text[start : clause[0]])):
            yield clause
            start = clause[1]


def _parts(document: Document, quotation: Quotation) -> Iterator[tuple[int, int, int]]:
    """The sentences within a quotation: the number of the document's sentence, start and end."""
    for number in quotation.sentences:
        sentence = document.sentences[number]
        start = max(sentence.start, quotation.inner.start)
        end = min(sentence.end, quotation.inner.end)
        for part in split_sentences(document.text[start:end], document.lang):
            yield number, start + part.start, start + part.end


def _cut(text: str, quotation: Quotation, clause: Span) -> Cut:
    close = _skip_back(text, clause.start, quotation.inner.start, _SPACES + _DASHES)
    if text[close - 1] in ",;":
        close = _skip_back(text, close - 1, quotation.inner.start, _SPACES)
    resume = clause.end
    while resume < quotation.inner.end and (text[resume].isspace() or text[resume] in _DASHES):
        resume += 1
    said = text[clause.start : clause.end].rstrip()
    goes_on = any(map(str.isalnum, text[resume : quotation.inner.end]))
    return Cut(quotation, Span(clause.start, clause.start + len(said)), close, resume if goes_on else None)


def _skip_back(text: str, end: int, start: int, characters: str) -> int:
    while end > start and text[end - 1] in characters:
        end -= 1
    return end


def _is_apart(cut: Cut, other: Quotation) -> bool:
    """Whether the cut crosses no other quotation: each lies within a part, or within the clause."""
    if other == cut.quotation or (other.start < cut.quotation.start and cut.quotation.end < other.end):
        return True
    end = cut.quotation.inner.end if cut.resume is None else cut.resume
    return other.end <= cut.close or end <= other.start or (cut.close <= other.start and other.end <= end)


def _marks_at(cut: Cut, sentence: Sentence) -> Iterator[SentenceMark]:
    """The closing mark before a clause, and the opening one behind it if that is in the same sentence."""
    at = cut.close - sentence.start
    resumes = cut.resume is not None and cut.resume < sentence.end
    # Models translate a word by itself badly if marks stand round it.
    read = not resumes or not _is_one_word(sentence.text[(cut.resume or 0) - sentence.start :])
    yield SentenceMark(at, at, "close", cut.quotation, seen=True, cut=cut, read=read)
    if cut.resume is not None and resumes:
        at = cut.resume - sentence.start
        yield SentenceMark(at, at, "open", cut.quotation, seen=True, cut=cut, read=read)


def _is_one_word(text: str) -> bool:
    """Whether one word is left up to the end of a sentence."""
    return sum(any(map(str.isalnum, word)) for word in text[:_LONGEST].split()) == 1 and len(text) < _LONGEST


def _missing(marks: Sequence[SentenceMark], quotation: Quotation, end: int) -> Iterator[SentenceMark]:
    """Marks at the sentence's edges for the model alone: where the quotation comes from another sentence."""
    own = sorted((mark for mark in marks if mark.quotation == quotation), key=lambda mark: mark.start)
    shown = [mark for mark in own if mark.seen]
    if shown[0].role == "close":
        heads = [mark.end for mark in own if mark.role in ("continuation", "dash")]
        at = max(heads, default=0)
        yield SentenceMark(at, at, "open", quotation, seen=True, written=False)
    if shown[-1].role == "open":
        yield SentenceMark(end, end, "close", quotation, seen=True, written=False)


def _order(mark: SentenceMark) -> tuple[int, int, bool]:
    return mark.start, mark.end, mark.role != "close"


def _bears_out(
    clauses: Sequence[Span], quotation: Quotation, places: Sequence[Place], translation: Translation
) -> bool:
    """Whether the words of the clauses lie outside the parts of the quotation in the translation."""
    own = sorted((p for p in places if p.mark.quotation == quotation), key=lambda place: _order(place.mark))
    parts = [Span(a.at, b.at) for a, b in zip(own[::2], own[1::2], strict=True)]
    inside = outside = 0.0
    for clause in clauses:
        profile = translation.attention.profile(translation.text, clause)
        for word, weight in zip(profile.words, profile.weights, strict=True):
            if weight > 0 and any(part.start <= word.start and word.end <= part.end for part in parts):
                inside += weight
            elif weight > 0:
                outside += weight
    return outside > _LEAST * (inside + outside)
