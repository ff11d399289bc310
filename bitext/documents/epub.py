"""EPUB 2 and 3: the chapters of a book, its navigation, its title and description.

The chapters are read as HTML, in the order of the spine; then comes what stands beside the text: navigation,
table of contents (NCX), metadata. Their text is translated and everything else keeps its bytes: pictures,
styles, fonts, the order of the files, how they are packed. The language of the book becomes English.

See EPUB 3.3 (W3C Recommendation) and OPF 2.0.1 (IDPF).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bitext.documents.epub_archive import EpubArchive, with_empty_tags, with_two_tags
from bitext.documents.html import attribute_unit, html_parts
from bitext.documents.html_tokens import is_french
from bitext.documents.template import Template, TextUnit, write
from bitext.files import AUTO
from bitext.files.encodings import DecodedText
from bitext.result.bitext import Bitext
from bitext.text.masking import mask_letter

_LABELS: Final = re.compile(r"(<(?:\w+:)?text\b[^>]*(?<!/)>)([^<]*)(</(?:\w+:)?text\s*>)")
_METADATA: Final = re.compile(
    r"(<(?:\w+:)?(?P<name>title|description|language)\b[^>]*(?<!/)>)([^<]*)(</(?:\w+:)?(?P=name)\s*>)"
)
_ENGLISH: Final = "en"


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
        text = with_empty_tags(write(self.parts))
        return self.text.mark + text.encode(self.encoding, "xmlcharrefreplace")


class Epub:
    """A book; see :class:`bitext.documents.original.Original`."""

    def __init__(self, data: bytes, name: str, encoding: str) -> None:
        self._data = data
        self._archive = archive = EpubArchive(data, name, encoding)
        pages = {part: archive.decoded(part) for part in archive.texts}
        letter = mask_letter("".join(page.text for page, _ in pages.values()))
        readers: dict[str, _Reader] = {
            **dict.fromkeys(archive.chapters, _chapter_parts),
            **dict.fromkeys(archive.contents, _contents_parts),
            archive.package: _metadata_parts,
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


def label_parts(archive: EpubArchive, part: str, text: str, letter: str) -> Iterator[str | TextUnit]:
    """The parts of a table of contents or of the package document."""
    return _metadata_parts(text, letter) if part == archive.package else _contents_parts(text, letter)


_Reader = Callable[[str, str], Iterator[str | TextUnit]]
"""What takes the text of a file and the letter of its masks, and gives its parts."""


def _chapter_parts(text: str, letter: str) -> Iterator[str | TextUnit]:
    """A chapter: XHTML, whose empty elements are read as two tags."""
    return html_parts(with_two_tags(text), letter)


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
