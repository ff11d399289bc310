"""XLIFF 2.2 in the names of XLIFF 2.0: its namespace is another one, and it adds a few things.

What it adds is taken out once it is known to be in its place: the ``ref`` of notes, the notes of resources,
the attributes of the module for plural, gender and select. All that remains is what 2.0 and 2.1 have, too.
"""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from bitext.formats.xliff.validation.grammar import CORE, CORE_2_2, XLIFF, tag_of

_SELECT: Final = f"{{{XLIFF}pgs:1.0}}"
_ITEM: Final = tag_of("res:resourceItem")


def root_name(root: Any) -> str:
    """The name that the table of the grammar has for the root of a file."""
    return "xliff 2.2" if etree.QName(root).namespace == CORE_2_2 else "xliff"


def versions(root: Any) -> tuple[str, ...]:
    """The versions that the root of a file may name."""
    return ("2.0", "2.1", "2.2") if etree.QName(root).namespace == CORE_2_2 else ("2.0", "2.1")


def rename(element: Any) -> None:
    """Gives an element of a file of XLIFF 2.2, and all that it holds, the names of XLIFF 2.0."""
    for each in list(element.iter(etree.Element)):
        for attribute in [name for name in each.attrib if name.startswith(_SELECT)]:
            del each.attrib[attribute]
        if etree.QName(each).namespace == CORE_2_2:
            each.tag = f"{{{CORE}}}{etree.QName(each).localname}"
            if each.tag == tag_of("note"):
                each.attrib.pop("ref", None)
            elif (
                each.tag == tag_of("notes") and each.getparent() is not None and each.getparent().tag == _ITEM
            ):
                each.getparent().remove(each)
