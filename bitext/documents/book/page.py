"""A chapter as a tree of XHTML in which an element of our own stands for each block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from typing import Any, Final

from lxml import etree, html

from bitext.documents.book.sides import NO_STANZA
from bitext.documents.html_elements import names

XHTML: Final = "http://www.w3.org/1999/xhtml"
OPS: Final = "http://www.idpf.org/2007/ops"
TYPE: Final = f"{{{OPS}}}type"
PLACE: Final = f"{{{XHTML}}}bitext-block"
"""The element that stands for a block; its attribute ``n`` is the index of the block."""

_PROLOG: Final = re.compile(r"\A\s*(?:<\?xml[^>]*\?>)?((?:\s|<!--.*?-->|<\?[^>]*\?>)*)", re.DOTALL)
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_HTML: Final = re.compile(r"<html\b[^>]*>")
_OF_XML: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))
_VERSE: Final = re.compile(
    r"(?:^|[\s:_-])(?:stanza|strophe|verse|poem|po[eèé]me?|poesie|poetry|lg)(?:$|[\s_-])", re.IGNORECASE
)
"""What classes and types of verse are called."""
_NAMES: Final = names("h1 h2 h3 h4 h5 h6 li td th dt dd caption figcaption blockquote summary legend")


@dataclass(frozen=True, slots=True)
class BookPage:
    """A chapter: its file, the XHTML with a place for each block, and the indices of the blocks."""

    name: str
    markup: str
    blocks: range


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: the element that holds it, and the number of its stanza."""

    name: str
    stanza: int


def place_of(index: int) -> str:
    """What stands in the XHTML of a page for a block."""
    return f'<bitext-block n="{index}"></bitext-block>'


def parsed_page(page: BookPage) -> tuple[Any, dict[int, Any]]:
    """The root of a page, and the places of its blocks by their indices.

    XHTML that is not well-formed is mended, by the rules of HTML where those of XML would lose a block.
    """
    text = without_entities(_DOCTYPE.sub("", _PROLOG.sub(r"\1", page.markup, count=1), count=1))
    text = _HTML.sub(_with_prefix, text, count=1)
    for root in _readings(text.encode()):
        places = {int(each.get("n")): each for each in root.iter(PLACE)}
        if len(places) == len(page.blocks):
            return root, places
    raise AssertionError(f"{page.name} has lost a block")


def places_in(places: dict[int, Any], first_stanza: int) -> dict[int, Place]:
    """Where the blocks of a page stand; its stanzas are numbered from ``first_stanza``."""
    stanzas: dict[Any, int] = {}
    found = {}
    for index, element in places.items():
        parent = element.getparent()
        name = local_name(parent)
        stanza = _stanza_around(parent)
        number = NO_STANZA if stanza is None else stanzas.setdefault(stanza, first_stanza + len(stanzas))
        found[index] = Place(name if name in _NAMES else "p", number)
    return found


def written_page(root: Any, doctype: str = "<!DOCTYPE html>") -> bytes:
    """A page as a file."""
    written: bytes = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="utf-8", doctype=doctype
    )
    return written + b"\n"


def local_name(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _stanza_around(parent: Any) -> Any:
    """The element around the line of verse that ``parent`` is, None for what is none."""
    for around in parent.iterancestors(f"{{{XHTML}}}div", f"{{{XHTML}}}section", f"{{{XHTML}}}blockquote"):
        named = f"{around.get('class', '')} {around.get(TYPE, '')}"
        if _VERSE.search(named):
            return around
    return None


def _readings(data: bytes) -> Any:
    """The root of a page as XML, as XML that is mended, as HTML."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}
    for recover in (False, True):
        try:
            root = etree.fromstring(data, etree.XMLParser(recover=recover, **options))
        except etree.XMLSyntaxError:
            continue
        if root is not None and isinstance(root.tag, str):
            yield _in_namespace(root)
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    html.html_to_xhtml(root)
    yield root


def _with_prefix(tag: re.Match[str]) -> str:
    """The tag of a page, which names the vocabulary of EPUB."""
    return tag[0] if "xmlns:epub" in tag[0] else f'{tag[0][:-1]} xmlns:epub="{OPS}">'


def _in_namespace(root: Any) -> Any:
    """The page in the namespace of XHTML, which some forget."""
    if root.tag == "html":
        html.html_to_xhtml(root)
    return root


def without_entities(text: str) -> str:
    """The text with the characters that named references stand for, which XML does not know."""

    def character(found: re.Match[str]) -> str:
        return found[0] if found[1] in _OF_XML else html5.get(f"{found[1]};", found[0])

    return _ENTITY.sub(character, text)
