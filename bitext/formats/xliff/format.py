"""XLIFF as one of the formats: written by `writer`, checked by `validation`, read by `reader`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bitext.formats.xliff.fill import fill
from bitext.formats.xliff.reader import UnitReader
from bitext.formats.xliff.validation.refusal import Faults
from bitext.formats.xliff.validation.stream import FileHead, read
from bitext.formats.xliff.writer import write
from bitext.result.contents import EVERYTHING
from bitext.result.storage import text_format

if TYPE_CHECKING:
    from pathlib import Path

    from bitext.result.bitext import Bitext


def load(path: Path) -> Bitext:
    """Reads a file of bitext or of another program.

    Where it breaks rules of the standard, but can be understood, a StandardWarning says so. Raises
    FormatError where it is not XLIFF 2.0, 2.1 or 2.2, or cannot be understood.
    """
    return _load(path, Faults(strict=False))


def load_strictly(path: Path) -> Bitext:
    """Reads a file that keeps to the standard.

    Raises FormatError for every other, with the line and the rule that it breaks.
    """
    return _load(path, Faults(strict=True))


def _load(path: Path, faults: Faults) -> Bitext:
    reader = UnitReader()
    for part in read(path, faults):
        if isinstance(part, FileHead):
            reader.head(part)
        else:
            reader.unit(part)
    faults.tell()
    return reader.bitext(path.read_bytes())


FORMAT = replace(
    text_format("xliff", "XLIFF", (".xlf", ".xliff"), write, holds=EVERYTHING),
    load=load,
    load_strictly=load_strictly,
    fill=fill,
)
