"""Sums of money, ranges and measures of French, and how English writes them.

« 283,82 € » is €283.82, « 8,1-16,9 » 8.1–16.9, « 12,5 km² » 12.5 km². A model reads most of them digit
by digit
and now and then miswrites one; what follows from a rule is better written by it.
"""

from __future__ import annotations

import re
from typing import Final

from bitext.languages.pairs.pair import Form

_SPACE: Final = "[ \u00a0\u202f\u2009]"
_NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,6}}+(?:,\d+)?+|\d{{1,3}}(?:\.\d{{3}}){{1,6}}+(?:,\d+)?+"
    r"|\d++(?:,\d+|\.\d{1,2})?+)(?!\d)"
)
_BEFORE: Final = r"(?<!\w)(?<!\d[,.])"
_SIGN: Final = r"(?:(?<!\S)|(?<=[(«\[]))[-−+](?=\d)"
_MONEY: Final = r"(?:\$ ?(?P<country>US|CA|AU|NZ|HK)\b|(?P<currency>[€$£¥])(?!\w))"
_SCALE: Final = "(?P<scale>millions?|milliards?|Mds?|Mrds?|[MkK])"
_SCALES: Final = {
    "k": "k",
    "K": "k",
    "M": "m",
    "Md": "bn",
    "Mrd": "bn",
    "million": " million",
    "milliard": " billion",
}
_SUM: Final = rf"{_SPACE}?(?:{_SCALE}{_SPACE}?(?:d['’])?)?{_MONEY}"
_DASH: Final = r"\s?[-–—]\s?"
_RAISED: Final = "\u00b9\u00b2\u00b3\u2070\u2074-\u207b"
_UNIT: Final = rf"[a-zA-Zµμ°Ω]{{1,4}}(?:[·./][a-zA-Z]{{1,3}})?[{_RAISED}]{{1,3}}(?!\w)|‰"

ENGLISH_DECIMALS: Final = re.compile(r"\d+\.\d{1,2}")


def in_english(number: str) -> str:
    """A French number as English writes it: "1 234,5" is "1,234.5"."""
    if ENGLISH_DECIMALS.fullmatch(number):
        return number
    whole, comma, fraction = number.partition(",")
    return re.sub(r"\D", ",", whole) + ("." if comma else "") + fraction


def _currency(found: re.Match[str]) -> str:
    return f"{found['country']}$" if found["country"] else found["currency"]


def _scale(found: re.Match[str]) -> str:
    return _SCALES[(found["scale"] or "").removesuffix("s")] if found["scale"] else ""


def _sum(found: re.Match[str]) -> str:
    return f"{found['sign'] or ''}{_currency(found)}{in_english(found['number'])}{_scale(found)}"


def _sum_with_cents(found: re.Match[str]) -> str:
    return f"{found['currency']}{in_english(found['number'])}.{found['cents']}"


def _sums(found: re.Match[str]) -> str:
    one, two = in_english(found["number"]), in_english(found["other"])
    return f"{_currency(found)}{one}–{two}{_scale(found)}"


def _range(found: re.Match[str]) -> str | None:
    if "," not in found.group():
        return None
    return f"{found['sign'] or ''}{in_english(found['number'])}–{in_english(found['other'])}"


def _grouped(found: re.Match[str]) -> str:
    return in_english(found.group().replace(".", " "))


def _measured(found: re.Match[str]) -> str:
    return f"{in_english(found['number'])}{found['unit']}"


def _compared(found: re.Match[str]) -> str | None:
    return f"{found['mark']}{in_english(found['number'])}" if "," in found["number"] else None


NUMBER_FORMS: Final[tuple[Form, ...]] = (
    # « 10-15 € », « de 10 à 15 € », « 12€50 », « 283,82 € », « 2,5 millions $ », « € 12,50 ».
    Form(re.compile(rf"{_BEFORE}(?P<number>{_NUMBER}){_DASH}(?P<other>{_NUMBER}){_SUM}"), _sums, "€{number}"),
    Form(
        re.compile(
            rf"(?:(?<=\b[dD]e )|(?<=\b[eE]ntre ))(?P<sign>)(?P<number>{_NUMBER})(?= (?:à"
            rf"|et) (?:{_NUMBER}){_SUM})"
        ),
        _sum,
        "€{number}",
    ),
    Form(
        re.compile(
            rf"{_BEFORE}(?P<number>{_NUMBER}){_SPACE}?(?P<currency>[€$£])(?P<cents>\d\d)(?![\w]|[.,]\d)"
        ),
        _sum_with_cents,
        "€{number}",
    ),
    Form(re.compile(rf"{_BEFORE}(?P<sign>{_SIGN})?(?P<number>{_NUMBER}){_SUM}"), _sum, "€{number}"),
    Form(
        re.compile(
            rf"(?<![\w€$£])(?<!\d{_SPACE})(?P<sign>)(?P<country>)(?P<scale>)(?P<currency>[€$£]){_SPACE}?"
            rf"(?P<number>{_NUMBER})(?!{_SPACE}?[€$£]|\w)"
        ),
        _sum,
        "€{number}",
    ),
    # « 8,1-16,9 », « 12.345.678 », « 12,5 km² », « 6,02 × 10²³ », « ±0,5 », « 1m80 ».
    Form(
        re.compile(
            rf"{_BEFORE}(?<!\d[-–])(?P<sign>{_SIGN})?(?P<number>{_NUMBER}){_DASH}(?P<other>{_NUMBER})"
            rf"(?!\w|,\d|{_DASH}\d)"
        ),
        _range,
    ),
    Form(re.compile(r"(?<![\w,.])\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?![\w.,]*\d)"), _grouped),
    Form(re.compile(rf"{_BEFORE}(?P<number>{_NUMBER})(?P<unit>{_SPACE}?(?:{_UNIT}))"), _measured),
    Form(
        re.compile(rf"{_BEFORE}(?P<number>{_NUMBER})(?P<unit>{_SPACE}?[×x·⋅]{_SPACE}?10[{_RAISED}]+)(?!\w)"),
        _measured,
    ),
    Form(re.compile(rf"(?P<mark>[±≈≤≥~×=≠<>]{_SPACE}?)(?P<number>{_NUMBER})(?!\w)"), _compared),
    Form(re.compile(r"(?<![\w,.])(\d)m(\d\d)(?!\w)"), lambda found: f"{found[1]}.{found[2]} m"),
)
"""Sums of money, ranges and measures."""
