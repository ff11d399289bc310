"""Who speaks: the speaker of each quotation, found by rules.

Quotation attribution, in the order of how sure it is: a clause behind the quotation or inside it (« , a
déclaré Mme Le Bris »), a subject and a verb of saying before it (« Le maire a répondu : »), « selon le
maire », and what goes on from the quotation before. A pronoun is resolved to the last person named who agrees
with it (:mod:`bitext.quotations.mentions`). Where no rule is sure, there is no speaker. The task is that of
O'Keefe et al. 2012, "A Sequence Labelling Approach to Quote Attribution".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bitext.languages import codes, language_of_code
from bitext.quotations.mentions import Clue, Mentioned, Mentions, patterns_of
from bitext.quotations.reporting_clauses import find_quoted_clauses, find_reporting_clauses
from bitext.text.characters import LINE_BREAKS
from bitext.text.document import SpanIndex, Speaker

if TYPE_CHECKING:
    from bitext.languages import Language
    from bitext.text.document import Document, Quotation

_BEHIND: Final = re.compile('\\s?[,.]?[»”"]?[,;—–-]*\\s?')
"""What may stand between a quotation and the clause that reports it."""
_WORD: Final = re.compile("\\w+")
_CLAUSE: Final = re.compile("[^;:]+")
_COMMA: Final = re.compile(",\\s")
_STOPS: Final = frozenset(".!?…,")
_FARTHEST: Final = 200
"""Characters between a verb of saying and the quotation that it introduces, at most."""
_NEAR: Final = 40
"""Characters before a name in marks that tell what it names, at most."""
_SAID_BEFORE: Final = 2
"""Sentences before a quotation in which what was said may go on in it."""
_LONG: Final = 4
"""Characters of a word that has a capital in a title, at least."""


def speakers_of(document: Document) -> tuple[Speaker | None, ...]:
    """:func:`find_speakers` by the rules of the document's language; nobody where there are no rules."""
    if document.lang not in codes():
        return (None,) * len(document.quotations)
    return find_speakers(document, language_of_code(document.lang))


def find_speakers(document: Document, language: Language) -> tuple[Speaker | None, ...]:
    """The speaker of each quotation of ``document.quotations``, or None where no rule is sure.

    Linear in the length of the document, as far as its sentences are short.
    """
    clues = _Finder(document, language).clues()
    return tuple(_speaker(document.text, clue) for clue in clues)


def _speaker(text: str, clue: Clue | None) -> Speaker | None:
    if clue is None or clue.span is None:
        return None
    start, end = clue.span
    return Speaker(start, end, text[start:end], clue.evidence)


class _Finder:
    """Goes through the quotations of a document in order."""

    def __init__(self, document: Document, language: Language) -> None:
        self.text = document.text
        self.language = language
        self.patterns = patterns_of(language)
        self.sentences = document.sentences
        self.quotations = document.quotations
        self.mentions = Mentions(document, language)
        self._sayers: list[Mentioned] = []
        """Who says something without quotation marks."""
        self._outer = SpanIndex([quotation for quotation in document.quotations if not quotation.depth])
        self._ends = {quotation.end: at for at, quotation in enumerate(document.quotations)}
        self._read = 0
        self._clues: list[Clue | None] = []

    def clues(self) -> list[Clue | None]:
        """What tells the speaker of each quotation."""
        for at, quotation in enumerate(self.quotations):
            self._read_to(quotation.start)
            clue = (
                None
                if self._is_name(quotation)
                else (
                    self._behind(quotation)
                    or self._inside(quotation)
                    or self._before(at, quotation)
                    or self._later(at, quotation)
                    or self._continued(at, quotation)
                )
            )
            self._clues.append(clue)
            if clue is not None and clue.span is not None and not quotation.depth:
                for known in (self.mentions.subjects, self._sayers):
                    known.append(Mentioned(quotation.end, clue.span))
        self._share()
        return self._clues

    def _is_name(self, quotation: Quotation) -> bool:
        """Whether the marks are those of a title or of a name, which nobody says."""
        near, first = max(0, quotation.start - _NEAR), quotation.inner.text.lstrip()[:1]
        named = first.isupper() and self.patterns.naming.search(self.text, near, quotation.start)
        return bool(named) or _is_title(quotation)

    def _share(self) -> None:
        """A quotation without a clue has the speaker of the next one in its sentence, told behind that."""
        for at in range(len(self._clues) - 2, -1, -1):
            one, other, later = self.quotations[at], self.quotations[at + 1], self._clues[at + 1]
            if self._clues[at] is not None or later is None or one.depth != other.depth:
                continue
            if self._number(one.start) == self._number(other.start) and later.evidence != "subject":
                self._clues[at] = later

    def _number(self, offset: int) -> int:
        return self.mentions.number(offset)

    # What the narrator says between the quotations.

    def _read_to(self, offset: int) -> None:
        """Note the subjects of the sentences before ``offset`` that are the narrator's."""
        while self._read < len(self.sentences) and self.sentences[self._read].start < offset:
            sentence = self.sentences[self._read]
            self._read += 1
            if not self._is_quoted(sentence.start):
                self._read_sentence(sentence.start, sentence.end)

    def _is_quoted(self, offset: int) -> bool:
        return bool(self._outer.touched(offset, offset + 1))

    def _read_sentence(self, start: int, end: int) -> None:
        mentions, patterns = self.mentions, self.patterns
        for pattern in (patterns.subordinate, patterns.according):
            for before in pattern.finditer(self.text, start, end):
                mentions.note(mentions.subjects, before.end(), mentions.named(before.end(), "subject"))
        for clause in _CLAUSE.finditer(self.text, start, end):
            head = clause.end() - len(clause.group().lstrip())
            if self._is_quoted(head):
                continue
            mentions.note(mentions.subjects, clause.start(), mentions.first_subject(*clause.span()))
        verbs = [found.start() for found in patterns.verb.finditer(self.text, start, end)]
        if verbs:
            mentions.note(self._sayers, start, self._subject_of(start, verbs, end))
        for comma in _COMMA.finditer(self.text, start, end):
            clue = self._told(comma.end(), end)
            for found in (mentions.subjects, self._sayers):
                mentions.note(found, comma.end(), clue)
        for before in patterns.asked.finditer(self.text, start, end):
            mentions.note(self._sayers, before.end(), mentions.named(before.end(), "subject"))

    # A clause behind the quotation, or inside it.

    def _behind(self, quotation: Quotation) -> Clue | None:
        if not quotation.close:
            return None
        found = _BEHIND.match(self.text, quotation.end)
        at = found.end() if found else quotation.end
        between = self.text[quotation.end : at]
        according = self.patterns.according.match(self.text, at)
        if according is not None and not {".", *LINE_BREAKS} & set(between):
            return self.mentions.named(according.end(), "according")
        stopped = quotation.inner.text.rstrip()[-1:] in _STOPS and self.patterns.verb.match(self.text, at)
        return self._clause(at, quotation.start, parted=bool(between.strip() or stopped))

    def _inside(self, quotation: Quotation) -> Clue | None:
        find = find_reporting_clauses if quotation.kind == "dialogue" else find_quoted_clauses
        for start, _ in find(self.text, quotation.start, quotation.end, self.language):
            clue = self._clause(start, quotation.start, parted=True)
            if clue is not None:
                return clue
        return None

    def _clause(self, at: int, before: int, *, parted: bool) -> Clue | None:
        """What a reporting clause at ``at`` tells, which follows its quotation behind a comma or not."""
        pronoun = self.patterns.pronoun_behind.match(self.text, at)
        if pronoun is not None:
            return self.mentions.resolved(pronoun["pronoun"], before)
        verb = self.patterns.behind.match(self.text, at)
        if verb is None:
            return None
        clue = self.mentions.named(verb.end(), "clause")
        if clue is None and parted and self.patterns.verb.match(self.text, at):
            return Clue(None, "clause")
        if clue is None or clue.span is None or parted or self.mentions.can_speak(*clue.span):
            return clue
        return None

    def _later(self, at: int, quotation: Quotation) -> Clue | None:
        """A reporting clause further behind in the sentence: « “Un échec” pour la ville, a dit le maire »."""
        if not self.sentences or quotation.depth:
            return None
        end = self.sentences[self._number(quotation.start)].end
        if self.quotations[at + 1 :]:
            end = min(end, max(quotation.end, self.quotations[at + 1].start))
        return self._parenthesis(quotation.end, end, quotation.start)

    def _parenthesis(self, start: int, end: int, before: int) -> Clue | None:
        """A reporting clause behind a comma between two offsets: « Le pont, a dit le maire, est … »."""
        for comma in _COMMA.finditer(self.text, start, end):
            pronoun = self.patterns.pronoun_behind.match(self.text, comma.end(), end)
            if pronoun is not None and self.patterns.pronoun_clause.match(self.text, comma.end(), end):
                return self.mentions.resolved(pronoun["pronoun"], before)
            clue = self._told(comma.end(), end)
            if clue is not None:
                return clue
        return None

    def _told(self, at: int, end: int) -> Clue | None:
        """Who is named behind a verb of saying at an offset."""
        verb = self.patterns.verb.match(self.text, at, end)
        clue = self.mentions.named(verb.end() + 1, "clause") if verb else None
        return clue if clue is not None and clue.span and self.mentions.can_speak(*clue.span) else None

    # A subject and a verb before the quotation.

    def _before(self, at: int, quotation: Quotation) -> Clue | None:
        begin, joined = self._lead(at, quotation)
        lead = self.text[begin : quotation.start].strip()
        if not lead:
            return self._clues[at - 1] if joined else None
        verbs = [found.start() for found in self.patterns.verb.finditer(self.text, begin, quotation.start)]
        if verbs and quotation.start - verbs[-1] <= _FARTHEST:
            clue = self._subject_of(begin, verbs, quotation.start)
            if clue is not None:
                return clue
        clue = self._parenthesis(begin, quotation.start, begin)
        if clue is not None or joined:
            return clue or self._clues[at - 1]
        according = list(self.patterns.according.finditer(self.text, begin, quotation.start))
        if according:
            return self.mentions.named(according[-1].end(), "according")
        if lead.endswith(":"):
            clue = self.mentions.first_subject(begin, quotation.start)
            return clue if clue and clue.span and self.mentions.can_speak(*clue.span) else None
        return None

    def _lead(self, at: int, quotation: Quotation) -> tuple[int, bool]:
        """Where the words begin that may introduce a quotation; whether another one stands before them.

        They begin with the sentence, behind another quotation in it, or within the quotation round it.
        A sentence that ends with a colon introduces what follows it.
        """
        number = self._number(quotation.start)
        begin = self.sentences[number].start if self.sentences else 0
        if number and not self.text[begin : quotation.start].strip():
            before = self.sentences[number - 1]
            begin = before.start if before.text.endswith(":") else begin
        for other in reversed(self.quotations[max(0, at - 4) : at]):
            if begin < other.end <= quotation.start and other.depth == quotation.depth:
                return other.end, True
            if other.start < quotation.start < other.end:
                begin = max(begin, other.start + len(other.open))
        return begin, False

    def _subject_of(self, begin: int, verbs: list[int], before: int) -> Clue | None:
        """The subject of the last of some verbs, which begin at the offsets ``verbs`` behind ``begin``."""
        verb = verbs[-1]
        left, patterns = self.text[begin:verb], self.patterns
        pronoun = patterns.pronoun_before.search(left)
        if pronoun is not None:
            return self.mentions.resolved(pronoun["pronoun"], verb)
        if patterns.gerund.search(left) or patterns.coordination.search(left):
            return (
                self._subject_of(begin, verbs[:-1], before) if verbs[1:] else self._main_subject(begin, verb)
            )
        if patterns.relative.search(left) or self._is_participle(verb, before):
            named = list(patterns.mention.finditer(self.text, begin, verb))
            return Clue(named[-1].span(), "subject") if named else None
        starts = [found.end() for found in patterns.clause_start.finditer(self.text, begin, verb)]
        clues = (self.mentions.first_subject(start, verb) for start in (*reversed(starts), begin))
        return next((clue for clue in clues if clue is not None), None)

    def _main_subject(self, begin: int, end: int) -> Clue | None:
        """The subject of the sentence, or the speaker of the quotation that ends at ``begin`` within it."""
        at = self._ends.get(begin, len(self._clues))
        return self._clues[at] if at < len(self._clues) else self.mentions.first_subject(begin, end)

    def _is_participle(self, verb: int, before: int) -> bool:
        found = self.patterns.verb.match(self.text, verb, before)
        return found is not None and found.group().endswith("ant")

    # What goes on from before.

    def _continued(self, at: int, quotation: Quotation) -> Clue | None:
        """The speaker of the quotation just before; of a turn in a dialogue, the one of the turn before that.

        A quotation that is a sentence of its own goes on with what was said without marks just before it.
        """
        number = self._number(quotation.start)
        if quotation.depth or not self._heads_sentence(quotation, number):
            return None
        if quotation.close and not self._is_stopped(quotation):
            return None
        earlier = self._adjacent(at)
        if quotation.kind == "dialogue":
            return self._other_party(earlier, quotation)
        if earlier is not None and self._is_speech(earlier):
            return _continuing(self._clues[earlier])
        first = number - _SAID_BEFORE
        near = self.mentions.near(self._sayers, quotation.start, first)
        return Clue(max(near).span, "continued") if near else None

    def _is_stopped(self, quotation: Quotation) -> bool:
        """Whether a stop ends the quotation, before or behind its mark; a heading has none."""
        behind = self.text[quotation.end : quotation.end + 2].lstrip("\u00a0\u202f ")
        return bool({quotation.inner.text.rstrip()[-1:], behind[:1]} & _STOPS)

    def _heads_sentence(self, quotation: Quotation, number: int) -> bool:
        return bool(self.sentences) and not self.text[self.sentences[number].start : quotation.start].strip()

    def _is_speech(self, at: int) -> bool:
        """Whether a quotation is said by somebody as a whole, and no words held at a distance."""
        clue, quotation = self._clues[at], self.quotations[at]
        told = clue is not None and clue.evidence in ("clause", "pronoun", "continued")
        return told or self.text[max(0, quotation.start - 3) : quotation.start].rstrip().endswith(":")

    def _other_party(self, earlier: int | None, quotation: Quotation) -> Clue | None:
        """The speaker of the turn before the last, where the turns follow each other line by line."""
        line = self.text[max(0, quotation.start - 8) : quotation.start].rstrip(" \t\u00a0\u202f")
        other = None if earlier is None else self._adjacent(earlier)
        if (
            earlier is None
            or other is None
            or self._same(earlier, other)
            or (line and line[-1] not in LINE_BREAKS)
        ):
            return None
        return _continuing(self._clues[other])

    def _adjacent(self, at: int) -> int | None:
        """The quotation before the one at ``at``, if it is in the sentence before."""
        outer = (n for n in range(at - 1, -1, -1) if not self.quotations[n].depth)
        last = next(outer, None)
        if last is None:
            return None
        between = self._number(self.quotations[at].start) - self._number(self.quotations[last].end - 1)
        return last if between <= 1 else None

    def _same(self, one: int, other: int) -> bool:
        """Whether two quotations have the same speaker by name."""
        clues = self._clues[one], self._clues[other]
        first, second = (self.text[slice(*clue.span)] if clue and clue.span else "" for clue in clues)
        return bool(first) and first == second


def _continuing(clue: Clue | None) -> Clue | None:
    return None if clue is None or clue.span is None else Clue(clue.span, "continued")


def _is_title(quotation: Quotation) -> bool:
    """Whether every long word has a capital, as in the titles of books in English."""
    words = [word for word in _WORD.findall(quotation.inner.text) if len(word) >= _LONG]
    return len(words) > 1 and all(word[0].isupper() for word in words)
