"""Masking: short names such as ``X1`` hold the place of what no translation may touch.

Addresses, placeholders of templates and the code of a document are masked before the text is translated; the
masks are found again in the translation, and what they stand for is put back.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from bitext.text.document import Span

_LITERAL: Final = re.compile(
    r"(?:https?://|ftp://|mailto:|www\.)[^\s<>«»\"]*[^\s<>«»\".,;:!?…)\]}'’]"  # an address
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\{\{.{1,80}?\}\}|\{%.{1,80}?%\}|\$\{.{1,80}?\}|<%.{1,80}?%>"  # placeholders of templates
    r"|(?<!\w)\{\w{1,40}\}|%\(\w{1,40}\)[sd]|(?<![\w%])%[sd](?!\w)"
)
_LETTERS: Final = "XZQYWKVJ"


@dataclass(frozen=True, slots=True)
class Mask:
    """A mask in a text: where it stands, and what a reader sees of the literal that it stands for."""

    span: Span
    shown: str


def mask_letter(raw: str) -> str:
    """The letter with which masks begin: one such that no word of ``raw`` looks like a mask."""
    return next((a for a in _LETTERS if not re.search(rf"(?i)(?<![^\W_]){a}\d", raw)), "XZ")


def mask_spans(name: str, text: str) -> list[Span]:
    """Where the mask ``name`` is in a translation; models now and then write it small, or parted."""
    for pattern in (rf"(?<![^\W_]){name}(?!\d)", rf"(?i)(?<![^\W_]){name[0]} ?{name[1:]}(?!\d)"):
        found = [Span(*hit.span()) for hit in re.finditer(pattern, text)]
        if found:
            return found
    return []


class Unmasking:
    """A text in which each mask has been replaced by what it stands for.

    ``masks`` are where they stood.
    """

    def __init__(self, text: str, shown: Mapping[str, str]) -> None:
        """``shown``: by the name of each mask what it stands for; every occurrence is replaced."""
        found = sorted((span, new) for name, new in shown.items() for span in mask_spans(name, text))
        self.masks = tuple(span for span, _ in found)
        self._starts = [span.start for span, _ in found]
        self._ends = [span.end for span, _ in found]
        self._grown = list(accumulate((len(new) - len(span) for span, new in found), initial=0))
        parts, last = [], 0
        for span, new in found:
            parts += [text[last : span.start], new]
            last = span.end
        self.text = "".join([*parts, text[last:]])

    def span(self, span: Span) -> Span:
        """Where a stretch of the text now stands; one that touches a mask takes all that it stands for."""
        if not self._starts:
            return span
        first = bisect_right(self._ends, span.start)
        start = span.start
        if first < len(self._starts) and self._starts[first] < start:
            start = self._starts[first]
        start += self._grown[first]
        last = bisect_left(self._starts, span.end)
        end = max(span.end, self._ends[last - 1]) if last else span.end
        return Span(start, max(start, end + self._grown[last]))


def split_literals(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in stretches: words to translate (False), and literals found by their form (True)."""
    position = 0
    for found in _LITERAL.finditer(text):
        if found.start() > position:
            yield text[position : found.start()], False
        yield found[0], True
        position = found.end()
    if position < len(text):
        yield text[position:], False
