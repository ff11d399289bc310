"""White space, sentence borders, paragraphs and word links of a pair as short strings, and back.

For formats that hold the text of a pair in one piece and little beside it:

- borders of the sentences of a side, counted from its start: ``0-12 14-30/3``, with the paragraph where
  no line feed tells of it;
- word links, counted from the start of each side: ``0-2:0-3 3-8:4-9``;
- white space in code points: ``U+000A U+0020``, since programs like to change it;
- a sum (CRC-32) of a text, which tells whether it was edited.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zlib import crc32

from bitext.errors import FormatError
from bitext.result.links import WordLinks

if TYPE_CHECKING:
    from bitext.result.pair import Pair, Side
    from bitext.text.document import Document

ADVICE: Final = "restore the file, or take what bitext added out of it"

_TWO_NUMBERS: Final = r"(\d{1,9})-(\d{1,9})"
TWO_NUMBERS: Final = re.compile(_TWO_NUMBERS)
"""Start and end of a span, ``0-12``; or the numbers of two words."""
LINK: Final = re.compile(f"{_TWO_NUMBERS}:{_TWO_NUMBERS}")
"""The two spans of a word link, ``0-2:0-3``."""
_BORDERS: Final = re.compile(rf"{_TWO_NUMBERS}(?:/(\d{{1,9}}))?")
_CODE_POINT: Final = re.compile(r"U\+([0-9A-F]{4})")

Border = tuple[int, int, int | None]
"""Start and end of a sentence in its side, and its paragraph where that is told."""


class SideBorders(NamedTuple):
    """The white space before a side, and the borders of its sentences."""

    gap: str
    borders: str


class BorderWriter:
    """Writes the white space and the sentence borders of the sides of a document, in their order."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._last = 0
        self._paragraph = 0
        self._first = True

    def add(self, side: Side) -> SideBorders:
        """What stands before a side and in it."""
        if not side:
            return SideBorders("", "")
        gap = self._text[self._last : side.start]
        borders = []
        for sentence in side:
            if not self._first and "\n" in self._text[self._last : sentence.start]:
                self._paragraph += 1
            told = "" if sentence.paragraph == self._paragraph else f"/{sentence.paragraph}"
            borders.append(f"{sentence.start - side.start}-{sentence.end - side.start}{told}")
            self._paragraph, self._last, self._first = sentence.paragraph, sentence.end, False
        return SideBorders(gap, " ".join(borders))


def tail(document: Document) -> str:
    """The white space behind the last sentence."""
    return document.text[document.sentences[-1].end if document.sentences else 0 :]


def read_borders(told: str, text: str) -> list[Border]:
    """The borders of the sentences of a side; together they reach from end to end of its text.

    Raises:
        FormatError: they do not.
    """
    found = [_matched(_BORDERS, each) for each in told.split()]
    rows = [(int(a), int(b), None if c is None else int(c)) for a, b, c in found]
    edges = [0, *(edge for row in rows for edge in row[:2]), len(text)]
    whole = not rows or (edges[1] == 0 and edges[-2] == len(text))
    if not whole or (text and not rows) or any(a > b for a, b in pairwise(edges)):
        raise FormatError(f"{told!r} are not the borders of sentences in a text of {len(text)}; {ADVICE}.")
    return rows


def words_text(pair: Pair, links: WordLinks) -> str:
    """Some ``links`` of a pair, those of words or of terms; empty where there are none."""
    if not links:
        return ""
    rows = links.shifted(-pair.source.start, -pair.target.start).rows()
    return " ".join(f"{a}-{b}:{c}-{d}" for a, b, c, d in rows)


def read_words(told: str) -> WordLinks:
    """Word links, counted from the start of each side. Raises FormatError."""
    rows = (_matched(LINK, each) for each in told.split())
    return WordLinks((int(a), int(b), int(c), int(d)) for a, b, c, d in rows)


def code_points(text: str) -> str:
    """White space in letters."""
    return " ".join(f"U+{ord(character):04X}" for character in text)


def read_white_space(told: str) -> str:
    """White space that was written in code points. Raises FormatError for anything else."""
    found = "".join(chr(int(_matched(_CODE_POINT, each)[0], 16)) for each in told.split())
    if found.strip():
        raise FormatError(f"{told!r} is not white space; {ADVICE}.")
    return found


def checksum(text: str) -> str:
    """What tells whether a text was edited."""
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def read_score(told: str) -> float:
    """A score as it is written. Raises FormatError for what is no number."""
    try:
        return float(told)
    except ValueError:
        raise FormatError(f"{told!r} is no score; give a number from 0 to 1.") from None


def read_doubt(told: str | None) -> float | None:
    """A doubt as it is written, None where none is. Raises FormatError for what is no number."""
    return None if told is None else read_score(told)


def told_doubt(doubt: float | None) -> list[str]:
    """A doubt as :func:`read_doubt` reads it: one value, or none."""
    return [] if doubt is None else [repr(float(doubt))]


def _matched(pattern: re.Pattern[str], told: str) -> tuple[Any, ...]:
    hit = pattern.fullmatch(told)
    if hit is None:
        raise FormatError(f"{told!r} is not laid out as bitext does it; {ADVICE}.")
    return hit.groups()
