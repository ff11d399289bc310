"""`bitext merge`: bring corrections that were made in the page back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

import bitext
from bitext.cli._books import DEFAULT as BOOK_LAYOUT
from bitext.cli._books import book_path
from bitext.cli._documents import document_path, put_document
from bitext.cli._files import UsageError, destination, open_file
from bitext.cli._messages import tell_written
from bitext.cli._shared import Encoding, Force, LayoutOption, Output, Quiet, Strict, To, put
from bitext.errors import FormatError, InputError
from bitext.files import read_text
from bitext.result.summary import summary


def merge(
    original: Annotated[
        Path, typer.Argument(metavar="ORIGINAL", help="The page, or the result that it was made from.")
    ],
    corrections: Annotated[list[Path], typer.Argument(metavar="CORRECTIONS...", help="What it exported.")],
    output: Output = None,
    to: To = None,
    document: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The French document: the corrected English is put in its form."),
    ] = None,
    edition: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The English document, of two editions: makes a bilingual book."),
    ] = None,
    layout: LayoutOption = None,
    encoding: Encoding = "auto",
    strict: Strict = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Bring corrections that were made in the page back; without --output, the result is shown.

    Into the document: merge page.html corrections.json --document article.docx -o article.en.docx
    Into a bilingual book: the same with --layout; of two editions, with --edition english.epub, too.
    """
    if layout is not None or edition is not None:
        inputs = [path for path in (original, *corrections, document, edition) if path is not None]
        path = book_path(output, to, inputs, force=force)
        merged = _merged(original, corrections, strict=strict)
        merged.to_epub(path, layout or BOOK_LAYOUT, document, edition)
        tell_written(path, summary(merged.pairs, merged.quotes), quiet=quiet)
        return
    if document is not None:
        _into_document(
            original, corrections, document, output, to, encoding, strict=strict, force=force, quiet=quiet
        )
        return
    to_ = destination(output, to, [original, *corrections], force=force)
    put(_merged(original, corrections, strict=strict), to_, quiet=quiet)


def _merged(original: Path, corrections: list[Path], *, strict: bool) -> bitext.Bitext:
    from bitext.review.edits import read
    from bitext.review.merge import merge as merged

    edits = []
    for path in corrections:
        try:
            edits.append(read(read_text(path)))
        except FormatError as error:
            raise FormatError(f"{path}: {error}") from error
    return merged(bitext.Bitext.load(original, strict=strict), *edits)


def _into_document(
    original: Path,
    corrections: list[Path],
    document: Path,
    output: Path | None,
    to: str | None,
    encoding: str,
    *,
    strict: bool,
    force: bool,
    quiet: bool,
) -> None:
    """Write the document with the corrected target in the place of its text."""
    from bitext.result.unmasking import masked

    if output is None or to is not None:
        raise UsageError(
            "--document goes with --output, a file of the kind of the document, and not with --to."
        )
    source = open_file(str(document), None, encoding, strict=strict)
    inputs = [original, document, *corrections]
    path = document_path(str(document), source, output, inputs, force=force)
    merged = _merged(original, corrections, strict=strict)
    try:
        result = masked(merged, source.original.text, source.original.masks)
        made = source.original.render(result)
    except InputError as error:
        raise InputError(f"{original} and {document} do not belong together: {error}") from error
    if path is None:
        sys.stdout.buffer.write(made)
    else:
        put_document(made, merged, path, quiet=quiet)
