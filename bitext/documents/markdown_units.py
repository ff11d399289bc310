"""The inline content of a block of Markdown → a unit: its text, and the tags over it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

from markdown_it.token import Token

from bitext.documents.blocks import BlockWriter, TagKind
from bitext.documents.html_elements import (
    LITERAL,
    OPAQUE,
    WITHIN_WORDS,
    TagEvent,
    begins_word,
    kind_of,
    pair_tags,
    tag_name,
)
from bitext.documents.markdown_inline import STAND_IN
from bitext.documents.markdown_parser import place_of
from bitext.documents.markdown_writer import Emitter, plain, write_title
from bitext.documents.template import Parts, TagMarkup, TextUnit
from bitext.text.masking import split_literals

_NO_ELEMENTS: Final = ("text", "softbreak", "hardbreak", "attributes", "html_inline")
_NOTE: Final = re.compile(
    r"(?P<note>\[\^[^\]\s]{1,80}\])"
    r"|(?<![\w~^])\w*+(?:[~^](?=[^\s~^])[^\s~^\[\]]{1,20}[~^])+\w*"  # H~2~O, x^2^
)
_HEAD: Final = re.compile(r"(?:\[\^[^\]\s]{1,80}\]:|\[[ xX/-]\]|\[![\w-]{3,20}\][-+]?)(?:[ \t]+|$)")
_TITLE: Final = re.compile(
    r"""(?P<before>\]\(\s*(?:<[^<>\n]*>|[^\s<]\S*)\s+)(?P<open>["'(])(?P<title>.*)["')]\s*\)""", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class InlineSource:
    """Where inline content stands in the file: (offset in the content, offset in the file) of each line.

    ``base`` is added to the offsets that are asked for.
    """

    text: str
    lines: tuple[tuple[int, int], ...] = ((0, 0),)
    base: int = 0

    def at(self, offset: int) -> int:
        """Where an offset of the content is in the file."""
        offset += self.base
        content, file = self.lines[max(0, bisect_right(self.lines, offset, key=itemgetter(0)) - 1)]
        return file + offset - content

    def raw(self, start: int, end: int) -> str:
        """What stands in the file at a stretch of the content."""
        return self.text[self.at(start) : self.at(end)]

    def within(self, start: int) -> InlineSource:
        """The same for content that begins at ``start`` of this one."""
        return replace(self, base=self.base + start)


class MarkdownInline:
    """Writes the inline content of one block into a unit."""

    def __init__(self, letter: str, origin: InlineSource, emitter: Emitter) -> None:
        self._letter = letter
        self._origin = origin
        self._emitter = emitter
        self._writer = BlockWriter(letter)
        self._marks: list[TagMarkup] = []
        self._is_behind_a_link = False
        self._opened: list[int] = []

    def unit(self, tokens: Sequence[Token], raw: str, *, aside: bool = False) -> TextUnit:
        """The unit of some tokens, which stand in the file as ``raw``."""
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
                attributes = _attributes_behind(tokens, at)
                self._token(token, attributes)
                at += bool(attributes)
            at += 1

    def _token(self, token: Token, attributes: str) -> None:
        """Take a token; ``attributes`` are those in braces right behind it, which belong to it."""
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.nesting == 1:
            self._begin(token, name)
        elif token.nesting == -1:
            self._close(attributes)
        elif token.type == "text":
            self._text(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            self._writer.end_line(self._key(TagMarkup((self._break(token),))), soft=True)
        elif token.type in ("code_inline", "math", "literal"):
            self._literal(token, "code", attributes)
        elif token.type == "image":
            self._image(token, attributes)
        else:
            kind = "code" if token.type == "emoji" else "attributes"
            self._writer.point(self._key(TagMarkup((token.content + attributes,), name=kind)))
        if token.type != "text" or token.content:
            self._is_behind_a_link = token.type == "link_close"

    def _begin(self, token: Token, name: str) -> None:
        """Take an opening token."""
        if name == "link":
            if self._is_behind_a_link:
                self._writer.separate()
            self._open(TagMarkup(("[",), self._target(token, 1), name), "link")
        elif name == "span":
            self._open(TagMarkup((token.markup,), (token.meta["closing"],), name), "link")
        else:
            self._open(TagMarkup((token.markup,), (token.markup,), name), "style")

    def _open(self, mark: TagMarkup, kind: TagKind, *, apart: bool = False) -> None:
        self._opened.append(self._key(mark))
        self._writer.open(kind, self._opened[-1], apart=apart)

    def _close(self, attributes: str) -> None:
        key = self._opened.pop()
        mark = self._marks[key]
        if attributes:
            self._marks[key] = replace(mark, closing=(*mark.closing, attributes))
        self._writer.close()

    def _text(self, text: str) -> None:
        text = text.replace(STAND_IN, " ")
        position = 0
        for found in _NOTE.finditer(text):
            self._words(text[position : found.start()])
            key = self._key(TagMarkup((found[0],), name="text"))
            if found["note"]:
                self._writer.point(key)
            else:
                self._writer.literal(key, found[0])
            position = found.end()
        self._words(text[position:])

    def _words(self, text: str) -> None:
        for piece, literal in split_literals(text):
            if literal:
                self._writer.literal(self._key(TagMarkup((plain(piece),), name="text")), piece)
            else:
                self._writer.write(piece)

    def _raw(self, token: Token) -> str:
        """What stands in the file for a token; nothing for one that has no place."""
        if token.type != "html_inline":
            return ""
        place = place_of(token)
        return self._origin.raw(place.start, place.end)

    def _literal(self, token: Token, name: str, attributes: str = "") -> None:
        place = place_of(token)
        raw = self._origin.raw(place.start, place.end)
        shown = token.content if token.type == "code_inline" else raw.strip("<>")
        self._writer.literal(self._key(TagMarkup((raw + attributes,), name=name)), shown)

    def _break(self, token: Token) -> str:
        """A line end with the white space around it and the marks at the head of the next line."""
        place = place_of(token)
        start, end = self._origin.at(place.start), self._origin.at(place.end)
        text = self._origin.text
        while token.type == "hardbreak" and text[start - 1] == " ":
            start -= 1
        return text[start:end]

    def _image(self, token: Token, attributes: str) -> None:
        place = place_of(token)
        inner = MarkdownInline(self._letter, self._origin.within(place.start + 2), self._emitter)
        label = self._origin.raw(place.start + 2, place.inner)
        alt = inner.unit(token.children, label, aside=True) if token.children else label
        self._writer.point(
            self._key(TagMarkup(("![", alt, *self._target(token, 2), attributes), name="image"))
        )

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
        writer = BlockWriter(self._letter)
        writer.write(str(title).replace(STAND_IN, " "))
        start, end = found.span("title")
        unit = TextUnit(writer.block(), found["title"], write_title(found["open"]), aside=True)
        return (tail[:start], unit, tail[end:])

    def _html(self, tokens: Sequence[Token], at: int, pairs: dict[int, int]) -> int:
        """Take an HTML tag; returns the index of the last token that was used."""
        raw = self._raw(tokens[at])
        name, closes = tag_name(raw)
        if at not in pairs:
            if name == "br":
                self._writer.end_line(self._key(TagMarkup((raw,), name="html")), soft=False)
            else:
                self._writer.point(self._key(TagMarkup((raw,), name="html")))
        elif closes:
            self._close("")
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
            closing = self._raw(tokens[pairs[at]])
            before = pairs.get(at - 1, at)
            if begins_word(raw, self._raw(tokens[before]) if before < at else ""):
                self._writer.separate()
            self._open(
                TagMarkup((raw,), (closing,), "html"), kind_of(name, raw), apart=name not in WITHIN_WORDS
            )
        return at


def body_of(token: Token) -> tuple[Sequence[Token], int, int]:
    """The inline content of a block without what stays at its edges, and where it begins and ends.

    At its head the box of a task, the name of a footnote, the kind of an alert; at its end its attributes.
    """
    children = list(token.children or [])
    start, end = 0, len(token.content)
    last = children[-1]
    if last.type == "attributes" and (len(children) == 1 or children[-2].type == "text"):
        children.pop()
        end = len(token.content[: place_of(last).start].rstrip())
        if children:
            children[-1].content = children[-1].content.rstrip()
    head = _HEAD.match(children[0].content) if children and children[0].type == "text" else None
    if head:
        start = head.end()
        children[0].content = children[0].content[start:]
        if not children[0].content and len(children) > 1 and children[1].type == "softbreak":
            start = place_of(children[1]).end
            del children[:2]
    return children, start, end


def _event(token: Token) -> TagEvent | None:
    """The opening or closing of an HTML tag or of a tag of Markdown; None for what does neither."""
    if token.type == "html_inline":
        name, closes = tag_name(token.content)
        return (("close" if closes else "open"), name) if name else None
    if token.nesting == 0 or token.info == "auto":
        return None
    return ("open" if token.nesting == 1 else "close"), f"/{token.type.rsplit('_', 1)[0]}"


def _attributes_behind(tokens: Sequence[Token], at: int) -> str:
    """The attributes in braces right behind a token that is no text."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is None or behind.type != "attributes" or tokens[at].type in _NO_ELEMENTS:
        return ""
    return "" if tokens[at].nesting == 1 else behind.content


def _is_number(tokens: Sequence[Token]) -> bool:
    return not any(map(str.isalpha, "".join(token.content for token in tokens if token.type == "text")))
