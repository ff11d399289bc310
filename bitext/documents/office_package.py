"""What Office Open XML packages say of their parts: content types and relationships (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
from typing import Final

from bitext.documents.zip_archive import ZipArchive
from bitext.errors import FormatError

_TYPES: Final = "[Content_Types].xml"


def content_types(archive: ZipArchive) -> dict[str, str]:
    """The content type of each part by its name: its own, else that of its suffix, else empty.

    Raises FormatError where the file is no such package.
    """
    if _TYPES not in archive.names:
        raise FormatError(f"{archive.name} is a zip file, but not {archive.title}.")
    root = archive.xml(_TYPES)
    usual = {
        each.get("Extension", "").lower(): each.get("ContentType", "") for each in root.iter("{*}Default")
    }
    own = {
        each.get("PartName", "").lstrip("/"): each.get("ContentType", "") for each in root.iter("{*}Override")
    }
    return {
        part: own.get(part) or usual.get(posixpath.splitext(part)[1][1:].lower(), "")
        for part in archive.names
    }


def relations(archive: ZipArchive, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the number that it uses."""
    folder, file = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if name not in archive.names:
        return {}
    return {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:]
        for each in archive.xml(name).iter("{*}Relationship")
        if each.get("TargetMode") != "External"
    }
