"""XLIFF 2.1 (XML Localisation Interchange File Format): what translators' tools take in and give back.

A unit is a paragraph, a segment a pair, an ignorable the white space between two pairs of a unit. What
any program can read: the texts of the pairs, with their quotation marks; around each quotation codes of
the type ``quote``, whose id is the same in source and target; ``state`` (*reviewed* for a pair that a
person has found right, *initial* for one without a translation); a note for each flag, with what it says,
and for each quotation that was not simply kept; where a model translated, its translation as a candidate
(``mtc:match``) with its quality. Characters that XML cannot hold become ``cp`` elements.

What makes a file that is loaded again equal is in metadata with the category ``bitext``
(:mod:`bitext.formats._quotation_codes` says what those of quotations and links hold,
:mod:`bitext.formats._positions` how the others are written):

- of the file: ``version`` (of this layout), ``model``, ``source-lang`` and ``target-lang`` where the
  language is no tag of BCP 47, ``source-tail``, ``target-tail`` (white space behind the last sentence),
  ``source-quotation``, ``target-quotation`` and ``link`` for what stands in no pair;
- of a unit, a group with the id of each segment: ``score``, ``flag`` and ``link`` (one each), ``words``,
  ``terms``, ``alternative`` (one each, with the score: ``[0.75, "It is raining."]``);
  ``source-gap`` (white space before it, where it is not a line feed between units), ``source-sentences``,
  ``source-quotation``, ``source-sum`` (where it is not right, the text was edited, and word links and
  sentence borders are left out), and the same of the target.

Files of other programs, of XLIFF 2.0 and 2.1, are read as well, if they keep to the standard
(:mod:`bitext.formats.xliff.validation.stream`).
"""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, TextIO

from lxml.etree import Element, SubElement, tostring

from bitext.formats._positions import BorderWriter, checksum, code_points, tail, told_doubt, words_text
from bitext.formats._quotation_encoder import QuotationEncoder
from bitext.formats._wordings import wording_texts
from bitext.formats._xml import fit_for_xml
from bitext.formats.xliff.codes import UnitCodes, fill_text
from bitext.formats.xliff.content import CATEGORY
from bitext.formats.xliff.kept import write_kept
from bitext.formats.xliff.reader import VERSION
from bitext.formats.xliff.validation.grammar import CORE, MODULES, TYPES, name_of, tag_of
from bitext.result.alternatives import Alternative
from bitext.result.flags import explained
from bitext.result.pair import SIDES, SideName, extent
from bitext.result.quotation_spans import QuotationSpans
from bitext.result.validation import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bitext.formats._positions import SideBorders
    from bitext.result.bitext import Bitext
    from bitext.result.pair import Pair

_NAMESPACES: Final = {None: CORE, "mda": MODULES["mda"], "mtc": MODULES["mtc"]}
_DECLARED: Final = tostring(Element(tag_of("unit"), nsmap=_NAMESPACES), encoding="unicode")[
    len("<unit") : -len("/>")
]
_IN_LINES: Final = frozenset(
    ("unit", "mda:metadata", "mda:metaGroup", "notes", "mtc:matches", "mtc:match", "segment", "ignorable")
)
_LANGUAGE = re.compile(TYPES["lang"][0])
_UNKNOWN: Final = "und"


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes ``bitext``, unit by unit; what was read from XLIFF of another program keeps what that held."""
    check(bitext)
    if write_kept(bitext, stream):
        return
    writer = _XliffWriter(bitext)
    stream.write("<?xml version='1.0' encoding='utf-8'?>\n")
    source, target = (_language(getattr(bitext, name).lang) for name in SIDES)
    stream.write(f'<xliff{_DECLARED} version="2.1" srcLang="{source}" trgLang="{target}">\n')
    stream.write('<file id="f1" xml:space="preserve">\n')
    for element in writer.elements():
        _indent(element)
        stream.write(tostring(element, encoding="unicode").replace(_DECLARED, "", 1) + "\n")
    stream.write("</file>\n</xliff>\n")


def _language(lang: str) -> str:
    """A language as a tag of BCP 47."""
    tag = lang.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else _UNKNOWN


class _UnitPair:
    """A pair on its way into a unit: its index, what stands before its sides, and their borders."""

    def __init__(self, at: int, pair: Pair, borders: dict[SideName, SideBorders]) -> None:
        self.at = at
        self.pair = pair
        self.borders = borders
        self.id = f"s{at + 1}"

    @property
    def begins_paragraph(self) -> bool:
        """Whether it stands on another line than the pair before it, in the source where it has one."""
        return "\n" in self.borders["source" if self.pair.source else "target"].gap


class _XliffWriter:
    """Makes the elements of a file."""

    def __init__(self, bitext: Bitext) -> None:
        self._bitext = bitext
        self._texts = {name: getattr(bitext, name).text for name in SIDES}
        self._encoder = QuotationEncoder(bitext, (self._texts["source"], self._texts["target"]))
        self._spans = QuotationSpans.of(bitext)
        self._begun: set[SideName] = set()
        """The sides that have a sentence in the document."""

    def elements(self) -> Iterator[Any]:
        """The metadata of the file, and its units."""
        yield self._head()
        empty = True
        for number, rows in enumerate(self._units(), 1):
            yield self._unit(number, rows)
            empty = False
        if empty:
            # A file must have something in it; a unit must have a segment.
            yield Element(tag_of("group"), nsmap=_NAMESPACES, id="g1")

    def _head(self) -> Any:
        bitext = self._bitext
        holder = Element(tag_of("mda:metadata"), nsmap=_NAMESPACES)
        group = SubElement(holder, tag_of("mda:metaGroup"), category=CATEGORY)
        _meta(group, "version", str(VERSION))
        _meta(group, "program", f"bitext {version('bitext')}")
        if bitext.model is not None:
            _meta(group, "model", fit_for_xml(bitext.model))
        for name in SIDES:
            document = getattr(bitext, name)
            if _language(document.lang) != document.lang:
                _meta(group, f"{name}-lang", fit_for_xml(document.lang))
            if tail(document):
                _meta(group, f"{name}-tail", code_points(tail(document)))
            _metas(group, f"{name}-quotation", self._encoder.quotations(name, None))
        _metas(group, "link", self._encoder.links(None))
        return holder

    def _units(self) -> Iterator[list[_UnitPair]]:
        borders = {name: BorderWriter(getattr(self._bitext, name)) for name in SIDES}
        rows: list[_UnitPair] = []
        for at, pair in enumerate(self._bitext.pairs):
            row = _UnitPair(at, pair, {name: borders[name].add(getattr(pair, name)) for name in SIDES})
            if rows and row.begins_paragraph:
                yield rows
                rows = []
            rows.append(row)
        if rows:
            yield rows

    def _unit(self, number: int, rows: list[_UnitPair]) -> Any:
        unit = Element(tag_of("unit"), nsmap=_NAMESPACES, id=f"u{number}")
        codes = UnitCodes(self._encoder, (row.at for row in rows))
        self._matches(unit, rows, codes)
        metadata = SubElement(unit, tag_of("mda:metadata"))
        self._notes(unit, rows)
        begun: set[SideName] = set()
        for row in rows:
            between = {name: row.borders[name].gap if name in begun else "" for name in SIDES}
            if any(between.values()):
                ignorable = SubElement(unit, tag_of("ignorable"))
                for name in SIDES:
                    fill_text(SubElement(ignorable, tag_of(name)), between[name])
            self._metadata(metadata, row, begun)
            self._segment(unit, row, codes)
            begun.update(name for name in SIDES if getattr(row.pair, name))
            self._begun |= begun
        return unit

    def _matches(self, unit: Any, rows: list[_UnitPair], codes: UnitCodes) -> None:
        """The translations of the model and its other wordings, as candidates; a checked pair has none."""
        model = self._bitext.model
        whole = [row for row in rows if row.pair.source and row.pair.target and not row.pair.checked]
        if model is None or not whole:
            return
        matches = SubElement(unit, tag_of("mtc:matches"))
        for row in whole:
            source, target = (codes.plain(name, row.at) for name in SIDES)
            own = Alternative(target, row.pair.score, 100 if "memory" in row.pair.flags else None)
            for one in (own, *row.pair.wordings):
                remembered = one.likeness is not None
                match = SubElement(
                    matches,
                    tag_of("mtc:match"),
                    ref=f"#{row.id}",
                    type="tm" if remembered else "mt",
                    origin="translation memory" if remembered else fit_for_xml(model),
                    matchQuality=f"{one.score * 100:.2f}",
                )
                if remembered:
                    match.set("similarity", f"{one.likeness}")
                for name, text in zip(SIDES, (source, one.text), strict=True):
                    fill_text(SubElement(match, tag_of(name)), text)

    def _metadata(self, metadata: Any, row: _UnitPair, begun: set[SideName]) -> None:
        pair = row.pair
        group = SubElement(metadata, tag_of("mda:metaGroup"), id=row.id, category=CATEGORY)
        _meta(group, "score", repr(float(pair.score)))
        _metas(group, "doubt", told_doubt(pair.doubt))
        _metas(group, "flag", map(fit_for_xml, pair.flags))
        for kind, links in (("words", pair.words), ("terms", pair.terms)):
            if links:
                _meta(group, kind, words_text(pair, links))
        _metas(group, "alternative", wording_texts(pair.wordings))
        _metas(group, "link", self._encoder.links(row.at))
        for name in SIDES:
            side, written = getattr(pair, name), row.borders[name]
            if side and name not in begun and written.gap != ("\n" if name in self._begun else ""):
                _meta(group, f"{name}-gap", code_points(written.gap))
            text = extent(getattr(self._bitext, name), side)
            usual = not side or (text != "" and written.borders == f"0-{len(text)}")
            if not usual:
                _meta(group, f"{name}-sentences", written.borders)
            if not usual or pair.words or pair.wordings or pair.terms or pair.doubt is not None:
                _meta(group, f"{name}-sum", checksum(text))
            _metas(group, f"{name}-quotation", self._encoder.quotations(name, row.at))

    def _notes(self, unit: Any, rows: list[_UnitPair]) -> None:
        """What a reader should look at, with the id of its segment."""
        found = []
        for row in rows:
            found += [(row.id, "quotation", note) for note in self._spans.quotation_notes(row.pair)]
            found += [(row.id, "flag", explained(flag)) for flag in row.pair.flags]
        if found:
            notes = SubElement(unit, tag_of("notes"))
            for key, category, text in found:
                note = SubElement(notes, tag_of("note"), appliesTo="target", category=category)
                note.text = fit_for_xml(f"{key}: {text}")

    def _segment(self, unit: Any, row: _UnitPair, codes: UnitCodes) -> None:
        pair = row.pair
        translated = "translated" if pair.target and pair.target.start < pair.target.end else "initial"
        segment = SubElement(
            unit, tag_of("segment"), id=row.id, state="reviewed" if pair.checked else translated
        )
        codes.fill(SubElement(segment, tag_of("source")), "source", row.at)
        if pair.target or pair.checked:
            codes.fill(SubElement(segment, tag_of("target")), "target", row.at)


def _meta(group: Any, name: str, value: str) -> None:
    SubElement(group, tag_of("mda:meta"), type=name).text = value


def _metas(group: Any, name: str, values: Iterable[str]) -> None:
    for value in values:
        _meta(group, name, value)


def _indent(element: Any, depth: int = 0) -> None:
    """Sets the elements that hold no text on lines of their own."""
    if name_of(element) not in _IN_LINES or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * depth
