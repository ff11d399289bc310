"""One paragraph of an OpenDocument file (``text:p``, ``text:h``): its content → a block, and the target back.

The chain of spans that most of a paragraph has is the formatting of its words; another chain is a style over
the words that have it, a hyperlink a link. Notes, comments, bookmarks and frames are points, whose own
paragraphs are blocks of their own; fields within a sentence are literals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from bitext.documents.blocks import Block, BlockWriter
from bitext.documents.projection.block_links import LinkedBlock
from bitext.documents.projection.tags import Node, project_tags
from bitext.documents.projection.token_links import TokenLinks
from bitext.text.characters import NOT_XML
from bitext.text.masking import split_literals

TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LINKS: Final = (f"{TEXT}a", f"{TEXT}meta", f"{TEXT}meta-field")
_BREAKS: Final = (f"{TEXT}line-break", f"{TEXT}tab")
_BESIDE: Final = (f"{TEXT}note", f"{_OFFICE}annotation", f"{TEXT}script")
"""Elements whose text is none of the sentence that they stand in."""


class Paragraph:
    """A ``text:p`` or ``text:h``; see :class:`bitext.documents.docx_paragraph.Paragraph`."""

    def __init__(self, element: Any, letter: str) -> None:
        self._element = element
        self._writer = BlockWriter(letter)
        self._elements: list[Any] = []
        """What a key stands for: the spans of a style, a text that stays, or an element."""
        self._keys: dict[tuple[bytes, ...], int] = {}
        self._lengths: Counter[int] = Counter()
        self._chain: tuple[Any, ...] = ()
        self._style: int | None = None
        self._take_content(element)
        self._end_style()
        block = self._writer.block()
        self._base = self._lengths.most_common(1)[0][0] if self._lengths else None
        gone = {at for at, tag in enumerate(block.tags) if tag.kind == "style" and tag.key == self._base}
        self.blocks: list[Block] = [block.without(gone)]

    def rewrite(self, linked: Sequence[LinkedBlock | None]) -> None:
        """Put the target of the block in its place; None where it stays."""
        for one in linked:
            if one is None or not one.is_changed:
                continue
            nodes = project_tags(self.blocks[0], TokenLinks(one))
            content = list(self._written(nodes, self._base))
            _fill(self._element, content)

    def _take_content(self, element: Any) -> None:
        self._text(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self._take(child)
            self._text(child.tail or "")

    def _take(self, child: Any) -> None:
        if child.tag == f"{TEXT}span":
            around, self._chain = self._chain, (*self._chain, child)
            self._take_content(child)
            self._chain = around
        elif child.tag == f"{TEXT}s":
            self._writer.write(" ")
        elif child.tag in _LINKS:
            self._link(child)
        elif child.tag in _BREAKS:
            self._writer.end_line(self._key(child), soft=False)
        elif child.tag != f"{TEXT}soft-page-break":
            self._fixed(child)

    def _link(self, link: Any) -> None:
        self._end_style()
        self._writer.open("link", self._key(link))
        self._take_content(link)
        self._end_style()
        self._writer.close()

    def _fixed(self, child: Any) -> None:
        shown = "" if child.tag in _BESIDE or child.tag.startswith(_DRAW) else "".join(child.itertext())
        if shown.strip() and self._writer.length:
            self._set_style(len(shown))
            self._writer.literal(self._key(child), shown)
        else:
            self._writer.point(self._key(child))

    def _text(self, text: str) -> None:
        if text.isspace():
            self._writer.write(text)
            return
        for piece, literal in split_literals(text):
            self._set_style(len(piece))
            if literal:
                self._writer.literal(self._key(piece), piece)
            else:
                self._writer.write(piece)

    def _set_style(self, length: int) -> None:
        """The formatting of the next ``length`` characters."""
        told = tuple(_signature(span) for span in self._chain)
        if told not in self._keys:
            self._keys[told] = self._key(self._chain)
        key = self._keys[told]
        if key != self._style:
            self._end_style()
            self._writer.open("style", key)
            self._style = key
        self._lengths[key] += length

    def _end_style(self) -> None:
        if self._style is not None:
            self._writer.close()
            self._style = None

    def _key(self, element: Any) -> int:
        self._elements.append(element)
        return len(self._elements) - 1

    def _written(self, nodes: Sequence[Node], style: int | None) -> Iterator[Any]:
        """The texts and elements of the target; ``style``: the key of the spans around its words."""
        for node in nodes:
            if isinstance(node, str):
                yield self._in_spans(style, NOT_XML.sub("\ufffd", node))
            elif node.tag.kind == "style":
                yield from self._written(node.children, node.tag.key)
            elif node.tag.kind == "link":
                link = _empty(self._elements[node.tag.key])
                _fill(link, self._written(node.children, style))
                yield link
            elif node.tag.kind == "literal":
                yield self._in_spans(style, self._copy(node.tag.key))
            else:
                yield self._copy(node.tag.key)

    def _in_spans(self, style: int | None, content: Any) -> Any:
        for span in reversed(() if style is None else self._elements[style]):
            around = _empty(span)
            _fill(around, [content])
            content = around
        return content

    def _copy(self, key: int) -> Any:
        found = self._elements[key]
        if isinstance(found, str):
            return found
        copy = deepcopy(found)
        copy.tail = None
        return copy


def _signature(span: Any) -> bytes:
    return repr(sorted(span.attrib.items())).encode()


def _empty(element: Any) -> Any:
    return etree.Element(element.tag, element.attrib, element.nsmap)


def _fill(element: Any, content: Any) -> None:
    """Make ``content`` (texts and elements) the whole content of an element."""
    content = list(content)
    for child in list(element):
        element.remove(child)
    element.text = None
    for item in content:
        if not isinstance(item, str):
            element.append(item)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + item
        else:
            element.text = (element.text or "") + item
