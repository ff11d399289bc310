"""The numbers of a text, in digits and in words, with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Final

from bitext.languages import Language
from bitext.languages.patterns import any_of, one_of
from bitext.text.document import Span

_WORD: Final = re.compile(r"[^\W\d_]+")
_BETWEEN: Final = re.compile(r"[ \u00a0\u202f-]{1,2}")
_DIGITS_OF_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_UNIT: Final = re.compile(
    r"[ \u00a0\u202f-]?(?:d['’]|de |of )?(US\$|\$US|[%€$£‰]|°[CF]|[^\W\d_]+)(?:[ -]([^\W\d_]+))?"
)
_CURRENCY: Final = re.compile(r"(?:US)?[€$£] ?\Z")
_TEN, _BEHIND_TEN, _OF_SCORES = 10, (7, 8, 9), (60, 80)
"""Of French: dix-sept, and what soixante and quatre-vingts go on with."""
_HUNDRED, _MILLION = 100, 10**6
_FOUR, _TWENTY = 4, 20
Value = Fraction | str


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``span`` of a text: what it may be, and what it counts.

    ``values`` are one number, or several where the form leaves it open; a code such as "G20" is a value, too.
    ``scale`` is what of it a word says: 1,000,000 in "3 million". ``is_hour``: it is followed by what
    an hour is
    followed by.
    """

    span: Span
    values: frozenset[Value]
    is_digits: bool
    unit: str = ""
    scale: int = 1
    is_hour: bool = False


def numbers_of(text: str, language: Language, *, is_strict: bool = False) -> list[Number]:
    """The numbers of ``text``, in order; ``is_strict``: no form that ``language`` does not have."""
    if language.numbers.idioms:
        text = re.sub(language.numbers.idioms, lambda hit: " " * len(hit.group()), text, flags=re.IGNORECASE)
    digits = [_in_digits(hit, language, is_strict=is_strict) for hit in _number_of(language).finditer(text)]
    return sorted([*digits, *_in_words(text, language), *_roman(text, language)], key=lambda one: one.span)


def may_say_numbers(text: str, language: Language) -> bool:
    """Whether ``text`` has a word that a number in words may begin with; without one it has none."""
    return not _first_words(language).isdisjoint(_WORD.findall(text.lower()))


@cache
def _number_of(language: Language) -> re.Pattern[str]:
    """Digits with the letters that touch them; a number as the language writes it, or not."""
    group, mark = one_of(language.group_marks), re.escape(language.decimal_mark)
    well_formed = rf"(?:\d{{1,3}}(?:{group}\d{{3}}){{1,6}}+|\d++)(?:{mark}\d++)?+(?![.,]?\d)"
    return re.compile(
        rf"(?P<before>(?<![^\W_])[^\W\d_]{{1,12}}-?)?(?:(?P<formed>{well_formed})|(?P<other>\d+(?:[.,]\d+)*))"
        r"(?P<behind>[^\W\d_]{0,12})"
    )


def _in_digits(found: re.Match[str], language: Language, *, is_strict: bool) -> Number:
    text, words = found.string, language.numbers
    formed, other, behind = found["formed"], found["other"], found["behind"]
    span = Span(found.start("formed" if formed else "other"), found.end("formed" if formed else "other"))
    values: set[Value] = {_value(formed, language)} if formed else {other}
    if not is_strict:
        values.update(_otherwise(formed or other))
    if found["before"]:
        values.add((found["before"].rstrip("-") + (formed or other) + behind).lower())
    number = Number(span, frozenset(values), is_digits=True)
    scale, end = _scale_behind(text, span.end, language)
    if scale > 1:
        number = replace(number, values=frozenset(_times(number.values, scale)), scale=scale)
    unit = _unit_behind(text, end, language) or _unit_before(text, span.start, language)
    hour = text[span.end : span.end + 9].lstrip(" \u00a0\u202f").lower()
    is_hour = any(re.match(rf"{re.escape(word)}(?![^\W\d_])", hour) for word in words.hours)
    if is_hour:  # "11.10 a.m."
        parts = map(Fraction, re.findall(r"\d+", formed or other))
        number = replace(number, values=number.values.union(parts))
    return replace(number, unit=unit, is_hour=is_hour)


def _otherwise(number: str) -> Iterator[Fraction]:
    """What a number may be if it is written as in another language: "80,000", "3.5"."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", number):
        yield Fraction(number.replace(",", ""))
    elif re.fullmatch(r"\d+\.\d+", number):
        yield Fraction(number)


def _times(values: frozenset[Value], scale: int) -> Iterator[Value]:
    for value in values:
        yield value * scale if isinstance(value, Fraction) else value


def _value(number: str, language: Language) -> Fraction:
    whole, _, fraction = number.partition(language.decimal_mark)
    whole = re.sub(r"\D", "", whole)
    return Fraction(f"{whole}.{fraction}") if fraction else Fraction(whole)


def _scale_behind(text: str, offset: int, language: Language) -> tuple[int, int]:
    """What a word behind a number multiplies it by, and where that word ends."""
    between = _BETWEEN.match(text, offset)
    word = _WORD.match(text, between.end() if between else offset)
    scale = language.numbers.scales.get(word.group().lower(), 1) if word else 1
    return (scale, word.end()) if word and scale > _HUNDRED else (1, offset)


def _unit_behind(text: str, offset: int, language: Language) -> str:
    found = _UNIT.match(text, offset)
    if not found:
        return ""
    units, one = language.numbers.units, found[1].lower()
    return units.get(f"{one}-{found[2]}".lower() if found[2] else one) or units.get(one, "")


def _unit_before(text: str, offset: int, language: Language) -> str:
    found = _CURRENCY.search(text, max(0, offset - 4), offset)
    return language.numbers.units.get(found.group().strip().lower(), "") if found else ""


@cache
def _roman_of(language: Language) -> re.Pattern[str]:
    """Roman numerals of two letters at least, and shorter ones that are ordinals: « le Ve siècle »."""
    ending = any_of(language.ordinal_endings)
    return re.compile(
        rf"(?<![\w'’-])(?=[IVXLC]{{2,8}}(?:{ending})?\b|[IVX]{ending}\b)"
        rf"(X{{0,3}}|XL|LX{{0,3}}|XC|C{{1,3}}X{{0,3}})(IX|IV|V?I{{0,3}})(?:{ending})?\b"
    )


def _roman(text: str, language: Language) -> Iterator[Number]:
    """Roman numerals, which many words in capitals look like: nothing that a translation must have."""
    for found in _roman_of(language).finditer(text):
        letters = [_DIGITS_OF_ROMAN[letter] for letter in found[1] + found[2]]
        if not letters:
            continue
        total = sum(-a if a < b else a for a, b in zip(letters, [*letters[1:], 0], strict=True))
        yield Number(Span(*found.span()), frozenset({Fraction(total)}), is_digits=False, scale=0)


@cache
def _first_words(language: Language) -> frozenset[str]:
    """The words that a number in words may begin with."""
    known = language.numbers
    others = (other.partition(" ")[0] for other in known.others)
    return frozenset((*known.values, *known.ordinals, *known.scales, *others))


def _in_words(text: str, language: Language) -> Iterator[Number]:
    if not may_say_numbers(text, language):
        return
    words = list(_WORD.finditer(text))
    known, first_words, position = language.numbers, _first_words(language), 0
    while position < len(words):
        word = words[position].group().lower()
        if word not in first_words:
            position += 1
            continue
        following = words[position + 1].group().lower() if position + 1 < len(words) else ""
        for other in (f"{word} {following}", word):
            if other in known.others:
                span = Span(words[position].start(), words[position].end())
                yield Number(span, frozenset(known.others[other]), is_digits=False, scale=0)
                break
        count, value = _number_in_words(text, words, position, language)
        if count:
            span = Span(words[position].start(), words[position + count - 1].end())
            unit = _unit_behind(text, span.end, language)
            scale = value if count == 1 and value in known.scales.values() else 1
            yield Number(span, frozenset({Fraction(value)}), is_digits=False, unit=unit, scale=scale)
        position += max(1, count)


def _number_in_words(
    text: str, words: Sequence[re.Match[str]], first: int, language: Language
) -> tuple[int, int]:
    """How many of ``words``, from the ``first`` one on, are one number, and which."""
    known, total, current, count, used = language.numbers, 0, 0, 0, 0
    while first + count < len(words):
        word = words[first + count].group().lower()
        between = words[first + count - 1].end(), words[first + count].start()
        if count and not _BETWEEN.fullmatch(text, *between):
            break
        if word in known.joiners and used:
            count += 1
            continue
        value, scale = known.values.get(word, known.ordinals.get(word)), known.scales.get(word)
        if value is not None and (not used or _adds(current, value)):
            current = _FOUR * _TWENTY if (current, value) == (_FOUR, _TWENTY) else current + value
        elif scale and (used or _stands_alone(words[first + count], scale)):
            if scale > _HUNDRED:
                total, current = total + max(current, 1) * scale, 0
            else:
                current = max(current, 1) * scale
        else:
            break
        count += 1
        used = count
        if word in known.ordinals and word not in known.values:
            break
    return used, total + current


def _stands_alone(word: re.Match[str], scale: int) -> bool:
    """Whether "cent" or "thousand" is a number without another one before it; "millions" are no number."""
    before = word.string[: word.start()][-2:].rstrip(" \u00a0\u202f")
    return (
        not word.group().endswith("s")
        and scale <= _MILLION
        and not before[-1:].isdigit()
        and word.group() != "k"
    )


def _adds(current: int, value: int) -> bool:
    """Whether a number goes on with ``value``: "vingt" with "deux", not "deux" with "vingt"."""
    rest = current % _HUNDRED
    if (rest, value) == (_FOUR, _TWENTY) or rest == 0:
        return current > 0 or value > 0
    if rest == _TEN:  # "dix-sept"
        return value in _BEHIND_TEN
    return rest >= _TWENTY and rest % 10 == 0 and value < _TWENTY and (value < _TEN or rest in _OF_SCORES)
