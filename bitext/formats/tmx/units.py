"""A TMX file as plain values: its header, and its units one by one.

What is text and what is not, in a segment of any program: the content of ``bpt``, ``ept``, ``it``,
``ph`` and ``ut`` is the native code of a format (with text of a footnote or a title in ``sub`` at most)
and no text of the segment; that of ``hi`` and of elements unknown to TMX is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from bitext.errors import FormatError
from bitext.formats._xml import LANG, elements, place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Props = dict[str, list[str]]
"""Values of the props by their type."""

_CODES: Final = frozenset(("bpt", "ept", "it", "ph", "ut"))


class NumberedCode(NamedTuple):
    """One half of a code that has a number (``x``), and where it stands in the text."""

    number: int
    at: int
    opens: bool


@dataclass(frozen=True, slots=True)
class TmxHeader:
    """What the header says; ``source`` is its ``srclang``."""

    source: str = ""
    props: Props = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Variant:
    """One language of a unit."""

    lang: str
    text: str
    codes: tuple[NumberedCode, ...] = ()
    props: Props = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A translation unit (``tu``): the same in several languages."""

    variants: tuple[Variant, ...]
    props: Props = field(default_factory=dict)


def parts(path: Path) -> Iterator[TmxHeader | TranslationUnit]:
    """The header, then the units. Raises FormatError where the file is not TMX."""
    for element in elements(path, ("tmx",), ("header", "tu")):
        if element.tag == "header":
            yield TmxHeader(element.get("srclang", ""), _props(element))
        else:
            variants = tuple(_variant(child) for child in element.iterchildren("tuv"))
            yield TranslationUnit(variants, _props(element))


def _props(element: Any) -> Props:
    found: Props = defaultdict(list)
    for prop in element.iterchildren("prop"):
        found[prop.get("type", "")].append(prop.text or "")
    return dict(found)


def _variant(element: Any) -> Variant:
    # Before version 1.3 of TMX the attribute was "lang".
    lang = element.get(LANG) or element.get("lang")
    if not lang:
        raise FormatError(f"{place(element)} does not say its language; give it an attribute xml:lang.")
    text, codes = _content(element.find("seg"))
    return Variant(lang, text, tuple(codes), _props(element))


def _content(segment: Any | None) -> tuple[str, list[NumberedCode]]:
    """The text of a segment, and the codes that have a number."""
    pieces: list[str] = []
    codes: list[tuple[int, Any]] = []
    if segment is not None:
        _walk(segment, pieces, codes, 0)
    numbered = []
    open_now: dict[str, str] = {}
    for at, code in codes:
        pairing = code.get("i", "")
        number = open_now.pop(pairing, "") if code.tag == "ept" else code.get("x", "")
        if code.tag == "bpt":
            open_now[pairing] = number
        if number.isdecimal() and code.tag in {"bpt", "ept", "it"}:
            opens = code.tag == "bpt" or code.get("pos") == "begin"
            numbered.append(NumberedCode(int(number), at, opens))
    return "".join(pieces), numbered


def _walk(element: Any, pieces: list[str], codes: list[tuple[int, Any]], at: int) -> int:
    """Gather the text of an element and its codes; the length of the text so far."""
    pieces.append(element.text or "")
    at += len(pieces[-1])
    for child in element:
        if etree.QName(child).localname in _CODES:
            codes.append((at, child))
        else:
            at = _walk(child, pieces, codes, at)
        pieces.append(child.tail or "")
        at += len(pieces[-1])
    return at
