"""The table of contents of a book: which label leads to which file (EPUB navigation, NCX of EPUB 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import html

from bitext.documents.epub_archive import EpubArchive, resolved

_NAVIGATION: Final = "nav"
_TYPE: Final = ("epub:type", "{http://www.idpf.org/2007/ops}type", "type")
_CONTENTS: Final = ("", "toc")


def contents_of(archive: EpubArchive) -> list[tuple[str, str]]:
    """The labels of the table of contents, in order, each with the name of the file that it leads to.

    Those of the navigation, else of the NCX; empty where a book has neither.
    """
    return [*_navigation(archive)] or [*_ncx(archive)]


def _navigation(archive: EpubArchive) -> Iterator[tuple[str, str]]:
    items = archive.xml(archive.package).iter("{*}item")
    names = [item.get("href", "") for item in items if _NAVIGATION in item.get("properties", "").split()]
    for reference in names:
        name = resolved(archive.package, reference)
        if name not in archive.names:
            continue
        text = archive.decoded(name)[0].text
        for nav in html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8")).iter(
            "nav"
        ):
            if _type(nav) in _CONTENTS:
                yield from (
                    (resolved(name, link.get("href", "")), " ".join(link.text_content().split()))
                    for link in nav.iter("a")
                )


def _type(nav: Any) -> str:
    return next((value for key in _TYPE if (value := nav.get(key))), "")


def _ncx(archive: EpubArchive) -> Iterator[tuple[str, str]]:
    for name in archive.contents:
        for point in archive.xml(name).iter("{*}navPoint"):
            label, content = point.find("{*}navLabel/{*}text"), point.find("{*}content")
            if label is not None and content is not None:
                yield resolved(name, content.get("src", "")), " ".join((label.text or "").split())
