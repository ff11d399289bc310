"""A list of the words of a language, held as it is kept: one sorted block of bytes, searched by halves."""

from __future__ import annotations

import gzip
from importlib.resources import files
from typing import Final

_END: Final = b"\n"


class WordList:
    """The words of a file of this package, in small letters without accents, names with their capital.

    A set of 300,000 strings would take 25 MB; the block takes 3.
    """

    def __init__(self, words: bytes) -> None:
        """``words``: in UTF-8, sorted by their bytes, each with a line end behind it."""
        self._words = words

    @classmethod
    def of_package(cls, name: str) -> WordList:
        """The list in the file ``name`` of ``bitext/languages/data``, compressed by gzip."""
        return cls(gzip.decompress((files("bitext.languages") / "data" / name).read_bytes()))

    def __contains__(self, word: str) -> bool:
        wanted, low, high = word.encode(), 0, len(self._words)
        while low < high:
            start = self._words.rfind(_END, low, (low + high) // 2) + 1 or low
            end = self._words.index(_END, start)
            found = self._words[start:end]
            if found == wanted:
                return True
            low, high = (end + 1, high) if found < wanted else (low, start)
        return False
