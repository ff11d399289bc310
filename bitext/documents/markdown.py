"""Markdown: CommonMark with tables, strikethrough, footnotes, formulas and front matter.

markdown-it finds the blocks by line and the inline content in them. Only inline content is written
anew: list marks, indentation, quote marks, code, HTML blocks, link targets, link definitions and front
matter stay as they are, and lines end where they ended in the sense of the text. The texts of images and
the titles of links are translated too, behind the running text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from markdown_it.token import Token

from bitext.documents.blocks import BlockWriter
from bitext.documents.html_elements import (
    LITERAL,
    OPAQUE,
    WITHIN_WORDS,
    TagEvent,
    kind_of,
    pair_tags,
    tag_name,
)
from bitext.documents.markdown_parser import parser, place_of
from bitext.documents.markdown_writer import Emitter, plain, write_title
from bitext.documents.template import Parts, TagMarkup, Template, TextUnit
from bitext.files import AUTO, decoded
from bitext.text.document import Span
from bitext.text.masking import mask_letter, split_literals

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_FRONT: Final = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(?:.*?\n)?(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_NOTE: Final = re.compile(r"\[\^[^\]\s]{1,80}\]")
_HEAD: Final = re.compile(r"\[\^[^\]\s]{1,80}\]:(?=\s)|\[[ xX]\](?=\s)|\[![A-Z]{3,12}\](?=\s|$)")
_CELL: Final = re.compile(r"(?:[^|\\]|\\.|\\$)*")
_CONTAINER: Final = re.compile(r"[\s>]*(?:(?:[-+*]|\d{1,9}[.)])[\s>]+)*")
_TITLE: Final = re.compile(
    r"""(?P<before>\]\(\s*(?:<[^<>\n]*>|[^\s<]\S*)\s+)(?P<open>["'(])(?P<title>.*)["')]\s*\)""", re.DOTALL
)
_EMPHASIS: Final = {"em", "strong", "s"}


def read(data: bytes, name: str, encoding: str = AUTO) -> Template:
    """Take a Markdown file apart; it is written in UTF-8. Raises EncodingError as ``decoded`` does."""
    found = decoded(data, name, encoding)
    bom = codecs.BOM_UTF8 if found.mark == codecs.BOM_UTF8 else b""
    parts = list(_FileReader(found.text).parts())
    return Template(parts, lambda written: bom + written.encode("utf-8", "backslashreplace"))


@dataclass(frozen=True, slots=True)
class _InlineSource:
    """Where inline content stands in the file: (offset in the content, offset in the file) of each line."""

    text: str
    lines: tuple[tuple[int, int], ...] = ((0, 0),)

    def at(self, offset: int) -> int:
        content, file = next(line for line in reversed(self.lines) if line[0] <= offset)
        return file + offset - content

    def raw(self, start: int, end: int) -> str:
        return self.text[self.at(start) : self.at(end)]

    def within(self, start: int) -> _InlineSource:
        """The same for content that begins at ``start`` of this one."""
        later = tuple((content - start, file) for content, file in self.lines if content > start)
        return _InlineSource(self.text, ((0, self.at(start)), *later))


class _FileReader:
    """Cuts a file into parts that stay and units."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.letter = mask_letter(text)
        self.md = parser()
        self.env: dict[str, Any] = {}
        front = _FRONT.match(text)
        self._body = front.end() if front else 0
        self._lines = [Span(*line.span()) for line in _LINE.finditer(text, self._body)]

    def parts(self) -> Iterator[str | TextUnit]:
        """The whole file, in order."""
        position = 0
        for span, unit in self._units():
            yield self.text[position : span.start]
            yield unit
            position = span.end
        yield self.text[position:]

    def _units(self) -> Iterator[tuple[Span, TextUnit]]:
        tokens = self.md.parse(self.text[self._body :], self.env)
        cell = 0
        for before, token in pairwise(tokens):
            cell = 0 if before.type == "tr_open" else cell + (before.type in ("th_close", "td_close"))
            if token.type != "inline" or not token.children:
                continue
            in_cell = before.type in ("th_open", "td_open")
            origin = _InlineSource(token.content) if in_cell else self._origin(token)
            if origin is None:
                continue
            span = self._cell(token, cell) if in_cell else self._span(token, origin)
            if span is None:
                continue
            heading = before.type == "heading_open" and before.markup.startswith("#")
            emitter = Emitter(self.md, self.env, heading=heading, cell=in_cell)
            unit = _MarkdownInline(self, origin, emitter).unit(
                token.children, self.text[span.start : span.end]
            )
            yield span, unit

    def _origin(self, token: Token) -> _InlineSource | None:
        """Where the lines of a paragraph or a heading stand; None where they are not to be found."""
        lines = []
        offset = 0
        first = token.map[0] if token.map else 0
        for number, content in enumerate(token.content.split("\n"), first):
            body = content.strip(" \t")
            line = self._lines[number]
            raw = self.text[line.start : line.end]
            at = raw.rfind(body)
            if at < 0:
                return None
            lead = len(content) - len(content.lstrip(" \t"))
            lines.append((offset + lead, line.start + at))
            offset += len(content) + 1
        return _InlineSource(self.text, tuple(lines))

    @staticmethod
    def _span(token: Token, origin: _InlineSource) -> Span:
        return Span(origin.at(0), origin.at(len(token.content)))

    def _cell(self, token: Token, number: int) -> Span | None:
        """Where a cell of a table stands; None where it is not to be found."""
        line = self._lines[token.map[0] if token.map else 0]
        raw = self.text[line.start : line.end].rstrip()
        head = _CONTAINER.match(raw)
        position = head.end() if head else 0
        position += raw.startswith("|", position)
        for _ in range(number):
            position = _cell_end(raw, position) + 1
        cell = raw[position : _cell_end(raw, position)]
        if cell.strip().replace("\\|", "|") != token.content:
            return None
        start = line.start + position + len(cell) - len(cell.lstrip())
        return Span(start, start + len(cell.strip()))


class _MarkdownInline:
    """Writes the inline content of one block into a unit."""

    def __init__(self, reader: _FileReader, origin: _InlineSource, emitter: Emitter) -> None:
        self._reader = reader
        self._origin = origin
        self._emitter = emitter
        self._writer = BlockWriter(reader.letter)
        self._marks: list[TagMarkup] = []
        self._is_behind_a_link = False

    def unit(self, tokens: Sequence[Token], raw: str, *, aside: bool = False) -> TextUnit:
        first = tokens[0]
        head = _HEAD.match(first.content) if first.type == "text" and not aside else None
        if head:
            self._writer.point(self._key(TagMarkup((head[0],), name="text")))
            first.content = first.content[head.end() :]
        self._walk(tokens)
        return TextUnit(self._writer.block(), raw, self._emitter, self._marks, aside)

    def _key(self, mark: TagMarkup) -> int:
        self._marks.append(mark)
        return len(self._marks) - 1

    def _walk(self, tokens: Sequence[Token]) -> None:
        pairs = pair_tags([_event(token) for token in tokens])
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "html_inline":
                at = self._html(tokens, at, pairs)
            elif token.info == "auto":
                self._literal(token, "code")
                at += 2
            else:
                self._token(token)
            at += 1

    def _token(self, token: Token) -> None:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.type == "text":
            self._text(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            self._writer.end_line(self._key(TagMarkup((self._break(token),))), soft=True)
        elif token.type in ("code_inline", "math"):
            self._literal(token, "code")
        elif token.type == "image":
            self._image(token)
        elif token.nesting == -1:
            self._writer.close()
            self._is_behind_a_link = token.type == "link_close"
            return
        elif name in _EMPHASIS:
            self._writer.open("style", self._key(TagMarkup((token.markup,), (token.markup,), name)))
        elif name == "link":
            if self._is_behind_a_link:
                self._writer.separate()
            self._writer.open("link", self._key(TagMarkup(("[",), self._target(token, 1), name)))
        if token.type != "text" or token.content:
            self._is_behind_a_link = False

    def _text(self, text: str) -> None:
        position = 0
        for note in _NOTE.finditer(text):
            self._words(text[position : note.start()])
            self._writer.point(self._key(TagMarkup((note[0],), name="text")))
            position = note.end()
        self._words(text[position:])

    def _words(self, text: str) -> None:
        for piece, literal in split_literals(text):
            if literal:
                self._writer.literal(self._key(TagMarkup((plain(piece),), name="text")), piece)
            else:
                self._writer.write(piece)

    def _literal(self, token: Token, name: str) -> None:
        place = place_of(token)
        raw = self._origin.raw(place.start, place.end)
        shown = token.content if token.type == "code_inline" else raw.strip("<>")
        self._writer.literal(self._key(TagMarkup((raw,), name=name)), shown)

    def _break(self, token: Token) -> str:
        """A line end with the white space around it and the marks at the head of the next line."""
        place = place_of(token)
        start, end = self._origin.at(place.start), self._origin.at(place.end)
        text = self._origin.text
        while token.type == "hardbreak" and text[start - 1] == " ":
            start -= 1
        return text[start:end]

    def _image(self, token: Token) -> None:
        place = place_of(token)
        inner = _MarkdownInline(self._reader, self._origin.within(place.start + 2), self._emitter)
        label = self._origin.raw(place.start + 2, place.inner)
        alt = inner.unit(token.children, label, aside=True) if token.children else label
        self._writer.point(self._key(TagMarkup(("![", alt, *self._target(token, 2)), name="image")))

    def _target(self, token: Token, head: int) -> Parts:
        """What stands behind the text of a link: its address and title, or the name of a definition."""
        place = place_of(token)
        tail = self._origin.raw(place.inner, place.end)
        if tail in ("]", "][]"):
            return (f"][{' '.join(self._origin.raw(place.start + head, place.inner).split())}]",)
        found = _TITLE.fullmatch(tail)
        title = token.attrGet("title")
        if not found or not title:
            return (tail,)
        writer = BlockWriter(self._reader.letter)
        writer.write(str(title))
        start, end = found.span("title")
        unit = TextUnit(writer.block(), found["title"], write_title(found["open"]), aside=True)
        return (tail[:start], unit, tail[end:])

    def _html(self, tokens: Sequence[Token], at: int, pairs: dict[int, int]) -> int:
        """Take an HTML tag; returns the index of the last token that was used."""
        raw = tokens[at].content
        name, closes = tag_name(raw)
        if at not in pairs:
            if name == "br":
                self._writer.end_line(self._key(TagMarkup((raw,), name="html")), soft=False)
            else:
                self._writer.point(self._key(TagMarkup((raw,), name="html")))
        elif closes:
            self._writer.close()
        elif name in LITERAL | OPAQUE or (name == "sup" and _is_number(tokens[at : pairs[at]])):
            start, end = place_of(tokens[at]).start, place_of(tokens[pairs[at]]).end
            key = self._key(TagMarkup((self._origin.raw(start, end),), name="raw"))
            if name in LITERAL:
                inside = tokens[at + 1 : pairs[at]]
                self._writer.literal(key, "".join(t.content for t in inside if t.type != "html_inline"))
            else:
                self._writer.point(key)
            return pairs[at]
        else:
            closing = tokens[pairs[at]].content
            key = self._key(TagMarkup((raw,), (closing,), "html"))
            self._writer.open(kind_of(name, raw), key, apart=name not in WITHIN_WORDS)
        return at


def _event(token: Token) -> TagEvent | None:
    """The opening or closing of an HTML tag or of a tag of Markdown; None for what does neither."""
    if token.type == "html_inline":
        name, closes = tag_name(token.content)
        return (("close" if closes else "open"), name) if name else None
    if token.nesting == 0 or token.info == "auto":
        return None
    return ("open" if token.nesting == 1 else "close"), f"/{token.type.rsplit('_', 1)[0]}"


def _is_number(tokens: Sequence[Token]) -> bool:
    return not any(map(str.isalpha, "".join(token.content for token in tokens if token.type == "text")))


def _cell_end(raw: str, position: int) -> int:
    found = _CELL.match(raw, position)
    return found.end() if found else position
