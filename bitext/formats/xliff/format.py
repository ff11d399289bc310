"""XLIFF as one of the formats: written by `writer`, checked by `validation`, read by `reader`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bitext.formats.xliff.reader import UnitReader
from bitext.formats.xliff.validation.stream import FileHead, read
from bitext.formats.xliff.writer import write
from bitext.result.storage import text_format

if TYPE_CHECKING:
    from pathlib import Path

    from bitext.result.bitext import Bitext


def load(path: Path) -> Bitext:
    """Reads a file of bitext or of another program.

    Raises FormatError where it is not XLIFF 2.0 or 2.1, with the line and the rule of the standard that
    it breaks.
    """
    reader = UnitReader()
    for part in read(path):
        if isinstance(part, FileHead):
            reader.head(part)
        else:
            reader.unit(part)
    return reader.bitext()


FORMAT = replace(text_format("xliff", "XLIFF", (".xlf", ".xliff"), write), load=load)
