"""Words for representations that fit on a line: the beginning of a text, how many there are of something."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 30
"""Characters that are shown at most."""


def glimpse(text: str, longest: int = LONGEST) -> str:
    """The beginning of ``text`` as ``repr`` writes it, cut to ``longest`` characters with an ellipsis."""
    return repr(text if len(text) <= longest else text[: longest - 1].rstrip() + "…")


def count(number: int, noun: str) -> str:
    """``1 pair``, ``2 pairs``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
