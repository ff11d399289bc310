"""Commands between files: look at a Bitext as a page, convert it, bring corrections back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import bitext
from bitext.cli.shared import Output, Quiet, To, check_output, put
from bitext.errors import FormatError
from bitext.files import read_lines, read_text
from bitext.formats import formats as known_formats

Saved = Annotated[Path, typer.Argument(metavar="FILE", help="A file to load: .json, .tmx, .xlf, …")]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="FORMAT", help="The format of FILE."),
]


def view(file: Saved, output: Output = None, from_: From = None, quiet: Quiet = False) -> None:
    """Make a page to read and to correct: FILE with the suffix .html, or --output."""
    page = output or file.with_suffix(".html")
    chosen = check_output(page, "page")
    put(bitext.Bitext.load(file, from_), page, chosen, quiet=quiet)


def convert(
    file: Saved,
    output: Output = None,
    to: To = None,
    from_: From = None,
    source: Annotated[Path | None, typer.Option(help="The French, if FILE has links only.")] = None,
    target: Annotated[Path | None, typer.Option(help="The English, a sentence a line.")] = None,
    quiet: Quiet = False,
) -> None:
    """Write a file in another format."""
    if output is None and to is None:
        raise typer.BadParameter("name a file with --output, or a format with --to")
    chosen = check_output(output, to)
    sides = [read_lines(side) if side is not None else None for side in (source, target)]
    put(bitext.Bitext.load(file, from_, source=sides[0], target=sides[1]), output, chosen, quiet=quiet)


def merge(
    original: Annotated[Path, typer.Argument(metavar="ORIGINAL", help="What the page was made from.")],
    corrections: Annotated[list[Path], typer.Argument(metavar="CORRECTIONS...", help="What it exported.")],
    output: Output = None,
    to: To = None,
    quiet: Quiet = False,
) -> None:
    """Bring corrections that were made in the page back; without --output, the result is shown."""
    from bitext.corrections import merge as merged
    from bitext.corrections import read

    chosen = check_output(output, to)
    edits = []
    for path in corrections:
        try:
            edits.append(read(read_text(path)))
        except FormatError as error:
            raise FormatError(f"{path}: {error}") from error
    put(merged(bitext.Bitext.load(original), *edits), output, chosen, quiet=quiet)


def formats() -> None:
    """The formats: names, suffixes, and what can be done with them."""
    table = Table("name", "suffixes", "read", "printed", "what it is", box=None, pad_edge=False)
    for each in known_formats().values():
        read = "yes" if each.load else "with both texts" if each.load_links else "no"
        table.add_row(each.name, " ".join(each.suffixes), read, "yes" if each.print else "no", each.title)
    Console(highlight=False).print(table)
