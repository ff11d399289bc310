"""Glossaries in files: tables (.csv, .tsv) and TBX (TermBase eXchange, ISO 30042).

A table has a French term and its English on each line. A first line that names the columns (*fr* and *en*,
*French* and *English*, *source* and *target*) may put them in any place; without one they are the first two.
A term whose English is the same stays as it is.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Final

from bitext.errors import FormatError
from bitext.files import read_bytes, read_text
from bitext.files.reading import name_of
from bitext.formats._tbx import read_tbx
from bitext.formats._term_rows import TermRow

_NAMES: Final = (
    frozenset(["fr", "fra", "fre", "french", "français", "francais", "source", "src", "terme"]),
    frozenset(["en", "eng", "english", "anglais", "target", "tgt", "translation"]),
)
"""What the columns of the two languages may be called; small letters."""
_TABLES: Final = {".csv": ",;\t", ".tsv": "\t", ".tab": "\t", ".txt": "\t"}
"""What may stand between two cells of a file, by its suffix."""


def load_glossary(path: str | os.PathLike[str], encoding: str | None = "auto") -> dict[str, str | None]:
    r"""The terms of a file, for :class:`bitext.Aligner`: French to English, None for what stays as it is.

    Args:
        path: A table (.csv with commas, semicolons or tabs; .tsv) or TBX (.tbx, versions 2 and 3).
        encoding: That of a table; *auto* finds it out.

    Returns:
        A mapping in the order of the file.

    Raises:
        FormatError: the file is none of these, has no term, an entry is empty, or two contradict each other;
            the message names the line.
        InputError: it cannot be read.

    Example:
        >>> import bitext, pathlib, tempfile
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "terms.csv"
        >>> _ = file.write_text("fr,en\nbrocante,flea market\nGenêts,Genêts\n", encoding="utf-8")
        >>> bitext.load_glossary(file)
        {'brocante': 'flea market', 'Genêts': None}
    """
    suffix, name = PurePath(os.fspath(path)).suffix.lower(), name_of(path)
    try:
        if suffix == ".tbx":
            return _checked(read_tbx(read_bytes(path)))
        if suffix in _TABLES:
            return _checked(_read_table(read_text(path, encoding), _TABLES[suffix]))
    except FormatError as error:
        raise FormatError(f"{name}: {error}") from error
    raise FormatError(f"{name} is no glossary that can be read; give a .csv, .tsv or .tbx file.")


def _checked(rows: Iterable[TermRow]) -> dict[str, str | None]:
    """The rows as a mapping. Raises FormatError for an empty entry, or two that contradict each other."""
    known: dict[str, TermRow] = {}
    for row in rows:
        for text, language in ((row.source, "French"), (row.target, "English")):
            if not any(map(str.isalnum, text)):
                raise FormatError(
                    f"line {row.line}: the {language} term {text!r} has no word; fill it in or take the line "
                    "out (a term that is to stay as it is has the same on both sides)."
                )
        before = known.setdefault(row.source, row)
        if before.target != row.target:
            raise FormatError(
                f"lines {before.line} and {row.line}: {row.source!r} is {before.target!r} and {row.target!r}"
                "; keep one of them."
            )
    if not known:
        raise FormatError("there is no term in it; give a file with French terms and their English.")
    return {row.source: None if row.source == row.target else row.target for row in known.values()}


def _read_table(text: str, separators: str) -> Iterator[TermRow]:
    """The rows of a table. Raises FormatError where a line has one cell, or quotation marks do not close."""
    lines = list(_lines(text, _separator(text, separators)))
    columns = _columns(lines[0][1]) if lines else None
    for number, cells in lines[1:] if columns else lines:
        source, target = columns or (0, 1)
        if len(cells) <= max(source, target):
            raise FormatError(
                f"line {number}: there is no English term beside {cells[0]!r}; write French and English in "
                "two columns."
            )
        yield TermRow(cells[source].strip(), cells[target].strip(), number)


def _separator(text: str, separators: str) -> str:
    """What parts the cells: of what may, the one that the first line has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(separators, key=first.count)


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a table that are not empty, with their numbers."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(f"line {start}: this is no table ({error}); check its quotation marks.") from error


def _columns(cells: list[str]) -> tuple[int, int] | None:
    """The columns of French and English that a first line names; None where it names none."""
    names = [cell.strip().lower() for cell in cells]
    found = [next((at for at, name in enumerate(names) if name in known), None) for known in _NAMES]
    source, target = found
    return None if source is None or target is None else (source, target)
