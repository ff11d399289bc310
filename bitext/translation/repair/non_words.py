"""Words of a translation that its language does not have: "scadalous".

A model writes words in pieces, and two pieces may make none ("tidyed"). What is in the source is no such
word, names above all, nor what the target language makes of a name, nor what is no word at all: numbers,
addresses, codes. Names from other alphabets are spelt by sound, so that what is like a name of the source is
taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from bitext.languages.pairs import LanguagePair
from bitext.text.characters import without_accents
from bitext.text.document import Span

_CHUNK: Final = re.compile(r"\S+")
_CODE: Final = re.compile(r"[\d@#/\\_&=+*{}<>~^|%$]|[^\W\d_]\.[^\W\d_]|[a-zß-ÿ][A-Z]|www\.|\ufffd")
"""What no word has in it: a digit, the signs of addresses and codes, a stop or a capital between letters."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PART: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 3
_LONGEST: Final = 40
"""What is longer is rather a string of letters than a word, and comparing it would take long."""
_LIKENESS: Final = 0.5
_ENDINGS: Final = ("s", "es", "e", "n", "an", "ian", "ist", "ism", "ic", "ese", "ish")
"""What a name of the source may have behind it."""


def non_words(source: str, target: str, pair: LanguagePair) -> list[Span]:
    """The words of ``target``, the translation of ``source``, that its language does not have.

    None where nothing is known of its words.
    """
    is_word = pair.target.is_word
    if is_word is None:
        return []
    odd = [hit for hit in _words(target) if not is_word(hit[0])]
    if not odd:
        return []
    origin = _Origin(source, pair)
    return [Span(*hit.span()) for hit in odd if not origin.explains(hit[0])]


def _words(text: str) -> Iterator[re.Match[str]]:
    """The words that can be judged: no acronyms, no codes, nothing in another alphabet."""
    for chunk in _CHUNK.finditer(text):
        if _CODE.search(chunk[0]):
            continue
        for word in _WORD.finditer(text, *chunk.span()):
            is_acronym = word[0].rstrip("s").isupper()
            if _SHORTEST <= len(word[0]) <= _LONGEST and not is_acronym and _is_latin(word[0]):
                yield word


def _is_latin(word: str) -> bool:
    return without_accents(word).replace("’", "'").isascii()


class _Origin:
    """What a source says of words that the target language does not have."""

    def __init__(self, source: str, pair: LanguagePair) -> None:
        words = [word for word in _PART.findall(source) if len(word) <= _LONGEST]
        self._words = {without_accents(word): word for word in words}
        self._names = {small for small, word in self._words.items() if word[0].isupper()}
        self._is_exonym = pair.is_exonym
        self._is_word = pair.target.is_word

    def explains(self, word: str) -> bool:
        """Whether a word stands in the source, or is made of what does, or is like a name in it."""
        parts = [without_accents(part) for part in _PART.findall(word)]
        small = max(parts, key=len)
        if small in self._words or small.removesuffix("s") in self._words:
            return True
        if any(self._is_exonym(word, other) for other in self._words.values()):
            return True
        if any(_derives(small, name) for name in self._names):
            return True
        if word[0].isupper():
            return any(_alike(small, name) for name in self._names)
        return self._is_name(word) and any(_alike(small, other) for other in self._words)

    def _is_name(self, word: str) -> bool:
        """Whether a word in small letters is a name, which has a capital: "petersburg"."""
        return self._is_word is not None and self._is_word(word.capitalize())


def _derives(word: str, name: str) -> bool:
    """Whether ``word`` is ``name`` with an ending of the target language: "Macronist" of "Macron"."""
    return len(name) >= _SHORTEST and any(word in {name + end, name[:-1] + end} for end in _ENDINGS)


def _alike(word: str, name: str) -> bool:
    return SequenceMatcher(None, word, name, autojunk=False).ratio() >= _LIKENESS
