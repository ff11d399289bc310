"""TEI as a tree in which every node knows its place in the file, so that what stays does so to the byte.

lxml reads the file as well: it says whether it is XML, and what namespace each element is in. No entity is
expanded, and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from typing import Any, Final, Literal

from lxml import etree

from bitext.documents.tei.elements import ASIDES, BLOCKS, HOLDERS, P4_ROOTS, ROOTS
from bitext.errors import FormatError

NodeKind = Literal["element", "text", "other", "line"]

_MARKUP: Final = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"|<!DOCTYPE(?:[^\[>\"']|\"[^\"]*+\"|'[^']*+')*+"
    r"(?:\[(?:[^\]\"'<]|\"[^\"]*+\"|'[^']*+'|<!--.*?-->|<\?.*?\?>|<)*+\]\s*+)?+>"
    r"|</(?P<close>[^\s>]++)\s*+>"
    r"|<(?P<open>[^\s/>!?]++)(?P<attributes>(?:[^>\"'/]|\"[^\"]*+\"|'[^']*+'|/(?!>))*+)(?P<empty>/?+)>",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"""\s([^\s=]++)\s*+=\s*+("[^"]*+"|'[^']*+')""")
_REFERENCE: Final = re.compile(
    r"&(?:#(?:[xX](?P<hex>[0-9A-Fa-f]{1,8}+)|(?P<number>[0-9]{1,8}+))|(?P<name>[\w.:-]++));"
)
_XML: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MOST_CHARACTERS: Final = 0x10FFFF
_DEEPEST: Final = 100


@dataclass(slots=True)
class TeiNode:
    """An element, a stretch of text, or something else (a comment, a processing instruction).

    A *line* is what stands between two lines of verse: the tags that end the one and begin the other.

    It is ``source[start:end]``; what is in an element ``source[inner:inner_end]``. ``name`` is empty for what
    is no element of TEI; ``is_block``: text before it and behind it belongs to different blocks.
    ``depth`` is how many elements are around it.
    """

    kind: NodeKind
    start: int
    end: int = -1
    name: str = ""
    inner: int = -1
    inner_end: int = -1
    attributes: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Where the value of each attribute stands, without its quotation marks."""
    children: list[TeiNode] = field(default_factory=list)
    depth: int = 0
    is_block: bool = False

    @property
    def is_too_deep(self) -> bool:
        """Whether so many elements are around it that it is left as it is."""
        return self.depth > _DEEPEST


def tree_of(source: str, name: str) -> TeiNode:
    """The tree of a file, the root of which stands for the whole of it. Raises FormatError."""
    elements = _checked(source, name)
    root = TeiNode("element", 0, len(source), inner=0, inner_end=len(source))
    stack, at = [root], 0
    for found in _MARKUP.finditer(source):
        if found.start() > at:
            stack[-1].children.append(TeiNode("text", at, found.start()))
        at = found.end()
        if found["open"] is not None:
            _begin(found, stack, next(elements))
        elif found["close"] is not None:
            _end(stack, found.start(), found.end())
        else:
            stack[-1].children.append(TeiNode("other", *found.span()))
    if at < len(source):
        stack[-1].children.append(TeiNode("text", at, len(source)))
    return root


def _begin(found: re.Match[str], stack: list[TeiNode], name: str) -> None:
    around = stack[-1]
    node = TeiNode("element", found.start(), name=name, inner=found.end(), depth=around.depth + 1)
    first = found.start("attributes")
    for attribute in _ATTRIBUTE.finditer(found["attributes"]):
        node.attributes[attribute[1]] = (first + attribute.start(2) + 1, first + attribute.end(2) - 1)
    node.is_block = name in BLOCKS or around.name in HOLDERS
    around.children.append(node)
    stack.append(node)
    if found["empty"]:
        _end(stack, found.end(), found.end())


def _end(stack: list[TeiNode], inner_end: int, end: int) -> None:
    node = stack.pop()
    node.inner_end, node.end = inner_end, end
    if node.is_block and stack[-1].name not in ASIDES:
        stack[-1].is_block = True


def _checked(source: str, name: str) -> Iterator[str]:
    """The local names of the elements in order; empty for those that are not of TEI."""
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(source.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"{name} cannot be read: {error}.") from None
    kind = etree.QName(root).localname
    if kind in P4_ROOTS:
        raise FormatError(
            f"{name} is TEI P4; convert it to P5 first, for example with p4top5.xsl of the TEI."
        )
    if kind not in ROOTS:
        raise FormatError(f"{name} does not begin with <TEI>; check that it is a TEI file.")
    return _names(root)


def _names(root: Any) -> Iterator[str]:
    namespace = etree.QName(root).namespace
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        yield name.localname if name.namespace == namespace else ""


def pieces_of(raw: str) -> Iterator[tuple[str, str | None]]:
    """Raw text in pieces, each with what it says; None for an entity that only the file's DTD knows."""
    at = 0
    for found in _REFERENCE.finditer(raw):
        if found.start() > at:
            yield raw[at : found.start()], raw[at : found.start()]
        yield found[0], _character(found)
        at = found.end()
    if at < len(raw):
        yield raw[at:], raw[at:]


def _character(found: re.Match[str]) -> str | None:
    if found["name"]:
        return _XML.get(found["name"]) or html5.get(f"{found['name']};")
    code = int(found["hex"], 16) if found["hex"] else int(found["number"])
    return chr(code) if code <= _MOST_CHARACTERS else None


def text_of(raw: str) -> str:
    """What a stretch of raw text says; an entity that is not known as it is written."""
    return "".join(piece if said is None else said for piece, said in pieces_of(raw))
