"""PO as one of the formats: read by `reader`, filled in by `filling`, written by `writer` or `kept`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bitext.files import writing
from bitext.formats.po.filling import fill
from bitext.formats.po.kept import kept_bytes
from bitext.formats.po.reader import load
from bitext.formats.po.writer import write
from bitext.result.storage import text_format

if TYPE_CHECKING:
    from pathlib import Path

    from bitext.result.bitext import Bitext


def save(bitext: Bitext, path: Path) -> None:
    """Writes a file; one that was read from PO in its own encoding."""
    data = kept_bytes(bitext)
    with writing(path) as stream:
        if data is not None:
            stream.buffer.write(data)
        else:
            write(bitext, stream)


FORMAT = replace(
    text_format("po", "PO (gettext)", (".po", ".pot"), write, holds=("source", "target", "pairs")),
    save=save,
    load=load,
    fill=fill,
)
