"""Characters that would steer the screen instead of standing on it, made visible."""

from __future__ import annotations

import re

# Control characters, line and paragraph separators, marks that turn the direction of writing, and
# halves of characters.
UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421"}


def visible(text: str) -> str:
    """Control characters as their pictures, one for one, so that a text cannot steer the terminal."""
    return UNSAFE.sub(lambda match: _PICTURES.get(match[0], "\ufffd"), text)
