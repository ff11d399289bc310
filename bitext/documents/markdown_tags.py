"""Where tags and expressions of MDX, Vue and the like end: their attributes hold more than HTML allows."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 600
"""How many characters a tag or an expression in a line may have."""
_NAME: Final = re.compile(r"</?(?:[A-Za-z][\w.:-]*)?")
_PAIRS: Final = {"{": "}", "(": ")", "[": "]"}
_QUOTES: Final = "\"'`"


def tag_end(text: str, at: int, limit: int) -> int:
    """Behind the tag that begins at ``at``; -1 where none ends before ``limit``."""
    name = _NAME.match(text, at, limit)
    if name is None:
        return -1
    at = name.end()
    if at < limit and text[at] not in " \t\r\n/>":
        return -1
    while at < limit:
        sign = text[at]
        if sign == ">":
            return at + 1
        if sign == "<":
            return -1
        if sign in "\"'":
            at = text.find(sign, at + 1, limit) + 1
        elif sign == "{":
            at = expression_end(text, at, limit)
        else:
            at += 1
            continue
        if at <= 0:
            return -1
    return -1


def expression_end(text: str, at: int, limit: int) -> int:
    """Behind the expression in braces that begins at ``at``; -1 where none ends before ``limit``."""
    open_signs: list[str] = []
    while at < limit:
        sign = text[at]
        if sign in _QUOTES and open_signs:
            closing = _string_end(text, at, limit)
            if closing < 0:
                return -1
            at = closing
            continue
        if text.startswith("/*", at):
            comment = text.find("*/", at + 2, limit)
            if comment < 0:
                return -1
            at = comment + 2
            continue
        if sign in _PAIRS:
            open_signs.append(_PAIRS[sign])
        elif open_signs and sign == open_signs[-1]:
            open_signs.pop()
            if not open_signs:
                return at + 1
        elif sign in ")]}":
            return -1
        at += 1
    return -1


def _string_end(text: str, at: int, limit: int) -> int:
    quote = text[at]
    at += 1
    while at < limit:
        if text[at] == "\\":
            at += 1
        elif text[at] == quote:
            return at + 1
        elif text[at] == "\n" and quote != "`":
            return -1
        at += 1
    return -1
