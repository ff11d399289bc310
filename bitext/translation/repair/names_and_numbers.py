"""What a translation copies from the source: its names and its numbers, and which of them it lacks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator
from functools import cache
from typing import Final

from bitext.languages import Language
from bitext.languages.pairs import LanguagePair
from bitext.languages.patterns import any_of, one_of
from bitext.text.document import Span
from bitext.translation.engines.vocabulary import Subwords

WORD: Final = re.compile(r"[^\W_]+")


def missing_names(
    text: str, read: Span, target: str, known: Container[str] = frozenset()
) -> Iterator[re.Match[str]]:
    """The words with a capital in the stretch ``read`` of the source ``text`` that ``target`` lacks.

    Not its first one, which any word may be, unless it is ``known`` to be a name; and not what stands in
    ``target`` as often as there.
    """
    there, here = Counter(WORD.findall(target)), Counter(WORD.findall(text, read.start, read.end))
    first = None
    for word in WORD.finditer(text, read.start, read.end):
        first = first or word
        if word is first and word.group() not in known:
            continue
        if word.group()[0].isupper() and there[word.group()] < here[word.group()]:
            yield word


def missing_numbers(text: str, read: Span, target: str, pair: LanguagePair) -> Iterator[re.Match[str]]:
    """The numbers in the stretch ``read`` of the source ``text`` that ``target`` lacks in its own form."""
    well_formed, number_in_source = _number_of(pair.target), _number_of(pair.source)
    numbers = any_number_of(pair).findall(target)
    there = Counter(digits(number) for number in numbers if well_formed.fullmatch(number))
    here = Counter(digits(number) for number in number_in_source.findall(text, read.start, read.end))
    for number in number_in_source.finditer(text, read.start, read.end):
        if there[digits(number.group())] < here[digits(number.group())]:
            yield number


def number_in_target(number: str, pair: LanguagePair) -> str:
    """A ``number`` of the source as the target language writes it: "1 234,5" → "1,234.5"."""
    whole, mark, fraction = number.partition(pair.source.decimal_mark)
    groups = pair.target.group_marks[:1].join(re.split(r"\D", whole))
    return f"{groups}{pair.target.decimal_mark}{fraction}" if mark else groups


def pieces_of(word: re.Match[str], source: Subwords) -> list[int]:
    """Which subwords of the source ``word`` is made of."""
    first = bisect_right(source.spans, word.start(), key=lambda span: span.end)
    end = bisect_left(source.spans, word.end(), first, key=lambda span: span.start)
    return list(range(first, end))


def digits(number: str) -> str:
    """The digits of ``number``, whatever stands between them."""
    return re.sub(r"\D", "", number)


@cache
def ordinal_of(language: Language) -> re.Pattern[str]:
    """Roman numerals that are ordinals, as ``language`` writes them: centuries and kings."""
    return re.compile(f"[IVXLC]+{any_of(language.ordinal_endings)}")


@cache
def any_number_of(pair: LanguagePair) -> re.Pattern[str]:
    """Numbers in whatever form a model writes them: with the marks of either language, "33, 000" too."""
    groups = one_of(pair.target.group_marks.strip())
    marks = "".join(side.group_marks + side.decimal_mark for side in (pair.source, pair.target))
    return re.compile(rf"\d+(?:(?:{groups} ?|{one_of(f' {marks}')})\d+)*")


@cache
def _number_of(language: Language) -> re.Pattern[str]:
    """Numbers as ``language`` writes them: in groups of three digits or in one, with a fraction or none."""
    group = one_of(language.group_marks)
    fraction = rf"(?:{re.escape(language.decimal_mark)}\d+)?"
    return re.compile(rf"\d{{1,3}}(?:{group}\d{{3}})+{fraction}(?!\d)|\d+{fraction}")
