"""Single marks where they quote as commonly as double ones: quotation mark or apostrophe.

Helps :mod:`bitext.quotations.mark_pairing` with languages such as English. A mark is read by its neighbours
alone; what stays open ("the dogs’ house" may end a quotation that began with ‘) is settled there by the marks
around.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from bitext.quotations.marks import PRIMES, closes_here, is_apostrophe, opens_here, word_after, word_before

if TYPE_CHECKING:
    from bitext.languages import Language

Reading = Literal["apostrophe", "opens", "clipped", "closes", "possessive", "stop"]
"""What a single mark may be. "clipped" opens a quotation or stands for letters left out (’tis); "possessive"
closes one or follows a plural (dogs’); "stop" closes one behind punctuation, which no apostrophe does."""

_YEAR = re.compile(r"\d\d(?:s\b|(?!\w|[.,]\d))")
_FEET = re.compile(r" ?\d{1,2}(?:\.\d)?[\"”″'’]")


def read_single(text: str, start: int, language: Language) -> Reading:
    """Read the single mark at ``start`` by its neighbours."""
    mark, before, after = text[start], text[start - 1 : start] if start else "", text[start + 1 : start + 2]
    if mark in "‘‚`":
        return "apostrophe" if before.isalnum() else _opening(text, start, language)
    if before.isalnum() or before in PRIMES:
        return _behind_word(text, start, language)
    if closes_here(text, start, start + 1):
        return "stop"
    if mark == "’":
        return "closes" if before.isspace() and not after.isalnum() else "apostrophe"
    if opens_here(text, start, start + 1) or (before == '"' and after.isalnum()):
        return _opening(text, start, language)
    return "apostrophe"


def _opening(text: str, start: int, language: Language) -> Reading:
    if word_after(text, start + 1).lower() in language.clipped or _YEAR.match(text, start + 1):
        return "clipped"
    return "opens"


def _behind_word(text: str, start: int, language: Language) -> Reading:
    if is_apostrophe(text, start, language) or not closes_here(text, start, start + 1):
        return "apostrophe"
    if text[start - 1].isdigit() and _FEET.match(text, start + 1):
        return "apostrophe"
    follows = text[start + 1 : start + 2].isspace() and text[start + 2 : start + 3].isalnum()
    return "possessive" if follows and word_before(text, start).endswith(language.possessives) else "closes"
