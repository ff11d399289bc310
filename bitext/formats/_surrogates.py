r"""Halves of characters, for files that hold UTF-8 only.

A lone surrogate is written as ``\ud800``. Text in which these letters stood already gets its
backslashes doubled, so that each comes back as it was; all other text is left as it is.
"""

from __future__ import annotations

import re

from bitext.text.characters import SURROGATES

_SEEN = re.compile(rf"[\\{SURROGATES}]")
_RAW = re.compile(rf"(?<!\\)(\\*)(?:([{SURROGATES}])|(?<=\\)(ud[89a-f][0-9a-f]{{2}}))")
_WRITTEN = re.compile(r"(?<!\\)(\\+)(ud[89a-f][0-9a-f]{2})")


def escaped(text: str) -> str:
    """``text`` without surrogates."""
    if not _SEEN.search(text):
        return text
    return _RAW.sub(lambda hit: hit[1] * 2 + (f"\\u{ord(hit[2]):04x}" if hit[2] else hit[3]), text)


def unescaped(text: str) -> str:
    """What :func:`escaped` was given."""
    return _WRITTEN.sub(_restored, text) if "\\" in text else text


def _restored(hit: re.Match[str]) -> str:
    half, odd = divmod(len(hit[1]), 2)
    return "\\" * half + (chr(int(hit[2][1:], 16)) if odd else hit[2])
