"""The archive of a book (EPUB 2 and 3): which files it has, in which order they are read, what they hold.

See EPUB 3.3 (W3C Recommendation) and OPF 2.0.1 (IDPF).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import unquote

from bitext.documents.html_elements import VOID
from bitext.documents.html_encoding import declared_encoding, decoded_page
from bitext.documents.zip_archive import ZipArchive
from bitext.errors import FormatError
from bitext.files.encodings import DecodedText

CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_XHTML: Final = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_NCX: Final = "application/x-dtbncx+xml"
_FONTS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""How fonts are mangled, which hides no text."""
_EMPTY: Final = re.compile(r"""<([A-Za-z][\w:.-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)/>""")
"""An empty element of XML, which HTML would take for an opening tag."""
_SPACER: Final = "\t\t\t"
"""White space within a tag that tells an empty element which was written as two tags."""
_OPENED: Final = re.compile(rf"{_SPACER}></[A-Za-z][\w:.-]*{_SPACER}>")


class EpubArchive:
    """The files of a book.

    ``package`` is the name of the package document, ``spine`` are the names of the files that are read, in
    order; ``chapters`` those and further XHTML (navigation), ``contents`` the tables of contents of EPUB 2
    (NCX).
    """

    def __init__(self, data: bytes, name: str, encoding: str) -> None:
        """Raises FormatError where ``data`` is no book, is encrypted, or is not safe to open."""
        self._name = name
        self._encoding = encoding
        self._archive = ZipArchive(data, name, "an EPUB")
        self._refuse_encryption()
        self.package = self._package()
        self.spine, self.chapters, self.contents = self._texts()

    @property
    def texts(self) -> tuple[str, ...]:
        """The names of all files with text: chapters, contents, the package document."""
        return (*self.chapters, *self.contents, self.package)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files."""
        return self._archive.names

    def read(self, part: str) -> bytes:
        """The content of a file. Raises FormatError where there is none, or it is damaged."""
        return self._archive.read(part)

    def xml(self, part: str) -> Any:
        """The root of a file that is XML. Raises FormatError where it is none, or too large."""
        return self._archive.xml(part)

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The book again, some files with other content, or new."""
        return self._archive.with_parts(changed)

    def decoded(self, part: str) -> tuple[DecodedText, str]:
        """The text of a file of the book, and the encoding in which it is written again."""
        data, name = self._archive.read(part), f"{part} of {self._name}"
        declared = declared_encoding(data, name) or "utf-8"
        found = decoded_page(data, name, self._encoding, declared)
        return found, declared if not found.mark else found.encoding

    def _refuse_encryption(self) -> None:
        """Raises FormatError for a book whose text is encrypted (DRM)."""
        if _ENCRYPTION not in self._archive.names:
            return
        root = self._archive.xml(_ENCRYPTION)
        for method in root.iter("{*}EncryptionMethod"):
            if method.get("Algorithm") not in _FONTS:
                raise FormatError(
                    f"{self._name} is encrypted (DRM), so that its text cannot be read; give a book without "
                    "copy protection."
                )

    def _package(self) -> str:
        """The name of the package document, which says what is in the book."""
        if CONTAINER not in self._archive.names:
            raise FormatError(f"{self._name} is a zip file, but no EPUB: it has no {CONTAINER}.")
        roots = self._archive.xml(CONTAINER).iter("{*}rootfile")
        paths: list[str] = [each.get("full-path", "") for each in roots]
        for path in paths:
            if path in self._archive.names:
                return path
        raise FormatError(f"{self._name} has no package document ({', '.join(paths) or 'none is named'}).")

    def _texts(self) -> tuple[list[str], list[str], list[str]]:
        """The names of what is read, in order; that and further pages; tables of contents (NCX)."""
        root = self._archive.xml(self.package)
        items: dict[str, Any] = {item.get("id", ""): item for item in root.iter("{*}item")}
        spine = [each.get("idref", "") for each in root.iter("{*}itemref")]
        read, chapters, contents = [], [], []
        for number in dict.fromkeys((*spine, *items)):
            item = items.get(number)
            if item is None:
                continue
            kind = item.get("media-type", "")
            name = resolved(self.package, item.get("href", ""))
            if name in self._archive.names and kind in _XHTML:
                chapters.append(name)
                read += [name] if number in spine else []
            elif name in self._archive.names and kind == _NCX:
                contents.append(name)
        return _unique(read), _unique(chapters), _unique(contents)


def resolved(package: str, reference: str) -> str:
    """The name of a file that the package document refers to."""
    path = unquote(reference.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), path))


def with_two_tags(text: str) -> str:
    """XHTML whose empty elements are written as two tags, so that it can be read as HTML."""
    return _EMPTY.sub(_as_two_tags, text)


def with_empty_tags(text: str) -> str:
    """The way back from :func:`with_two_tags`."""
    return _OPENED.sub("/>", text)


def _as_two_tags(element: re.Match[str]) -> str:
    name, attributes = element.groups()
    if name.lower() in VOID:
        return element[0]
    return f"<{name}{attributes}{_SPACER}></{name}{_SPACER}>"


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
