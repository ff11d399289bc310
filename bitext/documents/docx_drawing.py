"""What Word documents hold beside their paragraphs: text in drawings, charts and diagrams, alternative texts.

A paragraph of DrawingML (``a:p``) is a block; the formatting that most of it has is that of its words, other
formatting is a style over the words that have it. A title or a description is the value of an attribute, the
name of a series or a category of a chart the text of an element: each is a block without tags.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from bitext.documents.blocks import Block, BlockWriter
from bitext.documents.html_tokens import is_french
from bitext.documents.projection.block_links import LinkedBlock
from bitext.documents.projection.tags import Node, project_tags
from bitext.documents.projection.token_links import TokenLinks
from bitext.text.characters import NOT_XML
from bitext.text.masking import split_literals

ENGLISH: Final = "en-US"
"""What the languages of a document become."""
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_UNHEEDED: Final = frozenset(("lang", "altLang", "dirty", "err", "noProof", "smtClean", "smtId"))
"""Attributes of a run that are no formatting."""
_AT_EDGES: Final = frozenset(("pPr", "endParaRPr", "rPh", "phoneticPr"))
"""Elements of a paragraph that are no text: properties, and how its words are pronounced."""


def english(root: Any) -> None:
    """Mark as English the runs of DrawingML that are marked as French."""
    for element in root.iter(f"{A}rPr", f"{A}endParaRPr", f"{A}defRPr"):
        if is_french(element.get("lang", "")):
            element.set("lang", ENGLISH)


class DrawingParagraph:
    """An ``a:p``, or another element with runs; see :class:`bitext.documents.docx_paragraph.Paragraph`."""

    def __init__(self, element: Any, letter: str, space: str = A) -> None:
        """``space``: the namespace of the runs, in braces."""
        self._element = element
        self._space = space
        self._writer = BlockWriter(letter)
        self._elements: list[Any] = []
        """What a key stands for: the properties of a style, else an element that stays."""
        self._keys: dict[bytes, int] = {}
        self._lengths: Counter[int] = Counter()
        self._style: int | None = None
        for child in element:
            if isinstance(child.tag, str) and not _is_at_edge(child):
                self._take(child)
        self._end_style()
        block = self._writer.block()
        self._base = self._lengths.most_common(1)[0][0] if self._lengths else None
        gone = {at for at, tag in enumerate(block.tags) if tag.kind == "style" and tag.key == self._base}
        self.blocks = [block.without(gone)] if any(True for _ in element.iter(f"{space}t")) else []

    def rewrite(self, linked: Sequence[LinkedBlock | None]) -> None:
        """Put the target of the block in its place; None where it stays."""
        for one in linked:
            if one is None or not one.is_changed:
                continue
            nodes = project_tags(self.blocks[0], TokenLinks(one))
            edges = [child for child in self._element if _is_at_edge(child)]
            content = list(self._written(nodes, self._base))
            at_start = [child for child in edges if child.tag == f"{self._space}pPr"]
            for child in list(self._element):
                self._element.remove(child)
            self._element.extend([*at_start, *content, *(each for each in edges if each not in at_start)])

    def _take(self, child: Any) -> None:
        if child.tag == f"{self._space}r":
            self._text(child)
        elif child.tag == f"{self._space}br":
            self._writer.end_line(self._key(child), soft=False)
        elif self._writer.length and any(True for _ in child.iter("{*}t")):
            self._writer.literal(self._key(child), "".join(child.itertext("{*}t")))
        else:
            self._writer.point(self._key(child))

    def _text(self, run: Any) -> None:
        text = run.findtext(f"{self._space}t") or ""
        if text.isspace():
            self._writer.write(text)
            return
        key = self._formatting(run.find(f"{self._space}rPr"))
        if key != self._style:
            self._end_style()
            self._writer.open("style", key)
            self._style = key
        self._lengths[key] += len(text)
        for piece, literal in split_literals(text):
            if literal:
                self._writer.literal(self._key(self._run(self._elements[key], piece)), piece)
            else:
                self._writer.write(piece)

    def _end_style(self) -> None:
        if self._style is not None:
            self._writer.close()
            self._style = None

    def _key(self, element: Any) -> int:
        self._elements.append(deepcopy(element))
        return len(self._elements) - 1

    def _formatting(self, properties: Any) -> int:
        """The key of a formatting; the same for runs that look the same."""
        plain = deepcopy(properties)
        if plain is not None:
            for name in _UNHEEDED & set(plain.attrib):
                del plain.attrib[name]
        signature = b"" if plain is None else etree.tostring(plain, method="c14n")
        if signature not in self._keys:
            self._keys[signature] = self._key(properties)
        return self._keys[signature]

    def _written(self, nodes: Sequence[Node], style: int | None) -> Iterator[Any]:
        for node in nodes:
            if isinstance(node, str):
                yield self._run(None if style is None else self._elements[style], node)
            elif node.tag.kind == "style":
                yield from self._written(node.children, node.tag.key)
            else:
                yield deepcopy(self._elements[node.tag.key])

    def _run(self, properties: Any, text: str) -> Any:
        run = etree.Element(f"{self._space}r")
        if properties is not None:
            run.append(deepcopy(properties))
        written = etree.SubElement(run, f"{self._space}t")
        written.text = NOT_XML.sub("\ufffd", text)
        if self._space != A and text != text.strip():
            written.set(_XML_SPACE, "preserve")
        return run


def _is_at_edge(child: Any) -> bool:
    return isinstance(child.tag, str) and etree.QName(child).localname in _AT_EDGES


class PlainText:
    """A text without formatting: the value of an attribute (``attribute``), or the text of an element."""

    def __init__(self, element: Any, letter: str, attribute: str | None = None) -> None:
        self._element = element
        self._attribute = attribute
        self._literals: list[str] = []
        writer = BlockWriter(letter)
        for piece, literal in split_literals(element.get(attribute) if attribute else element.text or ""):
            if literal:
                self._literals.append(piece)
                writer.literal(len(self._literals) - 1, piece)
            else:
                writer.write(piece)
        self.blocks: list[Block] = [writer.block()]

    def rewrite(self, linked: Sequence[LinkedBlock | None]) -> None:
        """Put the target in the place of the text; None where it stays."""
        for one in linked:
            if one is None or not one.is_changed:
                continue
            nodes = project_tags(self.blocks[0], TokenLinks(one))
            text = "".join(node if isinstance(node, str) else self._literals[node.tag.key] for node in nodes)
            text = NOT_XML.sub("\ufffd", text)
            if self._attribute:
                self._element.set(self._attribute, text)
            else:
                self._element.text = text
