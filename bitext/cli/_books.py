"""Bilingual books that commands write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from bitext.cli._documents import put_document
from bitext.cli._files import UsageError, check_output, is_stdout
from bitext.cli._messages import tell_written
from bitext.documents.original import PLAIN
from bitext.files import STDIN, read_bytes
from bitext.files.kinds import EPUB
from bitext.files.reading import name_of
from bitext.result.fillable import Fillable
from bitext.result.summary import summary
from bitext.result.unmasking import unmasked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bitext.documents.original import Source
    from bitext.result.bitext import Bitext
    from bitext.result.book_layout import BookLayout

DEFAULT: Final[BookLayout] = "paragraphs"
"""The layout of a book of which none is asked for."""


def is_for_book(output: Path | None, layout: BookLayout | None, to: str | None, source: Source) -> bool:
    """Whether a bilingual book is to be written: one is asked for, or the output is one and FILE is none."""
    if layout is not None:
        return True
    is_book = output is not None and output.suffix.lower() in EPUB.suffixes
    return to in (None, EPUB.form) and is_book and (source.form != EPUB.form or to is not None)


def book_path(output: Path | None, to: str | None, inputs: Iterable[str | Path], *, force: bool) -> Path:
    """Where a bilingual book is written. Raises UsageError or InputError where it must not be."""
    if output is None or is_stdout(output) or output.suffix.lower() not in EPUB.suffixes:
        raise UsageError("--layout makes a book; name its file with --output, such as -o both.epub.")
    if to not in (None, EPUB.form):
        raise UsageError(f"--layout makes a book, and --to {to} something else; leave one of them out.")
    check_output(output, inputs, force=force)
    return output


def put_book(
    result: Bitext, output: Path, layout: BookLayout | None, document: Path | None, *, quiet: bool
) -> None:
    """Write a result as a book, in the form of ``document``, whose text is its source."""
    result.to_epub(output, layout or DEFAULT, document)
    tell_written(output, summary(result.pairs, result.quotes), quiet=quiet)


def put_translated_book(
    file: str,
    source: Source,
    align: Callable[[str], Bitext],
    output: Path,
    layout: BookLayout,
    *,
    form: str | None,
    encoding: str,
    quiet: bool,
) -> None:
    """Translate a document by ``align`` and write both texts as a book, which keeps its form."""
    from bitext.documents.book import open_book, write_book
    from bitext.formats.epub import plain_book

    if source.form == PLAIN or isinstance(source.original, Fillable):
        result = source.whole(align(source.original.text))
        made = plain_book(result, Path(file).stem, layout)
    elif file == STDIN:
        raise UsageError("a document becomes a book from a file; name it in the place of -.")
    else:
        book = open_book(read_bytes(file), name_of(file), form, encoding)
        result = align(book.side.text)
        made = write_book(book, result, layout)
        result = unmasked(result, book.side.masks)
    put_document(made, result, output, quiet=quiet)
