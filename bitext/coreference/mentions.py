"""Mentions of persons and things in a document: what they name, and their gender.

A mention is what coreference resolution calls so: a name, a noun with its determiner, or a subject pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from bitext.languages import Language

Kind = Literal["person", "thing", "other", "unknown"]
"""What a mention names: *unknown* is a name or a noun that may be a person's, *other* a noun that hardly is
one."""

_DEMONYM: Final = re.compile(r"\w+(?:ain|ien|éen|ais|ois|and|ol|ique|an|ot)(?:n?e)?")
_THING: Final = re.compile(r"\w+(?:tion|sion|té|isme|age|ence|ance|ure|logie|phie|thèque|drome)")
_PERSON: Final = re.compile(
    r"\w+(?:eur|euse|teur|trice|ien|ienne|iste|ier|ière|ant|ante|aire|é|ée|ois|oise|ais|aise)"
)
_APPOSED: Final = 2
"""Characters between a noun and the name that it goes with, a comma and a space at most."""
_WORD: Final = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention at ``start`` to ``end`` of the text.

    ``agrees`` is the grammatical gender, "m" or "f", "" where it is not known; ``gender`` that of a person.
    ``is_pronoun``: it is a subject pronoun. ``is_joined``: another mention is joined to it by « et ».
    """

    start: int
    end: int
    kind: Kind
    agrees: str
    gender: str
    is_pronoun: bool = False
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of a language, compiled."""

    pronoun: re.Pattern[str]
    impersonal: re.Pattern[str]
    mention: re.Pattern[str]
    circumstance: re.Pattern[str]
    opening: re.Pattern[str]
    coordination: re.Pattern[str]
    inverted: re.Pattern[str]


@cache
def patterns_of(language: Language) -> Patterns:
    """The coreference patterns of a language, compiled once."""
    names = Patterns.__dataclass_fields__
    return Patterns(**{name: re.compile(getattr(language.coreference, name)) for name in names})


class MentionFinder:
    """Finds the mentions in stretches of a text, with what the whole text tells about its names."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._language = language.coreference
        self._patterns = patterns_of(language)
        self._genders: dict[str, str] = {}
        """The gender of each surname of a person; "" where the text says both."""
        self._things: set[str] = set()
        """Words with a capital that stand behind an article somewhere."""
        self._learn()

    def _learn(self) -> None:
        before = None
        for found in self._patterns.mention.finditer(self._text):
            if found["name"]:
                self._learn_name(found, before)
            elif found["noun"] and found["noun"][0].isupper() and not found["noun"].isupper():
                self._things.add(found["noun"])
            before = found

    def _learn_name(self, found: re.Match[str], before: re.Match[str] | None) -> None:
        words = _WORD.findall(found["name"])
        gender = self._own_gender(found, words)
        if gender is None and before is not None and before["noun"]:
            # « la présidente, Anne-Lise Kervadec », « le président russe Vladimir Poutine ».
            between = self._text[before.end() : found.start()]
            noun = self._noun(before)
            if len(between) <= _APPOSED and noun.kind == "person" and len(words) > 1:
                gender = noun.gender
        if gender is not None:
            for word in {words[-1], found["name"]}:
                known = self._genders.setdefault(word, gender)
                if known != gender:
                    self._genders[word] = known or gender if not (known and gender) else ""

    def _own_gender(self, found: re.Match[str], words: list[str]) -> str | None:
        """The gender that a name tells by itself; None where it need not be a person's."""
        if found["title"]:
            return self._language.titles.get(found["title"].capitalize(), "")
        if len(words) > 1:
            first = words[0] if words[0] in self._language.given_names else words[0].partition("-")[0]
            return self._language.given_names.get(first)
        return None

    def find(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions between two offsets, in order."""
        for found in self._patterns.mention.finditer(self._text, start, end):
            pronoun = found["pronoun"] or found["inverse"]
            if pronoun:
                if found["inverse"] or not self._patterns.impersonal.match(self._text, found.start(), end):
                    gender = self._language.pronouns[pronoun.lower()]
                    yield Mention(*found.span(), "unknown", gender, gender, is_pronoun=True)
            else:
                yield self._noun(found) if found["noun"] else self._name(found)

    def _is_joined(self, end: int) -> bool:
        joint = self._patterns.coordination.match(self._text, end)
        return joint is not None and self._patterns.mention.match(self._text, joint.end()) is not None

    def _name(self, found: re.Match[str]) -> Mention:
        words = _WORD.findall(found["name"])
        gender = self._own_gender(found, words)
        if gender is None:
            gender = self._genders.get(words[-1])
        kind: Kind = "unknown" if gender is None else "person"
        if gender is None and (words[-1] in self._things or (words[0].isupper() and len(words[0]) > 1)):
            kind = "thing"
        own = gender or ""
        return Mention(*found.span(), kind, own, own, is_joined=self._is_joined(found.end()))

    def _noun(self, found: re.Match[str]) -> Mention:
        noun = found["noun"]
        agrees = self._language.determiners.get(found["determiner"].lower(), "")
        kind, own = self._kind(noun)
        if kind == "person":
            agrees = agrees or own
            own = agrees if own else ""
        return Mention(*found.span(), kind, agrees, own, is_joined=self._is_joined(found.end()))

    def _kind(self, noun: str) -> tuple[Kind, str]:
        """What a noun names, and its gender where that is a person."""
        gender = self._language.persons.get(noun)
        if gender is not None:
            return "person", gender
        if noun in self._language.things:
            return "thing", ""
        if noun[0].isupper():
            return ("unknown" if _DEMONYM.fullmatch(noun) else "thing"), ""
        if _THING.fullmatch(noun):
            return "thing", ""
        return ("unknown" if _PERSON.fullmatch(noun) else "other"), ""
