"""The documents of a corpus, one after the other, so that memory does not grow with it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from bitext.corpus.columns import Columns
from bitext.corpus.compression import is_compressed, reading
from bitext.corpus.documents import CorpusDocument, Record
from bitext.errors import FormatError, InputError, MissingDependencyError
from bitext.files import AUTO, STDIN, is_utf_8, kind_of_file, utf_8_chunks
from bitext.files.kinds import TEXT
from bitext.formats.tmx.units import unit_texts
from bitext.segmentation.sections import LENGTH, sections

if TYPE_CHECKING:
    from bitext.corpus.files import CorpusFile
    from bitext.corpus.settings import CorpusSettings
    from bitext.segmentation.wrapping import Unwrap

LONG: Final = 8 * LENGTH
"""Bytes from which on a text is long."""
_ROWS = 1024
_SIDES = ("fr", "en")


def records(file: CorpusFile, settings: CorpusSettings, before: int) -> Iterator[Record]:
    """The documents of a file; ``before`` is how many bytes the files before it have.

    A file that is damaged ends with a document that says so. A long plain text is several documents, the
    sections of it, so that memory does not grow with it.

    Raises:
        InputError: it cannot be read, or is not what it was.
    """
    file.check()
    if file.kind == "document" and not _is_long_text(file, settings):
        yield partial(_whole, file, before)
        return
    try:
        if file.kind == "document":
            yield from _sections(file, settings.options.get("unwrap", "auto"), before)
        else:
            yield from _READERS[file.kind](file, settings.reading, before)
    except FormatError as error:
        yield partial(_unreadable, file.name, str(error), before + file.stamp[0])
    file.check()


def _whole(file: CorpusFile, before: int, number: int) -> CorpusDocument:
    size = file.stamp[0]
    return CorpusDocument(number, file.name, path=file.paths[0], size=size, reached=before + size)


def _is_long_text(file: CorpusFile, settings: CorpusSettings) -> bool:
    """Whether a file is a long plain text in UTF-8; what else is long is read as a whole."""
    path = file.paths[0]
    if file.stamp[0] < LONG or is_compressed(path) or settings.encoding not in (AUTO, "utf-8"):
        return False
    try:
        is_text = settings.form == TEXT.form or (settings.form is None and kind_of_file(path) is TEXT)
    except OSError:
        return False
    return is_text and is_utf_8(path)


def _sections(file: CorpusFile, unwrap: Unwrap, before: int) -> Iterator[Record]:
    reached = before
    for number, text in enumerate(sections(utf_8_chunks(file.paths[0]), unwrap=unwrap), 1):
        reached += len(text.encode())
        yield partial(_section, f"{file.name}#{number}", text, reached)


def _section(name: str, text: str, reached: int, number: int) -> CorpusDocument:
    return CorpusDocument(number, name, text, size=len(text), reached=reached)


def _unreadable(name: str, reason: str, reached: int, number: int) -> CorpusDocument:
    return CorpusDocument(number, name, reached=reached, reason=reason)


@contextmanager
def _opened(path: str) -> Iterator[tuple[BinaryIO, BinaryIO | None]]:
    """What is in a file or comes from standard input, and the file itself, which tells of progress."""
    if path != STDIN:
        with reading(path) as streams:
            yield streams
    elif sys.stdin is None:
        raise InputError("standard input is closed; name a file.")
    else:
        yield sys.stdin.buffer, None


def _numbered_lines(path: str, before: int) -> Iterator[tuple[int, bytes, int]]:
    """Number, content and position of the lines of a file that are not blank."""
    with _opened(path) as (stream, raw):
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, line, before + (raw.tell() if raw else 0)


def _lines(file: CorpusFile, _: Columns, before: int) -> Iterator[Record]:
    for number, line, reached in _numbered_lines(_only(file), before):
        yield partial(_line, f"{file.name}:{number}", line, reached)


def _only(file: CorpusFile) -> str:
    return file.paths[0] if file.paths else STDIN


def _line(place: str, line: bytes, reached: int, number: int) -> CorpusDocument:
    try:
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        return CorpusDocument(number, place, reached=reached, reason=f"{place}: this is not UTF-8 ({error}).")
    return CorpusDocument(number, place, text, size=len(text), reached=reached)


def _json_lines(file: CorpusFile, columns: Columns, before: int) -> Iterator[Record]:
    for number, line, reached in _numbered_lines(_only(file), before):
        yield partial(_json, columns, f"{file.name}:{number}", line, reached)


def _json(columns: Columns, place: str, line: bytes, reached: int, number: int) -> CorpusDocument:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = f"{place}: this is not JSON ({error})."
        return CorpusDocument(number, place, reached=reached, reason=reason)
    if not isinstance(fields, dict):
        reason = f"{place}: this is no record with fields but {type(fields).__name__}."
        return CorpusDocument(number, place, reached=reached, reason=reason)
    return columns.document(fields, number, place, reached)


def _rows(file: CorpusFile, columns: Columns, before: int) -> Iterator[Record]:
    arrow, parquet = parquet_packages()
    path, row = file.paths[0], 0
    try:
        with parquet.ParquetFile(path, memory_map=False, pre_buffer=False) as table:
            total = max(1, table.metadata.num_rows)
            for batch in table.iter_batches(_ROWS, columns=_wanted(table.schema_arrow.names, columns)):
                for fields in batch.to_pylist():
                    row += 1
                    reached = before + file.stamp[0] * row // total
                    yield partial(_row, columns, fields, f"{file.name}:{row}", reached)
    except arrow.ArrowException as error:
        raise FormatError(f"{path} is no whole Parquet file: {error}") from error
    except OSError as error:
        if error.errno is None:
            raise FormatError(f"{path} is damaged: {error}") from error
        raise InputError(f"cannot read {path}: {error.strerror}.") from error


def _wanted(names: list[str], columns: Columns) -> list[str] | None:
    """The columns to read where the column of the text is named; all of them where it is to be found."""
    wanted = {columns.source, columns.target, columns.name}
    return None if columns.source is None else [name for name in names if name in wanted]


def _row(columns: Columns, fields: dict[str, Any], place: str, reached: int, number: int) -> CorpusDocument:
    return columns.document(fields, number, place, reached)


def parquet_packages() -> tuple[Any, Any]:
    """``pyarrow`` and its ``parquet``. Raises MissingDependencyError where they are not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingDependencyError("Parquet needs pyarrow: pip install 'bitext[corpus]'.") from error
    return pyarrow, parquet


def _units(file: CorpusFile, columns: Columns, before: int) -> Iterator[Record]:
    with reading(file.paths[0]) as (stream, raw):
        for number, texts in enumerate(unit_texts(stream, _SIDES), 1):
            yield partial(_pair, columns, texts, f"{file.name}:{number}", before + raw.tell())


def _moses(file: CorpusFile, columns: Columns, before: int) -> Iterator[Record]:
    with ExitStack() as stack:
        streams = [stack.enter_context(reading(path)) for path in file.paths]
        for number, sides in enumerate(zip_longest(*(stream for stream, _ in streams)), 1):
            if None in sides:
                names = " and ".join(Path(path).name for path in file.paths)
                raise FormatError(f"{names} differ in length: line {number} is in one of them only.")
            reached = before + sum(raw.tell() for _, raw in streams)
            yield partial(_moses_pair, columns, sides, f"{file.name}:{number}", reached)


def _moses_pair(
    columns: Columns, sides: tuple[bytes, ...], place: str, reached: int, number: int
) -> CorpusDocument:
    try:
        texts = tuple(side.decode("utf-8").rstrip("\r\n") for side in sides)
    except UnicodeDecodeError as error:
        return CorpusDocument(number, place, reached=reached, reason=f"{place}: this is not UTF-8 ({error}).")
    return _pair(columns, texts, place, reached, number)


def _pair(
    columns: Columns, texts: tuple[str | None, ...], place: str, reached: int, number: int
) -> CorpusDocument:
    source, target = texts
    if not source or (columns.links is not False and not target):
        reason = f"{place}: {'the French' if not source else 'the English'} is missing."
        return CorpusDocument(number, place, reached=reached, reason=reason)
    target = None if columns.links is False else target
    size = len(source) + len(target or "")
    return CorpusDocument(number, place, source, target, size=size, reached=reached)


_READERS = {"lines": _lines, "jsonl": _json_lines, "parquet": _rows, "tmx": _units, "moses": _moses}
