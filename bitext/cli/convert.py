"""Commands between files: look at a Bitext as a page, convert it, bring corrections back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import bitext
from bitext.cli._books import book_path, put_book
from bitext.cli._files import UsageError, destination
from bitext.cli._shared import Force, From, LayoutOption, Output, Quiet, Saved, Strict, To, put
from bitext.files import AUTO, read_lines


def convert(
    file: Saved,
    output: Output = None,
    to: To = None,
    from_: From = None,
    source: Annotated[Path | None, typer.Option(help="The French, if FILE has links only.")] = None,
    target: Annotated[Path | None, typer.Option(help="The English, a sentence a line.")] = None,
    layout: LayoutOption = None,
    document: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The French document, whose form a bilingual EPUB keeps."),
    ] = None,
    strict: Strict = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write a file in another format.

    A bilingual book: convert result.json -o both.epub --layout notes --document livre.epub
    """
    if output is None and to is None:
        raise UsageError("name a file with --output, or a format with --to.")
    inputs = [each for each in (file, source, target, document) if each is not None]
    if layout is not None or document is not None:
        path = book_path(output, to, inputs, force=force)
        put_book(bitext.Bitext.load(file, from_, strict=strict), path, layout, document, quiet=quiet)
        return
    to_ = destination(output, to, inputs, force=force)
    sides = [read_lines(side, AUTO) if side is not None else None for side in (source, target)]
    result = bitext.Bitext.load(file, from_, source=sides[0], target=sides[1], strict=strict)
    put(result, to_, quiet=quiet)
