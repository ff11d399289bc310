"""The narrator's words inside and behind speech: reporting clauses, and sentences that narrate.

A reporting clause is « dit-il » or « s'écria le roi ». What one looks like, and which words narrate, the
patterns of the language say (:class:`bitext.languages.SpeechPatterns`); without any, no clause is found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from bitext.text.characters import LINE_BREAKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bitext.languages import Language

CLAUSE: Final = 1.0
"""The narration score up to which a clause behind a reporting clause does not belong to it."""

_NOTE: Final = f"\\[[^\\]{LINE_BREAKS}]{{1,300}}\\]"
"""A note of an editor in square brackets."""
_QUESTION: Final = re.compile("[^.!…:;,]{0,200}\\?")
_STOP: Final = re.compile(f"[.…]+(?=\\s|$)|[;:,!?]+|[{LINE_BREAKS}]|{_NOTE}")
_DASH: Final = re.compile("[—–]")
_BEHIND_MARK: Final = (
    "(?:(?<=[,;!?…»”—–])|(?<=\\.\\.\\.)|(?<=[,;!?…»”—–-][ \u00a0\u202f])|(?<=\\.\\.\\.[ \u00a0]))"
)
"""A place behind a mark, where a reporting clause may begin."""
_ASKED: Final = 1.0
_MOST: Final = 3
"""Words of one kind that count towards a score, at most."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The speech patterns of a language, compiled."""

    inside: re.Pattern[str]
    """A reporting clause or an editor's note within speech."""
    behind: re.Pattern[str]
    """A reporting clause behind a closing mark, with what stands between the two."""
    asking: re.Pattern[str]
    aside: re.Pattern[str]
    narration: tuple[tuple[re.Pattern[str], float], ...]
    writing: re.Pattern[str]
    quoted: re.Pattern[str]
    """A reporting clause within marks: ``sure`` or ``likely``."""
    complete: re.Pattern[str]
    circumstance: re.Pattern[str]


@cache
def _patterns_of(language: Language) -> _Patterns:
    speech = language.speech
    clause = f"(?:{speech.reporting_clause})"
    return _Patterns(
        inside=re.compile(f"{_BEHIND_MARK}(?:{clause}|{_NOTE})|{_NOTE}"),
        behind=re.compile(f"[ \u00a0\u202f]?[,;—–-]*[ \u00a0\u202f]?{clause}"),
        asking=re.compile(speech.asking),
        aside=re.compile(speech.aside),
        narration=tuple((re.compile(pattern), weight) for pattern, weight in speech.narration),
        writing=re.compile(speech.writing),
        quoted=re.compile(
            f"{_BEHIND_MARK}(?<!\\.\\.\\.)(?:(?P<sure>{speech.sure_clause})|(?P<likely>{speech.likely_clause}))"
        ),
        complete=re.compile(speech.complete),
        circumstance=re.compile(speech.circumstance),
    )


def reporting_clause_at(text: str, i: int, language: Language) -> bool:
    """Whether a reporting clause begins at ``i``, behind a closing mark."""
    found = _patterns_of(language).behind.match(text, i)
    return found is not None and not _QUESTION.match(text, found.end())


def find_reporting_clauses(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """The reporting clauses of one sentence, from the verb to where the speech goes on or the sentence ends.

    Notes of an editor in square brackets count as reporting clauses.
    """
    patterns = _patterns_of(language)
    at = start
    while (found := patterns.inside.search(text, at, end)) is not None:
        at = found.end()
        if found.group()[0] == "[":
            yield found.span()
            continue
        question = _QUESTION.match(text, found.end(), end)
        if question is not None and not patterns.asking.match(found.group()):
            continue
        at = _clause_end(text, found.start(), found.end(), end, language)
        yield found.start(), at


def find_quoted_clauses(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """The reporting clauses of a quoted sentence, as by :func:`find_reporting_clauses`, where they are sure.

    In print, a quotation that a reporter interrupts is divided by such a clause; so what may be the speaker's
    own words is none: no note of an editor, and no « dit-on ».
    """
    patterns = _patterns_of(language)
    at = first = start
    while (found := patterns.quoted.search(text, at, end)) is not None:
        at = found.end()
        question = _QUESTION.match(text, found.end(), end)
        asked = question is not None and not patterns.asking.match(found.group())
        if asked or not any(map(str.isalnum, text[first : found.start()])):
            continue
        if found["likely"] and not _stands_alone(text, first, found.start(), language):
            continue
        at = first = _quoted_clause_end(text, found.start(), found.end(), end, language)
        yield found.start(), at


def _stands_alone(text: str, start: int, end: int, language: Language) -> bool:
    """Whether the words before a comma ask for no verb behind it: they have one, or are one phrase.

    No comma parts a subject from its verb, unless another one before it encloses something.
    """
    before = text[start:end].rstrip(" \u00a0\u202f,–—-")
    return "," not in before or _patterns_of(language).complete.search(before) is not None


def _quoted_clause_end(text: str, start: int, at: int, end: int, language: Language) -> int:
    """Where a clause within marks ends: behind the stop at which speech resumes.

    It goes on behind a comma only where a gesture, the tone or the circumstances are told. Between dashes, it
    ends with the second. The clause begins at ``start``, its verb ends before ``at``.
    """
    patterns = _patterns_of(language)
    if _is_behind_dash(text, start):
        dash = _DASH.search(text, at, end)
        return dash.end() if dash else end
    while (stop := _STOP.search(text, at, end)) is not None:
        at, mark = stop.end(), stop.group()[0]
        if mark in ".…[":
            if mark == "…" and text[at:end].lstrip()[:1].isupper():
                return at
            continue
        following = _STOP.search(text, at, end)
        rest = at, following.start() if following else end
        told = patterns.aside.match(text, at, end) or patterns.circumstance.match(text, at, end)
        if mark != "," or not told or narration_score(text, *rest, language) < 0:
            return at
    return end


def _is_behind_dash(text: str, start: int) -> bool:
    return text[max(0, start - 3) : start].rstrip().endswith(("—", "–"))


def _clause_end(text: str, start: int, at: int, end: int, language: Language) -> int:
    """Where a clause ends: behind the comma at which the speech resumes, or the second of two dashes.

    The clause begins at ``start``, its verb ends before ``at``.
    """
    patterns = _patterns_of(language)
    dash = _DASH.search(text, at, end) if _is_behind_dash(text, start) else None
    if dash is not None:
        return dash.end()
    while (stop := _STOP.search(text, at, end)) is not None:
        at, mark = stop.end(), stop.group()[0]
        if mark == ":" or mark in LINE_BREAKS:
            return at
        if mark in ".…[":
            continue
        following = _STOP.search(text, at, end)
        clause_end = following.start() if following else end
        aside = mark != ";" and patterns.aside.match(text, at, end)
        if not aside and narration_score(text, at, clause_end, language) <= CLAUSE:
            return at
    return end


def narration_score(text: str, start: int, end: int, language: Language) -> float:
    """How far the stretch is a narrator's: above 0 it narrates, below 0 it speaks."""
    score = 0.0
    for pattern, weight in _patterns_of(language).narration:
        score += weight * min(_MOST, len(pattern.findall(text, start, end)))
    asked = text[max(start, end - 4) : end].rstrip()[-1:] in {"!", "?"}
    return score - _ASKED if asked else score


def announces_writing(text: str, start: int, end: int, language: Language) -> bool:
    """Whether the stretch announces something written."""
    return _patterns_of(language).writing.search(text, start, end) is not None
