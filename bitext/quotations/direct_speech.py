"""Direct speech: what the persons of a text say, without what the narrator says in between.

Works on a finished document. Candidates are the turns behind dialogue dashes and the quotations that
quote speech (not titles, not words held at a distance); from each, reporting clauses (« dit-il », « s'écria
le roi ») are cut out, and a turn ends where narration takes over. The narrator is told from the speaker by
the words of the language alone: in French, past historic and imperfect against the first and second person,
the present, the imperative and exclamations (Benveniste's *récit* and *discours*).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from bitext.languages import codes, language_of_code
from bitext.quotations.marks import TERMINAL
from bitext.quotations.reporting_clauses import (
    announces_writing,
    find_reporting_clauses,
    narration_score,
    reporting_clause_at,
)
from bitext.text.characters import LINE_BREAKS
from bitext.text.document import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bitext.languages import Language
    from bitext.text.document import Document, Quotation

AT_HEAD, RUNNING, AFTER_CLAUSE = 4.0, 1.0, 0.5
"""The narration score above which a sentence ends a turn: in a paragraph that the dash heads, in one that
runs on behind other text, and behind a reporting clause that ended its sentence. Any values near these do as
well."""

ANNOUNCED = 200
"""Characters before a quotation that may announce it."""

_LEAD = f" \t\u00a0\u202f{LINE_BREAKS}"


def speech_of(document: Document) -> tuple[Span, ...]:
    """:func:`direct_speech` by the rules of the document's language; none where there are no rules."""
    if document.lang not in codes():
        return ()
    return direct_speech(document, language_of_code(document.lang))


def direct_speech(document: Document, language: Language) -> tuple[Span, ...]:
    """The stretches of direct speech, in order, not overlapping, their marks and dashes included.

    Where a reporting clause interrupts, the speech before and behind it are two spans.
    """
    reader = _Reader(document, language)
    pieces: list[tuple[int, int]] = []
    for quotation in document.quotations:
        if quotation.kind == "dialogue":
            pieces.extend(reader.turn(quotation))
        elif reader.is_speech(quotation):
            pieces.extend(reader.quoted(quotation))
    return tuple(_merged(document.text, pieces))


def ends_of_turns(document: Document, language: Language) -> dict[Quotation, int]:
    """Where the last words end that are said in each turn of ``document``, in the order of the turns.

    A turn in which nobody says anything is left out.
    """
    reader = _Reader(document, language)
    found: dict[Quotation, int] = {}
    for turn in document.quotations:
        if turn.kind != "dialogue":
            continue
        pieces = list(reader.turn(turn))
        end = turn.start + len(
            document.text[turn.start : max((end for _, end in pieces), default=0)].rstrip()
        )
        if any(map(str.isalnum, document.text[turn.start : end])):
            found[turn] = end
    return found


def _merged(text: str, pieces: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """The pieces without white space at their edges, overlapping ones made one."""
    last: Span | None = None
    for start, end in sorted(pieces):
        body = text[start:end]
        begin, stop = end - len(body.lstrip()), start + len(body.rstrip())
        if last is not None and begin < last.end:
            last = Span(last.start, max(last.end, stop))
            continue
        if last is not None:
            yield last
        last = Span(begin, stop) if stop > begin else None
    if last is not None:
        yield last


class _Reader:
    """Reads the candidates of one document."""

    def __init__(self, document: Document, language: Language) -> None:
        self.text = document.text
        self.language = language
        self.sentences = document.sentences
        self._starts = [sentence.start for sentence in document.sentences]

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences between the offsets, cut to them."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self.sentences) and self.sentences[index].start < end:
            sentence = self.sentences[index]
            if sentence.end > start:
                yield max(start, sentence.start), min(end, sentence.end)
            index += 1

    def turn(self, turn: Quotation) -> Iterator[tuple[int, int]]:
        """What is said in a turn: sentence by sentence, until narration takes over."""
        usual = limit = AT_HEAD if self._at_head(turn.start) else RUNNING
        for number, (start, end) in enumerate(self._parts(turn.start, turn.end)):
            if number and narration_score(self.text, start, end, self.language) > limit:
                return
            said = list(self._said(start, end))
            yield from said
            limit = usual if said and said[-1][1] == end else min(usual, AFTER_CLAUSE)

    def _at_head(self, start: int) -> bool:
        before = self.text[max(0, start - 8) : start].rstrip(' \t\u00a0\u202f«“"')
        return not before or before[-1] in LINE_BREAKS

    def _said(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretch without its reporting clauses."""
        for begin, stop in find_reporting_clauses(self.text, start, end, self.language):
            if begin > start:
                yield start, begin
            start = stop
        if start < end:
            yield start, end

    def quoted(self, quotation: Quotation) -> Iterator[tuple[int, int]]:
        """What is said in a quotation of speech."""
        for start, end in self._parts(quotation.start, quotation.end):
            yield from self._said(start, end)

    def _written(self, start: int) -> bool:
        """Whether the words before ``start`` announce something to read: a letter, an inscription."""
        index = max(0, bisect_right(self._starts, start) - 1)
        if index and self._starts[index] == start:
            index -= 1
        begin = self._starts[index] if self._starts else 0
        begin = max(begin, start - ANNOUNCED)
        announced = self.text[begin:start].rstrip().endswith(":")
        return announced and announces_writing(self.text, begin, start, self.language)

    def is_speech(self, quotation: Quotation) -> bool:
        """Whether somebody says it: told by what stands before, behind and at its end."""
        text, inner = self.text, quotation.inner
        if reporting_clause_at(text, quotation.end, self.language):
            return True
        if self._written(quotation.start):
            return False
        said = text[inner.start : inner.end].strip(_LEAD)
        if not said.lstrip('—–-.… «“"')[:1].isupper():
            return False
        before = text[max(0, quotation.start - 8) : quotation.start].rstrip()
        if before[-1:] == ":":
            return True
        return said[-1] in TERMINAL or (said[-1] in ",»”" and not before)
