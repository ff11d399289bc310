"""CSV: a table as RFC 4180 has it, which spreadsheets open with a double click.

The columns, and what such a table can't hold, are told in :mod:`bitext.formats._table`. Commas between
cells, quotation marks round those that hold a comma, a mark or a line end, CR LF behind each row. A file
begins with a byte order mark, by which Excel knows UTF-8; what is printed has none. A cell that begins
as a formula does has an apostrophe before it, which is taken off again when the table is loaded. A lone
half of a character is written as its escape.

Tables of other programs load too, with commas, semicolons (a French Excel), tabs or bars between cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TextIO

from bitext.errors import FormatError
from bitext.files import AUTO
from bitext.files.encodings import decoded
from bitext.formats._surrogates import escaped, unescaped
from bitext.formats._table import (
    HOLDS,
    Guard,
    NumberedRow,
    bitext_from,
    has_no_header,
    is_header,
    is_own,
    table_parts,
)
from bitext.formats._table_filling import TableFile, columns, csv_rows
from bitext.formats._unit_file import UnitFile
from bitext.result.bitext import Bitext
from bitext.result.storage import text_format

_GUARD = Guard()
_SEPARATORS = ",;\t|"
_LINE_END = re.compile(r"\r\n|\r|\n")
_NEEDS_MARKS = re.compile(r'[,"\r\n]')


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes the table without a byte order mark."""
    with parts(stream) as add:
        add(bitext)


def parts(stream: TextIO) -> AbstractContextManager[Callable[[Bitext], None]]:
    """Writes the table part by part."""
    return table_parts(lambda row: stream.write(",".join(_written(cell) for cell in row) + "\r\n"))


def read(text: str) -> Bitext:
    """Makes a Bitext from a table. Raises FormatError with the line of what is wrong."""
    lines = _table(text)
    if lines and is_own(lines[0][1]):
        lines = [(number, [_GUARD.off(unescaped(cell)) for cell in cells]) for number, cells in lines]
    return bitext_from(lines)


def fill(data: bytes, name: str, overwrite_targets: bool) -> UnitFile:
    """A table of another program to be filled in; see :mod:`bitext.formats._table_filling`.

    Raises FormatError where its header names no French column, or a cell has no end.
    """
    found = decoded(data, name)
    separator = next((each for each in _SEPARATORS if _names_french(found.text, each)), ",")
    rows = list(csv_rows(found.text, separator))
    table = TableFile(found, rows, separator, overwrite=overwrite_targets, quotes=True)
    return table.units("csv", data)


def _names_french(text: str, separator: str) -> bool:
    """Whether the header has a French column, with this separator."""
    try:
        columns(_first(text, separator))
    except FormatError:
        return False
    return True


def _written(cell: str) -> str:
    text = escaped(_GUARD.on(cell))
    return '"' + text.replace('"', '""') + '"' if _NEEDS_MARKS.search(text) else text


def _table(text: str) -> list[NumberedRow]:
    """The rows, by the separator that makes sense of the header, or else of every row."""
    for separator in _SEPARATORS:
        if is_header(_first(text, separator)):
            return _parsed(text, separator)
    tried = (_tried(text, separator) for separator in _SEPARATORS)
    found = [lines for lines in tried if has_no_header(lines)]
    if len(found) > 1:
        raise FormatError("several characters could separate the cells; begin with a header such as fr;en.")
    return found[0] if found else _parsed(text, ",")


def _first(text: str, separator: str) -> list[str]:
    try:
        return list(next(_rows(text, separator), (1, []))[1])
    except FormatError:
        return []


def _tried(text: str, separator: str) -> list[NumberedRow]:
    try:
        return _parsed(text, separator)
    except FormatError:
        return []


def _parsed(text: str, separator: str) -> list[NumberedRow]:
    """All rows that are not blank."""
    return [(number, cells) for number, cells in _rows(text, separator) if cells != [""]]


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Every row with the number of its first line. Raises FormatError where a mark is not closed.

    The csv module of the standard library stops at a length of cells that is one setting for the whole
    process, and does not tell where a row begins.
    """
    separating = re.escape(separator)
    plain = rf'[^{separator}\r\n"][^{separator}\r\n]*+'
    cell = re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|({plain})?)({separating}|\r\n|\r|\n|\Z)')
    at, number, cells, begun = 0, 1, list[str](), 1
    while at < len(text) or cells:
        hit = cell.match(text, at)
        if hit is None:
            raise FormatError(
                f'line {number}: a cell begins with " but does not end with one; double the marks inside it.'
            )
        cells.append(hit[1].replace('""', '"') if hit[1] is not None else hit[2] or "")
        number += len(_LINE_END.findall(hit[0]))
        at = hit.end()
        if hit[3] != separator:
            yield begun, cells
            cells, begun = [], number


FORMAT = replace(
    text_format(
        "csv",
        "CSV (comma-separated values)",
        (".csv",),
        write,
        read,
        AUTO,
        holds=HOLDS,
        parts=parts,
        begin="\ufeff",
    ),
    fill=fill,
)
