r"""TSV: a table with a tab between its cells, a row a line whatever reads it.

The columns, and what such a table can't hold, are told in :mod:`bitext.formats._table`. In a cell, a tab
is written as ``\t``, a line feed as ``\n``, a carriage return as ``\r``, a backslash as ``\\``; any other
control character, line separator or half of a character as ``\u`` and four digits. A cell that a
spreadsheet would not take as text (it begins as a formula or with a quotation mark ``"``) has an
apostrophe before it. All of this is undone when the table is loaded.

Tables of other programs are taken as they are: nothing in their cells is undone, except quotation marks
round cells where a spreadsheet has put them (every cell that begins with one ends with one, and inner
ones are doubled).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TextIO

from bitext.files import AUTO, split_lines
from bitext.files.encodings import decoded
from bitext.formats._table import FORMULA, HOLDS, Guard, NumberedRow, bitext_from, is_own, table_parts
from bitext.formats._table_filling import TableFile, csv_rows, plain_rows
from bitext.formats._unit_file import UnitFile
from bitext.result.bitext import Bitext
from bitext.result.storage import text_format
from bitext.text.characters import CONTROLS, SEPARATORS, SURROGATES

_GUARD = Guard(f'"|{FORMULA}')
_LETTERS = {"\t": "t", "\n": "n", "\r": "r", "\\": "\\"}
_CHARACTERS = {letter: character for character, letter in _LETTERS.items()}
_ESCAPED = re.compile(rf"[\\{CONTROLS}{SEPARATORS}{SURROGATES}]")
_ESCAPE = re.compile(r"\\(?:([tnr\\])|u([0-9a-f]{4}))")
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes the table."""
    with parts(stream) as add:
        add(bitext)


def parts(stream: TextIO) -> AbstractContextManager[Callable[[Bitext], None]]:
    """Writes the table part by part."""
    return table_parts(lambda row: stream.write("\t".join(_escaped(_GUARD.on(cell)) for cell in row) + "\n"))


def read(text: str) -> Bitext:
    """Makes a Bitext from a table. Raises FormatError with the line of what is wrong."""
    lines: list[NumberedRow] = [
        (number, line.split("\t"))
        for number, line in enumerate(split_lines(text), start=1)
        if line.strip("\r\n ")
    ]
    own = bool(lines) and is_own(lines[0][1])
    if _is_quoted(lines, own=own):
        lines = [(number, [_unquoted(cell) for cell in cells]) for number, cells in lines]
    if own:
        lines = [(number, [_GUARD.off(_unescaped(cell)) for cell in cells]) for number, cells in lines]
    return bitext_from(lines)


def fill(data: bytes, name: str, overwrite_targets: bool) -> UnitFile:
    """A table of another program to be filled in; see :mod:`bitext.formats._table_filling`.

    Raises FormatError where its header names no French column.
    """
    found = decoded(data, name)
    rows = list(plain_rows(found.text, "\t"))
    numbered: list[NumberedRow] = [(number, [cell.text for cell in row]) for number, row in enumerate(rows)]
    quotes = _is_quoted(numbered, own=False)
    if quotes:
        rows = list(csv_rows(found.text, "\t"))
    table = TableFile(found, rows, "\t", overwrite=overwrite_targets, quotes=quotes)
    return table.units("tsv", data)


def _escaped(cell: str) -> str:
    return _ESCAPED.sub(lambda hit: "\\" + _LETTERS.get(hit[0], f"u{ord(hit[0]):04x}"), cell)


def _unescaped(cell: str) -> str:
    return _ESCAPE.sub(lambda hit: _CHARACTERS[hit[1]] if hit[1] else chr(int(hit[2], 16)), cell)


def _is_quoted(lines: list[NumberedRow], *, own: bool) -> bool:
    """Whether a spreadsheet has put marks round cells; our own cells never begin with one."""
    cells = [cell for _, row in lines for cell in row if cell.startswith('"')]
    doubled = own or any('""' in cell[1:-1] for cell in cells)
    return bool(cells) and doubled and all(map(_QUOTED.fullmatch, cells))


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


FORMAT = replace(
    text_format("tsv", "TSV (tab-separated values)", (".tsv",), write, read, AUTO, holds=HOLDS, parts=parts),
    fill=fill,
)
