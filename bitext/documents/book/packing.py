"""An EPUB of one language from chapters that were no book: its container, package document and contents.

EPUB 3.3 (W3C Recommendation), 4 "Publication", 5 "Package document", 7 "Navigation document".
"""

from __future__ import annotations

import io
import mimetypes
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from bitext.documents.epub_archive import CONTAINER

FOLDER: Final = "EPUB"
_STYLES: Final = "book.css"
_EPOCH: Final = "2000-01-01T00:00:00Z"
"""When the book was made, until that is set as it is written."""
_CONTAINER_XML: Final = f"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PAGE: Final = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{lang}" \
lang="{lang}">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body>
{body}
</body>
</html>
"""
_PACKAGE: Final = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{lang}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{identifier}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{lang}</dc:language>
<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
{items}
</manifest>
<spine>
{spine}
</spine>
</package>
"""


@dataclass(frozen=True, slots=True)
class PackedChapter:
    """A chapter: what the contents call it, and the XHTML of its body."""

    title: str
    body: str


def packed_book(
    chapters: Sequence[PackedChapter], title: str, lang: str, files: Mapping[str, bytes] | None = None
) -> bytes:
    """An EPUB 3 of ``chapters``; ``files`` are pictures by their names, which the chapters refer to."""
    pages = {
        page_name(number): _PAGE.format(
            lang=escape(lang), title=escape(chapter.title, quote=False), body=chapter.body
        )
        for number, chapter in enumerate(chapters)
    }
    content: dict[str, str | bytes] = {
        CONTAINER: _CONTAINER_XML,
        f"{FOLDER}/package.opf": _package(pages, title, lang, files or {}),
        f"{FOLDER}/nav.xhtml": _contents(pages, chapters, title, lang),
        f"{FOLDER}/{_STYLES}": Path(__file__).with_name(_STYLES).read_text(encoding="utf-8"),
    }
    content |= {f"{FOLDER}/{name}": page for name, page in pages.items()}
    content |= {f"{FOLDER}/{name}": data for name, data in (files or {}).items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip", zipfile.ZIP_STORED)
        for name, each in content.items():
            archive.writestr(zipfile.ZipInfo(name), each, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def page_name(number: int) -> str:
    """The name of the file of a chapter, by its number from 0."""
    return f"chapter{number + 1:04}.xhtml"


def _package(pages: Mapping[str, str], title: str, lang: str, files: Mapping[str, bytes]) -> str:
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        f'<item id="styles" href="{_STYLES}" media-type="text/css"/>',
    ]
    items += [
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(pages, 1)
    ]
    items += [
        f'<item id="f{number}" href="{escape(name)}" media-type="{mimetypes.guess_type(name)[0]}"/>'
        for number, name in enumerate(files, 1)
    ]
    spine = (f'<itemref idref="c{number}"/>' for number in range(1, len(pages) + 1))
    identifier = uuid5(NAMESPACE_URL, "\n".join((title, *pages.values())))
    return _PACKAGE.format(
        lang=escape(lang),
        identifier=f"urn:uuid:{identifier}",
        title=escape(title, quote=False),
        modified=_EPOCH,
        items="\n".join(items),
        spine="\n".join(spine),
    )


def _contents(pages: Mapping[str, str], chapters: Sequence[PackedChapter], title: str, lang: str) -> str:
    items = "\n".join(
        f'<li><a href="{name}">{escape(chapter.title, quote=False)}</a></li>'
        for name, chapter in zip(pages, chapters, strict=True)
    )
    body = f'<nav epub:type="toc" id="toc">\n<ol>\n{items}\n</ol>\n</nav>'
    return _PAGE.format(lang=escape(lang), title=escape(title, quote=False), body=body)
