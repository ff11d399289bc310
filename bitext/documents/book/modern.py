"""EPUB 2 to EPUB 3: chapters in XHTML 1.1 become XHTML of HTML5, their looks staying what they were.

A bilingual book needs what EPUB 3 alone has: notes that pop up, and attributes that name a counterpart.
WHATWG, "HTML Living Standard", 16 "Obsolete features"; EPUB 3.3, 6.1 "XHTML content documents".
"""

from __future__ import annotations

import re
from typing import Any, Final

from bitext.documents.book.page import XHTML, local_name
from bitext.documents.book.tree import element, elements_in, remove, text_in
from bitext.documents.html_elements import names

_RENAMED: Final = {
    "tt": ("code", ""),
    "acronym": ("abbr", ""),
    "strike": ("s", ""),
    "dir": ("ul", ""),
    "menu": ("ul", ""),
    "big": ("span", "font-size: larger"),
    "center": ("div", "text-align: center"),
    "font": ("span", ""),
    "nobr": ("span", "white-space: nowrap"),
}
"""Elements that HTML no longer has: what takes their place, and how it looks."""
_GONE: Final = names("basefont applet frame frameset noframes isindex bgsound")
_STYLES: Final = {
    "align": "text-align: {}",
    "valign": "vertical-align: {}",
    "bgcolor": "background-color: {}",
    "color": "color: {}",
    "width": "width: {}",
    "height": "height: {}",
    "clear": "clear: {}",
    "nowrap": "white-space: nowrap",
}
"""Attributes that became styles."""
_DROPPED: Final = names(
    "abbr alink archive axis background border cellpadding cellspacing char charoff charset classid codebase "
    "codetype compact coords declare face frame frameborder hspace language link longdesc marginheight "
    "marginwidth noshade profile rev rules scheme scrolling size standby summary target text version vlink "
    "vspace"
)
_DROPPED_FROM: Final = (("type", "ul"), ("type", "li"), ("scope", "td"))
_SIZED: Final = names("img svg video canvas object iframe embed input source")
"""Elements whose width and height are attributes still."""
_LENGTH: Final = re.compile(r"\d+(?:\.\d+)?(%|px|em)?")
_FLOATS: Final = ("left", "right")
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def modernise(root: Any, title: str) -> None:
    """Make XHTML of HTML5 of a chapter in XHTML 1.1; ``title`` is that of the book."""
    for each in elements_in(root):
        name = local_name(each)
        if not each.tag.startswith(f"{{{XHTML}}}"):
            continue
        if name in _GONE or _is_content_type(name, each):
            if each.getparent() is not None:
                remove(each)
            continue
        _rename(each, name)
        _restyle(each, name)
    root.attrib.pop("version", None)
    _set_title(root, title)


def properties_of(root: Any) -> list[str]:
    """What the package document says of a chapter: whether it has drawings, formulas, scripts."""
    found = {local_name(each) for each in elements_in(root)}
    wanted = {"svg": ("svg",), "mathml": ("math",), "scripted": ("script", "form", "input", "button")}
    return [name for name, elements in wanted.items() if found.intersection(elements)]


def _is_content_type(name: str, node: Any) -> bool:
    return name == "meta" and (node.get("http-equiv") is not None or node.get("name") is None)


def _rename(node: Any, name: str) -> None:
    if name not in _RENAMED:
        return
    other, style = _RENAMED[name]
    node.tag = f"{{{XHTML}}}{other}"
    if style:
        _add_style(node, style)


def _restyle(node: Any, name: str) -> None:
    """Attributes that HTML no longer has become styles, or go."""
    for key in list(node.attrib):
        value = node.get(key)
        if key == "name" and name in ("a", "img", "form", "map", "object"):
            if name == "a" and node.get("id") is None and value.strip() and " " not in value:
                node.set("id", value)
            if name != "map":
                del node.attrib[key]
        elif key in _STYLES and not (name in _SIZED and key in ("width", "height")):
            del node.attrib[key]
            _add_style(node, _style_of(name, key, value))
        elif key in _DROPPED or key == _XML_SPACE or (key, name) in _DROPPED_FROM:
            del node.attrib[key]


def _style_of(name: str, key: str, value: str) -> str:
    value = value.strip().lower()
    if key in ("width", "height"):
        found = _LENGTH.fullmatch(value)
        return _STYLES[key].format(value if found and found[1] else f"{value}px") if found else ""
    if key == "align" and name in ("img", "table", "object") and value in _FLOATS:
        return f"float: {value}"
    if key == "align" and name in ("hr", "table") and value == "center":
        return "margin-left: auto; margin-right: auto"
    if key == "clear" and value == "all":
        value = "both"
    return _STYLES[key].format(value) if re.fullmatch(r"[\w#-]+", value) or key == "nowrap" else ""


def _add_style(node: Any, style: str) -> None:
    if style:
        own = node.get("style", "").strip().rstrip(";")
        node.set("style", f"{own}; {style}" if own else style)


def _set_title(root: Any, title: str) -> None:
    """A page has a title: that of the book, where it has none of its own."""
    head = root.find(f"{{{XHTML}}}head")
    if head is None:
        head = element("head")
        root.insert(0, head)
    found = head.find(f"{{{XHTML}}}title")
    if found is None:
        found = element("title")
        head.insert(0, found)
    if not text_in(found).strip():
        found.text = title or "…"
