"""XLIFF 2 filled in: targets for the segments that have none, in a file that else stays as it is.

A segment that is filled has the state *translated* with the sub-state ``bitext:mt`` (the standard has no
state for what a machine translated). Codes of the source come in the target under the same ids. Segments of
what is marked ``translate="no"``, and ignorables, are left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bitext.formats._unit_file import FileUnit, UnitFile, check_languages
from bitext.formats._unit_text import Code, plain_text
from bitext.formats._xml import SPACE
from bitext.formats._xml_source import XmlSource, xml_escaped
from bitext.formats.xliff.content import character_of
from bitext.formats.xliff.kept import extras_of_file
from bitext.formats.xliff.validation.refusal import Faults
from bitext.formats.xliff.validation.stream import read
from bitext.result.foreign_file import ForeignFile
from bitext.text.characters import NOT_XML

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bitext.formats._unit_text import Token
    from bitext.formats._xml_source import XmlElement

SUB_STATE: Final = "bitext:mt"
_CHECKED: Final = frozenset(("reviewed", "final"))


def fill(data: bytes, _name: str, overwrite_targets: bool) -> UnitFile:
    """The file to be filled in.

    Raises FormatError where it is not XLIFF 2, cannot be understood, or is not from French into English.
    """
    faults = Faults(strict=False)
    for _ in read(data, faults):
        pass
    faults.tell()
    return _XliffFile(XmlSource(data), overwrite=overwrite_targets).units(data)


class _XliffFile:
    """The segments of a file."""

    def __init__(self, source: XmlSource, *, overwrite: bool) -> None:
        root = source.root
        check_languages(root.attributes.get("srcLang"), root.attributes.get("trgLang"))
        self._source = source
        self._overwrite = overwrite
        self._segments = [each for each in root.iter() if each.local == "segment"]

    def units(self, data: bytes) -> UnitFile:
        foreign = ForeignFile("xliff", data, (), extras_of_file(data))
        return UnitFile([self._unit(each) for each in self._segments], self.write, foreign)

    def _unit(self, segment: XmlElement) -> FileUnit:
        source, target = segment.first("source"), segment.first("target")
        unit = segment.parent
        native = {} if unit is None else _original_data(unit)
        told = None if target is None else list(_tokens(target, self._source, native))
        if self._overwrite or (told is not None and not plain_text(told).strip()):
            told = None
        return FileUnit(
            [] if source is None else list(_tokens(source, self._source, native)),
            told,
            keeps_lines=(source or segment).inherited(SPACE) == "preserve",
            checked=segment.attributes.get("state") in _CHECKED,
            is_kept=segment.inherited("translate") == "no",
        )

    def write(self, targets: Mapping[int, Sequence[Token]]) -> bytes:
        for at, tokens in targets.items():
            self._fill(self._segments[at], "".join(map(_raw, tokens)))
        if targets and "trgLang" not in self._source.root.attributes:
            self._source.set(self._source.root, trgLang="en")
        return self._source.written()

    def _fill(self, segment: XmlElement, raw: str) -> None:
        source, target = segment.first("source"), segment.first("target")
        if target is not None:
            self._source.fill(target, raw)
        elif source is not None:
            name, space = f"{source.prefix}target", source.attributes.get(SPACE)
            kept = f' xml:space="{space}"' if space else ""
            self._source.insert_behind(source, f"<{name}{kept}>{raw}</{name}>")
        self._source.set(segment, state="translated", subState=SUB_STATE)


def _original_data(unit: XmlElement) -> dict[str, str]:
    held = unit.first("originalData")
    return {} if held is None else {each.attributes.get("id", ""): each.text for each in held.elements()}


def _tokens(side: XmlElement, source: XmlSource, native: Mapping[str, str]) -> Iterator[Token]:
    """The text and the codes of a source or a target."""
    for child in side.children:
        if isinstance(child, str):
            yield child
            continue
        raw = source.raw(child.start, child.end)
        if child.local == "cp":
            yield character_of(child.attributes.get("hex", ""))
        elif child.local == "mrk" and child.attributes.get("translate") == "no":
            yield Code("literal", raw, raw, child.text)
        elif child.local in ("pc", "mrk"):
            yield Code(
                "opens", source.raw(child.start, child.inside), _native(child, native, "Start"), pair=raw
            )
            yield from _tokens(child, source, native)
            yield Code(
                "closes", source.raw(child.closing, child.end), _native(child, native, "End"), pair=raw
            )
        elif child.local in ("sc", "ec"):
            begins = child.local == "sc"
            key = child.attributes.get("id" if begins else "startRef", "")
            yield Code("opens" if begins else "closes", raw, _native(child, native), pair=f"#{key}")
        else:
            yield Code("alone", raw, _native(child, native))


def _native(code: XmlElement, data: Mapping[str, str], end: str = "") -> str:
    """All that a file tells of a code, or of one ``end`` of it."""
    told = [code.attributes.get(f"{name}{end}", "") for name in ("disp", "equiv")]
    told += [code.attributes.get(name, "") for name in ("type", "subType")] if code.local != "mrk" else []
    return " ".join([*told, data.get(code.attributes.get(f"dataRef{end}", ""), "")]).strip()


def _raw(token: Token) -> str:
    """A token as it is written: text escaped, characters that XML cannot hold as ``cp``."""
    if isinstance(token, Code) and token.code is not None:
        return str(token.code)
    text = token.native if isinstance(token, Code) else token
    pieces, last = [], 0
    for hit in NOT_XML.finditer(text):
        pieces += [xml_escaped(text[last : hit.start()]), f'<cp hex="{ord(hit[0]):04X}"/>']
        last = hit.end()
    return "".join([*pieces, xml_escaped(text[last:])])
