"""Whether another word is likely what a non-word was meant to be.

A search that may not write a non-word finds another word, and where the model knows none it guesses: from
"caulan", of « chouan », it comes to "cabbage". A word that is wrong is harder to see than one that is none.
So the other word must be like the non-word ("painful" and "drainful"), or like a word of the source ("armory"
and « armurerie »), and more than the non-word cut off: "trait" of "traitine", for « draisine ».
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from bitext.languages.pairs import LanguagePair
from bitext.text.characters import without_accents
from bitext.translation.repair.names_and_numbers import WORD

_SHORTEST: Final = 3
"""Letters of a word that counts."""
_LONGEST: Final = 40
_LIKENESS: Final = 0.7
_BEGINNING: Final = 4
"""Letters at the beginning that two words alike have in common, where they differ behind."""
_OWN: Final = 2
"""Letters at the end of a word that one of the source need not have."""


def words_in(text: str) -> set[str]:
    """The words of a text, in small letters without accents."""
    return {without_accents(word) for word in WORD.findall(text) if len(word) <= _LONGEST}


def is_replaced(word: str, before: str, after: str, source: str, pair: LanguagePair) -> bool:
    """Whether ``after`` has what the non-word ``word`` of ``before`` was likely meant to be.

    Both are translations of ``source``.
    """
    word = without_accents(word)
    function_words = pair.target.function_words
    new = {one for one in words_in(after) - words_in(before) if len(one) >= _SHORTEST} - function_words
    beginnings = {one for one in new if word.startswith(one)}
    there = {one for one in words_in(source) if len(one) > _SHORTEST}
    if any(word.removeprefix(one) in new for one in beginnings):
        return True
    endings = {end for ending in pair.target.plural_endings for end in (ending, f"e{ending}")}
    if any(word.removeprefix(one) in endings for one in beginnings):
        return True
    if beginnings and not any(_begin_alike(one, there) for one in beginnings):
        return False
    return any(_is_like(one, other) for one in new for other in (word, *there))


def _begin_alike(word: str, source: Iterable[str]) -> bool:
    """Whether another word of the source begins like ``word``: « absolutiste » and "absolute"."""
    least = max(_BEGINNING + 1, len(word) - _OWN)
    return any(one.startswith(word[:least]) for one in source if one != word)


def _is_like(one: str, other: str) -> bool:
    if one[:_BEGINNING] == other[:_BEGINNING]:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LIKENESS
