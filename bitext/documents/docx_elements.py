"""Elements of a Word document: made, copied without their content, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from bitext.text.characters import NOT_XML

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HYPHEN: Final = "\u2011"
"""The hyphen at which no line is divided; Word has an element for it."""
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_UNHEEDED: Final = frozenset(f"{W}{name}" for name in ("lang", "noProof"))
"""Properties of a run that are no formatting."""


def shell(element: Any, content: Any) -> Any:
    """A wrapper without what it wraps, which is in ``content``: itself or a child of it."""
    empty = etree.Element(element.tag, element.attrib, element.nsmap)
    for child in element:
        if child is content:
            empty.append(shell(child, child))
        elif content is not element or str(child.tag).endswith("Pr"):
            empty.append(deepcopy(child))
    return empty


def field_ends(paragraph: Any) -> dict[Any, Any]:
    """The beginning of each field → its end, where both stand in the paragraph."""
    ends: dict[Any, Any] = {}
    opened: list[Any] = []
    for mark in paragraph.iter(f"{W}fldChar"):
        if next(mark.iterancestors(f"{W}p")) is not paragraph:
            continue
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            opened.append(mark)
        elif kind == "end" and opened:
            ends[opened.pop()] = mark
    return ends


def field_kind(element: Any) -> str | None:
    """Whether the element begins, divides or ends a field."""
    kind = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else None
    return str(kind) if kind else None


def run_of(properties: Any, child: Any) -> Any:
    """A run of one element, with the properties given."""
    run = etree.Element(f"{W}r")
    if properties is not None:
        run.append(deepcopy(properties))
    run.append(child)
    return run


def text_elements(text: str, *, hyphens: bool) -> Iterator[Any]:
    """The elements of a text: ``w:t``, and, if ``hyphens``, one for each hyphen that divides no line."""
    for number, part in enumerate(text.split(HYPHEN) if hyphens else [text]):
        if number:
            yield etree.Element(f"{W}noBreakHyphen")
        if part or not hyphens:
            element = etree.Element(f"{W}t")
            element.text = NOT_XML.sub("\ufffd", part)
            element.set(_XML_SPACE, "preserve")
            yield element


def signature(properties: Any) -> tuple[bytes, ...]:
    """What tells one formatting from another."""
    if properties is None:
        return ()
    return tuple(sorted(etree.tostring(child) for child in properties if child.tag not in _UNHEEDED))


def is_hidden(properties: Any) -> bool:
    """Whether a run is not shown."""
    return properties is not None and properties.find(f"{W}vanish") is not None


def is_raised(properties: Any) -> bool:
    """Whether a run is superscript."""
    raised = None if properties is None else properties.find(f"{W}vertAlign")
    return raised is not None and raised.get(f"{W}val") == "superscript"
