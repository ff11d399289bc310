"""Who speaks: the speaker of each quotation, found by rules.

Quotation attribution in the order of how sure it is: a clause behind the quotation or inside it (« , a déclaré
Mme Le Bris »), a subject and verb of saying before it (« Le maire a répondu : »), « selon le maire », and what
goes on from the quotation before. A pronoun is resolved to the last person named who agrees with it. Where no
rule is sure, there is no speaker. Rules as in O'Keefe et al. 2012, "A Sequence Labelling Approach to Quote
Attribution".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from bitext.quotations.reporting_clauses import find_quoted_clauses, find_reporting_clauses
from bitext.text.characters import LINE_BREAKS
from bitext.text.document import SpanIndex, TextSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bitext.languages import Language
    from bitext.text.document import Document, Quotation

Evidence = Literal["clause", "subject", "according", "pronoun", "continued"]
"""How a speaker is known: named in a clause behind or inside the quotation; subject of the verb before it;
named behind « selon »; by a pronoun, which stands for the last person named; from the quotation before."""

_BEHIND: Final = re.compile("\\s?[,.]?[»”\"]?[,;—–-]*\\s?")
"""What may stand between a quotation and the clause that reports it."""
_WORD: Final = re.compile("\\w+")
_CAPITALISED: Final = re.compile("(?<![\\w’'-])[A-ZÀ-ÖØ-ÝŒ][\\w’'-]*\\w")
_SENTENCE_ENDS: Final = frozenset('.!?…:;«»“”—–-"') | frozenset(LINE_BREAKS) | {""}
_CLAUSE: Final = re.compile("[^;:]+")
_COMMA: Final = re.compile(",\\s")
_PART: Final = re.compile("[^,;]+")
_STOPS: Final = frozenset(".!?…,")
_LEAD: Final = ' \t\u00a0\u202f—–-«»“”"' + LINE_BREAKS
_FARTHEST: Final = 200
"""Characters between a verb of saying and the quotation that it introduces, at most."""
_SAID_BEFORE: Final = 2
"""Sentences before a quotation in which what was said may go on in it."""
_BACK: Final = 4
"""Sentences that a pronoun goes back, at most."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Speaker(TextSpan):
    """Who says a quotation: a span of the text that names the person or body, with its ``text``.

    ``evidence`` says how that is known (see :data:`Evidence`). For a pronoun or a quotation that goes on, the
    span is the last one that names the speaker.

    Example:
        >>> import bitext
        >>> document = bitext.segment("« Nous restons », a déclaré Mme Le Bris.")
        >>> (speaker,) = document.speakers
        >>> speaker.text, speaker.evidence
        ('Mme Le Bris', 'clause')
    """

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The attribution patterns of a language, compiled."""

    mention: re.Pattern[str]
    name: re.Pattern[str]
    named: re.Pattern[str]
    known_name: re.Pattern[str]
    place: re.Pattern[str]
    person: re.Pattern[str]
    body: re.Pattern[str]
    predicate: re.Pattern[str]
    asked: re.Pattern[str]
    opening: re.Pattern[str]
    behind: re.Pattern[str]
    pronoun_behind: re.Pattern[str]
    pronoun_clause: re.Pattern[str]
    verb: re.Pattern[str]
    pronoun_before: re.Pattern[str]
    relative: re.Pattern[str]
    gerund: re.Pattern[str]
    coordination: re.Pattern[str]
    subordinate: re.Pattern[str]
    clause_start: re.Pattern[str]
    circumstance: re.Pattern[str]
    according: re.Pattern[str]
    masculine: re.Pattern[str]
    feminine: re.Pattern[str]
    plural: re.Pattern[str]


@cache
def _patterns_of(language: Language) -> _Patterns:
    names = _Patterns.__dataclass_fields__
    return _Patterns(**{name: re.compile(getattr(language.attribution, name)) for name in names})


@dataclass(frozen=True, slots=True)
class _Clue:
    """What tells who speaks; ``span`` is None where the text tells it, but names nobody."""

    span: tuple[int, int] | None
    evidence: Evidence


class _Mentioned(NamedTuple):
    """A person who is the subject of a clause: where the clause is, and the mention that names the person."""

    offset: int
    span: tuple[int, int]


def find_speakers(document: Document, language: Language) -> tuple[Speaker | None, ...]:
    """The speaker of each quotation of ``document.quotations``, or None where no rule is sure.

    Linear in the length of the document, as far as its sentences are short.
    """
    clues = _Finder(document, language).clues()
    return tuple(_speaker(document.text, clue) for clue in clues)


def _speaker(text: str, clue: _Clue | None) -> Speaker | None:
    if clue is None or clue.span is None:
        return None
    start, end = clue.span
    return Speaker(start, end, text[start:end], clue.evidence)


class _Mentions:
    """The mentions of persons in a text, and whom a pronoun stands for."""

    def __init__(self, document: Document, language: Language) -> None:
        self.text = document.text
        self.patterns = _patterns_of(language)
        self.genders = dict(language.attribution.genders)
        self._starts = [sentence.start for sentence in document.sentences]
        self._names = self._names_of()
        self._gender: dict[str, str] = {}
        """The gender of a mention that a pronoun has stood for."""
        self.subjects: list[_Mentioned] = []

    def number(self, offset: int) -> int:
        """Which sentence the offset is in, or behind."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def named(self, at: int, evidence: Evidence) -> _Clue | None:
        """The mention at an offset."""
        mention = self.patterns.mention.match(self.text, at)
        return None if mention is None else _Clue(mention.span(), evidence)

    def is_name(self, start: int, end: int) -> bool:
        """Whether a mention begins with a name."""
        return self.patterns.name.match(self.text, start, end) is not None

    def is_person(self, start: int, end: int) -> bool:
        """Whether a mention names who can speak: by a noun, or by a name that is a person's."""
        if self.patterns.person.match(self.text, start, end):
            return True
        name = self.patterns.name.match(self.text, start, end)
        words = name.group().split() if name else []
        return len(words) > 1 or bool(words) and words[0] in self._names and not words[0].isupper()

    def can_speak(self, start: int, end: int) -> bool:
        """Whether a mention names a person, a body or a paper."""
        return self.is_person(start, end) or any(
            pattern.match(self.text, start, end) for pattern in (self.patterns.body, self.patterns.name)
        )

    def _names_of(self) -> frozenset[str]:
        """The words of names of persons: those that have a capital within a sentence, but no countries."""
        patterns, text = self.patterns, self.text
        sure = {word for found in patterns.known_name.finditer(text) for word in found.group().split()}
        inner = {
            found.group()
            for found in _CAPITALISED.finditer(text)
            if text[max(0, found.start() - 2) : found.start()].rstrip(" \u00a0\u202f")[-1:] not in _SENTENCE_ENDS
        }
        places = {word.group() for before in patterns.place.finditer(text) if (word := _WORD.match(text, before.end()))}
        return frozenset((sure | inner) - places)

    def first_subject(self, begin: int, end: int) -> _Clue | None:
        """Who is named first between ``begin`` and ``end``, unless in a circumstance.

        A pronoun that stands there is resolved. Of a noun and a name between commas (« le directeur, Jo Alleva, »)
        it is the name.
        """
        found: list[tuple[int, int]] = []
        for start, stop in self._parts(begin, end):
            mention = self.patterns.mention.match(self.text, start, stop)
            if not found and self.patterns.circumstance.match(self.text, start, stop):
                continue
            word = _WORD.match(self.text, start, stop)
            if not found and word is not None and word.group().lower() in self.genders:
                return self.resolved(word.group(), start)
            if mention is None and found:
                break
            if mention is not None:
                found.append(mention.span())
                if self.patterns.predicate.search(self.text, mention.end(), stop):
                    break
        if not found:
            return None
        best = min(found, key=self._rank)
        self._learn_gender(best, found)
        return _Clue(best, "subject")

    def _learn_gender(self, name: tuple[int, int], appositions: list[tuple[int, int]]) -> None:
        """What the nouns beside a name tell: « Karen Jankel, la fille du romancier »."""
        for other in appositions:
            if other != name and not self.is_name(*other):
                for gender, pattern in (("f", self.patterns.feminine), ("m", self.patterns.masculine)):
                    if pattern.match(self.text, *other):
                        self._gender.setdefault(self.text[slice(*name)], gender)

    def _rank(self, span: tuple[int, int]) -> int:
        """0 for a name, 1 for a noun with a name behind it, 2 for another mention."""
        if self.is_name(*span):
            return 0
        return 1 if self.patterns.named.search(self.text, *span) else 2

    def _parts(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches between commas, without white space, marks and words like « Mais » at their heads."""
        for found in _PART.finditer(self.text, begin, end):
            start = found.end() - len(found.group().lstrip(_LEAD))
            opening = self.patterns.opening.match(self.text, start, found.end())
            start = opening.end() if opening else start
            if start < found.end():
                yield start, found.end()

    def note(self, found: list[_Mentioned], offset: int, clue: _Clue | None) -> None:
        """Remember a person who is a subject at ``offset``."""
        if clue is not None and clue.span is not None and self.is_person(*clue.span):
            found.append(_Mentioned(max(offset, clue.span[0]), clue.span))

    def near(self, found: list[_Mentioned], before: int, first: int) -> list[_Mentioned]:
        """Those before an offset, back to the sentence with the number ``first``."""
        rows = takewhile(lambda row: self.number(row.offset) >= first, reversed(found))
        return [row for row in rows if row.offset < before]

    def resolved(self, pronoun: str, before: int) -> _Clue:
        """The last subject before ``before`` that a pronoun agrees with."""
        gender = self.genders.get(pronoun.lower())
        if gender is None:
            return _Clue(None, "pronoun")
        first = self.number(before) - _BACK
        near = self.near(self.subjects, before, first)
        agreeing = [row for row in near if self._agrees(row.span, gender)]
        if not agreeing:
            return _Clue(None, "pronoun")
        span = max(agreeing).span
        self._gender.setdefault(self.text[slice(*span)], gender[0])
        return _Clue(span, "pronoun")

    def _agrees(self, span: tuple[int, int], gender: str) -> bool:
        patterns = self.patterns
        if bool(patterns.plural.match(self.text, *span)) != gender.endswith("p"):
            return False
        known = self._gender.get(self.text[slice(*span)])
        if known is not None:
            return known == gender[0]
        other = patterns.feminine if gender[0] == "m" else patterns.masculine
        return not other.match(self.text, *span)


class _Finder:
    """Goes through the quotations of a document in order."""

    def __init__(self, document: Document, language: Language) -> None:
        self.text = document.text
        self.language = language
        self.patterns = _patterns_of(language)
        self.sentences = document.sentences
        self.quotations = document.quotations
        self.mentions = _Mentions(document, language)
        self._sayers: list[_Mentioned] = []
        """Who says something without quotation marks."""
        self._outer = SpanIndex([quotation for quotation in document.quotations if not quotation.depth])
        self._ends = {quotation.end: at for at, quotation in enumerate(document.quotations)}
        self._read = 0
        self._clues: list[_Clue | None] = []

    def clues(self) -> list[_Clue | None]:
        """What tells the speaker of each quotation."""
        for at, quotation in enumerate(self.quotations):
            self._read_to(quotation.start)
            clue = None if _is_title(quotation) else (
                self._behind(quotation)
                or self._inside(quotation)
                or self._before(at, quotation)
                or self._later(at, quotation)
                or self._continued(at, quotation)
            )
            self._clues.append(clue)
            if clue is not None and clue.span is not None and not quotation.depth:
                for known in (self.mentions.subjects, self._sayers):
                    known.append(_Mentioned(quotation.end, clue.span))
        self._share()
        return self._clues

    def _share(self) -> None:
        """A quotation that nothing tells of has the speaker of the next one in its sentence, told behind that."""
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

    def _behind(self, quotation: Quotation) -> _Clue | None:
        if not quotation.close:
            return None
        found = _BEHIND.match(self.text, quotation.end)
        at = found.end() if found else quotation.end
        between = self.text[quotation.end : at]
        according = self.patterns.according.match(self.text, at)
        if according is not None and not {".", *LINE_BREAKS} & set(between):
            return self.mentions.named(according.end(), "according")
        parted = between.strip() or quotation.inner.text.rstrip()[-1:] in ",!?…."
        return self._clause(at, quotation.start, parted=bool(parted))

    def _inside(self, quotation: Quotation) -> _Clue | None:
        find = find_reporting_clauses if quotation.kind == "dialogue" else find_quoted_clauses
        for start, _ in find(self.text, quotation.start, quotation.end, self.language):
            clue = self._clause(start, quotation.start, parted=True)
            if clue is not None:
                return clue
        return None

    def _clause(self, at: int, before: int, *, parted: bool) -> _Clue | None:
        """What a reporting clause at ``at`` tells, which follows its quotation behind a comma or not."""
        pronoun = self.patterns.pronoun_behind.match(self.text, at)
        if pronoun is not None:
            return self.mentions.resolved(pronoun["pronoun"], before)
        verb = self.patterns.behind.match(self.text, at)
        if verb is None:
            return None
        clue = self.mentions.named(verb.end(), "clause")
        if clue is None and parted and self.patterns.verb.match(self.text, at):
            return _Clue(None, "clause")
        if clue is None or clue.span is None or parted or self.mentions.can_speak(*clue.span):
            return clue
        return None

    def _later(self, at: int, quotation: Quotation) -> _Clue | None:
        """A reporting clause further behind in the sentence: « “Un échec” pour la ville, a dit le maire »."""
        if not self.sentences:
            return None
        end = self.sentences[self._number(quotation.start)].end
        if self.quotations[at + 1 :]:
            end = min(end, max(quotation.end, self.quotations[at + 1].start))
        return self._parenthesis(quotation.end, end, quotation.start)

    def _parenthesis(self, start: int, end: int, before: int) -> _Clue | None:
        """A reporting clause behind a comma between two offsets: « Le pont, a dit le maire, est … »."""
        for comma in _COMMA.finditer(self.text, start, end):
            pronoun = self.patterns.pronoun_behind.match(self.text, comma.end(), end)
            if pronoun is not None and self.patterns.pronoun_clause.match(self.text, comma.end(), end):
                return self.mentions.resolved(pronoun["pronoun"], before)
            clue = self._told(comma.end(), end)
            if clue is not None:
                return clue
        return None

    def _told(self, at: int, end: int) -> _Clue | None:
        """Who is named behind a verb of saying at an offset."""
        verb = self.patterns.verb.match(self.text, at, end)
        clue = self.mentions.named(verb.end() + 1, "clause") if verb else None
        return clue if clue is not None and clue.span and self.mentions.can_speak(*clue.span) else None

    # A subject and a verb before the quotation.

    def _before(self, at: int, quotation: Quotation) -> _Clue | None:
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

    def _subject_of(self, begin: int, verbs: list[int], before: int) -> _Clue | None:
        """The subject of the last of some verbs, which begin at the offsets ``verbs`` behind ``begin``."""
        verb = verbs[-1]
        left, patterns = self.text[begin:verb], self.patterns
        pronoun = patterns.pronoun_before.search(left)
        if pronoun is not None:
            return self.mentions.resolved(pronoun["pronoun"], verb)
        if patterns.gerund.search(left) or patterns.coordination.search(left):
            return self._subject_of(begin, verbs[:-1], before) if verbs[1:] else self._main_subject(begin, verb)
        if patterns.relative.search(left) or self._is_participle(verb, before):
            named = list(patterns.mention.finditer(self.text, begin, verb))
            return _Clue(named[-1].span(), "subject") if named else None
        starts = [found.end() for found in patterns.clause_start.finditer(self.text, begin, verb)]
        clues = (self.mentions.first_subject(start, verb) for start in (*reversed(starts), begin))
        return next((clue for clue in clues if clue is not None), None)

    def _main_subject(self, begin: int, end: int) -> _Clue | None:
        """The subject of the sentence, or the speaker of the quotation that ends at ``begin`` within it."""
        at = self._ends.get(begin, len(self._clues))
        return self._clues[at] if at < len(self._clues) else self.mentions.first_subject(begin, end)

    def _is_participle(self, verb: int, before: int) -> bool:
        found = self.patterns.verb.match(self.text, verb, before)
        return found is not None and found.group().endswith("ant")

    # What goes on from before.

    def _continued(self, at: int, quotation: Quotation) -> _Clue | None:
        """The speaker of the quotation before, where nothing stands between the two; of a dialogue, the other.

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
        return _Clue(max(near).span, "continued") if near else None

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

    def _other_party(self, earlier: int | None, quotation: Quotation) -> _Clue | None:
        """The speaker of the turn before the last, where the turns follow each other line by line."""
        line = self.text[max(0, quotation.start - 8) : quotation.start].rstrip(" \t\u00a0\u202f")
        other = None if earlier is None else self._adjacent(earlier)
        if earlier is None or other is None or self._same(earlier, other) or line and line[-1] not in LINE_BREAKS:
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


def _continuing(clue: _Clue | None) -> _Clue | None:
    return None if clue is None or clue.span is None else _Clue(clue.span, "continued")


def _is_title(quotation: Quotation) -> bool:
    """Whether every long word has a capital, as in the titles of books in English."""
    words = [word for word in _WORD.findall(quotation.inner.text) if len(word) > 3]
    return len(words) > 1 and all(word[0].isupper() for word in words)
