"""Which kind of file something is: by its content first, then by its suffix."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Final

from bitext.files import kinds
from bitext.files.encodings import has_controls, unmarked_utf_16
from bitext.files.text_recognition import kind_of_text

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from bitext.files.kinds import FileKind

HEAD: Final = 1 << 16
"""How many bytes are looked at."""
_MAGIC: Final = (
    (0, rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kinds.OLD_OFFICE),
    (0, rb"\{\\rtf", kinds.RTF),
    (0, rb"%!PS|\xc5\xd0\xd3\xc6", kinds.POSTSCRIPT),
    (0, rb"PAR1", kinds.PARQUET),
    (0, rb"(?:\xef\xbb\xbf)?WEBVTT(?=[ \t\r\n]|\Z)", kinds.WEBVTT),
    (0, rb"\x06\x06\xed\xf5\xd8\x1d\x46\xe5\xbd\x31", kinds.INDESIGN),
    (60, rb"BOOKMOBI|TEXtREAd", kinds.KINDLE),
    (0, rb"AT&TFORM", kinds.DJVU),
    (
        0,
        rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|8BPS|BM.{4}\x00{4}|\x00\x00\x01\x00",
        kinds.IMAGE,
    ),
    (0, rb"RIFF.{4}WEBP", kinds.IMAGE),
    (4, rb"ftyp(?:hei|avi|mif)", kinds.IMAGE),
    (0, rb"RIFF.{4}(?:WAVE|AVI )|OggS|fLaC|ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]|\x1a\x45\xdf\xa3", kinds.SOUND),
    (4, rb"ftyp|moov|mdat", kinds.SOUND),
    (
        0,
        rb"\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x28\xb5\x2f\xfd",
        kinds.ARCHIVE,
    ),
    (257, rb"ustar", kinds.ARCHIVE),
    (0, rb"\x00\x01\x00\x00\x00|OTTO\x00|true\x00|wOF[F2]", kinds.FONT),
    (0, rb"\x7fELF|MZ.{58}|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\x00asm", kinds.EXECUTABLE),
    (0, rb"SQLite format 3\x00", kinds.DATABASE),
)
_PATTERNS: Final = tuple((at, re.compile(pattern, re.DOTALL), kind) for at, pattern, kind in _MAGIC)
_PDF: Final = re.compile(rb"[\x00-\x20\xef\xbb\xbf]{0,1024}%PDF-")
_MIMETYPES: Final = (
    ("application/epub+zip", kinds.EPUB),
    ("application/vnd.oasis.opendocument.text", kinds.ODT),
    ("application/vnd.oasis.opendocument.spreadsheet", kinds.ODS),
    ("application/vnd.oasis.opendocument.presentation", kinds.ODP),
    ("application/vnd.oasis.opendocument", kinds.OPEN_DOCUMENT),
    ("application/vnd.adobe.indesign-idml", kinds.IDML),
)
_MEMBERS: Final = (
    ("designmap.xml", kinds.IDML),
    ("META-INF/container.xml", kinds.EPUB),
    ("ppt/", kinds.PPTX),
    ("xl/", kinds.XLSX),
    ("visio/", kinds.VISIO),
    ("Index/", kinds.IWORK),
    ("word/", kinds.DOCX),
)
_OLD: Final = (
    ("EncryptedPackage", kinds.ENCRYPTED),
    ("WordDocument", kinds.OLD_WORD),
    ("Workbook", kinds.OLD_EXCEL),
    ("PowerPoint Document", kinds.OLD_POWERPOINT),
    ("__substg1.0_", kinds.MAIL),
)
_TYPES: Final = "[Content_Types].xml"


def kind_of(data: bytes, name: str) -> FileKind:
    """The kind of a file with this content; ``name`` is its name, for what the content does not tell."""
    return kind_of_stream(io.BytesIO(data), name)


def kind_of_file(path: str | os.PathLike[str]) -> FileKind:
    """The kind of a file, of which no more is read than is needed. Raises OSError where it cannot be."""
    with open(path, "rb") as stream:  # noqa: PTH123 (a path or the name of one)
        return kind_of_stream(stream, str(path))


def kind_of_stream(stream: BinaryIO, name: str) -> FileKind:
    """The kind of what a stream that can be wound back holds."""
    head = stream.read(HEAD)
    by_suffix = kinds.BY_SUFFIX.get(PurePath(name).suffix.lower(), kinds.TEXT)
    found = _by_signature(stream, head)
    if found is None:
        text = _text(head)
        found = kinds.BINARY if text is None else kind_of_text(text, by_suffix, _rest_of(stream))
    return found or by_suffix


def _by_signature(stream: BinaryIO, head: bytes) -> FileKind | None:
    if _PDF.match(head):
        return kinds.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(stream)
    found = next((kind for at, pattern, kind in _PATTERNS if pattern.match(head, at)), None)
    if found is kinds.OLD_OFFICE:
        return _old_office(stream)
    if found is kinds.PARQUET and _is_own_parquet(stream):
        return kinds.OWN_PARQUET
    return found


def _zipped(stream: BinaryIO) -> FileKind:
    try:
        with zipfile.ZipFile(stream) as archive:
            return _by_members(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError):
        return kinds.ARCHIVE


def _by_members(archive: zipfile.ZipFile) -> FileKind:
    names = archive.namelist()
    if "mimetype" in names and archive.getinfo("mimetype").file_size < HEAD:
        mimetype = archive.read("mimetype").decode("ascii", "replace").strip()
        for beginning, kind in _MIMETYPES:
            if mimetype.startswith(beginning):
                return kind
    for beginning, kind in _MEMBERS:
        if any(name.startswith(beginning) for name in names):
            return kind
    return kinds.DOCX if _TYPES in names else kinds.ARCHIVE


def _old_office(stream: BinaryIO) -> FileKind:
    """Which program of an OLE file: by the names of its streams, which are in UTF-16 wherever they stand."""
    stream.seek(0)
    data = stream.read()
    for name, kind in _OLD:
        if name.encode("utf-16-le") in data:
            return kind
    return kinds.OLD_OFFICE


def _is_own_parquet(stream: BinaryIO) -> bool:
    """Whether the footer has a key called bitext (its length stands before the last four bytes)."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 8))
    footer = int.from_bytes(stream.read(4), "little")
    stream.seek(max(0, size - 8 - footer))
    return b"\x06bitext" in stream.read(footer)


def _text(head: bytes) -> str | None:
    """The head of a text as far as it can be told without its encoding; None where it is binary."""
    for mark, encoding in ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32")):
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    if b"\x00" in head:
        encoding = unmarked_utf_16(head) or ""
        return head.decode(encoding) if encoding else None
    text = head.decode("utf-8", "replace").removeprefix("\ufeff")
    return None if has_controls(text) else text


def _rest_of(stream: BinaryIO) -> Callable[[], bytes]:
    """Reads the whole of a stream when it is asked for."""

    def whole() -> bytes:
        stream.seek(0)
        return stream.read()

    return whole
