"""The beginning of a text, for representations that fit on a line."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 30
"""Characters that are shown at most."""


def glimpse(text: str, longest: int = LONGEST) -> str:
    """The beginning of ``text`` as ``repr`` writes it, cut to ``longest`` characters with an ellipsis."""
    return repr(text if len(text) <= longest else text[: longest - 1].rstrip() + "…")
