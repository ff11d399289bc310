"""Tables of other programs filled in: the English column where it is empty, all else as it was.

The header names the columns, as it does where such a table is loaded. A table without an English column gets
one as its last. A cell that is filled has quotation marks round it where the French cell of its row or the
cell itself has them, or where its text needs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bitext.errors import FormatError
from bitext.formats import _foreign
from bitext.formats._table import is_own
from bitext.formats._unit_file import FileUnit, UnitFile
from bitext.formats._unit_text import Code
from bitext.result.foreign_file import ForeignFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bitext.files.encodings import DecodedText
    from bitext.formats._unit_text import Token

_LINE_END: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: where it stands in the file, its text, and whether it has quotation marks round it."""

    start: int
    end: int
    text: str
    is_quoted: bool = False


Row = list[Cell]
"""The cells of a row."""


class TableFile:
    """A table to be filled in."""

    def __init__(
        self,
        decoded: DecodedText,
        rows: Sequence[Row],
        separator: str,
        *,
        overwrite: bool,
        quotes: bool,
    ) -> None:
        """``rows`` are those that are not blank, the header first; ``quotes``: cells may have marks.

        Raises FormatError where the header names no French column, or bitext wrote the table.
        """
        self._decoded, self._separator, self._quotes = decoded, separator, quotes
        header = [cell.text for cell in rows[0]] if rows else []
        if is_own(header):
            raise FormatError("bitext wrote this table; look at it with bitext view.")
        self._rows = rows
        self._width = len(header)
        self._source, self._target = columns(header)
        self._new_name = None
        if self._target is None:
            self._new_name = (
                "target" if header[self._source].strip().casefold() in ("source", "src") else "en"
            )
        self._overwrite = overwrite

    def units(self, format_name: str, data: bytes) -> UnitFile:
        """The rows behind the header as units."""
        others = self._width - (1 if self._target is None else 2)
        foreign = ForeignFile(format_name, data, (), {"column": others})
        return UnitFile([self._unit(row) for row in self._rows[1:]], self.write, foreign)

    def _unit(self, row: Row) -> FileUnit:
        if len(row) > self._width and any(cell.text for cell in row[self._width :]):
            line = self._decoded.text.count("\n", 0, row[0].start) + 1
            raise FormatError(
                f"line {line}: the number of cells is {len(row)}, that of columns {self._width}."
            )
        source, target = (_text(row, column) for column in (self._source, self._target))
        stays = target.strip() and not self._overwrite
        return FileUnit([source], [target] if stays else None, keeps_lines=True)

    def write(self, targets: Mapping[int, Sequence[Token]]) -> bytes:
        """The table with some targets, by the number of the row behind the header."""
        pieces, last = [], 0
        for at, row in enumerate(self._rows if targets else ()):
            text = self._new_name if at == 0 else None
            if at - 1 in targets and at:
                text = "".join(map(_plain, targets[at - 1]))
            start, end, raw = self._edit(row, text)
            pieces += [self._decoded.text[last:start], raw]
            last = end
        return self._decoded.encoded("".join([*pieces, self._decoded.text[last:]]))

    def _edit(self, row: Row, text: str | None) -> tuple[int, int, str]:
        """What to replace in a row, by what; None for a row whose cell stays."""
        column = self._width if self._target is None else self._target
        end = row[-1].end
        if text is None:
            needed = column + 1 - len(row) if self._target is None else 0
            return end, end, self._separator * max(0, needed)
        beside = row[min(self._source, len(row) - 1)]
        if column < len(row):
            cell = row[column]
            return cell.start, cell.end, self._cell(text, marked=cell.is_quoted or beside.is_quoted)
        added = self._cell(text, marked=beside.is_quoted)
        return end, end, self._separator * (column + 1 - len(row)) + added

    def _cell(self, text: str, *, marked: bool) -> str:
        if not self._quotes:
            return re.sub(rf"{self._separator}|\r\n|\r|\n", " ", text)
        needs = any(character in text for character in (self._separator, '"', "\r", "\n"))
        return '"' + text.replace('"', '""') + '"' if marked or needs else text


def columns(header: Sequence[str]) -> tuple[int, int | None]:
    """The columns of the French and of the English (None: there is none).

    Raises FormatError where there is no French one.
    """
    found = _foreign.sides(header) or _foreign.sides([*header, "en"]) or _foreign.sides([*header, "target"])
    if found is None:
        named = ", ".join(header) or "(none)"
        raise FormatError(f"the header names no French column ({named}); name it fr, and the English one en.")
    source, target = found
    return source, target if target < len(header) else None


def csv_rows(text: str, separator: str) -> Iterator[Row]:
    """The rows of a table with quotation marks that are not blank. Raises FormatError for an open mark."""
    separating = re.escape(separator)
    plain = rf'[^{separating}\r\n"][^{separating}\r\n]*+'
    pattern = re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|({plain})?)({separating}|\r\n|\r|\n|\Z)')
    at = 0
    row: Row = []
    while at < len(text) or row:
        hit = pattern.match(text, at)
        if hit is None:
            line = len(_LINE_END.findall(text, 0, at)) + 1
            raise FormatError(
                f'line {line}: a cell begins with " but does not end with one; double the marks inside it.'
            )
        quoted = hit[1] is not None
        row.append(Cell(at, hit.start(3), hit[1].replace('""', '"') if quoted else hit[2] or "", quoted))
        at = hit.end()
        if hit[3] != separator:
            if any(cell.start < cell.end for cell in row) or len(row) > 1:
                yield row
            row = []


def plain_rows(text: str, separator: str) -> Iterator[Row]:
    """The rows of a table without quotation marks that are not blank."""
    at = 0
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text):
        row: Row = []
        start = at
        for cell in line.rstrip("\r\n").split(separator):
            row.append(Cell(start, start + len(cell), cell))
            start += len(cell) + len(separator)
        if line.strip("\r\n "):
            yield row
        at += len(line)


def _text(row: Row, column: int | None) -> str:
    return row[column].text if column is not None and column < len(row) else ""


def _plain(token: Token) -> str:
    return token.native if isinstance(token, Code) else token
