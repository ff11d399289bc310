"""Running heads and page numbers: lines of the printed page that stand within a text.

A book that was made from its pages has the title of the book or the chapter, and the number of the page,
between its paragraphs, again and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from bitext.languages.divisions import division_of
from bitext.languages.language import Language
from bitext.text.document import Span

_OFTEN: Final = 5
"""Times that a line stands in a text, at least, to be a running head."""
_PAGE: Final = (600, 8_000)
"""Characters from one running head to the next of the same words, in the middle of all cases."""
_NUMBERED_PAGE: Final = (600, 4_000)
"""Characters from one page number to the next; chapters that have a number alone are longer."""
_LONGEST: Final = 80
"""Characters of a running head, at most."""
_MOST_WORDS: Final = 10
_GROWING: Final = 0.8
"""Share of the page numbers that are larger than the one before, at least."""

_PARAGRAPH: Final = re.compile(r"[^\n]*\S[^\n]*")
_PAGE_NUMBER: Final = re.compile(r"[\W_]*(\d{1,4})[\W_]*")
_OUTER_NUMBER: Final = re.compile(r"^[\W_]*\d{1,4}\b|\b\d{1,4}[\W_]*$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SENTENCE_END: Final = re.compile(r"[.!?…,;:»”\"]\s*$")


def running_heads(text: str, language: Language) -> list[Span]:
    r"""Where the running heads and page numbers of a text stand, each a paragraph, in order.

    The first line of the same words is no running head where it has no page number: it may be the title.

    Example:
        >>> from bitext.languages import language_of_code
        >>> page = "\n\nLe vent soufflait sur la lande." * 30
        >>> text = "".join(f"LA LANDE {number}{page}\n\n" for number in range(10, 17))
        >>> len(running_heads(text, language_of_code("fr")))
        7
    """
    lines = [
        (Span(found.start(), found.end()), found[0].strip())
        for found in _PARAGRAPH.finditer(text)
        if found.end() - found.start() <= _LONGEST
    ]
    return sorted([*_page_numbers(lines), *_repeated(lines, language)])


def _page_numbers(lines: Iterable[tuple[Span, str]]) -> list[Span]:
    """Lines that are a number alone, if these are numbers of pages."""
    found = [(span, int(match[1])) for span, line in lines if (match := _PAGE_NUMBER.fullmatch(line))]
    if len(found) < _OFTEN or not _at_pages([span for span, _ in found], _NUMBERED_PAGE):
        return []
    growing = sum(a < b for (_, a), (_, b) in pairwise(found))
    return [span for span, _ in found] if growing >= _GROWING * (len(found) - 1) else []


def _repeated(lines: Iterable[tuple[Span, str]], language: Language) -> list[Span]:
    """Lines of the same words, with page numbers or without."""
    groups: dict[str, list[tuple[Span, bool]]] = {}
    for span, line in lines:
        bare = line if division_of(line, language) else _OUTER_NUMBER.sub("", line)
        words = bare.casefold().split()
        if len(words) <= _MOST_WORDS and _LETTER.search(bare) and not _SENTENCE_END.search(bare):
            groups.setdefault(" ".join(words), []).append((span, bare != line))
    return [
        span
        for group in groups.values()
        if len(group) >= _OFTEN and _at_pages([span for span, _ in group], _PAGE)
        for place, (span, numbered) in enumerate(group)
        if place or numbered
    ]


def _at_pages(spans: Sequence[Span], distances: tuple[int, int]) -> bool:
    """Whether lines stand as far apart as pages begin."""
    least, most = distances
    return least <= median(b.start - a.start for a, b in pairwise(spans)) <= most
