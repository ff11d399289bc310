"""EPUB 2 and 3: the chapters of a book, its navigation, its title and description.

The chapters are read as HTML, in the order of the spine; then comes what stands beside the text: navigation,
table of contents (NCX), metadata. Their text is translated and everything else keeps its bytes: pictures,
styles, fonts, the order of the files, how they are packed. The language of the book becomes English.

See EPUB 3.3 (W3C Recommendation) and OPF 2.0.1 (IDPF).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from bitext.documents.html import attribute_unit, html_parts
from bitext.documents.html_elements import VOID
from bitext.documents.html_encoding import declared_encoding, decoded_page
from bitext.documents.html_tokens import is_french
from bitext.documents.template import Template, TextUnit, write
from bitext.documents.zip_archive import ZipArchive
from bitext.errors import FormatError
from bitext.files import AUTO
from bitext.files.encodings import DecodedText
from bitext.result.bitext import Bitext
from bitext.text.masking import mask_letter

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_XHTML: Final = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_NCX: Final = "application/x-dtbncx+xml"
_FONTS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""How fonts are mangled, which hides no text."""
_LABELS: Final = re.compile(r"(<(?:\w+:)?text\b[^>]*(?<!/)>)([^<]*)(</(?:\w+:)?text\s*>)")
_METADATA: Final = re.compile(
    r"(<(?:\w+:)?(?P<name>title|description|language)\b[^>]*(?<!/)>)([^<]*)(</(?:\w+:)?(?P=name)\s*>)"
)
_ENGLISH: Final = "en"
_EMPTY: Final = re.compile(r"""<([A-Za-z][\w:.-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)/>""")
"""An empty element of XML, which HTML would take for an opening tag."""
_SPACER: Final = "\t\t\t"
"""White space within a tag that tells an empty element which was written as two tags."""
_OPENED: Final = re.compile(rf"{_SPACER}></[A-Za-z][\w:.-]*{_SPACER}>")


def read(data: bytes, name: str, encoding: str = AUTO) -> Epub:
    """Take a book apart. Raises FormatError where it is none, is encrypted, or is not safe to open."""
    return Epub(data, name, encoding)


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the book: its parts, and how it is written."""

    name: str
    parts: tuple[str | TextUnit, ...]
    text: DecodedText
    encoding: str

    def written(self) -> bytes:
        text = _OPENED.sub("/>", write(self.parts))
        return self.text.mark + text.encode(self.encoding, "xmlcharrefreplace")


class Epub:
    """A book; see :class:`bitext.documents.original.Original`."""

    def __init__(self, data: bytes, name: str, encoding: str) -> None:
        self._data = data
        self._name = name
        self._encoding = encoding
        self._archive = ZipArchive(data, name, "an EPUB")
        self._refuse_encryption()
        package = self._package()
        chapters, contents = self._texts(package)
        pages = {part: self._decoded(part) for part in (*chapters, *contents, package)}
        letter = mask_letter("".join(page.text for page, _ in pages.values()))
        readers: dict[str, _Reader] = {
            **dict.fromkeys(chapters, _chapter_parts),
            **dict.fromkeys(contents, _contents_parts),
            package: _metadata_parts,
        }
        self._files = [
            _File(part, tuple(readers[part](page.text, letter)), page, written)
            for part, (page, written) in pages.items()
        ]
        self._template = Template([part for file in self._files for part in file.parts], str.encode)
        self.text = self._template.text
        self.masks = self._template.masks

    def render(self, bitext: Bitext) -> bytes:
        """The book with the target of ``bitext`` in the place of its text, marked as English."""
        self._template.link(bitext)
        if not self.text:
            return self._data
        return self._archive.with_parts({file.name: file.written() for file in self._files})

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
        if _CONTAINER not in self._archive.names:
            raise FormatError(f"{self._name} is a zip file, but no EPUB: it has no {_CONTAINER}.")
        roots = self._archive.xml(_CONTAINER).iter("{*}rootfile")
        paths: list[str] = [each.get("full-path", "") for each in roots]
        for path in paths:
            if path in self._archive.names:
                return path
        raise FormatError(f"{self._name} has no package document ({', '.join(paths) or 'none is named'}).")

    def _texts(self, package: str) -> tuple[list[str], list[str]]:
        """The names of the chapters, in reading order, then navigation; and of tables of contents (NCX)."""
        root = self._archive.xml(package)
        items: dict[str, Any] = {item.get("id", ""): item for item in root.iter("{*}item")}
        spine = [each.get("idref", "") for each in root.iter("{*}itemref")]
        chapters, contents = [], []
        for number in dict.fromkeys((*spine, *items)):
            item = items.get(number)
            if item is None:
                continue
            kind = item.get("media-type", "")
            name = _resolved(package, item.get("href", ""))
            if name in self._archive.names and kind in _XHTML:
                chapters.append(name)
            elif name in self._archive.names and kind == _NCX:
                contents.append(name)
        return list(dict.fromkeys(chapters)), list(dict.fromkeys(contents))

    def _decoded(self, part: str) -> tuple[DecodedText, str]:
        """The text of a file of the book, and the encoding in which it is written again."""
        data, name = self._archive.read(part), f"{part} of {self._name}"
        declared = declared_encoding(data, name) or "utf-8"
        found = decoded_page(data, name, self._encoding, declared)
        return found, declared if not found.mark else found.encoding


_Reader = Callable[[str, str], Iterator[str | TextUnit]]
"""What takes the text of a file and the letter of its masks, and gives its parts."""


def _resolved(package: str, reference: str) -> str:
    """The name of a file that the package document refers to."""
    path = unquote(reference.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), path))


def _chapter_parts(text: str, letter: str) -> Iterator[str | TextUnit]:
    """A chapter: XHTML, whose empty elements are read as two tags."""
    return html_parts(_EMPTY.sub(_as_two_tags, text), letter)


def _as_two_tags(element: re.Match[str]) -> str:
    name, attributes = element.groups()
    if name.lower() in VOID:
        return element[0]
    return f"<{name}{attributes}{_SPACER}></{name}{_SPACER}>"


def _contents_parts(text: str, letter: str) -> Iterator[str | TextUnit]:
    """A table of contents: what its labels say."""
    last = 0
    for label in _LABELS.finditer(text):
        yield text[last : label.start(2)]
        yield attribute_unit(label[2], letter) or label[2]
        last = label.end(2)
    yield text[last:]


def _metadata_parts(text: str, letter: str) -> Iterator[str | TextUnit]:
    """The package document: title and description are translated, the language is English."""
    last = 0
    for found in _METADATA.finditer(text):
        yield text[last : found.start(3)]
        value = found[3]
        if found["name"] == "language":
            yield _ENGLISH if is_french(value.strip()) else value
        else:
            yield _plain_unit(value, letter)
        last = found.end(3)
    yield text[last:]


def _plain_unit(value: str, letter: str) -> str | TextUnit:
    """A value without markup in it; some descriptions hold HTML that is escaped, which stays."""
    if "&lt;" in value or "&#60;" in value:
        return value
    return attribute_unit(value, letter) or value
