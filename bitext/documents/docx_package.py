"""The package of a Word document (Open Packaging Conventions): a zip of parts, their kinds, safely unpacked.

What a part is, is told by its content type, and where that is the default of its suffix, by the relationship
that leads to it. Files are not trusted: no DTD, no entities, no network, bounds on what unpacking may yield.
Strict Office Open XML has namespaces of its own; they are those of the transitional form while in memory.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lxml import etree

from bitext.documents.zip_archive import ZipArchive, parsed
from bitext.errors import FormatError

BODY: Final = "document"
_TYPES: Final = "[Content_Types].xml"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DRAWING: Final = "application/vnd.openxmlformats-officedocument.drawingml."
_MAINS: Final = {
    f"{_WORD}document.main+xml": ".docx",
    f"{_WORD}template.main+xml": ".dotx",
    "application/vnd.ms-word.document.macroEnabled.main+xml": ".docm",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": ".dotm",
}
"""The content types of a body, and the suffix of the file."""
_KINDS: Final = {
    **dict.fromkeys(_MAINS, BODY),
    **{
        f"{_WORD}{kind}+xml": kind
        for kind in ("header", "footer", "footnotes", "endnotes", "comments", "styles", "settings")
    },
    f"{_DRAWING}chart+xml": "chart",
    f"{_DRAWING}chartshapes+xml": "chartUserShapes",
    f"{_DRAWING}diagramData+xml": "diagramData",
    "application/vnd.ms-office.drawingml.diagramDrawing+xml": "diagramDrawing",
}
"""The kind of a part by its content type; kinds are called as the relationships that lead to them."""
_MAIN_RELATIONS: Final = ("officeDocument",)
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = {
    f"http://purl.oclc.org/ooxml/{area}/{name}": f"http://schemas.openxmlformats.org/{area}/2006/{name}"
    for area, name in [
        ("wordprocessingml", "main"),
        ("drawingml", "main"),
        ("drawingml", "chart"),
        ("drawingml", "wordprocessingDrawing"),
        ("drawingml", "picture"),
        ("officeDocument", "math"),
    ]
}


class Package:
    """The parts of a Word document; ``kinds`` are those of the parts that bitext knows, the body first."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises FormatError where ``data`` is no Word document, damaged, or not safe to open."""
        self._archive = ZipArchive(data, name, "a Word document (.docx)")
        self._name = name
        if _TYPES not in self._archive.names:
            raise FormatError(f"{name} is a zip file, but not a Word document; give a .docx file.")
        self.kinds, self.suffix = self._found(self._archive.names, self._types(), self._relations())

    def parts(self, kinds: tuple[str, ...]) -> list[str]:
        """The names of the parts of some kinds: by kind, as ``kinds`` has them, then by name."""
        return sorted(
            (part for part, kind in self.kinds.items() if kind in kinds),
            key=lambda part: (kinds.index(self.kinds[part]), part),
        )

    def roots(self, kinds: tuple[str, ...]) -> dict[str, Any]:
        """The parsed parts of some kinds by name, in the order of :meth:`parts`."""
        return {part: self._parsed(part) for part in self.parts(kinds)}

    def with_parts(self, changed: Mapping[str, Any]) -> bytes:
        """The file again, some parts replaced by trees, the others as they were."""
        return self._archive.with_parts(
            {
                part: _serialized(root, is_strict=_STRICT in self._archive.read(part))
                for part, root in changed.items()
            }
        )

    def _types(self) -> dict[str, str]:
        """The content types of parts by name, and of suffixes (such as ``.xml``)."""
        root = self._parsed(_TYPES)
        found: dict[str, str] = {}
        for each in root.iter("{*}Default"):
            found[f".{each.get('Extension', '').lower()}"] = each.get("ContentType", "")
        for each in root.iter("{*}Override"):
            found[each.get("PartName", "").lstrip("/").lower()] = each.get("ContentType", "")
        return found

    def _relations(self) -> dict[str, str]:
        """The kind of relationship that leads to each part, by the name of the part in small letters."""
        found: dict[str, str] = {}
        for name in self._archive.names:
            folder, file = posixpath.split(name)
            if not file.endswith(".rels") or posixpath.basename(folder) != "_rels":
                continue
            for each in self._parsed(name).iter("{*}Relationship"):
                target = posixpath.join("/", posixpath.dirname(folder), each.get("Target", ""))
                kind = each.get("Type", "").rpartition("/")[2]
                found.setdefault(posixpath.normpath(target).lstrip("/").lower(), kind)
        return found

    def _found(
        self, names: Sequence[str], types: Mapping[str, str], relations: Mapping[str, str]
    ) -> tuple[dict[str, str], str]:
        """The kinds of the parts, and the suffix that such a file has."""
        kinds: dict[str, str] = {}
        suffix = ""
        for name in sorted(names):
            relation = relations.get(name.lower(), "")
            told = types.get(name.lower())
            kind = _KINDS.get(told or "", "") if told is not None else _default_kind(relation)
            by_suffix = types.get(posixpath.splitext(name)[1].lower(), "")
            if kind == BODY and relation in ("", *_MAIN_RELATIONS):
                suffix = suffix or _MAINS.get(told or by_suffix, ".docx")
            elif kind == BODY:
                continue
            if kind:
                kinds[name] = kind
        if not suffix:
            raise FormatError(f"{self._name} has no Word document in it; check that it is a .docx file.")
        return kinds, suffix

    def _parsed(self, part: str) -> Any:
        root = parsed(_transitional(self._archive.read(part)), f"{part} of {self._name}")
        if root.getroottree().docinfo.doctype:
            raise FormatError(f"{part} of {self._name} has a DOCTYPE, which no Word document has; not read.")
        return root


def _default_kind(relation: str) -> str:
    """The kind of a part whose content type is that of its suffix."""
    if relation in _MAIN_RELATIONS:
        return BODY
    return relation if relation in _KINDS.values() and relation != BODY else ""


def _transitional(data: bytes) -> bytes:
    """A part with the namespaces of the transitional form."""
    if _STRICT not in data:
        return data
    for strict, other in _TRANSITIONAL.items():
        for mark in (b'"', b"'"):
            data = data.replace(b"=" + mark + strict.encode() + mark, b'="' + other.encode() + b'"')
    return data


def _serialized(root: Any, *, is_strict: bool) -> bytes:
    written: bytes = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    if is_strict:
        for strict, other in _TRANSITIONAL.items():
            written = written.replace(f'="{other}"'.encode(), f'="{strict}"'.encode())
    return written
