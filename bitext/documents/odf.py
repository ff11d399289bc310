"""OpenDocument (ODF 1.2 and 1.3, ISO/IEC 26300): texts, presentations and spreadsheets.

The running text comes first, then headers and footers, charts, and what stands beside: alternative texts and
the title of the file. Text that is marked as deleted stays, as do the numbers, dates and formulas of cells.
The parts with text are read by lxml and written anew where they change, the others copied as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from bitext.documents.docx_drawing import ENGLISH, PlainText
from bitext.documents.html_tokens import is_french
from bitext.documents.odf_paragraph import TEXT, Paragraph
from bitext.documents.text_places import PlacedText, TextPlace, rewrite
from bitext.documents.zip_archive import ZipArchive
from bitext.errors import FormatError
from bitext.files import AUTO
from bitext.result.bitext import Bitext
from bitext.text.masking import mask_letter

_SUFFIXES: Final = {
    "text": ".odt",
    "text-template": ".ott",
    "presentation": ".odp",
    "presentation-template": ".otp",
    "spreadsheet": ".ods",
    "spreadsheet-template": ".ots",
}
_TYPE: Final = "application/vnd.oasis.opendocument."
_MANIFEST: Final = "META-INF/manifest.xml"
_LOCKED: Final = re.compile(rb"<(?:[\w.-]+:)?encryption-data\b")
"""What the manifest says of an encrypted part; old manifests are not always well-formed."""
_SPACE: Final = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE: Final = _SPACE % "office"
_TABLE: Final = _SPACE % "table"
_PRESENTATION: Final = _SPACE % "presentation"
_FO: Final = _SPACE % "xsl-fo-compatible"
_STYLE: Final = _SPACE % "style"
_SVG: Final = _SPACE % "svg-compatible"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PLAIN: Final = (
    *(f"{_SVG}title", f"{_SVG}desc"),
    *(f"{_PRESENTATION}footer-decl", f"{_PRESENTATION}header-decl"),
    *(f"{_DC}title", f"{_DC}description", f"{_DC}subject", f"{_SPACE % 'meta'}keyword"),
)
"""Elements with text without formatting."""
_UNREAD: Final = (
    f"{TEXT}tracked-changes",
    f"{_TABLE}tracked-changes",
    f"{_OFFICE}forms",
    f"{_TABLE}dde-link",
)
"""Elements whose paragraphs are not shown."""


def read(data: bytes, name: str, encoding: str = AUTO) -> OpenDocument:  # noqa: ARG001 (what every form takes)
    """Take an OpenDocument file apart. Raises FormatError where it is none, or not safe to open."""
    return OpenDocument(data, name)


class OpenDocument:
    """A .odt, .odp or .ods file; see :class:`bitext.documents.original.Original`."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._archive = ZipArchive(data, name, "an OpenDocument file (.odt, .odp, .ods)")
        self.suffix = self._suffix()
        """The suffix that such a file has: that of a text, a presentation, a spreadsheet, or a template."""
        self._parts = list(self._with_text())
        self._placed = PlacedText(_places(self._roots()))
        self.text, self.masks = self._placed.text, self._placed.masks

    def render(self, bitext: Bitext) -> bytes:
        """The file with the target of ``bitext`` in the place of its text, marked as English."""
        linked = self._placed.linked(bitext)
        if not linked:
            return self._data
        roots = self._roots()
        before = {part: _serialized(root) for part, root in roots.items()}
        rewrite(_places(roots), linked)
        for root in roots.values():
            _set_language(root)
        after = {part: _serialized(root) for part, root in roots.items()}
        return self._archive.with_parts({part: new for part, new in after.items() if new != before[part]})

    def _suffix(self) -> str:
        name = self._archive.name
        if not {"content.xml", "styles.xml"} & set(self._archive.names):
            raise FormatError(f"{name} has no content.xml; check that it is an OpenDocument file.")
        if _MANIFEST in self._archive.names and _LOCKED.search(self._archive.read(_MANIFEST)):
            raise FormatError(f"{name} is encrypted; save it without a password first.")
        told = self._archive.read("mimetype") if "mimetype" in self._archive.names else b""
        kind = told.decode("ascii", "replace").strip().removeprefix(_TYPE)
        return _SUFFIXES.get(kind, ".odt")

    def _with_text(self) -> Iterator[str]:
        """The parts with text: the document, its styles (headers, footers), objects in it, its title."""
        names = self._archive.names
        objects = sorted(name for name in names if name.endswith("/content.xml"))
        yield from (part for part in ("content.xml", "styles.xml", *objects, "meta.xml") if part in names)

    def _roots(self) -> dict[str, Any]:
        return {part: self._root(part) for part in self._parts}

    def _root(self, part: str) -> Any:
        root = self._archive.xml(part)
        docinfo = root.getroottree().docinfo
        if docinfo.internalDTD is not None and any(True for _ in docinfo.internalDTD.iterentities()):
            raise FormatError(f"{part} of {self._archive.name} declares entities; it is not safe to open.")
        return root


def _places(roots: Mapping[str, Any]) -> list[TextPlace]:
    """The places of text in the parts: paragraphs, then what stands beside them."""
    letter = mask_letter("".join("".join(root.itertext()) for root in roots.values()))
    paragraphs: list[TextPlace] = []
    beside: list[TextPlace] = []
    for root in roots.values():
        paragraphs += [
            Paragraph(each, letter) for each in root.iter(f"{TEXT}p", f"{TEXT}h") if _is_read(each)
        ]
        beside += [PlainText(each, letter) for each in root.iter(*_PLAIN) if (each.text or "").strip()]
    return [*paragraphs, *beside]


def _is_read(paragraph: Any) -> bool:
    """Whether a paragraph is text that is shown: not deleted, no number, no placeholder of a layout."""
    for around in paragraph.iterancestors():
        if around.tag in _UNREAD or around.get(f"{_PRESENTATION}placeholder") == "true":
            return False
        if around.tag == f"{_OFFICE}annotation":
            return True
        if around.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            return _is_text(around)
    return True


def _is_text(cell: Any) -> bool:
    """Whether a cell holds text, which no formula made."""
    kind = cell.get(f"{_OFFICE}value-type", "string")
    return kind == "string" and not any(
        cell.get(name) for name in (f"{_TABLE}formula", f"{_OFFICE}string-value")
    )


def _set_language(root: Any) -> None:
    """Mark as English what is marked as French."""
    language, country = ENGLISH.split("-")
    for each in root.iter(f"{_STYLE}text-properties"):
        if is_french(each.get(f"{_FO}language", "")):
            each.set(f"{_FO}language", language)
            if each.get(f"{_FO}country"):
                each.set(f"{_FO}country", country)
            each.attrib.pop(f"{_STYLE}rfc-language-tag", None)
    for each in root.iter(f"{_DC}language"):
        if is_french(each.text or ""):
            each.text = ENGLISH


def _serialized(root: Any) -> bytes:
    written: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
    return written
