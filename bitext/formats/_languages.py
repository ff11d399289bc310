"""The language that the tag of a file names."""

from __future__ import annotations

import re
from functools import cache

_SHORT = {"fra": "fr", "fre": "fr", "eng": "en"}


@cache
def primary(lang: str) -> str:
    """The language of a tag, without country or script: ``fr`` for ``FR-fr``, ``fr_CA`` or ``fra``."""
    first = re.split("[-_]", lang.strip().lower())[0]
    return _SHORT.get(first, first)
