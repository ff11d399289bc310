"""Excel workbooks (Office Open XML): the text of cells, comments, drawings and charts.

A cell is a paragraph. Numbers, dates, formulas and what they yield stay, as do the names of sheets and the
headings of tables, which formulas refer to by their words. The parts with text are read by lxml and written
anew, the others copied as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from bitext.documents.docx_drawing import A, DrawingParagraph, PlainText, english
from bitext.documents.office_package import content_types, relations
from bitext.documents.text_places import PlacedText, TextPlace, rewrite
from bitext.documents.zip_archive import ZipArchive
from bitext.errors import FormatError
from bitext.files import AUTO
from bitext.result.bitext import Bitext
from bitext.text.masking import mask_letter

_OPEN: Final = "application/vnd.openxmlformats-officedocument."
_SHEETS: Final = f"{_OPEN}spreadsheetml."
_MICROSOFT: Final = "application/vnd.ms-excel."
_MAINS: Final = {
    f"{_SHEETS}sheet.main+xml": ".xlsx",
    f"{_SHEETS}template.main+xml": ".xltx",
    f"{_MICROSOFT}sheet.macroEnabled.main+xml": ".xlsm",
    f"{_MICROSOFT}template.macroEnabled.main+xml": ".xltm",
}
"""The content types of a workbook, and the suffix of the file."""
_STRINGS: Final = f"{_SHEETS}sharedStrings+xml"
_SHEET: Final = f"{_SHEETS}worksheet+xml"
_TABLE: Final = f"{_SHEETS}table+xml"
_WITH_TEXT: Final = (
    _STRINGS,
    _SHEET,
    f"{_SHEETS}comments+xml",
    f"{_MICROSOFT}threadedcomments+xml",
    f"{_OPEN}drawing+xml",
    f"{_OPEN}drawingml.chart+xml",
    f"{_OPEN}drawingml.chartshapes+xml",
    f"{_OPEN}drawingml.diagramData+xml",
    "application/vnd.ms-office.drawingml.diagramDrawing+xml",
)
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def read(data: bytes, name: str, encoding: str = AUTO) -> Workbook:  # noqa: ARG001 (what every form takes)
    """Take a workbook apart. Raises FormatError where it is none, or not safe to open."""
    return Workbook(data, name)


class Workbook:
    """A .xlsx file; see :class:`bitext.documents.original.Original`."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._archive = ZipArchive(data, name, "an Excel workbook (.xlsx)")
        self._kinds = content_types(self._archive)
        mains = [kind for kind in self._kinds.values() if kind in _MAINS]
        if not mains:
            raise FormatError(f"{name} has no workbook in it that bitext reads; save it as .xlsx.")
        self.suffix = _MAINS[mains[0]]
        """The suffix that such a file has: that of a workbook or of a template, with macros or without."""
        self._parts = sorted(
            (part for part, kind in self._kinds.items() if kind in _WITH_TEXT),
            key=lambda part: (_WITH_TEXT.index(self._kinds[part]), part),
        )
        self._headings = frozenset(self._table_headings())
        self._placed = PlacedText(self._places(self._roots()))
        self.text, self.masks = self._placed.text, self._placed.masks

    def render(self, bitext: Bitext) -> bytes:
        """The workbook with the target of ``bitext`` in the place of its text."""
        linked = self._placed.linked(bitext)
        if not linked:
            return self._data
        roots = self._roots()
        before = {part: _serialized(root) for part, root in roots.items()}
        rewrite(self._places(roots), linked)
        for root in roots.values():
            english(root)
        after = {part: _serialized(root) for part, root in roots.items()}
        return self._archive.with_parts({part: new for part, new in after.items() if new != before[part]})

    def _roots(self) -> dict[str, Any]:
        return {part: self._archive.xml(part) for part in self._parts}

    def _table_headings(self) -> Iterator[int | tuple[str, str]]:
        """The cells that are headings of tables: numbers of shared strings, or the part and the cell."""
        for sheet in (part for part, kind in self._kinds.items() if kind == _SHEET):
            rows = [_heading(self._archive.xml(table)) for table in self._tables(sheet)]
            if not any(rows):
                continue
            for cell in self._archive.xml(sheet).iter("{*}c"):
                place = _CELL.fullmatch(cell.get("r", ""))
                if place is None or not any(_is_in(place, row) for row in rows if row):
                    continue
                value = cell.findtext("{*}v") or ""
                if cell.get("t") == "s" and value.isdecimal():
                    yield int(value)
                else:
                    yield sheet, cell.get("r", "")

    def _tables(self, sheet: str) -> Iterator[str]:
        found = relations(self._archive, sheet).values()
        return (part for part in found if self._kinds.get(part) == _TABLE)

    def _places(self, roots: Mapping[str, Any]) -> list[TextPlace]:
        """The places of text in the parts: cells, comments, drawings, then what stands beside them."""
        letter = mask_letter("".join("".join(root.itertext()) for root in roots.values()))
        found: list[TextPlace] = []
        beside: list[TextPlace] = []
        for part, root in roots.items():
            found += self._strings(part, root, letter)
            found += [DrawingParagraph(element, letter) for element in root.iter(f"{A}p")]
            for attribute in ("descr", "title"):
                named = (each for each in root.iter("{*}cNvPr") if each.get(attribute, "").strip())
                beside += [PlainText(element, letter, attribute) for element in named]
            for cache in root.iter(f"{_CHART}strCache", f"{_CHART}multiLvlStrCache"):
                beside += [PlainText(element, letter) for element in cache.iter(f"{_CHART}v")]
        return [*found, *beside]

    def _strings(self, part: str, root: Any, letter: str) -> Iterator[TextPlace]:
        """The strings of a part: shared ones, those in cells of their own, comments."""
        if self._kinds[part] == _STRINGS:
            items = [item for number, item in enumerate(root.iter("{*}si")) if number not in self._headings]
        elif self._kinds[part] == _SHEET:
            cells = (cell for cell in root.iter("{*}c") if (part, cell.get("r")) not in self._headings)
            items = [item for cell in cells for item in cell.iterfind("{*}is")]
        else:
            items = list(root.iter("{*}text"))
        for item in items:
            yield from _string(item, letter)


def _string(item: Any, letter: str) -> Iterator[TextPlace]:
    """A string: formatted in runs, plain, or, in newer comments, without an element of its own."""
    space = f"{{{etree.QName(item).namespace}}}"
    if item.find(f"{space}r") is not None:
        yield DrawingParagraph(item, letter, space)
        return
    text = item.find(f"{space}t")
    if text is None and len(item) == 0:
        text = item
    if text is not None and text.text:
        yield PlainText(text, letter)


_Row = tuple[int, int, int]


def _heading(table: Any) -> _Row | None:
    """The row of the headings of a table and its first and last column; None where it has none."""
    corners = [_CELL.fullmatch(corner) for corner in table.get("ref", "").split(":")]
    if table.get("headerRowCount") == "0" or not all(corners):
        return None
    first, last = corners[0], corners[-1]
    if first is None or last is None:
        return None
    return int(first[2]), _column(first[1]), _column(last[1])


def _is_in(cell: re.Match[str], row: _Row) -> bool:
    return int(cell[2]) == row[0] and row[1] <= _column(cell[1]) <= row[2]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _serialized(root: Any) -> bytes:
    written: bytes = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return written
