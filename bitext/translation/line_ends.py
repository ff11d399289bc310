"""Words that a line break divides: « bud-⏎get » is read as one, « porte-⏎parole » keeps its hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from bitext.languages import Language
from bitext.text.characters import without_accents
from bitext.translation.engines.vocabulary import Vocabulary

_DIVIDED: Final = re.compile(
    r"(?<![^\W\d_])(?P<left>(?:[^\W\d_]{1,30}[-'’]){0,3}?[^\W\d_]{1,30})(?P<hyphen>[-‐\xad¬])"
    r"(?P<gap>[ \t\u00a0]{0,4}[\r\n]{1,2}[ \t\u00a0\u202f]{0,40})(?P<right>[^\W\d_]{1,30})"
)
_SOFT: Final = "\xad¬"
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST: Final = 3
"""Letters of both parts of a compound, at least, if it is told by its parts being words."""


class DividedWords:
    """Tells the words of a document that its line breaks divide."""

    def __init__(self, texts: Sequence[str], vocabulary: Vocabulary, language: Language) -> None:
        """``texts``: the sentences; ``vocabulary``: that of the model, whose forms tell what is a word."""
        self._texts = texts
        self._vocabulary = vocabulary
        self._language = language

    def left_out(self, text: str) -> Iterator[int]:
        """Indices of the characters of ``text`` that are not read: breaks within words, and their hyphens."""
        if "\n" not in text and "\r" not in text:
            return
        for found in _DIVIDED.finditer(text):
            yield from range(*found.span("gap"))
            if not self._keeps_hyphen(found):
                yield found.start("hyphen")

    def _keeps_hyphen(self, found: re.Match[str]) -> bool:
        if found["hyphen"] in _SOFT:
            return False
        start, right = found["left"].lower(), found["right"].lower()
        left = re.split("['’]", start)[-1]
        if found["right"][0].isupper() or "-" in left or f"{left}-{right}" in self._words:
            return True
        if f"{left}{right}" in self._words or self._is_known(left + right):
            return False
        if left in self._language.compound_heads or right in self._language.hyphenated_endings:
            return True
        are_words = self._is_known(left) and self._is_known(right)
        return are_words and min(len(left), len(right)) >= _SHORTEST

    def _is_known(self, word: str) -> bool:
        return word in self._vocabulary.forms.get(without_accents(word), ())

    @cached_property
    def _words(self) -> frozenset[str]:
        """Words within the lines of the document, in small letters."""
        return frozenset(_words_within_lines(self._texts))


def _words_within_lines(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for line in text.splitlines():
            for found in _WORD.finditer(line):
                if found.end() < len(line) and found.start() > 0:
                    yield found[0].lower()
