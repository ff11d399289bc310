"""Words of a text, as the word links count them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bitext.text.document import Span

_WORD = re.compile(r"[^\W_]+['’](?=[^\W\d_]{2})|[^\W_]+(?:[-'’.][^\W_]+)*|[^\w\s]|_+")


def words_of(text: str) -> list[Span]:
    """The words and punctuation characters of a text; French elisions are words of their own."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def overlaps(pieces: Sequence[Span], words: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The pairs (piece, word) of spans that share a character; both lists run in order."""
    starts = [word.start for word in words]
    ends = [word.end for word in words]
    word, count = 0, len(words)
    for index, piece in enumerate(pieces):
        start, end = piece.start, piece.end
        while word < count and ends[word] <= start:
            word += 1
        other = word
        while other < count and starts[other] < end:
            yield index, other
            other += 1
