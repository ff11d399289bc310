"""Masking: short names such as ``X1`` hold the place of what no translation may touch.

Addresses, placeholders of templates and the code of a document are masked before the text is translated; the
masks are found again in the translation, and what they stand for is put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bitext.text.document import Span

_LITERAL: Final = re.compile(
    r"(?:https?://|ftp://|mailto:|www\.)[^\s<>«»\"]*[^\s<>«»\".,;:!?…)\]}'’]"  # an address
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\{\{.{1,80}?\}\}|\{%.{1,80}?%\}|\$\{.{1,80}?\}|<%.{1,80}?%>"  # placeholders of templates
    r"|(?<!\w)\{\w{1,40}\}|%\(\w{1,40}\)[sd]|(?<![\w%])%[sd](?!\w)"
)
_LETTERS: Final = "XZQYWKVJ"


@dataclass(frozen=True, slots=True)
class Mask:
    """A mask in a text: where it stands, and what a reader sees of the literal that it stands for."""

    span: Span
    shown: str


def mask_letter(raw: str) -> str:
    """The letter with which masks begin: one such that no word of ``raw`` looks like a mask."""
    return next((a for a in _LETTERS if not re.search(rf"(?i)(?<![^\W_]){a}\d", raw)), "XZ")


def mask_spans(name: str, text: str) -> list[Span]:
    """Where the mask ``name`` is in a translation; models now and then write it small, or parted."""
    for pattern in (rf"(?<![^\W_]){name}(?!\d)", rf"(?i)(?<![^\W_]){name[0]} ?{name[1:]}(?!\d)"):
        found = [Span(*hit.span()) for hit in re.finditer(pattern, text)]
        if found:
            return found
    return []


def split_literals(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in stretches: words to translate (False), and literals found by their form (True)."""
    position = 0
    for found in _LITERAL.finditer(text):
        if found.start() > position:
            yield text[position : found.start()], False
        yield found[0], True
        position = found.end()
    if position < len(text):
        yield text[position:], False
