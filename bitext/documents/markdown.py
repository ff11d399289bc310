"""Markdown: CommonMark, and what people write beyond it.

markdown-it finds the blocks by line and the inline content in them. Only inline content is written
anew: list marks, indentation, quote marks, code, link targets, link definitions, and the further syntax of
:mod:`bitext.documents.markdown_blocks` and :mod:`bitext.documents.markdown_inline` stay as they are, and
lines end where they ended in the sense of the text. Blocks of HTML are read as HTML, of front matter the
values of some keys are translated. The texts of images and the titles of links come behind the running text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from html import escape
from itertools import pairwise
from pathlib import PurePath
from typing import Any, Final

from markdown_it.token import Token

from bitext.documents.front_matter import FRONT, KEYS, front_parts
from bitext.documents.html import attribute_unit, html_parts
from bitext.documents.markdown_inline import without_spaces
from bitext.documents.markdown_parser import parser
from bitext.documents.markdown_units import InlineSource, MarkdownInline, body_of
from bitext.documents.markdown_writer import Emitter
from bitext.documents.template import Template, TextUnit
from bitext.files import AUTO, decoded
from bitext.text.document import Span
from bitext.text.masking import mask_letter

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_FENCE: Final = re.compile(r"^[ \t]*(?P<mark>`{3,}|~{3,})(?P<rest>[^\n]*)$", re.MULTILINE)
_BEGINS_TAG: Final = re.compile(r"<[A-Za-z/!?]")
_CELL: Final = re.compile(r"(?:[^|\\]|\\.|\\$)*")
_CONTAINER: Final = re.compile(r"[\s>]*(?:(?:[-+*]|\d{1,9}[.)])[\s>]+)*")
_VISIBLE: Final = re.compile(
    r"(?<=\s)(?:title|label|alt|description|caption|summary|placeholder|aria-label)"
    r"""=(["'])(?P<value>[^"'<>{}\n]+)\1"""
)
"""Attributes of components that a reader most likely sees."""


def read(data: bytes, name: str, encoding: str = AUTO, front_matter: Collection[str] = KEYS) -> Template:
    """Take a Markdown file apart; it is written in UTF-8. Raises EncodingError as ``decoded`` does.

    ``front_matter`` are the keys whose values are translated, in small letters. A file whose name ends in
    .mdx is read as MDX.
    """
    found = decoded(data, name, encoding)
    bom = codecs.BOM_UTF8 if found.mark == codecs.BOM_UTF8 else b""
    mdx = PurePath(name).suffix.lower() == ".mdx"
    parts = list(_FileReader(found.text, front_matter, mdx=mdx).parts())
    return Template(parts, lambda written: bom + written.encode("utf-8", "backslashreplace"))


class _FileReader:
    """Cuts a file into parts that stay and units."""

    def __init__(self, text: str, front_matter: Collection[str], *, mdx: bool) -> None:
        self.text = text
        self.letter = mask_letter(text)
        self.md = parser(mdx=mdx)
        self.env: dict[str, Any] = {}
        self._keys = front_matter
        self._row: tuple[int, list[Span]] = (-1, [])
        """The number of the line of a table that is being read, and its cells."""
        front = FRONT.match(text)
        self._body = front.end() if front else 0
        self.parsed = without_spaces(text)
        self._lines = [Span(*line.span()) for line in _LINE.finditer(text, self._body)]

    def parts(self) -> Iterator[str | TextUnit]:
        """The whole file, in order."""
        position = self._body
        yield from front_parts(self.text[: self._body], self.letter, self._keys)
        for span, unit in self._units():
            yield self.text[position : span.start]
            yield unit
            position = span.end
        yield self.text[position:]

    def _units(self) -> Iterator[tuple[Span, TextUnit]]:
        tokens = self.md.parse(self.parsed[self._body :], self.env)
        cell = 0
        for before, token in pairwise([Token("", "", 0), *tokens]):
            cell = 0 if before.type == "tr_open" else cell + (before.type in ("th_close", "td_close"))
            if token.type == "html_block":
                yield from self._html(token)
            elif token.type == "kept":
                yield from self._attributes(token)
            elif token.type == "inline" and token.children:
                found = self._inline(before, token, cell)
                if found is not None:
                    yield found

    def _inline(self, before: Token, token: Token, cell: int) -> tuple[Span, TextUnit] | None:
        """The unit of some inline content; None where it is not to be found."""
        in_cell = before.type in ("th_open", "td_open")
        origin = InlineSource(token.content) if in_cell else self._origin(token)
        if origin is None:
            return None
        children, start, end = body_of(token)
        span = self._cell(token, cell) if in_cell else Span(origin.at(start), origin.at(end))
        if span is None or not children:
            return None
        heading = before.type == "heading_open" and before.markup.startswith("#")
        quoted = before.type == "kept" and self.text[span.end : span.end + 1] == '"'
        emitter = Emitter(self.md, self.env, heading=heading, cell=in_cell, quoted=quoted)
        return span, MarkdownInline(self.letter, origin, emitter).unit(
            children, self.text[span.start : span.end]
        )

    def _html(self, token: Token) -> Iterator[tuple[Span, TextUnit]]:
        """The units of a block of HTML; none where its lines are quoted, or a tag is cut off."""
        first, behind = token.map or [0, 0]
        lines = self._lines[first:behind]
        position = lines[0].start
        raw = self.text[position : lines[-1].end]
        is_quoted = any(self.text[line.start : line.end].lstrip().startswith(">") for line in lines)
        if is_quoted or _BEGINS_TAG.search(raw, raw.rfind(">") + 1):
            return
        begin = 0
        for fence in _fences(raw):
            yield from self._html_units(raw[begin : fence.start], position + begin)
            begin = fence.end
        yield from self._html_units(raw[begin:], position + begin)

    def _html_units(self, raw: str, position: int) -> Iterator[tuple[Span, TextUnit]]:
        for part in html_parts(raw, self.letter, has_code=True):
            length = len(part if isinstance(part, str) else part.raw)
            if not isinstance(part, str):
                yield Span(position, position + length), part
            position += length

    def _attributes(self, token: Token) -> Iterator[tuple[Span, TextUnit]]:
        """What a reader sees of the attributes of a component."""
        first, behind = token.map or [0, 0]
        start, end = self._lines[first].start, self._lines[behind - 1].end
        is_tag = self.text[start:end].lstrip().startswith("<")
        if is_tag or self.text[start:end].lstrip().startswith("{"):
            for found in _VISIBLE.finditer(self.text, start, end):
                unit = attribute_unit(
                    found["value"], self.letter, written=escape if is_tag else _without_marks
                )
                if unit is not None:
                    yield Span(*found.span("value")), unit

    def _origin(self, token: Token) -> InlineSource | None:
        """Where the lines of a paragraph or a heading stand; None where they are not to be found."""
        lines = []
        offset = 0
        first = token.map[0] if token.map else 0
        for number, content in enumerate(token.content.split("\n"), first):
            body = content.strip(" \t")
            line = self._lines[number]
            raw = self.parsed[line.start : line.end]
            at = raw.rfind(body)
            if at < 0:
                return None
            lead = len(content) - len(content.lstrip(" \t"))
            lines.append((offset + lead, line.start + at))
            offset += len(content) + 1
        return InlineSource(self.text, tuple(lines))

    def _cell(self, token: Token, number: int) -> Span | None:
        """Where a cell of a table stands; None where it is not to be found."""
        row = token.map[0] if token.map else 0
        if self._row[0] != row:
            self._row = row, list(_cells(self.text, self._lines[row]))
        if number >= len(self._row[1]):
            return None
        span = self._row[1][number]
        cell = self.text[span.start : span.end]
        if without_spaces(cell.strip()).replace("\\|", "|") != token.content:
            return None
        start = span.start + len(cell) - len(cell.lstrip())
        return Span(start, start + len(cell.strip()))


def _without_marks(text: str) -> str:
    """What may stand between straight marks without escapes."""
    return text.replace('"', "”").replace("'", "’")


def _cells(text: str, line: Span) -> Iterator[Span]:
    """The cells of a line of a table."""
    end = line.start + len(text[line.start : line.end].rstrip())
    head = _CONTAINER.match(text, line.start, end)
    position = head.end() if head else line.start
    position += text.startswith("|", position, end)
    while position <= end:
        cell = _CELL.match(text, position, end)
        last = cell.end() if cell else position
        yield Span(position, last)
        position = last + 1


def _fences(raw: str) -> Iterator[Span]:
    """Fenced code in a block of HTML: renderers of MDX and of many sites show it as such."""
    opening: re.Match[str] | None = None
    for found in _FENCE.finditer(raw):
        if opening is None:
            opening = found if "`" not in found["rest"] else None
        elif found["mark"].startswith(opening["mark"]) and not found["rest"].strip():
            yield Span(opening.start(), found.end())
            opening = None
