"""TMX 1.4b (Translation Memory eXchange): a unit for each pair, quotations as inline codes.

What any program can read: the texts of the pairs, with their quotation marks. Round each quotation
stands a pair of codes, ``<bpt i="1" x="1" type="quotation"/>« … »<ept i="1"/>``, or ``<it pos="begin">``
and ``<it pos="end">`` where it opens and closes in different units; ``x`` is the same for a quotation
and its translation. An empty side has no ``tuv``: a memory must not learn that a sentence has no words.

What makes a file that is loaded again equal is in props (:mod:`bitext.formats._quotation_codes` says what
those of quotations and links hold). All offsets count Unicode code points from the start of a segment.

- header: ``x-bitext-version`` (of this layout), ``x-bitext-target`` (language), ``x-bitext-model``,
  ``x-bitext-source-tail`` and ``x-bitext-target-tail`` (white space behind the last sentence),
  ``x-bitext-source-quotation``, ``x-bitext-target-quotation`` and ``x-bitext-link`` for what stands in
  no pair;
- ``tu``: ``x-bitext-score``, ``x-bitext-flag`` (one each), ``x-bitext-checked``, ``x-bitext-words``
  (``0-2:0-3 3-8:4-9``, source and target), ``x-bitext-terms`` (likewise), ``x-bitext-alternative`` (one
  each, with the score: ``[0.75, "It is raining."]``), ``x-bitext-link`` (one each, with the verdict);
- ``tuv``: ``x-bitext-gap`` (white space before it, ``U+000A U+000A``; a space if absent),
  ``x-bitext-sentences`` (``0-12 14-30/3``, with the paragraph where no line feed tells of it; one
  sentence if absent), ``x-bitext-quotation`` (one each), ``x-bitext-sum`` (CRC-32 of the text: where it
  is not right, the text was edited, and word links and sentence borders are left out).

Files of other programs are read by :mod:`bitext.formats.tmx.foreign`.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TextIO

from lxml.etree import Element, SubElement

from bitext.formats._positions import BorderWriter, checksum, code_points, tail, told_doubt, words_text
from bitext.formats._quotation_encoder import QuotationEncoder
from bitext.formats._wordings import wording_texts
from bitext.formats._xml import LANG, fit_for_xml, texts, writing_xml
from bitext.formats.tmx.kept import write_kept
from bitext.formats.tmx.native import VERSION
from bitext.formats.tmx.units import PREFIX
from bitext.result.pair import SIDES, SideName
from bitext.result.validation import check
from bitext.text.language import language_of_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bitext.formats._quotation_codes import SegmentPart
    from bitext.result.bitext import Bitext
    from bitext.result.pair import Pair, Side

_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes ``bitext``, unit by unit; what was read from TMX of another program keeps what that held."""
    check(bitext)
    if write_kept(bitext, stream):
        return
    with writing_xml(stream) as xml:
        xml.write_doctype(_DOCTYPE)
        writer = _TmxWriter(bitext)
        with xml.element("tmx", version="1.4"):
            xml.write("\n", writer.header(), pretty_print=True)
            with xml.element("body"):
                xml.write("\n")
                for unit in writer.units():
                    xml.write(unit, pretty_print=True)
            xml.write("\n")


class _TmxWriter:
    """Makes the elements of a file."""

    def __init__(self, bitext: Bitext) -> None:
        self._bitext = bitext
        self._texts = dict(zip(SIDES, texts(bitext), strict=True))
        self._codes = QuotationEncoder(bitext, (self._texts["source"], self._texts["target"]))
        self._borders = {name: BorderWriter(getattr(bitext, name)) for name in SIDES}
        self._begun: set[SideName] = set()

    def header(self) -> Any:
        bitext = self._bitext
        header = Element(
            "header",
            creationtool="bitext",
            creationtoolversion=version("bitext"),
            segtype="sentence",
            adminlang="en",
            srclang=fit_for_xml(bitext.source.lang),
            datatype="plaintext",
        )
        header.set("o-tmf", "bitext")
        _prop(header, "version", str(VERSION))
        _prop(header, "target", fit_for_xml(bitext.target.lang))
        if bitext.model is not None:
            _prop(header, "model", fit_for_xml(bitext.model))
        for name in SIDES:
            behind = tail(getattr(bitext, name))
            if behind:
                _prop(header, f"{name}-tail", code_points(behind))
            _props(header, f"{name}-quotation", self._codes.quotations(name, None))
        _props(header, "link", self._codes.links(None))
        return header

    def units(self) -> Iterator[Any]:
        for at, pair in enumerate(self._bitext.pairs):
            unit = Element("tu", tuid=str(at + 1))
            _prop(unit, "score", repr(float(pair.score)))
            _props(unit, "doubt", told_doubt(pair.doubt))
            _props(unit, "flag", map(fit_for_xml, pair.flags))
            if pair.checked:
                _prop(unit, "checked", "yes")
            for kind, links in (("words", pair.words), ("terms", pair.terms)):
                if links:
                    _prop(unit, kind, words_text(pair, links))
            _props(unit, "alternative", wording_texts(pair.wordings))
            _props(unit, "link", self._codes.links(at))
            for name in self._present(pair):
                self._variant(unit, name, at, pair)
            yield unit

    def _present(self, pair: Pair) -> Iterator[SideName]:
        """The sides that are written: at least one, both where the language does not tell them apart."""
        alike = language_of_tag(self._bitext.source.lang) == language_of_tag(self._bitext.target.lang)
        for name in SIDES:
            if getattr(pair, name) or alike or (name == "source" and not pair.target):
                yield name

    def _variant(self, unit: Any, name: SideName, at: int, pair: Pair) -> None:
        side: Side = getattr(pair, name)
        variant = SubElement(unit, "tuv")
        variant.set(LANG, fit_for_xml(getattr(self._bitext, name).lang))
        written = self._borders[name].add(side)
        if side and written.gap != (" " if name in self._begun else ""):
            _prop(variant, "gap", code_points(written.gap))
        usual = side and written.borders == f"0-{side.end - side.start}"
        if not usual:
            _prop(variant, "sentences", written.borders)
        if not usual or pair.words or pair.wordings or pair.terms or pair.doubt is not None:
            _prop(variant, "sum", checksum(self._texts[name][side.start : side.end] if side else ""))
        if side:
            self._begun.add(name)
        _props(variant, "quotation", self._codes.quotations(name, at))
        _fill(SubElement(variant, "seg"), self._codes.parts(name, at))


def _fill(segment: Any, parts: Iterable[SegmentPart]) -> None:
    """Put text and codes into a segment."""
    last: Any = None
    pairings: dict[int, str] = {}
    for part in parts:
        if isinstance(part, str):
            if last is None:
                segment.text = part
            else:
                last.tail = part
            continue
        number = str(part.number)
        if not part.paired:
            position = "begin" if part.opens else "end"
            last = SubElement(segment, "it", pos=position, x=number, type=part.kind)
        elif part.opens:
            pairing = pairings[part.number] = str(len(pairings) + 1)
            last = SubElement(segment, "bpt", i=pairing, x=number, type=part.kind)
        else:
            last = SubElement(segment, "ept", i=pairings[part.number])


def _prop(parent: Any, name: str, value: str) -> None:
    SubElement(parent, "prop", type=PREFIX + name).text = value


def _props(parent: Any, name: str, values: Iterable[str]) -> None:
    for value in values:
        _prop(parent, name, value)
