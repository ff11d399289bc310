"""Inline elements of XLIFF 1.2 as codes.

``g``, ``mrk`` and elements that are none of XLIFF lie over words; ``bx`` and ``ex``, ``bpt`` and ``ept`` are
the ends of a span, which their ``rid`` (else their ``id``) pairs; ``x`` and ``ph`` stand alone, but for those
of Angular, whose ids begin with START and CLOSE. Comments and places that Trados marks are left out, as is
what its users deleted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from bitext.formats._unit_text import Code
from bitext.formats._xml_source import xml_escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bitext.formats._unit_text import Token
    from bitext.formats._xml_source import XmlElement, XmlSource

_START_CLOSE: Final = re.compile(r"(?P<end>START|CLOSE)_(?P<name>\w+?)(?:_\d+)?")
_NUMBERED: Final = re.compile(r"\w{0,3}[-_]?\d+|[0-9a-fA-F-]{8,}")
_PASSED: Final = frozenset(("x-sdl-comment", "x-sdl-location", "seg", "x-sdl-added"))
_CODES: Final = frozenset(("x", "bx", "ex", "bpt", "ept", "ph", "it", "sub", "ut"))
_OPENS: Final = frozenset(("bx", "bpt"))


def tokens(side: XmlElement, source: XmlSource) -> Iterator[Token]:
    """The text and the codes of a source, a target or a segment of one; the code is the raw element."""
    for child in side.children:
        if isinstance(child, str):
            yield child
        elif child.local == "mrk" and child.attributes.get("mtype") in _PASSED:
            yield from tokens(child, source)
        elif child.local == "mrk" and child.attributes.get("mtype") == "x-sdl-deleted":
            continue
        elif child.local == "mrk" and child.attributes.get("mtype") == "protected":
            raw = source.raw(child.start, child.end)
            yield Code("literal", raw, raw, child.text)
        elif child.local in _CODES:
            yield _single(child, source)
        else:
            yield from _span(child, source)


def _span(element: XmlElement, source: XmlSource) -> Iterator[Token]:
    pair = f"{element.start}"
    if element.inside == element.end:
        yield Code("alone", source.raw(element.start, element.end), "empty")
        return
    yield Code("opens", source.raw(element.start, element.inside), _native(element), pair=pair)
    yield from tokens(element, source)
    yield Code("closes", source.raw(element.closing, element.end), _native(element), pair=pair)


def _single(element: XmlElement, source: XmlSource) -> Code:
    raw, native = source.raw(element.start, element.end), _native(element)
    angular = _START_CLOSE.fullmatch(element.attributes.get("id", "")) if element.local == "x" else None
    if angular:
        kind: Literal["opens", "closes"] = "opens" if angular["end"] == "START" else "closes"
        return Code(kind, raw, native, pair=angular["name"])
    if element.local in ("bx", "bpt", "ex", "ept"):
        key = element.attributes.get("rid") or element.attributes.get("id", "")
        return Code("opens" if element.local in _OPENS else "closes", raw, native, pair=f"#{key}")
    if element.local == "it":
        opens = element.attributes.get("pos") == "open"
        return Code("opens" if opens else "closes", raw, native, pair=f"it{element.start}")
    return Code("alone", raw, native)


def _native(element: XmlElement) -> str:
    """All that the file tells of a code: its type, the markup that it stands for, a telling id."""
    key = element.attributes.get("id", "")
    told = [element.attributes.get(name, "") for name in ("ctype", "equiv-text")]
    told += ["" if _NUMBERED.fullmatch(key) else key]
    if element.local in ("bpt", "ept", "ph", "it"):
        told.insert(0, element.text)
    return " ".join(filter(None, told))


def written(found: list[Token]) -> str:
    """Tokens as XML."""
    return "".join(map(_raw, found))


def _raw(token: Token) -> str:
    if isinstance(token, Code) and token.code is not None:
        return str(token.code)
    return xml_escaped(token.native if isinstance(token, Code) else token)
