"""TEI as one of the formats: written by `writer`, read by `reader`."""

from __future__ import annotations

from dataclasses import replace

from bitext.formats.tei.reader import load
from bitext.formats.tei.writer import write
from bitext.result.contents import EVERYTHING
from bitext.result.storage import text_format

FORMAT = replace(text_format("tei", "TEI", (".tei",), write, holds=EVERYTHING), load=load)
