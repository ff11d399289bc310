"""What the pronouns and possessives of a document may stand for: a woman, a man or a thing.

Pronoun resolution by rules: the antecedent is the subject of the same sentence, or of the one before. That
subjects come first is found in Hobbs (1978), "Resolving Pronoun References", and in centering theory (Grosz,
Joshi and Weinstein 1995). Where no rule tells the antecedent, both a person and a thing are possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, Literal

from bitext.coreference.mentions import Mention, MentionFinder, patterns_of
from bitext.text.document import Span

if TYPE_CHECKING:
    from bitext.languages import Language
    from bitext.text.document import Document

Role = Literal["subject", "possessive", "object"]
"""What a pronoun is in its sentence."""

_REACH: Final = 3
"""Sentences before its own in which a pronoun may have its antecedent."""
_CHAIN: Final = 4
"""Pronouns that are followed back, at most."""
_PART: Final = re.compile("[^,;:]+")
_LEAD: Final = " \t\n\r\u00a0\u202f—–-«»“”\"'"
_QUOTED: Final = re.compile('[«“"]')
_BEHIND: Final = re.compile('[,»”"?!][ \u00a0\u202f]+')
_PERSON_OR_THING: Final = "mfn"


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or possessive at ``span`` of its sentence, and the genders that its translation may have.

    ``genders`` has a letter for each of them, "m", "f" or "n" (neuter), and is empty where nothing is known.
    ``is_sure``: nothing competes with the antecedent that tells it.
    """

    span: Span
    role: Role
    genders: str = ""
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    genders: str
    is_sure: bool = False


class References:
    """The references of a document, found when they are asked for."""

    def __init__(self, document: Document, language: Language) -> None:
        self._document = document
        self._language = language
        self._patterns = patterns_of(language)
        self._mentions: dict[int, tuple[Mention, ...]] = {}
        self._subjects: dict[int, Mention | None] = {}

    @cached_property
    def _finder(self) -> MentionFinder:
        return MentionFinder(self._document.text, self._language)

    def of(self, number: int) -> tuple[Reference, ...]:
        """The pronouns and possessives of the sentence with a number, in order."""
        sentence = self._document.sentences[number]
        found = self._patterns.pronoun.finditer(self._document.text, sentence.start, sentence.end)
        return tuple(self._reference(number, sentence.start, pronoun) for pronoun in found)

    def _reference(self, number: int, start: int, pronoun: re.Match[str]) -> Reference:
        span = Span(pronoun.start() - start, pronoun.end() - start)
        if pronoun["possessive"]:
            role: Role = "possessive"
            told = self._possessive(number, pronoun.start())
        elif pronoun["subject"]:
            role = "subject"
            told = self._subject_pronoun(number, pronoun)
        else:
            role, told = ("subject" if pronoun["inverse"] else "object"), None
        return Reference(span, role, told.genders, told.is_sure) if told else Reference(span, role)

    # Mentions and subjects.

    def mentions(self, number: int) -> tuple[Mention, ...]:
        """The mentions in a sentence."""
        if number not in self._mentions:
            sentence = self._document.sentences[number]
            self._mentions[number] = tuple(self._finder.find(sentence.start, sentence.end))
        return self._mentions[number]

    def subject(self, number: int) -> Mention | None:
        """The subject of a sentence, or of the clause that reports what is said in it."""
        if number not in self._subjects:
            self._subjects[number] = self._subject(number)
        return self._subjects[number]

    def _subject(self, number: int) -> Mention | None:
        sentence, text = self._document.sentences[number], self._document.text
        by_start = {mention.start: mention for mention in self.mentions(number)}
        found = self._reporter(sentence.start, sentence.end, by_start)
        if found is None:
            for part in _PART.finditer(text, sentence.start, sentence.end):
                start = part.end() - len(part.group().lstrip(_LEAD))
                opening = self._patterns.opening.match(text, start, part.end())
                start = opening.end() if opening else start
                if not self._patterns.circumstance.match(text, start, part.end()):
                    found = by_start.get(start)
                    break
        return None if found is None or found.is_joined else found

    def _reporter(self, start: int, end: int, by_start: dict[int, Mention]) -> Mention | None:
        """The subject of a reporting clause: « …, a déclaré Mme Le Bris »."""
        text = self._document.text
        if not _QUOTED.search(text, start, end):
            return None
        for behind in _BEHIND.finditer(text, start, end):
            clause = self._patterns.inverted.match(text, behind.end(), end)
            if clause is not None and clause.end() in by_start:
                return by_start[clause.end()]
        return None

    # Antecedents.

    def _resolved(self, number: int, mention: Mention, depth: int = _CHAIN) -> Mention:
        """What a mention stands for, if it is a pronoun: as far as subjects before it agree with it."""
        if not mention.is_pronoun or depth == 0:
            return mention
        own = self.subject(number)
        if own is not None and own.end <= mention.start:
            return self._resolved(number, own, depth - 1) if _agree(own, mention) else mention
        before = self.subject(number - 1) if number else None
        if before is None or not _agree(before, mention):
            return mention
        return self._resolved(number - 1, before, depth - 1)

    def _subject_pronoun(self, number: int, pronoun: re.Match[str]) -> _Told | None:
        own = next(
            (one for one in self.mentions(number) if one.is_pronoun and one.end == pronoun.end()), None
        )
        if own is None:
            return None
        subject = self.subject(number)
        if subject is not None and subject.end <= own.start and _agree(subject, own):
            told = self._of_antecedent(number, self._resolved(number, subject), own.gender, own.start)
            return replace(
                told, is_sure=told.is_sure and self._is_next(number, subject, own.start, own.gender)
            )
        if _saying(self._language).match(self._document.text, own.end + 1):
            return _Told(own.gender)
        if number == 0 or (subject is not own and own.gender == "m"):
            return None
        return self._outer(number, own.gender, own.start)

    def _possessive(self, number: int, at: int) -> _Told | None:
        subject = self.subject(number)
        if subject is None or subject.end > at:
            is_first = not any(one.end <= at for one in self.mentions(number))
            opens = subject is None or subject.start == at
            return self._outer(number, "", at) if number and is_first and opens else None
        last = [one for one in self.mentions(number) if subject.start <= one.start < at and one.is_pronoun]
        nearest = last[-1] if last else subject
        base = self._resolved(number, nearest)
        if not base.gender and (base.kind != "thing" or self._has_persons(number, "", at)):
            return None
        if any(
            nearest.end <= one.start and one.end <= at and one.kind == "person"
            for one in self.mentions(number)
        ):
            return None
        told = self._of_antecedent(number, base, "", at)
        return replace(told, is_sure=told.is_sure and self._is_next(number, nearest, at, ""))

    def _is_next(self, number: int, mention: Mention, at: int, gender: str) -> bool:
        """Whether no mention of a ``gender``, "" for any, stands between one and an offset."""
        return not any(
            mention.end <= one.start
            and one.end <= at
            and not one.is_pronoun
            and one.agrees in ("", gender or one.agrees)
            for one in self.mentions(number)
        )

    def _outer(self, number: int, gender: str, at: int) -> _Told:
        """What a pronoun or possessive stands for that has no antecedent in its own sentence."""
        before = self.subject(number - 1)
        if before is None or (gender and before.agrees not in ("", gender)):
            return _Told(f"{gender}n" if gender else _PERSON_OR_THING)
        return self._of_antecedent(number, self._resolved(number - 1, before), gender, at)

    def _of_antecedent(self, number: int, base: Mention, gender: str, at: int) -> _Told:
        """What is known of a pronoun of a ``gender``, "" for any, at an offset, from its antecedent."""
        own = gender or base.gender
        if base.kind == "person" or base.is_pronoun:
            return _Told(own or "mf", base.kind == "person" and bool(own))
        if base.kind == "unknown":
            return _Told(f"{own}n" if own else _PERSON_OR_THING)
        return _Told("n", base.kind == "thing" and not self._has_persons(number, gender, at))

    def _has_persons(self, number: int, gender: str, before: int) -> bool:
        """Whether somebody whom a pronoun of a gender may stand for is named within reach of an offset."""
        return any(
            one.kind in ("person", "unknown")
            and (not gender or (one.gender or one.agrees) in ("", gender))
            and one.end <= before
            for one in self._reach(number)
        )

    def _reach(self, number: int) -> Iterator[Mention]:
        """The mentions of a sentence and of those before it, as far as a pronoun may reach."""
        for at in range(max(0, number - _REACH), number + 1):
            yield from self.mentions(at)


def _agree(one: Mention, other: Mention) -> bool:
    return not one.agrees or one.agrees == other.agrees


@cache
def _saying(language: Language) -> re.Pattern[str]:
    """A verb of saying: who says something is hardly a thing."""
    return re.compile(language.attribution.verb)
