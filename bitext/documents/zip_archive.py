"""Zip files that documents are packed in, opened with care: bounds on what unpacking may yield, no passwords.

Parts that do not change keep their bytes, their order, their dates and how they are packed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from copy import copy
from typing import Any, Final

from lxml import etree

from bitext.errors import FormatError

_MOST_PARTS: Final = 10_000
_MOST_BYTES: Final = 1 << 29
_MOST_XML: Final = 1 << 27
_FEW_BYTES: Final = 1 << 24
_MOST_RATIO: Final = 200
"""How far a part of more than a few bytes may be packed; text and XML stay well below."""
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
"""What reading a damaged part raises."""


class ZipArchive:
    """The parts of a zip file by name; ``name`` is what messages call it, ``title`` what it should be."""

    def __init__(self, data: bytes, name: str, title: str) -> None:
        """Raises FormatError where ``data`` is no zip file, damaged, encrypted, or not safe to open."""
        self.name = name
        self.title = title
        self._archive = self._opened(data)
        self._check(self._archive)
        self.names: tuple[str, ...] = tuple(self._archive.namelist())
        """The names of the parts, in the order of the file."""

    def read(self, part: str) -> bytes:
        """The content of a part. Raises FormatError where there is none, or it is damaged."""
        try:
            return self._archive.read(part)
        except KeyError:
            raise FormatError(f"{self.name} has no part {part}; check that it is {self.title}.") from None
        except BROKEN as error:
            raise FormatError(f"{part} of {self.name} cannot be read: {error}.") from None

    def xml(self, part: str) -> Any:
        """The root of a part that is XML. Raises FormatError where it is none, or too large."""
        return parsed(self.read(part), f"{part} of {self.name}")

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The file again, some parts with other content; those that it does not have come last."""
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
            for info in self._archive.infolist():
                new = changed.get(info.filename)
                # A copy of what is known of the part: writing it changes where it stands.
                made.writestr(copy(info), self._archive.read(info) if new is None else new)
            for name, content in changed.items():
                if name not in self.names:
                    made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return written.getvalue()

    def _opened(self, data: bytes) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise FormatError(f"{self.name} is not {self.title}: {error}.") from None

    def _check(self, archive: zipfile.ZipFile) -> None:
        infos = archive.infolist()
        names = [info.filename for info in infos]
        if len(names) > _MOST_PARTS or len(set(names)) < len(names):
            raise FormatError(f"{self.name} has too many parts, or two of one name; it is not safe to open.")
        if any(info.flag_bits & 1 for info in infos):
            raise FormatError(f"{self.name} is encrypted; save it without a password first.")
        total = sum(info.file_size for info in infos)
        swollen = any(
            info.file_size > _FEW_BYTES and info.file_size > _MOST_RATIO * info.compress_size
            for info in infos
        )
        if total > _MOST_BYTES or swollen:
            raise FormatError(f"{self.name} would unpack to {total} bytes; it is not safe to open.")
        try:
            damaged = archive.testzip()
        except BROKEN as error:
            raise FormatError(f"{self.name} is damaged: {error}.") from None
        if damaged is not None:
            raise FormatError(f"{self.name} is damaged: its part {damaged} is not as it was packed.")


def parsed(data: bytes, name: str) -> Any:
    """The root of XML: no entities, no DTD, nothing from the network. Raises FormatError where it is none."""
    if len(data) > _MOST_XML:
        raise FormatError(f"{name} is too large; divide the document.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"{name} cannot be read: {error}.") from None
