"""Words and characters of a language as parts of patterns of :mod:`re`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

NOTHING: Final = "(?!)"
"""The pattern that matches nothing."""


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches each of ``words``, the first one that fits; nothing, if there are none."""
    return f"(?:{'|'.join(map(re.escape, words)) or NOTHING})"


def one_of(characters: str) -> str:
    """A pattern that matches each of ``characters``; nothing, if there are none."""
    return f"[{re.escape(characters)}]" if characters else NOTHING
