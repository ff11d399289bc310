"""Whether elements of an XLIFF file are built as :mod:`bitext.formats.xliff.validation.grammar` says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from bitext.formats.xliff.validation.grammar import (
    ATTRIBUTES,
    CLOSED,
    CORE,
    ELEMENTS,
    HOMES,
    MODULES,
    TRIMMED,
    TYPES,
    check_prefix,
    name_of,
    short,
)
from bitext.formats.xliff.validation.refusal import refuse, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_OTHER: Final = "other"
_WHITE: Final = " \t\r\n"
_SPACE = re.compile(f"[{_WHITE}]+")


def check_tree(element: Any) -> None:
    """Checks an element of the table and all that it holds; what the table does not have is free.

    Raises:
        FormatError: it is not built as the standard says.
    """
    for each in element.iter(etree.Element):
        name = name_of(each)
        if name in ELEMENTS:
            check_attributes(each, name)
            _check_children(each, name)
        else:
            _check_unknown(each, name)


def _check_unknown(element: Any, name: str) -> None:
    """An element of an extension: it is free but for the names and attributes of the standard and of XML."""
    uri = etree.QName(element).namespace
    if uri == CORE or uri in MODULES.values():
        refuse(element, f"XLIFF has no element <{name}>")
    for tag, value in element.attrib.items():
        check_prefix(element, tag)
        attribute = short(tag)
        if attribute in ATTRIBUTES:
            _check_value(element, attribute, value, ATTRIBUTES[attribute])


# Content


def _check_children(element: Any, name: str) -> None:
    if not len(element) and name in _TEXTS:
        return
    children = Children(element, name)
    for child in element.iterchildren(etree.Element):
        children.add(child)
    children.end()


@dataclass(frozen=True, slots=True)
class _Particle:
    """A place in a content: which names it takes, and how many elements."""

    names: frozenset[str]
    least: int
    most: int | None
    words: str


@cache
def _content(name: str) -> tuple[bool, tuple[_Particle, ...], str]:
    """Whether an element has text, its particles, and its content in words."""
    told = ELEMENTS[name][0]
    particles = tuple(_particles(told.removeprefix("text").split()))
    return told.startswith("text"), particles, told.replace(_OTHER, "elements of other namespaces")


def _particles(tokens: list[str]) -> Iterator[_Particle]:
    for token in tokens:
        names, often = token.rstrip("?*+"), token[-1]
        alternatives = names.strip("()").split("|")
        words = " or ".join(f"<{name}>" for name in alternatives)
        several = None if often in "*+" else 1
        yield _Particle(frozenset(alternatives), int(often not in "?*"), several, words)


_TEXTS: Final = frozenset(
    name for name in ELEMENTS if _content(name)[0] and not any(each.least for each in _content(name)[1])
)
"""The elements that may hold nothing but text."""


class Children:
    """Checks the children of an element one after another, so that they need not be there all at once."""

    def __init__(self, parent: Any, name: str) -> None:
        self._parent = parent
        self._name = name
        self._has_text, self._particles, self._words = _content(name)
        self._uri = etree.QName(parent).namespace
        self._at = 0
        self._count = 0
        self._before: Any = None

    def add(self, child: Any) -> None:
        """The next child. Raises FormatError where it cannot stand there; the next may come all the same."""
        before, self._before = self._before, child
        self._check_text(before)
        kind = self._kind(child)
        count = self._count
        for at in range(self._at, len(self._particles)):
            particle = self._particles[at]
            if kind in particle.names and count != particle.most:
                self._at, self._count = at, count + 1
                return
            if count < particle.least:
                refuse(child, f"<{self._name}> must have {particle.words} before it")
            count = 0
        holds = f"holds, in this order: {self._words}" if self._words else "is empty"
        refuse(child, f"it has no place here; <{self._name}> {holds}")

    def end(self) -> None:
        """No child follows. Raises FormatError where one is missing."""
        self._check_text(self._before)
        for particle in self._particles[self._at :]:
            if self._count < particle.least:
                refuse(self._parent, f"it must have {particle.words}")
            self._count = 0

    def _kind(self, child: Any) -> str:
        """The name by which the content knows a child."""
        name = name_of(child)
        if etree.QName(child).namespace == self._uri or any(name in each.names for each in self._particles):
            return name
        homes = HOMES.get(name)
        if name in ELEMENTS and homes is not None and self._name not in homes:
            refuse(child, f"it stands in {_words(homes)} only, not in <{self._name}>")
        return _OTHER

    def _check_text(self, before: Any) -> None:
        """No text behind the child ``before`` (None: before the first), unless there may be some."""
        if self._has_text:
            return
        text = self._parent.text if before is None else before.tail
        if text and text.strip(_WHITE):
            refuse(
                self._parent, f"there is text in it ({shown(text.strip(_WHITE))}), which has no place there"
            )


def _words(names: set[str]) -> str:
    return " and ".join(f"<{name}>" for name in sorted(names))


# Attributes


@cache
def _attributes(name: str) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """The types of the attributes of an element, those that are required, and the namespaces allowed."""
    types: dict[str, str] = {}
    required, spaces = set(), set()
    for token in ELEMENTS[name][1].split():
        if token.endswith("*"):
            spaces.add(token.removesuffix(":*"))
            continue
        attribute, _, kind = token.removesuffix("!").partition("=")
        types[attribute] = kind
        if token.endswith("!"):
            required.add(attribute)
    return types, frozenset(required), frozenset(spaces)


def check_attributes(element: Any, name: str) -> None:
    """Checks the attributes of an element of the table. Raises FormatError."""
    types, required, spaces = _attributes(name)
    for tag, value in element.attrib.items():
        check_prefix(element, tag)
        uri = etree.QName(tag).namespace
        attribute = tag if uri is None else short(tag)
        if attribute in types and uri != CORE:
            _check_value(element, attribute, value, types[attribute])
        else:
            _check_other(element, tag, value, spaces)
    for attribute in sorted(required):
        if attribute not in element.attrib and not (":" in attribute and _has(element, attribute)):
            refuse(element, f"it must have an attribute {attribute}")


def _has(element: Any, attribute: str) -> bool:
    return any(short(tag) == attribute for tag in element.attrib)


def _check_other(element: Any, tag: str, value: str, spaces: frozenset[str]) -> None:
    """An attribute that the element does not have itself."""
    uri, attribute = etree.QName(tag).namespace, short(tag)
    prefix, _, _ = attribute.rpartition(":")
    known = not attribute.startswith("{") and uri is not None and uri != CORE
    if uri == "http://www.w3.org/2001/XMLSchema-instance":
        return
    if uri is None or uri == CORE or uri == etree.QName(element).namespace:
        refuse(element, f"it has no attribute {attribute}")
    if "*" not in spaces and not (known and prefix in spaces):
        refuse(element, f"it cannot have the attribute {attribute} of another namespace")
    if attribute in ATTRIBUTES:
        _check_value(element, attribute, value, ATTRIBUTES[attribute])
    elif known and prefix in CLOSED:
        refuse(element, f"its attribute {attribute} is none that the namespace has")


@cache
def _pattern(kind: str) -> tuple[re.Pattern[str], str]:
    told, words = TYPES.get(kind, (kind.replace(".", r"\."), f"one of {kind.replace('|', ', ')}"))
    return re.compile(told), words


def _check_value(element: Any, attribute: str, value: str, kind: str) -> None:
    if not kind:
        return
    pattern, words = _pattern(kind)
    if not pattern.fullmatch(trimmed(value) if kind in TRIMMED else value):
        refuse(element, f"its attribute {attribute} is {shown(value)}, which is not {words}")


def trimmed(value: str) -> str:
    """A value without the white space that does not count in it."""
    return _SPACE.sub(" ", value).strip(" ")
