"""Kinds of characters, each defined once: line breaks, controls, surrogates."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LINE_BREAKS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What breaks a line, by :meth:`str.splitlines`. A carriage return and a line feed together are one break."""

CONTROLS: Final = r"\x00-\x1f\x7f-\x9f"
"""Control characters, C0 and C1 (general category Cc): ranges for a character class of :mod:`re`."""

SEPARATORS: Final = r"\u2028\u2029"
"""The line and the paragraph separator: line breaks that are no controls; for a character class."""

SURROGATES: Final = r"\ud800-\udfff"
"""Halves of characters (general category Cs), which no encoding writes; for a character class."""

NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML 1.0 cannot hold (production 2): most controls, surrogates, U+FFFE and U+FFFF."""

_DIRECTIONS: Final = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that turn the direction of writing; for a character class."""

UNSAFE: Final = re.compile(f"[{CONTROLS}{SEPARATORS}{_DIRECTIONS}{SURROGATES}]")
"""Characters that would steer the screen instead of standing on it."""

_PICTURES: Final = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421"}


_LINE_BREAK: Final = re.compile(f"[{LINE_BREAKS}]")
_DIGIT: Final = re.compile(r"\d")


def has_line_break(text: str) -> bool:
    """Whether a text has more than one line, or ends with a line break."""
    return _LINE_BREAK.search(text) is not None


def has_digits(text: str) -> bool:
    """Whether a text has a decimal digit."""
    return _DIGIT.search(text) is not None


def visible(text: str) -> str:
    """Control characters as their pictures, one for one, so that a text cannot steer the terminal."""
    return UNSAFE.sub(lambda match: _PICTURES.get(match[0], "\ufffd"), text)


def without_accents(word: str) -> str:
    """``word`` in small letters without their accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
