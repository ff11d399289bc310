"""The words of a block of TEI and the elements in them → a unit of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import Final

from bitext.documents.blocks import BlockWriter
from bitext.documents.projection.tags import Node
from bitext.documents.tei.elements import (
    ASIDES,
    BREAKS,
    CHOICES,
    LINKS,
    LITERAL,
    OPAQUE,
    TOKENS,
    WITHIN_WORDS,
)
from bitext.documents.tei.source import TeiSource
from bitext.documents.tei.tree import TeiNode, pieces_of
from bitext.documents.template import Parts, TagMarkup, TextUnit, write
from bitext.text.characters import NOT_XML
from bitext.text.document import Span
from bitext.text.masking import split_literals

_SPACE: Final = re.compile(r"[ \t\n\r\f]*\n[ \t\n\r\f]*|[ \t\r\f]+")
_HYPHENS: Final = ("-", "\u00ad", "\u2010", "\u00ac")
_ID: Final = re.compile(r"""\sxml:id\s*=\s*(?:"[^"]*"|'[^']*')""")
_LINE: Final = "line"
"""The name of what ends a line of verse and begins the next."""

Aside = Callable[..., Iterator[str | TextUnit]]


class TeiInline:
    """Writes the nodes of a run into a unit."""

    def __init__(self, source: TeiSource, aside_of: Aside, span: Span, *, aside: bool) -> None:
        """``aside_of`` gives the parts of a note; ``span`` is the run without white space at its edges."""
        self._source = source
        self._aside_of = aside_of
        self._span = span
        self._aside = aside
        self._writer = BlockWriter(source.letter)
        self._marks: list[TagMarkup] = []

    def unit(self, run: Sequence[TeiNode]) -> TextUnit:
        """The unit of a run."""
        self._nodes(run)
        raw = self._source.raw(self._span.start, self._span.end)
        return TextUnit(self._writer.block(), raw, _emit, self._marks, self._aside)

    def _nodes(self, nodes: Sequence[TeiNode]) -> None:
        for at, node in enumerate(nodes):
            before = nodes[at - 1] if at else None
            if node.kind == "text":
                self._text(node, before, nodes[at + 1] if at + 1 < len(nodes) else None)
            elif node.kind == "line":
                self._writer.end_line(self._key((self._raw(node),), name=_LINE), soft=False)
            elif node.kind == "other":
                self._writer.point(self._key((self._raw(node),)))
            else:
                self._element(node, before)

    def _element(self, node: TeiNode, before: TeiNode | None) -> None:
        name = node.name
        chosen = self._chosen(node)
        if name in BREAKS:
            self._break(node)
        elif not name or name in OPAQUE or node.is_too_deep or (name in CHOICES and chosen is None):
            self._point(node)
        elif name in LITERAL or self._source.is_foreign(node):
            self._literal(node)
        elif name in ASIDES:
            self._writer.point(self._key(tuple(self._aside_of(node, aside=self._aside))))
        else:
            if name in TOKENS and before is not None and before.name == name:
                self._writer.separate()
            self._open(node, chosen or node)

    def _chosen(self, node: TeiNode) -> TeiNode | None:
        """The child that is read, of an element that offers several readings."""
        children = [child for child in node.children if child.kind == "element"]
        order = CHOICES.get(node.name, ())
        found = (child for name in order for child in children if child.name == name)
        return next((child for child in found if not self._source.is_foreign(child)), None)

    def _open(self, node: TeiNode, inner: TeiNode) -> None:
        """An element over words, which stand in ``inner``: the element itself, or a child of it."""
        raw, closing = self._source.raw, self._source.raw(inner.inner_end, node.end)
        opening = self._source.opening(node)
        if inner is not node:
            opening += raw(node.inner, inner.start) + self._source.opening(inner)
        is_link = node.name in LINKS or "xml:id" in node.attributes
        key = self._key((opening,), (closing,))
        self._writer.open("link" if is_link else "element", key, apart=node.name not in WITHIN_WORDS)
        self._nodes(inner.children)
        self._writer.close()

    def _point(self, node: TeiNode) -> None:
        self._writer.point(self._key((self._raw(node),)), apart=node.name not in WITHIN_WORDS)

    def _literal(self, node: TeiNode) -> None:
        shown = self._source.shown(node)
        if shown.strip():
            self._writer.literal(self._key((self._raw(node),)), shown)
        else:
            self._point(node)

    def _break(self, node: TeiNode) -> None:
        if self._source.joins_words(node):
            self._writer.point(self._key((self._source.loose(node),)))
        elif node.name == "lb":
            self._writer.end_line(self._key((self._raw(node),)), soft=False)
        else:
            self._point(node)

    def _key(self, opening: Parts, closing: Parts = (), name: str = "") -> int:
        self._marks.append(TagMarkup(opening, closing, name))
        return len(self._marks) - 1

    def _raw(self, node: TeiNode) -> str:
        return self._source.raw(node.start, node.end)

    def _text(self, node: TeiNode, before: TeiNode | None, after: TeiNode | None) -> None:
        raw = self._source.raw(max(node.start, self._span.start), min(node.end, self._span.end))
        if after is not None and self._joins(after):
            raw = raw[: _hyphen(raw)]
        if before is not None and self._joins(before):
            raw = raw.lstrip()
        for piece, said in pieces_of(raw):
            if said is None:
                self._writer.literal(self._key((piece,)), piece)
            elif said == piece:
                self._plain(piece)
            else:
                self._writer.write(said)

    def _joins(self, node: TeiNode) -> bool:
        return node.name in BREAKS and self._source.joins_words(node)

    def _plain(self, raw: str) -> None:
        for piece, literal in split_literals(raw):
            if literal:
                self._writer.literal(self._key((escape(piece, quote=False),)), piece)
            else:
                self._words(piece)

    def _words(self, text: str) -> None:
        position = 0
        for space in _SPACE.finditer(text):
            self._writer.write(text[position : space.start()])
            if "\n" in space[0]:
                self._writer.end_line(self._key((space[0],)), soft=True)
            else:
                self._writer.write(" ")
            position = space.end()
        self._writer.write(text[position:])


def _hyphen(raw: str) -> int:
    """Where a word ends that goes on behind the end of its line: before its hyphen."""
    end = len(raw.rstrip())
    return end - 1 if raw[:end].endswith(_HYPHENS) else end


def _emit(unit: TextUnit, nodes: Iterable[Node]) -> str:
    return "".join(_written(unit, nodes, ()))


def _written(unit: TextUnit, nodes: Iterable[Node], around: tuple[TagMarkup, ...]) -> Iterator[str]:
    """A tree of the target; where a line of verse ends in an element, that is closed and opened again."""
    for node in nodes:
        if isinstance(node, str):
            yield escape(NOT_XML.sub("\ufffd", node), quote=False)
            continue
        mark = unit.marks[node.tag.key]
        if mark.name == _LINE:
            yield from (write(each.closing) for each in reversed(around))
            yield write(mark.opening)
            yield from (_ID.sub("", write(each.opening)) for each in around)
            continue
        yield write(mark.opening)
        yield from _written(unit, node.children, (*around, mark))
        yield write(mark.closing)
