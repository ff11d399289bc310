"""What of a source text is in the target language already: sentences, and what stands in quotation marks.

It stays as it is. Function words tell it, which no sentence does without, and identification of the language
of what has them. A doubtful case counts as source language: a name or a heading may be of either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from bitext.languages import Language
from bitext.languages.pairs import LanguagePair
from bitext.text.document import Span
from bitext.text.language import likelihood
from bitext.translation.protection import Protected

_WORD: Final = re.compile(r"(?<!['’])[^\W\d_]+")
_TOKEN: Final = re.compile(r"[^\s«»“”„‹›\"]+")
_QUOTED: Final = re.compile(r"[«“„]([^«»“”„\"\n]{3,400})[»”]|\"([^«»“”„\"\n]{3,400})\"")
_FEWEST_WORDS, _FEWEST_QUOTED = 4, 2
_FEWEST_FUNCTION_WORDS = 2
_SHARE: Final = 0.2
"""Of the words of a sentence that must be function words."""
_SURE: Final = 0.9
_VERY_SURE: Final = 0.99
"""Probability of the target language, of the two; and where no function word tells it."""


def is_in_target(text: str, pair: LanguagePair) -> bool:
    """Whether the sentence ``text`` is in the target language."""
    words = _WORD.findall(text.lower())
    if len(words) < _FEWEST_WORDS:
        return False
    told = _told(words, pair)
    if told < max(_FEWEST_FUNCTION_WORDS, _SHARE * len(words)):
        return False
    return likelihood(text, pair.target.code, pair.source.code) >= _SURE


def may_be_in_target(text: str, pair: LanguagePair) -> bool:
    """Whether ``text``, of which a translation is a copy, may well be in the target language."""
    told = _told(_WORD.findall(text.lower()), pair)
    return told >= 0 and likelihood(text, pair.target.code, pair.source.code) >= _SURE


def quoted_in_target(text: str, pair: LanguagePair) -> Iterator[Span]:
    """What stands in quotation marks in ``text``, without them, and is in the target language."""
    for found in _QUOTED.finditer(text):
        group = 1 if found[1] else 2
        inner = found[group]
        if _is_quoted_target(inner, pair):
            start = found.start(group) + len(inner) - len(inner.lstrip())
            yield Span(start, start + len(inner.strip()))


def words_in(text: str) -> list[Protected]:
    """Each word of a sentence that stays as it is."""
    return [Protected(Span(*word.span()), word.group()) for word in _TOKEN.finditer(text)]


def _is_quoted_target(text: str, pair: LanguagePair) -> bool:
    words = _WORD.findall(text.lower())
    if len(words) < _FEWEST_QUOTED or not text.replace("’", "'").isascii():
        return False
    told = _told(words, pair)
    if told < 0 or len(words) < _FEWEST_WORDS:
        return told > 0
    return likelihood(text, pair.target.code, pair.source.code) >= (_SURE if told else _VERY_SURE)


def _told(words: list[str], pair: LanguagePair) -> int:
    """How many of ``words`` are function words of the target alone; -1 if one is of the source alone."""
    if _own(pair.source, pair.target).intersection(words):
        return -1
    own = _own(pair.target, pair.source)
    return sum(word in own for word in words)


@cache
def _own(language: Language, other: Language) -> frozenset[str]:
    """The function words of ``language`` that are none of the ``other``."""
    return language.function_words - other.function_words if other.function_words else frozenset()
