"""Numbers of a pair of sentences, each as its language writes it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache

from bitext.languages import Language
from bitext.languages.pairs import LanguagePair

_GROUP = 3
_LEAST = 2
"""Numbers below this are not exchanged: "one" is seldom written as a digit on both sides."""
_YEARS = range(1000, 2100)
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number and the digits of its fraction; ``is_grouped``: with marks between thousands."""

    whole: int
    fraction: str
    is_grouped: bool

    @property
    def is_year(self) -> bool:
        """Whether it looks like one."""
        return not self.fraction and not self.is_grouped and self.whole in _YEARS

    def written(self, language: Language, mark: str) -> str:
        """As ``language`` writes it, with ``mark`` between its thousands."""
        whole = f"{self.whole:,}".replace(",", mark) if self.is_grouped else str(self.whole)
        return f"{whole}{language.decimal_mark}{self.fraction}" if self.fraction else whole


def other_number(
    source: str, target: str, pair: LanguagePair, order: random.Random
) -> tuple[str, str] | None:
    """The two sentences with another number for one that stands once on both sides; None if there is none."""
    here, there = _once(source, pair.source), _once(target, pair.target)
    both = [key for key in here if key in there and key[0] >= _LEAST]
    if not both:
        return None
    one, two = (found[key] for key in [order.choice(both)] for found in (here, there))
    new = drawn(_number(two, pair.target), order)
    return _put(source, one, new.written(pair.source, _mark(pair.source, order))), _put(
        target, two, new.written(pair.target, pair.target.group_marks[:1])
    )


def drawn(old: Number, order: random.Random) -> Number:
    """A number of the kind of ``old``: a year for a year, a fraction as long, mostly as many digits."""
    if old.is_year:
        return Number(order.randrange(_YEARS.start, _YEARS.stop), "", is_grouped=False)
    size = len(str(old.whole))
    if size > _GROUP or order.randrange(5) == 0:
        size = order.choice((4, 5, 5, 6, 6, 7))
    whole = order.randrange(max(_LEAST, 10 ** (size - 1)), 10**size)
    if order.randrange(5) < 2:  # noqa: PLR2004
        whole = round(whole, -order.randint(1, _GROUP)) or whole
    fraction = "".join(order.choices("0123456789", k=len(old.fraction)))
    return Number(whole, fraction, size > _YEAR_DIGITS or (size == _YEAR_DIGITS and order.randrange(2) == 0))


def _once(text: str, language: Language) -> dict[tuple[int, str], re.Match[str]]:
    """The numbers that stand once in ``text``, by their values."""
    found: dict[tuple[int, str], list[re.Match[str]]] = {}
    for match in _pattern(language).finditer(text):
        number = _number(match, language)
        found.setdefault((number.whole, number.fraction), []).append(match)
    return {key: matches[0] for key, matches in found.items() if len(matches) == 1}


def _number(match: re.Match[str], language: Language) -> Number:
    whole, fraction = match["whole"], match["fraction"] or ""
    return Number(
        int(re.sub(r"\D", "", whole)), fraction, any(mark in whole for mark in language.group_marks)
    )


def _put(text: str, match: re.Match[str], number: str) -> str:
    return text[: match.start()] + number + text[match.end() :]


def _mark(language: Language, order: random.Random) -> str:
    """A mark between thousands: any of the spaces that the language writes there, or else its usual mark."""
    spaces = [mark for mark in language.group_marks if mark.isspace()]
    return order.choice(spaces) if spaces else language.group_marks[:1]


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    """Numbers as ``language`` writes them, that are no part of anything longer."""
    group = f"[{re.escape(language.group_marks)}]" if language.group_marks else "(?!)"
    whole = rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d+)"
    fraction = rf"(?:{re.escape(language.decimal_mark)}(?P<fraction>\d+))?"
    return re.compile(rf"(?<![\w,.-]){whole}{fraction}(?![\w]|[,.-]\d)")
