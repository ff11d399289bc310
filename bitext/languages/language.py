"""What the rules need of a language."""

from __future__ import annotations

from typing import Protocol


class Usage(Protocol):
    """How a language uses its marks: names that its module has; :mod:`bitext.languages.french` says what each holds."""

    ELIDED: frozenset[str]
    CLIPPED: frozenset[str]
    POSSESSIVES: tuple[str, ...]
    SINGLE_MARKS: bool
    HEAD_MARKS: bool
    INNER_TURNS: bool


class Language(Usage, Protocol):
    """The names that a language module has; :mod:`bitext.languages.french` says what each holds."""

    MARK_SPACES: str
    DIALOGUE_DASHES: str
    ITEM_MARKS: str
    TITLES: frozenset[str]
    BOUND: frozenset[str]
    NUMBERED: frozenset[str]
    OPEN: frozenset[str]
    LIKE_WORDS: frozenset[str]
    WORD_ENDINGS: tuple[str, ...]
    HEAD_NOTES: frozenset[str]
    ERA_NAMES: frozenset[str]
    ERA_WORDS: frozenset[str]
    LETTERED_NOUNS: frozenset[str]
    BEFORE_DIGITS: frozenset[str]
    PLACES: frozenset[str]
    FINAL: frozenset[str]
    FINAL_COMPLEMENTS: frozenset[str]
    WHOLE_PHRASES: frozenset[str]
    NAMES_WITH_STOP: frozenset[str]
    OPENING_WORDS: tuple[str, ...]
    OPENING_ELISIONS: tuple[str, ...]
    OPENING_OR_NAME: tuple[str, ...]
    OPENING_OR_NAME_ELISIONS: tuple[str, ...]
    OPENING_TITLES: tuple[str, ...]
    CAPITAL_WORDS: frozenset[str]
    SPEAKERS: frozenset[str]
    SPEECH_VERBS: tuple[str, ...]
    BEHIND_SPEECH_VERBS: tuple[str, ...]
