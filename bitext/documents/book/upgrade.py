"""EPUB 2 to EPUB 3: the package document, and the contents (NCX) as a navigation document.

OPF 2.0.1 (IDPF); EPUB 3.3 (W3C Recommendation), 5 "Package document", 7 "Navigation document".
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from lxml import etree

from bitext.documents.epub_archive import EpubArchive, resolved

OPF: Final = "http://www.idpf.org/2007/opf"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_NAV: Final = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>{title}</title></head>
<body><nav epub:type="toc" id="toc">{items}</nav></body>
</html>
"""
_FONTS: Final = {
    "application/x-font-ttf": "font/ttf",
    "application/x-font-truetype": "font/ttf",
    "application/x-font-otf": "font/otf",
    "application/x-font-opentype": "font/otf",
}


def is_old(root: Any) -> bool:
    """Whether a package document is that of EPUB 2 (or of what was before it)."""
    return not root.get("version", "").startswith("3")


def upgrade_package(
    root: Any, archive: EpubArchive, properties: Mapping[str, Sequence[str]], contents: str
) -> None:
    """Make a package document of EPUB 3 of one of EPUB 2.

    ``properties`` are those of the chapters by their names, ``contents`` is the name of the navigation
    document.
    """
    root.set("version", "3.0")
    for each in list(root.iter(f"{{{OPF}}}tours")):
        each.getparent().remove(each)
    metadata = root.find("{*}metadata")
    if metadata is not None:
        _upgrade_metadata(metadata)
    manifest = root.find("{*}manifest")
    cover = _cover(root)
    for item in manifest.iter("{*}item"):
        name = resolved(archive.package, item.get("href", ""))
        kinds = [*properties.get(name, ()), *(["cover-image"] if item.get("id") == cover else [])]
        if kinds:
            item.set("properties", " ".join(kinds))
        kind = item.get("media-type", "")
        item.set("media-type", _FONTS.get(kind, kind))
    href = posixpath.relpath(contents, posixpath.dirname(archive.package) or ".")
    nav = etree.SubElement(manifest, f"{{{OPF}}}item", id="bitext-nav", href=href)
    nav.set("media-type", "application/xhtml+xml")
    nav.set("properties", "nav")


def navigation(archive: EpubArchive, title: str) -> tuple[str, str]:
    """The name of the navigation document, and what is in it: what the NCX says, else the chapters."""
    source = archive.contents[0] if archive.contents else archive.package
    folder = posixpath.dirname(source)
    number = 0
    while (name := posixpath.join(folder, f"{number or ''}bitext-nav.xhtml")) in archive.names:
        number += 1
    items = ""
    if archive.contents:
        points = archive.xml(source).find("{*}navMap")
        items = _points(points) if points is not None else ""
    if not items:
        links = (posixpath.relpath(chapter, folder or ".") for chapter in archive.spine)
        items = "".join(f'<li><a href="{escape(href)}">{at}</a></li>' for at, href in enumerate(links, 1))
        items = f"<ol>{items}</ol>"
    return name, _NAV.format(title=escape(title or "…"), items=items)


def title_of(root: Any) -> str:
    """The title of a book, by its package document."""
    found = next(root.iter(f"{{{_DC}}}title"), None)
    return " ".join((found.text or "").split()) if found is not None else ""


def _points(parent: Any) -> str:
    """The entries right inside one of the NCX, and those in them, as a list."""
    items = []
    for point in parent.findall("{*}navPoint"):
        label = " ".join("".join(point.find("{*}navLabel").itertext()).split())
        content = point.find("{*}content")
        href = content.get("src", "") if content is not None else ""
        inner = _points(point)
        words = escape(label or "…")
        items.append(f'<li><a href="{escape(href)}">{words}</a>{inner}</li>')
    return f"<ol>{''.join(items)}</ol>" if items else ""


def _upgrade_metadata(metadata: Any) -> None:
    """Attributes of OPF become statements about the element that had them; one date stays."""
    dates = list(metadata.iter(f"{{{_DC}}}date"))
    first = next((each for each in dates if each.get(f"{{{OPF}}}event") == "publication"), None)
    for each in dates:
        if each is not (dates[0] if first is None else first):
            each.getparent().remove(each)
    for number, each in enumerate(metadata.findall("*")):
        found = [
            (key, each.attrib.pop(f"{{{OPF}}}{key}", None)) for key in ("role", "file-as", "scheme", "event")
        ]
        for key, value in found[:2]:
            if not value:
                continue
            if each.get("id") is None:
                each.set("id", f"bitext-meta-{number}")
            made = etree.SubElement(metadata, f"{{{OPF}}}meta", refines=f"#{each.get('id')}", property=key)
            if key == "role":
                made.set("scheme", "marc:relators")
            made.text = value


def _cover(root: Any) -> str | None:
    """The id of the picture that is the cover."""
    for meta in root.iter("{*}meta"):
        if meta.get("name") == "cover":
            items = (each for each in root.iter("{*}item") if each.get("id") == meta.get("content"))
            found = next(items, None)
            if found is not None and found.get("media-type", "").startswith("image/"):
                number: str = found.get("id")
                return number
    return None
