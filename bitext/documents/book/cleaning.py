"""What of the markup of one side is fit to stand beside the other: no id twice, no picture twice."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from bitext.documents.book.page import TYPE, local_name
from bitext.documents.book.tree import XML_LANG, elements_in, remove, text_in, unwrap
from bitext.documents.html_elements import OPAQUE, names
from bitext.text.language import language_of_tag

_BREAKS: Final = ("br", "wbr")
_PLAIN: Final = names(
    "b i em strong sub sup small u s code kbd samp var q cite abbr dfn br bdi bdo mark ins del"
)
"""What is kept of the markup of another book, whose styles, notes and pictures are not here."""


def clean_translation(node: Any, source: str, prefix: str) -> None:
    """Of a translation with the markup of its original: ids, pictures and page marks stay with the original.

    ``source`` is the language of the original, ``prefix`` that of our own ids.
    """
    for each in elements_in(node):
        if not each.get("id", "").startswith(prefix):
            each.attrib.pop("id", None)
        if local_name(each) == "a":
            each.attrib.pop("name", None)
        for key in ("lang", XML_LANG):
            if each.get(key) and language_of_tag(each.get(key)) == source:
                each.attrib.pop(key)
    for each in reversed(list(elements_in(node))):
        if local_name(each) not in _BREAKS and not text_in(each).strip() and each.getparent() is not None:
            _remove_empty(each)


def strip_breaks(node: Any) -> None:
    """Remove the line breaks before the first word of a stretch that stands in a line of its own."""
    found = []
    for event, each in etree.iterwalk(node, events=("start", "end")):
        if event == "start" and local_name(each) == "br":
            found.append(each)
        text = each.text if event == "start" else each.tail
        if (text or "").strip() and (event == "start" or each is not node):
            break
    for each in found:
        remove(each)


def clean_edition(node: Any, prefix: str) -> None:
    """Of the text of another book: its emphasis and the like, nothing that leads into its own files."""
    for each in elements_in(node):
        if each.get("id", "").startswith(prefix):
            continue
        if local_name(each) in OPAQUE and each.getparent() is not None:
            remove(each)
            continue
        if local_name(each) not in _PLAIN and each.getparent() is not None:
            unwrap(each)
            continue
        for key in list(each.attrib):
            if key not in ("lang", XML_LANG):
                del each.attrib[key]
    clean_translation(node, "", prefix)


def set_unique(root: Any, prefix: str) -> None:
    """Leave each id where it stands first; what goes on elsewhere says of what it is a part."""
    seen: set[str] = set()
    for each in root.iter():
        number = each.get("id") if isinstance(each.tag, str) else None
        if number is None:
            continue
        if number in seen:
            del each.attrib["id"]
            each.attrib.pop("data-counterpart", None)
            if number.startswith(prefix):
                each.set("data-part-of", number)
        seen.add(number)


def _remove_empty(node: Any) -> None:
    """Remove an element without words; white space in it stays."""
    if node.get(TYPE) == "noteref":
        return
    if text_in(node):
        unwrap(node)
    else:
        remove(node)
