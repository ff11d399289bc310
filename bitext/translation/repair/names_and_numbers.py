"""What a translation copies from the French: its names and its numbers, and which of them it lacks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

from bitext.text.document import Span
from bitext.translation.engines.vocabulary import Subwords

WORD = re.compile(r"[^\W_]+")
ENGLISH_NUMBER = re.compile(r"\d+(?:(?:, ?| |\.)\d+)*")
_FRENCH_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?")
_ENGLISH_FORM = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def missing_names(text: str, read: Span, english: str) -> Iterator[re.Match[str]]:
    """The words with a capital in the stretch ``read`` of the French that ``english`` lacks.

    Not its first one, which any word may be; and not what stands in ``english`` as often as in ``text``.
    """
    there, here = Counter(WORD.findall(english)), Counter(WORD.findall(text))
    words = WORD.finditer(text, read.start, read.end)
    next(words, None)
    for word in words:
        if word.group()[0].isupper() and there[word.group()] < here[word.group()]:
            yield word


def missing_numbers(text: str, read: Span, english: str) -> Iterator[re.Match[str]]:
    """The numbers in the stretch ``read`` of the French that ``english`` lacks, written as English does."""
    numbers = ENGLISH_NUMBER.findall(english)
    there = Counter(digits(number) for number in numbers if _ENGLISH_FORM.fullmatch(number))
    here = Counter(digits(number) for number in _FRENCH_NUMBER.findall(text))
    for number in _FRENCH_NUMBER.finditer(text, read.start, read.end):
        if there[digits(number.group())] < here[digits(number.group())]:
            yield number


def pieces_of(word: re.Match[str], source: Subwords) -> list[int]:
    """Which pieces of the French ``word`` is made of."""
    first = bisect_right(source.spans, word.start(), key=lambda span: span.end)
    end = bisect_left(source.spans, word.end(), first, key=lambda span: span.start)
    return list(range(first, end))


def digits(number: str) -> str:
    """The digits of ``number``, whatever stands between them."""
    return re.sub(r"\D", "", number)
