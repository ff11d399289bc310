"""The package document of a bilingual book: its second language, when it was made, its style sheet.

EPUB 3.3 (W3C Recommendation), 5 "Package document".
"""

from __future__ import annotations

import posixpath
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from lxml import etree

from bitext.documents.epub_archive import EpubArchive
from bitext.text.language import language_of_tag

STYLES: Final = "bitext.css"
_OPF: Final = "http://www.idpf.org/2007/opf"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_MODIFIED: Final = "dcterms:modified"


def style_sheet() -> bytes:
    """The style sheet of all layouts."""
    return Path(__file__).with_name(STYLES).read_bytes()


def free_name(archive: EpubArchive) -> str:
    """The name that the style sheet gets in the archive, beside the package document."""
    folder = posixpath.dirname(archive.package)
    number = 0
    while (name := posixpath.join(folder, f"{number or ''}{STYLES}")) in archive.names:
        number += 1
    return name


def written_package(root: Any, archive: EpubArchive, languages: tuple[str, str], styles: str) -> bytes:
    """The package document ``root`` with both ``languages``, and the style sheet of the name ``styles``."""
    _add_languages(root, languages)
    _set_modified(root)
    manifest = root.find("{*}manifest")
    item = etree.SubElement(manifest, f"{{{_OPF}}}item")
    numbers = {each.get("id") for each in root.iter() if isinstance(each.tag, str)}
    item.set("id", _free_id(numbers))
    item.set("href", posixpath.relpath(styles, posixpath.dirname(archive.package) or "."))
    item.set("media-type", "text/css")
    tree = root.getroottree()
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="utf-8")
    return written


def _add_languages(root: Any, languages: tuple[str, str]) -> None:
    metadata = root.find("{*}metadata")
    if metadata is None:
        return
    last = None
    known = set()
    for each in metadata.iter(f"{{{_DC}}}language"):
        known.add(language_of_tag((each.text or "").strip()))
        last = each
    for lang in languages:
        if language_of_tag(lang) in known:
            continue
        made = etree.Element(f"{{{_DC}}}language")
        made.text = lang
        if last is None:
            metadata.append(made)
        else:
            last.addnext(made)
        last = made
        known.add(language_of_tag(lang))


def _set_modified(root: Any) -> None:
    """Say when the book was made, as EPUB 3 asks."""
    metadata = root.find("{*}metadata")
    if metadata is None:
        return
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for each in metadata.iter("{*}meta"):
        if each.get("property") == _MODIFIED and not each.get("refines"):
            each.text = now
            return
    made = etree.SubElement(metadata, f"{{{_OPF}}}meta", property=_MODIFIED)
    made.text = now


def _free_id(numbers: set[str | None]) -> str:
    found, count = "bitext-styles", 0
    while found in numbers:
        count += 1
        found = f"bitext-styles-{count}"
    return found


def relative(page: str, name: str) -> str:
    """How a page refers to another file of the archive."""
    return posixpath.relpath(name, posixpath.dirname(page) or ".")


__all__ = ["STYLES", "free_name", "relative", "style_sheet", "written_package"]
