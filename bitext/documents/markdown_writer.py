"""A target with its tags → Markdown, such that nothing in its text is read as syntax.

What is written is parsed again. If the tags do not come out as they should (``**`` beside a letter or a
sign does not always open or close), more is escaped, and at last emphasis is written as HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bitext.documents.markdown_inline import without_spaces
from bitext.documents.projection.tags import Node
from bitext.documents.template import TextUnit, write

_MARKUP: Final = re.compile(
    r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|<(?=[A-Za-z/!?])|&(?=#?\w{1,32};)|\$(?=\S)"
)
_MARKUP_IN_BRACKETS: Final = re.compile(rf"{_MARKUP.pattern}|[\[\]]")
_ANY: Final = re.compile(r"[!-/:-@\[-`{-~]")
_LINE_HEAD: Final = re.compile(
    r"(?P<number>\d{1,9})(?P<stop>[.)])(?=\s|$)|(?=[-+](?:\s|$)|#{1,6}(?:\s|$)|>|[-=|:\s]+$|~{3}|\[[^\]]*\]:)"
)
_LINE_TAIL: Final = re.compile(r"(?:(?<=\s)|^)#(?=#*$)")
_HTML: Final = {"em": "em", "strong": "strong", "s": "del", "mark": "mark"}
_LITERALS: Final = ("math", "literal", "emoji")
_QUOTE_END: Final = {"(": ")"}

Escape = Callable[[str], str]


def plain(text: str) -> str:
    """``text`` with a backslash before what would be syntax in the middle of a line."""
    return _MARKUP.sub(r"\\\g<0>", text)


def bracketed(text: str) -> str:
    """The same for text between brackets."""
    return _MARKUP_IN_BRACKETS.sub(r"\\\g<0>", text)


def guarded(text: str) -> str:
    """``text`` with a backslash before every sign that could be syntax anywhere."""
    return _ANY.sub(r"\\\g<0>", text)


def write_title(quote: str) -> Callable[[TextUnit, Sequence[Node]], str]:
    """A writer of the title of a link that stands between ``quote`` and its partner."""
    close = _QUOTE_END.get(quote, quote)

    def emit(_: TextUnit, nodes: Sequence[Node]) -> str:
        text = "".join(node for node in nodes if isinstance(node, str))
        return re.sub(rf"[\\{quote}{close}]", r"\\\g<0>", text)

    return emit


@dataclass(frozen=True, slots=True)
class InlineShape:
    """What a unit has to read as when it is parsed again: its letters and its tags."""

    text: str
    tags: Counter[str]


class Emitter:
    """Writes the units of a paragraph, a heading, a cell, or the text of an image."""

    def __init__(
        self, md: MarkdownIt, env: Mapping[str, Any], *, heading: bool, cell: bool, quoted: bool = False
    ) -> None:
        """``env`` has the link definitions of the document; ``quoted``: straight marks stand around it."""
        self._md = md
        self._env = env
        self._heading = heading
        self._cell = cell
        self._quoted = quoted

    def __call__(self, unit: TextUnit, nodes: Sequence[Node]) -> str:
        """The unit in Markdown."""
        written = ""
        for escape, html in ((bracketed if unit.aside else plain, False), (guarded, False), (guarded, True)):
            if self._reads_right(_Writing(self._md, unit, escape, html=html, breaks="\n"), nodes):
                break
        written = _Writing(self._md, unit, escape, html=html).write(nodes)
        if self._heading:
            written = _LINE_TAIL.sub(r"\\#", written)
        if self._quoted:
            written = written.replace('"', "”")
        if self._cell:
            written = re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", written).ljust(len(unit.raw))
        return written

    def _reads_right(self, writing: _Writing, nodes: Sequence[Node]) -> bool:
        (inline,) = self._md.parseInline(without_spaces(writing.write(nodes)), dict(self._env))
        return shape_of(inline.children or []) == InlineShape(_letters(writing.text), writing.tags)


class _Writing:
    """One way to write a unit; counts what it has written."""

    def __init__(
        self, md: MarkdownIt, unit: TextUnit, escape: Escape, *, html: bool, breaks: str | None = None
    ) -> None:
        self._md = md
        self._unit = unit
        self._escape = escape
        self._html = html
        self._breaks = breaks
        self._starts_line = True
        self.text = ""
        self.tags: Counter[str] = Counter()

    def write(self, nodes: Sequence[Node]) -> str:
        return "".join(map(self._node, nodes))

    def _node(self, node: Node) -> str:
        if isinstance(node, str):
            return self._string(node)
        tag, mark = node.tag, self._unit.marks[node.tag.key]
        if tag.kind in ("break", "soft"):
            self._starts_line = True
            return write(mark.opening) if self._breaks is None else self._breaks
        opening, closing = write(mark.opening), write(mark.closing)
        if mark.name in ("text", "raw"):
            self._count(opening)
        starts = self._starts_line
        inner = self.write(node.children)
        if mark.name in _HTML and not inner.strip():
            self._starts_line = starts
            return inner
        self._starts_line = False
        if mark.name in _HTML and self._html:
            self.tags["html"] += 2
            return f"<{_HTML[mark.name]}>{inner}</{_HTML[mark.name]}>"
        if mark.name not in ("text", "raw", "attributes"):
            self.tags[mark.name] += 2 if mark.name == "html" and mark.closing else 1
        return opening + inner + closing

    def _count(self, raw: str) -> None:
        """Count what stays as it was by what it reads as."""
        (inline,) = self._md.parseInline(raw)
        shape = shape_of(inline.children or [])
        self.text += shape.text
        self.tags += shape.tags

    def _string(self, text: str) -> str:
        self.text += text
        written = self._escape(text)
        if self._starts_line and self._escape is not guarded:
            written = _LINE_HEAD.sub(_escape_head, written, count=1) if _LINE_HEAD.match(written) else written
        self._starts_line = self._starts_line and not text.strip()
        return written


def shape_of(tokens: Sequence[Token]) -> InlineShape:
    """The shape of inline content that was parsed."""
    text, tags = "", Counter[str]()
    in_address = False
    for token in tokens:
        if token.info == "auto":
            in_address = token.nesting == 1
            tags["code"] += in_address
        elif token.type == "text":
            text += "" if in_address else token.content
        elif token.type == "html_inline":
            tags["html"] += 1
        elif token.nesting == 1 or token.type in ("image", "code_inline", *_LITERALS):
            name = token.type.removesuffix("_open").removesuffix("_inline")
            tags["code" if name in _LITERALS else name] += 1
    return InlineShape(_letters(text), +tags)


def _escape_head(found: re.Match[str]) -> str:
    return f"{found['number']}\\{found['stop']}" if found["number"] else "\\"


def _letters(text: str) -> str:
    return "".join(text.split())
