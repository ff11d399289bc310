"""Moves in a tree of XHTML that take care of the text between elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from lxml import etree

from bitext.documents.book.page import XHTML, local_name

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def element(name: str, **attributes: str) -> Any:
    """An element of XHTML; ``class_`` is its class."""
    made = etree.Element(f"{{{XHTML}}}{name}", nsmap={None: XHTML})
    for key, value in attributes.items():
        made.set(key.rstrip("_"), value)
    return made


def set_language(node: Any, lang: str) -> None:
    """Say of an element in which language it is."""
    node.set(XML_LANG, lang)
    node.set("lang", lang)


def add_class(node: Any, name: str) -> None:
    """Add a class to those that an element has."""
    node.set("class", f"{node.get('class', '')} {name}".strip())


def add_text(node: Any, text: str | None) -> None:
    """Put text behind what is in an element."""
    children = list(node)
    if not text:
        return
    if children:
        children[-1].tail = (children[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def take_over(node: Any, other: Any) -> None:
    """Move all that is in ``other`` behind what is in ``node``."""
    add_text(node, other.text)
    for child in list(other):
        node.append(child)


def put_before(place: Any, nodes: Sequence[Any], between: str = " ") -> None:
    """Put elements before another, with text between them."""
    for node in nodes:
        node.tail = between if node is not nodes[-1] else None
        place.addprevious(node)


def remove(node: Any) -> None:
    """Take an element out of the tree; the text behind it stays."""
    parent, before = node.getparent(), node.getprevious()
    if node.tail:
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    node.tail = None
    parent.remove(node)


def unwrap(node: Any) -> None:
    """Take an element out of the tree; what is in it stays."""
    parent = node.getparent()
    before = node.getprevious()
    if node.text:
        if before is None:
            parent.text = (parent.text or "") + node.text
        else:
            before.tail = (before.tail or "") + node.text
    children = list(node)
    for child in children:
        node.addprevious(child)
    node.text = None
    remove(node)


def text_in(node: Any) -> str:
    """All the text in an element."""
    text: str = etree.tostring(node, method="text", encoding="unicode", with_tail=False)
    return text


def elements_in(node: Any) -> Iterator[Any]:
    """The elements in an element, itself not among them; a list, so that the tree may change."""
    return iter([each for each in node.iterdescendants() if isinstance(each.tag, str)])


def are_siblings(nodes: Sequence[Any]) -> bool:
    """Whether elements follow one another, with nothing but white space between them."""
    return all(
        first.getnext() is second and not (first.tail or "").strip() for first, second in pairwise(nodes)
    )


def is_within(node: Any, names: Iterable[str]) -> bool:
    """Whether an element of one of these names is around an element."""
    wanted = frozenset(names)
    return any(local_name(each) in wanted for each in node.iterancestors())
