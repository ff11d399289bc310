"""A message as tokens: words, placeholders, tags, line ends, and what parts one text from the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from bitext.documents.html_elements import BLOCKS, OPAQUE, tag_name
from bitext.documents.messages.arguments import Argument, argument_at
from bitext.text.masking import split_literals

TokenKind = Literal["words", "literal", "tag", "line", "border", "argument"]
"""What a token is: a *border* parts two texts, a *line* end is one within a text."""

DIRECTIVE: Final = re.compile(
    r"%(?:(?P<number>\d+)\$)?(?P<rest>[-+#0']{0,4}(?:\d{1,4}|\*)?(?:\.(?:\d{1,4}|\*)?)?"
    r"(?:hh?|ll?|[qjztL])?[diouxXeEfFgGcspn@])(?![^\W\d_])"
)
"""A directive of printf; ``number`` where it says which argument it stands for."""

_PLACEHOLDER: Final = (
    r"\ue000\d+\ue001"
    r"|\$t\((?:[^()]|\([^()]*+\))*+\)"  # i18next
    r"|@(?:\.\w++)?:(?:\([\w. -]++\)|\{[^{}]*+\}|[\w-]++(?:\.[\w-]++)*+)"  # Vue
    r"|'[{}|#][^'\n]*+'"  # ICU
    r"|\{\{\{[^{}]*+\}\}\}|\{\{[^{}]*+\}\}|[%$#@]?\{[^{}\n]*+\}"
    r"|%<\w++>[-+#0 .\d]*+[a-zA-Z]?|%\(\w++\)[-+#0.\d]*+[a-zA-Z]|%%"
    rf"|{DIRECTIVE.pattern.replace('(?P<number>', '(?:').replace('(?P<rest>', '(?:')}"
    r"|(?<![\w%])%L?\d{1,2}(?![\w%])"  # Qt
    r"|(?<![\w-])--[A-Za-z][\w-]*+|(?<![\w-])-[A-Za-z](?![\w-])"  # options of a command
    r"|\x1b\[[\d;]*+[A-Za-z]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]++"
)
_TAG: Final = r"<!--.*?-->|</?[A-Za-z][^<>]*+>|</?\d++\s*+/?>"
_NUMBER: Final = r"(?P<number>\#)"
_GAP: Final = r"(?P<gap>[ ]{3,}|[ ]*+\t[ \t]*+|[ ]++\|[ ]++|\|(?=[{\[]\d))"
_LINE: Final = r"(?P<line>[ \t]*+(?:\r?\n[ \t]*+)+)"
_ARGUMENT: Final = r"(?P<argument>\{(?=\s*+[\w.-]++\s*+,\s*+(?:plural|selectordinal|select)\s*+,))"
_ALL: Final = rf"{_ARGUMENT}|(?P<literal>{_PLACEHOLDER})|(?P<tag>{_TAG})|{_GAP}|{_LINE}"
_TOKEN: Final = re.compile(_ALL, re.DOTALL)
_TOKEN_COUNTED: Final = re.compile(rf"{_ALL}|{_NUMBER}", re.DOTALL)
_ITEM: Final = re.compile(r"[-*•·–—◦‣][ \t]+|\d{1,3}[.)][ \t]+")
_FINAL: Final = '.!?:;…»")]}'
_WRAPPED: Final = 40
"""Characters that a line has at least if it goes on in the next by wrapping."""


class Token(NamedTuple):
    """A stretch of a message as it stands there; of an argument, its parts."""

    kind: TokenKind
    raw: str
    argument: Argument | None = None


def tokens(text: str, *, counted: bool = False) -> Iterator[Token]:
    """The whole of a message, in order. ``counted``: the sign # stands for a number."""
    pattern = _TOKEN_COUNTED if counted else _TOKEN
    item = _ITEM.match(text)
    position = item.end() if item else 0
    if item:
        yield Token("border", item[0])
    may_nest = True
    while found := pattern.search(text, position):
        if found.start() > position:
            yield from _words(text[position : found.start()])
        token = _argument(text, found, may_nest=may_nest) or _token(text, found)
        may_nest &= (token.kind == "argument") == (found.lastgroup == "argument")
        yield token
        position = found.start() + len(token.raw)
    if position < len(text):
        yield from _words(text[position:])


def _argument(text: str, found: re.Match[str], *, may_nest: bool) -> Token | None:
    """An argument with messages; after one that does not end there is none, so that time stays linear."""
    argument = argument_at(text, found.start()) if may_nest and found.lastgroup == "argument" else None
    return Token("argument", text[found.start() : argument.end], argument) if argument else None


def _words(text: str) -> Iterator[Token]:
    for piece, literal in split_literals(text):
        yield Token("literal" if literal else "words", piece)


def _token(text: str, found: re.Match[str]) -> Token:
    raw = found[0]
    if found.lastgroup == "line":
        return _line(text, found)
    if found.lastgroup == "gap":
        return Token("border", raw)
    if found.lastgroup == "argument":
        return Token("words", raw)
    if found.lastgroup == "tag":
        return Token("border" if _is_block(raw) else "tag", raw)
    return Token("literal", raw)


def _is_block(raw: str) -> bool:
    name, _ = tag_name(raw)
    return name in BLOCKS and name not in OPAQUE


def _line(text: str, found: re.Match[str]) -> Token:
    """The end of a line: within a text if it only wraps, else a border with the sign of an item behind it."""
    raw = found[0]
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()].rstrip()
    behind = text[found.end() : found.end() + 1]
    is_plain = raw.count("\n") == 1 and not raw.endswith((" ", "\t"))
    item = _ITEM.match(text, found.end())
    wraps = before and before[-1] not in _FINAL and (behind.islower() or len(before) >= _WRAPPED)
    if is_plain and wraps and not item:
        return Token("line", raw)
    return Token("border", raw + (item[0] if item else ""))
