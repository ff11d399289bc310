"""The package of a Word document (Open Packaging Conventions): a zip of parts, their kinds, safely unpacked.

What a part is, is told by its content type, and where that is the default of its suffix, by the relationship
that leads to it. Files are not trusted: no DTD, no entities, no network, bounds on what unpacking may yield.
Strict Office Open XML has namespaces of its own; they are those of the transitional form while in memory.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

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
_MOST_PARTS: Final = 10_000
_MOST_BYTES: Final = 1 << 29
_MOST_XML: Final = 1 << 27
_FEW_BYTES: Final = 1 << 24
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
_MOST_RATIO: Final = 200
"""How far a part of more than a few bytes may be packed; text and XML stay well below."""


class Package:
    """The parts of a Word document; ``kinds`` are those of the parts that bitext knows, the body first."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises FormatError where ``data`` is no Word document, damaged, or not safe to open."""
        self._data = data
        self._name = name
        with self._opened() as archive:
            self._check(archive)
            types = self._types(archive)
            relations = self._relations(archive)
            self.kinds, self.suffix = self._found(archive.namelist(), types, relations)

    def parts(self, kinds: tuple[str, ...]) -> list[str]:
        """The names of the parts of some kinds: by kind, as ``kinds`` has them, then by name."""
        return sorted(
            (part for part, kind in self.kinds.items() if kind in kinds),
            key=lambda part: (kinds.index(self.kinds[part]), part),
        )

    def roots(self, kinds: tuple[str, ...]) -> dict[str, Any]:
        """The parsed parts of some kinds by name, in the order of :meth:`parts`."""
        with self._opened() as archive:
            return {part: self._parsed(archive, part) for part in self.parts(kinds)}

    def with_parts(self, changed: Mapping[str, Any]) -> bytes:
        """The file again, some parts replaced by trees, the others as they were."""
        written = io.BytesIO()
        with self._opened() as archive, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
            for info in archive.infolist():
                data = archive.read(info)
                root = changed.get(info.filename)
                copy.writestr(info, data if root is None else _serialized(root, is_strict=_STRICT in data))
        return written.getvalue()

    def _opened(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(io.BytesIO(self._data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise FormatError(f"{self._name} is not a Word document (.docx): {error}.") from None

    def _check(self, archive: zipfile.ZipFile) -> None:
        infos = archive.infolist()
        names = [info.filename for info in infos]
        if _TYPES not in names:
            raise FormatError(f"{self._name} is a zip file, but not a Word document; give a .docx file.")
        if len(names) > _MOST_PARTS or len(set(names)) < len(names):
            raise FormatError(f"{self._name} has too many parts, or two of one name; it is not safe to open.")
        if any(info.flag_bits & 1 for info in infos):
            raise FormatError(f"{self._name} is encrypted; save it without a password first.")
        total = sum(info.file_size for info in infos)
        swollen = any(
            info.file_size > _FEW_BYTES and info.file_size > _MOST_RATIO * info.compress_size
            for info in infos
        )
        if total > _MOST_BYTES or swollen:
            raise FormatError(f"{self._name} would unpack to {total} bytes; it is not safe to open.")
        try:
            damaged = archive.testzip()
        except _BROKEN as error:
            raise FormatError(f"{self._name} is damaged: {error}.") from None
        if damaged is not None:
            raise FormatError(f"{self._name} is damaged: its part {damaged} is not as it was packed.")

    def _types(self, archive: zipfile.ZipFile) -> dict[str, str]:
        """The content types of parts by name, and of suffixes (such as ``.xml``)."""
        root = self._parsed(archive, _TYPES)
        found: dict[str, str] = {}
        for each in root.iter("{*}Default"):
            found[f".{each.get('Extension', '').lower()}"] = each.get("ContentType", "")
        for each in root.iter("{*}Override"):
            found[each.get("PartName", "").lstrip("/").lower()] = each.get("ContentType", "")
        return found

    def _relations(self, archive: zipfile.ZipFile) -> dict[str, str]:
        """The kind of relationship that leads to each part, by the name of the part in small letters."""
        found: dict[str, str] = {}
        for name in archive.namelist():
            folder, file = posixpath.split(name)
            if not file.endswith(".rels") or posixpath.basename(folder) != "_rels":
                continue
            for each in self._parsed(archive, name).iter("{*}Relationship"):
                target = posixpath.join("/", posixpath.dirname(folder), each.get("Target", ""))
                kind = each.get("Type", "").rpartition("/")[2]
                found.setdefault(posixpath.normpath(target).lstrip("/").lower(), kind)
        return found

    def _found(
        self, names: list[str], types: Mapping[str, str], relations: Mapping[str, str]
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

    def _parsed(self, archive: zipfile.ZipFile, part: str) -> Any:
        if archive.getinfo(part).file_size > _MOST_XML:
            raise FormatError(f"{part} of {self._name} is too large; divide the document.")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(_transitional(archive.read(part)), parser)
        except (etree.XMLSyntaxError, ValueError, *_BROKEN) as error:
            raise FormatError(f"{part} of {self._name} cannot be read: {error}.") from None
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
