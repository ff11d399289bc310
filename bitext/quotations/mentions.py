"""Mentions of persons in a text, and whom a pronoun stands for.

Which words name a person, the patterns of the language say (:class:`bitext.languages.AttributionPatterns`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from bitext.text.characters import LINE_BREAKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bitext.languages import Language
    from bitext.text.document import Document, Evidence

_WORD: Final = re.compile("\\w+")
_CAPITALISED: Final = re.compile("(?<![\\w’'-])[A-ZÀ-ÖØ-ÝŒ][\\w’'-]*\\w")
_SENTENCE_ENDS: Final = frozenset('.!?…:;«»“”—–-"') | frozenset(LINE_BREAKS) | {""}
_PART: Final = re.compile("[^,;]+")
_LEAD: Final = ' \t\u00a0\u202f—–-«»“”"' + LINE_BREAKS
_BACK: Final = 4
"""Sentences that a pronoun goes back, at most."""


@dataclass(frozen=True, slots=True)
class Patterns:
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
    naming: re.Pattern[str]
    masculine: re.Pattern[str]
    feminine: re.Pattern[str]
    plural: re.Pattern[str]


@cache
def patterns_of(language: Language) -> Patterns:
    """The attribution patterns of a language, compiled once."""
    names = Patterns.__dataclass_fields__
    return Patterns(**{name: re.compile(getattr(language.attribution, name)) for name in names})


@dataclass(frozen=True, slots=True)
class Clue:
    """What tells who speaks; ``span`` is None where the text tells it, but names nobody."""

    span: tuple[int, int] | None
    evidence: Evidence


class Mentioned(NamedTuple):
    """A person who is the subject of a clause: where the clause is, and the mention that names the person."""

    offset: int
    span: tuple[int, int]


class Mentions:
    """The mentions of persons in a text, and whom a pronoun stands for."""

    def __init__(self, document: Document, language: Language) -> None:
        self.text = document.text
        self.patterns = patterns_of(language)
        self.genders = dict(language.attribution.genders)
        self._starts = [sentence.start for sentence in document.sentences]
        self._names = self._names_of()
        self._gender: dict[str, str] = {}
        """The gender of a mention that a pronoun has stood for."""
        self.subjects: list[Mentioned] = []

    def number(self, offset: int) -> int:
        """Which sentence the offset is in, or behind."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def named(self, at: int, evidence: Evidence) -> Clue | None:
        """The mention at an offset."""
        mention = self.patterns.mention.match(self.text, at)
        return None if mention is None else Clue(mention.span(), evidence)

    def is_name(self, start: int, end: int) -> bool:
        """Whether a mention begins with a name."""
        return self.patterns.name.match(self.text, start, end) is not None

    def is_person(self, start: int, end: int) -> bool:
        """Whether a mention names who can speak: by a noun, or by a name that is a person's."""
        if self.patterns.person.match(self.text, start, end):
            return True
        name = self.patterns.name.match(self.text, start, end)
        words = name.group().split() if name else []
        return len(words) > 1 or (bool(words) and words[0] in self._names and not words[0].isupper())

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
            if text[max(0, found.start() - 2) : found.start()].rstrip(" \u00a0\u202f")[-1:]
            not in _SENTENCE_ENDS
        }
        places = {
            word.group()
            for before in patterns.place.finditer(text)
            if (word := _WORD.match(text, before.end()))
        }
        return frozenset((sure | inner) - places)

    def first_subject(self, begin: int, end: int) -> Clue | None:
        """Who is named first between ``begin`` and ``end``, unless in a circumstance.

        A pronoun that stands there is resolved. Of a noun and a name between commas, as in « le directeur, Jo
        Alleva, a dit », it is the name.
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
        return Clue(best, "subject")

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

    def note(self, found: list[Mentioned], offset: int, clue: Clue | None) -> None:
        """Remember a person who is a subject at ``offset``."""
        if clue is not None and clue.span is not None and self.is_person(*clue.span):
            found.append(Mentioned(max(offset, clue.span[0]), clue.span))

    def near(self, found: list[Mentioned], before: int, first: int) -> list[Mentioned]:
        """Those before an offset, back to the sentence with the number ``first``."""
        rows = takewhile(lambda row: self.number(row.offset) >= first, reversed(found))
        return [row for row in rows if row.offset < before]

    def resolved(self, pronoun: str, before: int) -> Clue:
        """The last subject before ``before`` that a pronoun agrees with."""
        gender = self.genders.get(pronoun.lower())
        if gender is None:
            return Clue(None, "pronoun")
        first = self.number(before) - _BACK
        near = self.near(self.subjects, before, first)
        agreeing = [row for row in near if self._agrees(row.span, gender)]
        if not agreeing:
            return Clue(None, "pronoun")
        span = max(agreeing).span
        self._gender.setdefault(self.text[slice(*span)], gender[0])
        return Clue(span, "pronoun")

    def _agrees(self, span: tuple[int, int], gender: str) -> bool:
        patterns = self.patterns
        if bool(patterns.plural.match(self.text, *span)) != gender.endswith("p"):
            return False
        known = self._gender.get(self.text[slice(*span)])
        if known is not None:
            return known == gender[0]
        other = patterns.feminine if gender[0] == "m" else patterns.masculine
        return not other.match(self.text, *span)
