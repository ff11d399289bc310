"""TMX as one of the formats: written by `writer`, read by `native` or `foreign`."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from bitext.formats.tmx.fill import fill
from bitext.formats.tmx.foreign import foreign
from bitext.formats.tmx.native import own
from bitext.formats.tmx.units import TmxHeader, TranslationUnit, is_own, parts
from bitext.formats.tmx.writer import write
from bitext.result.contents import EVERYTHING
from bitext.result.storage import text_format

if TYPE_CHECKING:
    from pathlib import Path

    from bitext.result.bitext import Bitext


def load(path: Path) -> Bitext:
    """Reads a file of bitext or of another program. Raises FormatError where it is not TMX."""
    found = parts(path)
    first = next(found, TmxHeader())
    header, units = (first, found) if isinstance(first, TmxHeader) else (TmxHeader(), chain([first], found))
    rest = (part for part in units if isinstance(part, TranslationUnit))
    return own(header, rest) if is_own(header) else foreign(list(rest), header.source, path.read_bytes())


FORMAT = replace(text_format("tmx", "TMX", (".tmx",), write, holds=EVERYTHING), load=load, fill=fill)
