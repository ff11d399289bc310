"""Short telephone numbers of French, which stay as they are written: « le 116 123 », « au 36 24 ».

Written in groups they look like other numbers, which English groups by commas. That they are none is told by
an article in the singular, which no number of things has, by their form, and by words such as « appeler ».
Long numbers are literals (:mod:`bitext.text.literals`).
"""

from __future__ import annotations

import re
from typing import Final

from bitext.languages.pairs.pair import Form

_SPACE: Final = "[ \u00a0\u202f]"
_SHORT: Final = re.compile(
    rf"(?<![\w.,/-])(?<!\d{_SPACE})"
    rf"(?:(?P<service>\d\d{_SPACE}\d\d|11[68]{_SPACE}\d{{3}})|\d{{1,3}}{_SPACE}\d{{3}})"
    rf"(?!\w|{_SPACE}?\d|{_SPACE}?(?:[%€$£°]|k?m(?:ètres)?\b|kilomètres)|[.,/-]\d)"
)
"""``service``: in groups of two digits, or with 116 (numbers of social value) or 118 (directories)."""
_ARTICLE: Final = rf"\b(?:le|au|du){_SPACE}\Z"
_COLON: Final = rf"\.?{_SPACE}?:?{_SPACE}?\Z"
_CALLED: Final = re.compile(
    r"\b(?:(?:r?appel|compos|contact|téléphon|join(?:dre|t|gn|d))\w*|numéro|tap(?:er|ez)|tél|SMS|texto)\b"
    rf"(?:[^.!?;]|\.(?!{_SPACE}[A-ZÀ-Þ])){{0,60}}?{_ARTICLE}"
    rf"|\b(?:appelant|composant|appelez|composez|téléphone|tél|tel){_COLON}",
    re.IGNORECASE,
)
"""What stands before a number that is called."""
_NAMED: Final = re.compile(rf"{_ARTICLE}|(?:\bnuméro|n°){_COLON}", re.IGNORECASE)
"""What stands before one that has the form of a service."""
_FARTHEST: Final = 100
"""Characters before a number that are looked at."""


def _as_it_is(found: re.Match[str]) -> str | None:
    before = found.string[max(0, found.start() - _FARTHEST) : found.start()]
    is_telephone = _CALLED.search(before) or (found["service"] and _NAMED.search(before))
    return found.group() if is_telephone else None


TELEPHONE_FORMS: Final[tuple[Form, ...]] = (Form(_SHORT, _as_it_is, "{number}"),)
"""Short numbers in groups."""
