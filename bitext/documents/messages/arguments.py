"""Arguments of ICU MessageFormat that hold messages: ``{n, plural, one {# port} other {# ports}}``.

Apostrophes quote as in ICU: ``'{'`` is a brace that counts for nothing, two stand for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_HEAD: Final = re.compile(r"\{\s*+[\w.-]++\s*+,\s*+(?P<kind>plural|selectordinal|select)\s*+,\s*+")
_SELECTOR: Final = re.compile(r"\s*+(?:offset:\s*+\d++\s*+)?(?:=\d++|[\w-]++)\s*+\{")
_END: Final = re.compile(r"\s*+\}")
_SIGN: Final = re.compile(r"'[{}#|](?:[^']*')?|[{}]")


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument that ends at ``end``: stretches that stay (False), and messages (True), in their order.

    ``counts``: in its messages the sign # stands for a number.
    """

    end: int
    pieces: tuple[tuple[str, bool], ...]
    counts: bool


def argument_at(text: str, start: int) -> Argument | None:
    """The argument that begins at an offset; None where none begins, or it does not end."""
    head = _HEAD.match(text, start)
    if head is None:
        return None
    pieces: list[tuple[str, bool]] = []
    last, at = start, head.end()
    while selector := _SELECTOR.match(text, at):
        end = _end_of_message(text, selector.end())
        if end < 0:
            return None
        pieces += [(text[last : selector.end()], False), (text[selector.end() : end], True)]
        last, at = end, end + 1
    close = _END.match(text, at)
    if close is None or not pieces:
        return None
    return Argument(close.end(), (*pieces, (text[last : close.end()], False)), head["kind"] != "select")


def _end_of_message(text: str, start: int) -> int:
    """The offset of the brace that ends a message; -1 where there is none."""
    depth = 0
    for sign in _SIGN.finditer(text, start):
        if sign[0] == "{":
            depth += 1
        elif sign[0] == "}":
            if not depth:
                return sign.start()
            depth -= 1
    return -1
