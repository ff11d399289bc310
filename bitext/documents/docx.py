"""Word documents (Office Open XML): paragraphs of the body, tables, headers, footers, notes, text boxes.

A .docx file is a zip of XML parts. Those with text are read by lxml and written anew, the others copied
as they are; so footnotes, text boxes and tracked changes are reached, and nothing unknown is lost. Files
are not trusted: no DTD, no entities, no network, bounds on what unpacking may yield.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

from lxml import etree

from bitext.documents.blocks import join, masks_of
from bitext.documents.docx_paragraph import Paragraph, W
from bitext.documents.html_tokens import is_french
from bitext.documents.projection.block_links import LinkedBlock, link_blocks
from bitext.errors import FormatError
from bitext.files import AUTO
from bitext.result.bitext import Bitext
from bitext.text.masking import mask_letter

_TYPES: Final = "[Content_Types].xml"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_WITH_TEXT: Final = ("document.main", "header", "footer", "footnotes", "endnotes")
_WITH_LANGUAGE: Final = (*_WITH_TEXT, "styles", "settings")
_ENGLISH: Final = "en-US"
_MOST_PARTS: Final = 10_000
_MOST_BYTES: Final = 1 << 29
_MOST_XML: Final = 1 << 27
_FEW_BYTES: Final = 1 << 24
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
_MOST_RATIO: Final = 200
"""How far a part of more than a few bytes may be packed; text and XML stay well below."""


def read(data: bytes, name: str, encoding: str = AUTO) -> WordDocument:  # noqa: ARG001 (what every form takes)
    """Take a Word document apart. Raises FormatError where it is none, or not safe to open."""
    return WordDocument(data, name)


class WordDocument:
    """A .docx file; see :class:`bitext.documents.original.Original`."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        blocks = [
            block
            for root in self._roots(_WITH_TEXT).values()
            for paragraph in self._paragraphs(root)
            for block in paragraph.blocks
        ]
        self._kept = [block.is_translatable for block in blocks]
        translatable = [block for block in blocks if block.is_translatable]
        self.text, self._spans = join(translatable)
        self.masks = masks_of(translatable, self._spans)

    def render(self, bitext: Bitext) -> bytes:
        """The document with the target of ``bitext`` in the place of its text, marked as English."""
        found = iter(link_blocks(bitext, self.text, self._spans))
        if not self._spans:
            return self._data
        linked = iter([next(found) if kept else None for kept in self._kept])
        roots = self._roots(_WITH_LANGUAGE)
        for part in self._names(_WITH_TEXT):
            _translate(self._paragraphs(roots[part]), linked)
        for root in roots.values():
            _set_language(root)
        return self._packed({part: _serialized(root) for part, root in roots.items()})

    def _roots(self, kinds: Sequence[str]) -> dict[str, Any]:
        """The parsed parts of some kinds, by name, in the order of the file."""
        with self._opened() as archive:
            return {part: self._parsed(archive, part) for part in self._names(kinds)}

    def _names(self, kinds: Sequence[str]) -> list[str]:
        """The parts of some kinds, those with the body first."""
        with self._opened() as archive:
            types = self._parsed(archive, _TYPES)
            present = set(archive.namelist())
        found = []
        for override in types.iter("{*}Override"):
            kind = override.get("ContentType", "").removeprefix(_WORD).removesuffix("+xml")
            part = override.get("PartName", "").lstrip("/")
            if kind in kinds and part in present:
                found.append((kinds.index(kind), part))
        if not any(rank == 0 for rank, _ in found):
            raise FormatError(f"{self._name} has no Word document in it; check that it is a .docx file.")
        return [part for _, part in sorted(found)]

    def _opened(self) -> zipfile.ZipFile:
        try:
            archive = zipfile.ZipFile(io.BytesIO(self._data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise FormatError(f"{self._name} is not a Word document (.docx): {error}.") from None
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
        return archive

    def _parsed(self, archive: zipfile.ZipFile, part: str) -> Any:
        if archive.getinfo(part).file_size > _MOST_XML:
            raise FormatError(f"{part} of {self._name} is too large; divide the document.")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(archive.read(part), parser)
        except (etree.XMLSyntaxError, ValueError, *_BROKEN) as error:
            raise FormatError(f"{part} of {self._name} cannot be read: {error}.") from None
        if root.getroottree().docinfo.doctype:
            raise FormatError(f"{part} of {self._name} has a DOCTYPE, which no Word document has; not read.")
        return root

    def _paragraphs(self, root: Any) -> list[Paragraph]:
        letter = mask_letter("".join(root.itertext(f"{W}t")))
        return [Paragraph(element, letter) for element in root.iter(f"{W}p")]

    def _packed(self, changed: dict[str, bytes]) -> bytes:
        """The zip again, some parts changed, the others as they were."""
        written = io.BytesIO()
        try:
            with self._opened() as archive, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
                for info in archive.infolist():
                    copy.writestr(info, changed.get(info.filename) or archive.read(info))
        except _BROKEN as error:
            raise FormatError(f"{self._name} is damaged: {error}.") from None
        return written.getvalue()


def _translate(paragraphs: Sequence[Paragraph], linked: Iterator[LinkedBlock | None]) -> None:
    """Rewrite the paragraphs, the last first: a text box stands in a paragraph that is copied with it."""
    shares = [[next(linked) for _ in paragraph.blocks] for paragraph in paragraphs]
    for paragraph, share in zip(reversed(paragraphs), reversed(shares), strict=True):
        paragraph.rewrite(share)


def _set_language(root: Any) -> None:
    """Mark as English what is marked as French."""
    for element in root.iter(f"{W}lang", f"{W}themeFontLang"):
        if is_french(element.get(f"{W}val", "")):
            element.set(f"{W}val", _ENGLISH)


def _serialized(root: Any) -> bytes:
    written: bytes = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return written
