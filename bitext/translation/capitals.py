"""Sentences all in capitals: read in small letters, and their translation raised again.

A model has seen few of them; the same words in sentence case it translates as well as any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS: Final = 2
_FEWEST_LETTERS: Final = 8


def is_in_capitals(text: str) -> bool:
    """Whether ``text`` is written all in capitals: two words at least, so that an acronym is none."""
    words = _WORD.findall(text)
    letters = [character for character in text if character.isalpha()]
    if len(words) < _FEWEST_WORDS or len(letters) < _FEWEST_LETTERS:
        return False
    return not any(character.islower() for character in letters)


def names_in(texts: Iterable[str]) -> dict[str, str]:
    """Words that have a capital within a sentence, by their small letters: names and acronyms.

    Sentences all in capitals tell nothing, and neither does the first word of one.
    """
    found: dict[str, str] = {}
    for text in texts:
        if is_in_capitals(text):
            continue
        words = _WORD.finditer(text)
        next(words, None)
        for word in words:
            if word.group()[0].isupper():
                found.setdefault(word.group().lower(), word.group())
    return found


def lowering(names: Mapping[str, str]) -> Callable[[str], str]:
    """What makes small letters of a text in capitals, one for one; ``names`` keep the form that they give."""

    def lowered(text: str) -> str:
        small = "".join(low if len(low := character.lower()) == 1 else character for character in text)
        kept = _WORD.sub(lambda word: _kept(word.group(), names), small)
        first = next((i for i, character in enumerate(kept) if character.isalpha()), 0)
        return kept[:first] + _raised(kept[first : first + 1]) + kept[first + 1 :]

    return lowered


def raised(text: str) -> str:
    """``text`` in capitals, one character for one."""
    return "".join(map(_raised, text))


def _kept(word: str, names: Mapping[str, str]) -> str:
    name = names.get(word, word)
    return name if len(name) == len(word) else word


def _raised(character: str) -> str:
    upper = character.upper()
    return upper if len(upper) == 1 else character
