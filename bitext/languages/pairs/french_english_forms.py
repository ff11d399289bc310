"""Times, sums of money, ranges and decimals of French, and how English writes them.

« 17h30 » is 17:30, « 283,82 € » €283.82, « 8,1-16,9 » 8.1–16.9. A model reads most of them digit by digit and
now and then miswrites one; what follows from a rule is better written by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_NUMBER: Final = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_SPACE: Final = "[ \u00a0\u202f]?"
_HOUR: Final = "(?:[01]?\\d|2[0-4])"
_CLOCK: Final = f"{_HOUR}{_SPACE}[hH]{_SPACE}[0-5]\\d"
_SCALES: Final = {"M": "m", "Md": "bn", "Mds": "bn", "k": "k", "": ""}


def in_english(number: str) -> str:
    """A French number as English writes it: "1 234,5" is "1,234.5"."""
    whole, comma, fraction = number.partition(",")
    return re.sub(r"\s", ",", whole) + ("." if comma else "") + fraction


def _clock(found: re.Match[str]) -> str:
    hour, _, minute = re.sub(r"\s", "", found.group()).lower().partition("h")
    return f"{int(hour)}:{minute or '00'}"


def _range(found: re.Match[str]) -> str:
    one, two = re.split(r"\s?[-–]\s?", found.group())
    return f"{in_english(one)}–{in_english(two)}"


def _grouped(found: re.Match[str]) -> str:
    return in_english(found.group().replace(".", " "))


def _sum(found: re.Match[str]) -> str:
    return f"{found['currency']}{in_english(found['number'])}{_SCALES[found['scale'] or '']}"


FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    # "2h30 de route" and "en 2h30" are how long something takes; English says that in words.
    (
        re.compile(
            rf"(?<![\w,.])(?<!\b[Ee]n )(?<!\bpendant )(?<!\bdurant ){_CLOCK}(?![\w:]| (?:de|d['’])\b)"
        ),
        _clock,
    ),
    (re.compile(rf"(?:(?<=\bà )|(?<=\bvers )|(?<=\bdès )){_HOUR}{_SPACE}[hH](?![\w/]|[ \u00a0]\d)"), _clock),
    (
        re.compile(rf"(?<![\w,.])(?P<number>{_NUMBER}){_SPACE}(?P<scale>M|Mds?|k)?(?P<currency>[€$£])(?!\w)"),
        _sum,
    ),
    (re.compile(r"(?<![\w,.])\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?![\w.,]*\d)"), _grouped),
    (re.compile(rf"(?<![\w,.])(?:{_NUMBER}){_SPACE}[-–]{_SPACE}(?:\d+,\d+)(?![\w,])"), _range),
)
"""Pattern of a form in French, and what makes the English of a match."""
