"""The numbers of a sentence and of its translation, compared value by value.

Digits of either side have to be on the other one, in digits or in words, with the same scale and unit.
What words
say is looser: a number in words that is missing counts only where another one is there that the source
has not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Final

from bitext.languages.pairs import LanguagePair
from bitext.text.characters import has_digits
from bitext.text.document import Span
from bitext.text.masking import mask_places
from bitext.translation.job import Job
from bitext.translation.repair.names_and_numbers import number_in_target
from bitext.translation.repair.number_values import Number, Value, may_say_numbers, numbers_of

_LEAST: Final = 3
"""Numbers below are said in too many other ways: "a", "both", "second"."""
_HALF_DAY: Final = 12
_CENTURIES: Final = (1900, 2000)
_BLANK: Final = "\ufffc"
_HALF: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The stretches of the source whose digits the translation lacks, and whether anything does not fit."""

    missing: tuple[Span, ...]
    is_any: bool


@dataclass(frozen=True, slots=True)
class _Sides:
    """The numbers of a sentence and of its translation, and what both have that lets one be another.

    ``scales`` are those that stand on both sides: in "2 à 3 millions" they count for the 2, too.
    """

    here: Sequence[Number]
    there: Sequence[Number]
    has_hours: bool
    scales: frozenset[int]


def _sides(here: Sequence[Number], there: Sequence[Number]) -> _Sides:
    scales = [frozenset(one.scale for one in side if one.scale > 1) for side in (here, there)]
    return _Sides(here, there, any(one.is_hour for one in (*here, *there)), scales[0] & scales[1])


def numbers_in(job: Job, pair: LanguagePair) -> Mismatch:
    """What of the numbers of a job that was run does not fit; what is masked stands aside."""
    target, _ = job.decoded()
    places = mask_places([mask.name for mask in job.masks], target)
    return compared(
        _read_by(job), _blanked(target, [span for found in places.values() for span in found]), pair
    )


def maskable_numbers(job: Job, pair: LanguagePair) -> list[tuple[Span, str]]:
    """The numbers that the outcome lacks, each with what it is in the target; none that is part of a word."""
    text, first = job.read.text, job.subwords.spans[0].start
    found = [Span(one.start + first, one.end + first) for one in numbers_in(job, pair).missing]
    return [
        (one, number_in_target(text[one.start : one.end], pair))
        for one in found
        if not text[: one.start][-1:].isalpha() and not text[one.end : one.end + 1].isalpha()
    ]


def _read_by(job: Job) -> str:
    """What the job reads, with its masks blanked."""
    first = job.subwords.spans[0].start
    return _blanked(job.text, [Span(m.span.start - first, m.span.end - first) for m in job.masks])


def _blanked(text: str, spans: Iterable[Span]) -> str:
    parts, last = [], 0
    for span in sorted(spans):
        parts += [text[last : span.start], _BLANK * len(span)]
        last = span.end
    return "".join([*parts, text[last:]])


def compared(source: str, target: str, pair: LanguagePair) -> Mismatch:
    """What of the numbers of ``source`` and of ``target``, its translation, does not fit."""
    if not _may_differ(source, target, pair):
        return Mismatch((), is_any=False)
    sides = _sides(numbers_of(source, pair.source), numbers_of(target, pair.target, is_strict=True))
    missing = [one for one in sides.here if _is_wanted(one) and not _is_among(one, sides.there, sides)]
    extra = [one for one in sides.there if one.is_digits and not _is_among(one, sides.here, sides)]
    is_any = bool(missing or extra) or _has_other_words(sides) or _has_other_units(sides)
    return Mismatch(tuple(one.span for one in missing), is_any)


def _may_differ(source: str, target: str, pair: LanguagePair) -> bool:
    """Whether either side has digits, or both have words of numbers: nothing else can fail to fit."""
    if has_digits(source) or has_digits(target):
        return True
    return may_say_numbers(target, pair.target) and may_say_numbers(source, pair.source)


def _is_wanted(one: Number) -> bool:
    """Whether the translation has to have it: all digits but a 1, which may be "a"."""
    return one.is_digits and one.values != {Fraction(1)}


def _is_among(one: Number, others: Iterable[Number], sides: _Sides) -> bool:
    return any(_is_same(a, b, sides) for other in others for a, b in product(one.values, other.values))


def _is_same(one: Value, other: Value, sides: _Sides) -> bool:
    if one == other or isinstance(one, str) or isinstance(other, str):
        return one == other
    low, high = sorted((one, other))
    if sides.has_hours and high - low == _HALF_DAY and high <= 2 * _HALF_DAY:
        return True
    is_year = low < 100 and high - low in _CENTURIES  # noqa: PLR2004
    return is_year or (low > 0 and high / low in sides.scales) or high - low == _HALF


def _has_other_words(sides: _Sides) -> bool:
    """Whether each side has a number in words that the other one has not."""
    here = [one for one in sides.here if _is_said(one) and not _is_among(one, sides.there, sides)]
    there = [one for one in sides.there if _is_said(one) and not _is_among(one, sides.here, sides)]
    return bool(here and there)


def _is_said(one: Number) -> bool:
    return (
        not one.is_digits
        and one.scale > 0
        and all(isinstance(value, str) or value >= _LEAST for value in one.values)
    )


def _has_other_units(sides: _Sides) -> bool:
    """Whether a number counts something else on the other side."""
    for one in sides.here:
        here, there = (
            {other.unit for other in side if other.unit and one.values & other.values}
            for side in (sides.here, sides.there)
        )
        if here - there and there - here:
            return True
    return False
