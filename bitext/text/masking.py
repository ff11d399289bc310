"""Masks: short names that stand in a text for what must stay as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bitext.text.document import Span

_LITERAL: Final = re.compile(
    r"(?:https?://|ftp://|mailto:|www\.)[^\s<>«»\"]*[^\s<>«»\".,;:!?…)\]}'’]"  # an address
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\{\{.{1,80}?\}\}|\{%.{1,80}?%\}|\$\{.{1,80}?\}|<%.{1,80}?%>"  # placeholders of templates
    r"|(?<!\w)\{\w{1,40}\}|%\(\w{1,40}\)[sd]|(?<![\w%])%[sd](?!\w)"
)


_STAND_INS: Final = "XZQYWKVJ"


@dataclass(frozen=True, slots=True)
class StandIn:
    """What holds the place of a literal in a text: where it stands, and what a reader sees of the literal."""

    span: Span
    shown: str


def stand_in(raw: str) -> str:
    """A letter for stand-ins (``X1``) that no word of ``raw`` looks like."""
    return next((a for a in _STAND_INS if not re.search(rf"(?i)(?<![^\W_]){a}\d", raw)), "XZ")


def occurrences(name: str, text: str) -> list[Span]:
    """Where the stand-in ``name`` is in a translation; models now and then write it small, or parted."""
    for pattern in (rf"(?<![^\W_]){name}(?!\d)", rf"(?i)(?<![^\W_]){name[0]} ?{name[1:]}(?!\d)"):
        found = [Span(*hit.span()) for hit in re.finditer(pattern, text)]
        if found:
            return found
    return []


def pieces(text: str) -> Iterable[tuple[str, bool]]:
    """``text`` in stretches: words to translate (False), and literals found by their form (True)."""
    position = 0
    for found in _LITERAL.finditer(text):
        if found.start() > position:
            yield text[position : found.start()], False
        yield found[0], True
        position = found.end()
    if position < len(text):
        yield text[position:], False
