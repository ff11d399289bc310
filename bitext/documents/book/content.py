"""The content of a block as a tree with places: of the original as it is, of its translation as projected."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bitext.documents.blocks import Block
from bitext.documents.book.inline import Inline, Markup, Words, written
from bitext.documents.html_scanner import text_of
from bitext.documents.projection.tags import Node, PlacedText
from bitext.documents.template import Parts, TextUnit

_TAG: Final = re.compile(r"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<[^<>]*>", re.DOTALL)


def own_content(unit: TextUnit, start: int) -> tuple[Inline, ...]:
    """The words and the markup of the original; ``start`` is where the block begins in the text."""
    content = tuple(_OwnContent(unit, start).inside(-1, 0, len(unit.block.text)))
    if plain_text(written(content)) != plain_text(unit.raw):
        return (Markup(unit.raw, "", (), start, start + len(unit.block.text)),)
    return content


def projected_content(unit: TextUnit, nodes: Sequence[Node], start: int) -> tuple[Inline, ...]:
    """What annotation projection has made of a block; ``start`` is where its target begins in the text."""
    return tuple(_projected(unit, nodes, start, start))


def plain_text(markup: str) -> str:
    """The text of XHTML, its white space as single spaces."""
    return " ".join(text_of(_TAG.sub(_in_place_of_tag, markup)).split())


def _in_place_of_tag(found: re.Match[str]) -> str:
    """What a tag is in plain text: a line break is white space, CDATA is its text."""
    return " " if found[0].lower().startswith("<br") else found[1] or ""


def raw_of(parts: Parts) -> str:
    """What stands in the original."""
    return "".join(part if isinstance(part, str) else part.raw for part in parts)


def _projected(unit: TextUnit, nodes: Iterable[Node], start: int, cursor: int) -> Iterator[Inline]:
    for node in nodes:
        if isinstance(node, PlacedText):
            item: Inline = Words(str(node), start + node.start, start + node.start + len(node))
        elif isinstance(node, str):
            item = Words(node, cursor, cursor)
        else:
            mark = unit.marks[node.tag.key]
            first, last = start + node.place.start, start + node.place.end
            inside = tuple(_projected(unit, node.children, start, first))
            item = Markup(raw_of(mark.opening), raw_of(mark.closing), inside, first, last)
        cursor = max(cursor, item.end)
        yield item


class _OwnContent:
    """Puts the tags of a block back where they were."""

    def __init__(self, unit: TextUnit, start: int) -> None:
        self._unit = unit
        self._block: Block = unit.block
        self._start = start
        self._glued = unit.block.glued
        self._is_space = True
        """Whether white space, or nothing, was written last."""

    def inside(self, parent: int, begin: int, end: int) -> Iterator[Inline]:
        """What lies in a tag, which covers ``begin`` to ``end`` of the block."""
        cursor = begin
        for at in self._block.children.get(parent, ()):
            tag = self._block.tags[at]
            yield from self._words(cursor, tag.start)
            cursor = max(cursor, tag.start)
            if tag.is_empty and tag.spaced:
                yield from self._space(cursor)
            is_literal = tag.kind == "literal"
            inside = () if is_literal else tuple(self.inside(at, tag.start, tag.end))
            yield self._markup(tag.key, inside, tag.start, tag.end)
            cursor = max(cursor, tag.end)
            yield from (self._markup(key, (), cursor, cursor) for key in tag.further)
            if tag.ending:
                yield self._placed(tag.ending, cursor, cursor)
            if tag.is_empty and tag.after and self._block.text[cursor : cursor + 1] != " ":
                yield from self._space(cursor)
        yield from self._words(cursor, end)

    def _markup(self, key: int, inside: tuple[Inline, ...], start: int, end: int) -> Markup:
        mark = self._unit.marks[key]
        self._is_space = self._is_space and bool(inside)
        here = self._start
        return Markup(raw_of(mark.opening), raw_of(mark.closing), inside, here + start, here + end)

    def _placed(self, text: str, start: int, end: int) -> Words:
        self._is_space = text.endswith(" ")
        return Words(text, self._start + start, self._start + end)

    def _space(self, at: int) -> Iterator[Words]:
        if not self._is_space:
            yield self._placed(" ", at, at)

    def _words(self, start: int, end: int) -> Iterator[Words]:
        """The text without the spaces that are none of the original."""
        glued = self._glued[bisect_left(self._glued, start) : bisect_left(self._glued, end)]
        for first, last in zip([start, *(at + 1 for at in glued)], [*glued, end], strict=True):
            if first < last:
                yield self._placed(self._block.text[first:last], first, last)
