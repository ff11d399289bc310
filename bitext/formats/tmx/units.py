"""A TMX file as plain values: its header, and its units one by one.

What is text and what is not, in a segment of any program: the content of ``bpt``, ``ept``, ``it``,
``ph`` and ``ut`` is the native code of a format (with text of a footnote or a title in ``sub`` at most)
and no text of the segment; that of ``hi`` and of elements unknown to TMX is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from lxml import etree

from bitext.errors import FormatError
from bitext.formats._segments import CodeEvent, TextSlot, texts_of
from bitext.formats._xml import LANG, elements, elements_of, place
from bitext.text.language import language_of_tag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Props = dict[str, list[str]]
"""Values of the props by their type."""

PREFIX: Final = "x-bitext-"
"""What the types of the props begin with that bitext writes."""
FLAG: Final = f"{PREFIX}flag"
CHECKED: Final = f"{PREFIX}checked"

_CODES: Final = frozenset(("bpt", "ept", "it", "ph", "ut"))
_NAMES: Final = {
    **dict.fromkeys(("bpt", "it", "ph", "ut", "hi"), "inline code"),
    "note": "note",
    "prop": "prop",
}
_ATTRIBUTES: Final = {
    "tuid": "id",
    **dict.fromkeys(("creationdate", "changedate", "lastusagedate"), "date"),
    **dict.fromkeys(("creationid", "changeid"), "person"),
    **dict.fromkeys((LANG, "lang"), "language"),
}
"""The names of what a Bitext has no place for, as messages count it; the two ends of a code are one."""


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
    extras: Counter[str] = field(default_factory=Counter)
    """What a Bitext has no place for, counted by its name."""


def parts(path: Path | bytes) -> Iterator[TmxHeader | TranslationUnit]:
    """The header, then the units. Raises FormatError where the file is not TMX."""
    own = False
    for element in elements(path, ("tmx",), ("header", "tu")):
        if element.tag == "header":
            header = TmxHeader(element.get("srclang", ""), _props(element))
            own = is_own(header)
            yield header
        else:
            variants = tuple(_variant(child, own=own) for child in element.iterchildren("tuv"))
            yield TranslationUnit(variants, _props(element), Counter() if own else _extras(element))


def unit_texts(stream: BinaryIO, languages: tuple[str, ...]) -> Iterator[tuple[str | None, ...]]:
    """The text of each unit of a TMX file in each of ``languages``, None where it has none.

    Raises FormatError where the file is not TMX.
    """
    for element in elements_of(stream, ("tmx",), ("tu",)):
        found = [_variant(child, own=False) for child in element.iterchildren("tuv")]
        by_language = {language_of_tag(each.lang): each.text for each in reversed(found)}
        yield tuple(by_language.get(language) for language in languages)


def is_own(header: TmxHeader) -> bool:
    """Whether bitext wrote the file."""
    return f"{PREFIX}version" in header.props


def language_tag(variant: Any) -> str:
    """The language of a ``tuv`` element; empty if it tells none."""
    # Before version 1.3 of TMX the attribute was "lang".
    return variant.get(LANG) or variant.get("lang") or ""


def slots(segment: Any) -> list[TextSlot]:
    """The places of a ``seg`` element in which text is."""
    found: list[TextSlot] = []
    _walk(segment, found, [])
    return found


def _props(element: Any) -> Props:
    found: Props = defaultdict(list)
    for prop in element.iterchildren("prop"):
        found[prop.get("type", "")].append(prop.text or "")
    return dict(found)


def _extras(unit: Any) -> Counter[str]:
    """What a unit has that a Bitext has no place for."""
    found: Counter[str] = Counter()
    for element in unit.iter():
        name = _NAMES.get(element.tag)
        if name is not None and not element.get("type", "").startswith(PREFIX):
            found[name] += 1
        if element.tag in {"tu", "tuv"}:
            found.update(_ATTRIBUTES.get(attribute, "attribute") for attribute in element.attrib)
            tag = language_tag(element)
            if tag and tag.lower() != language_of_tag(tag):
                found["region"] += 1
    del found["language"]
    return found


def _variant(element: Any, *, own: bool) -> Variant:
    lang = language_tag(element)
    if not lang:
        raise FormatError(f"{place(element)} does not say its language; give it an attribute xml:lang.")
    segment = element.find("seg")
    if not own:
        text = "" if segment is None else "".join(texts_of(slots(segment)))
        return Variant(lang, text, (), _props(element))
    text, codes = _content(segment)
    return Variant(lang, text, tuple(codes), _props(element))


def _content(segment: Any | None) -> tuple[str, list[NumberedCode]]:
    """The text of a segment that bitext wrote, and the codes that have a number."""
    found: list[TextSlot] = []
    codes: list[tuple[int, Any]] = []
    if segment is not None:
        _walk(segment, found, codes)
    ends = [0, *accumulate(len(slot.text) for slot in found)]
    numbered = []
    open_now: dict[str, str] = {}
    for slot, code in codes:
        pairing = code.get("i", "")
        number = open_now.pop(pairing, "") if code.tag == "ept" else code.get("x", "")
        if code.tag == "bpt":
            open_now[pairing] = number
        if number.isdecimal() and code.tag in {"bpt", "ept", "it"}:
            opens = code.tag == "bpt" or code.get("pos") == "begin"
            numbered.append(NumberedCode(int(number), ends[slot], opens))
    return "".join(slot.text for slot in found), numbered


def _walk(element: Any, found: list[TextSlot], codes: list[tuple[int, Any]]) -> None:
    """Gathers the places for text in an element, and its codes, each with the number of places before it."""
    found.append(TextSlot(element, behind=False))
    for child in element:
        if etree.QName(child).localname in _CODES:
            codes.append((len(found), child))
            found.append(TextSlot(child, behind=True, codes=(_event(child),)))
        else:
            at = len(found)
            _walk(child, found, codes)
            found[at].codes = (CodeEvent("opens", _told(child)),)
            found.append(TextSlot(child, behind=True, codes=(CodeEvent("closes", ""),)))


def _event(code: Any) -> CodeEvent:
    name = etree.QName(code).localname
    if name == "bpt" or (name == "it" and code.get("pos") == "begin"):
        return CodeEvent("opens", _told(code))
    return CodeEvent("closes" if name in {"ept", "it"} else "alone", _told(code))


def _told(code: Any) -> str:
    """What a code tells of itself: its type, and the native code that it stands for."""
    native = "".join(code.itertext()) if code.tag in _CODES else ""
    return f"{code.get('type', '')} {native}"
