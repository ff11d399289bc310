"""XLIFF 1.2 as one of the formats: read, filled in, written back; a Bitext from elsewhere in a plain form.

Written anew, a pair is a ``trans-unit``; its flags are notes, and what a person has found right is approved.
What keeps links and quotations is XLIFF 2.1 (:mod:`bitext.formats.xliff`).
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from lxml.etree import Element, SubElement

from bitext.errors import ExchangeWarning
from bitext.files import read_bytes
from bitext.formats._foreign import bitext_of_languages
from bitext.formats._segments import moved_offsets
from bitext.formats._unit_file import FileUnit
from bitext.formats._unit_text import Code
from bitext.formats._xml import fit_for_xml, texts, writing_xml, xml_text
from bitext.formats.xliff12.document import Xliff12
from bitext.formats.xliff12.fill import fill, with_targets
from bitext.result.flags import explained
from bitext.result.foreign_file import ForeignFile, ForeignRow, tell_left_out
from bitext.result.storage import text_format
from bitext.result.validation import check

if TYPE_CHECKING:
    from pathlib import Path

    from bitext.formats._unit_text import Token
    from bitext.result.bitext import Bitext
    from bitext.result.pair import Pair

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"


def load(path: Path) -> Bitext:
    """Reads a file of another program. Raises FormatError where it is not XLIFF 1.2 or older."""
    data = read_bytes(path)
    document = Xliff12(data)
    rows, kept, lacking = [], [], 0
    for number, segment in enumerate(document.segments):
        unit = FileUnit(segment.source_tokens, segment.target_tokens or (), checked=segment.is_checked)
        row = unit.pair()
        if not row.source and not row.target:
            continue
        lacking += bool(row.source) and not row.target
        rows.append(row)
        source, target = (" ".join(each.text.strip() for each in side) for side in (row.source, row.target))
        kept.append(ForeignRow((source, target), (number,), row.flags, row.checked))
    if lacking:
        warnings.warn(
            f"segments without a target: {lacking}; they are pairs with an empty side.",
            ExchangeWarning,
            stacklevel=3,
        )
    found = bitext_of_languages(rows, document.languages, told=1)
    return replace(found, foreign=ForeignFile("xliff12", data, tuple(kept), document.extras))


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes ``bitext``; what was read from XLIFF 1.2 is as it was, but for the targets that have changed."""
    check(bitext)
    foreign = bitext.foreign
    if foreign is not None and foreign.format == "xliff12" and len(foreign.rows) == len(bitext.pairs):
        stream.write(_kept(bitext, foreign))
        return
    if foreign is not None and foreign.format == "xliff12":
        tell_left_out(foreign, "a file with pairs that were merged or divided")
    _write_anew(bitext, stream)


def _kept(bitext: Bitext, foreign: ForeignFile) -> str:
    document = Xliff12(foreign.data)
    changed = {
        row.places[0]: _reworded(document.segments[row.places[0]].target_tokens or [], pair.target.text)
        for row, pair in zip(foreign.rows, bitext.pairs, strict=True)
        if pair.target.text != row.texts[1]
    }
    for row, pair in zip(foreign.rows, bitext.pairs, strict=True):
        if pair.checked != row.checked:
            unit = document.segments[row.places[0]].unit
            document.source.set(unit, approved="yes" if pair.checked else "no")
    return xml_text(with_targets(document, changed, machine=False))


def _reworded(old: list[Token], text: str) -> list[Token]:
    """A new text with the codes of the old one, each at the words that stayed."""
    pieces = [token if isinstance(token, str) else "" for token in old]
    before = "".join(pieces)
    codes = [(sum(map(len, pieces[:at])), token) for at, token in enumerate(old) if isinstance(token, Code)]
    places = moved_offsets(before, text, [offset for offset, _ in codes])
    found: list[Token] = []
    last = 0
    for place, (_, code) in zip(places, codes, strict=True):
        found += [text[last:place], code]
        last = place
    return [*found, text[last:]]


def _write_anew(bitext: Bitext, stream: TextIO) -> None:
    """A unit for each pair, in a file without inline codes."""
    source, target = texts(bitext)
    with writing_xml(stream) as xml, xml.element("xliff", version="1.2", nsmap={None: _NAMESPACE}):
        languages = {"source-language": bitext.source.lang, "target-language": bitext.target.lang}
        xml.write("\n")
        with xml.element("file", original="bitext", datatype="plaintext", **languages):
            xml.write("\n")
            with xml.element("body"):
                xml.write("\n")
                for at, pair in enumerate(bitext.pairs, 1):
                    sides = [
                        text[side.start : side.end] if side else ""
                        for text, side in ((source, pair.source), (target, pair.target))
                    ]
                    xml.write(_unit(at, pair, *sides), pretty_print=True)
            xml.write("\n")
        xml.write("\n")


def _unit(number: int, pair: Pair, source: str, target: str) -> Element:
    unit = Element("trans-unit", id=str(number), approved="yes" if pair.checked else "no")
    SubElement(unit, "source").text = source
    if target or pair.checked:
        state = "final" if pair.checked else "needs-review-translation"
        SubElement(unit, "target", state=state).text = target
    for flag in pair.flags:
        note = SubElement(unit, "note", annotates="target")
        note.set("from", "bitext")
        note.text = fit_for_xml(explained(flag))
    return unit


FORMAT = replace(
    text_format(
        "xliff12",
        "XLIFF 1.2",
        (".sdlxliff", ".mqxliff", ".mxliff", ".txlf", ".xlf", ".xliff"),
        write,
        holds=("source", "target", "pairs", "checked"),
    ),
    load=load,
    fill=fill,
)
