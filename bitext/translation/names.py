"""The surnames of a document: words that stand right behind another name somewhere in it.

A document gives the full name first, « Anne-Lise Kervadec », then the surname alone, which may begin a
sentence, as any word may. What was read anywhere in the document says that it is a name. This looks at the
source alone, so that a translation depends on no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from bitext.languages.language import Language

_CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿœ]"
_FULL_NAME: Final = re.compile(
    rf"(?P<before>[\w,;’'-]) (?P<given>{_CAPITAL}[\w'’-]+) (?P<surname>{_CAPITAL}[^\W_A-Z]{{3,}})(?![\w-])"
)
"""Two words with a capital within a sentence; the second one is long, and not all in capitals."""


class DocumentNames:
    """The surnames in the ``texts`` of one document, found when they are first asked for."""

    def __init__(self, texts: Iterable[str], language: Language) -> None:
        self._texts = texts
        self._language = language

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Surnames, as they are written."""
        words = self._language.function_words
        return frozenset(
            found["surname"]
            for text in self._texts
            for found in _FULL_NAME.finditer(text)
            if found["given"].lower() not in words and found["surname"].lower() not in words
        )
