"""`bitext merge`: bring corrections that were made in the page back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import bitext
from bitext.cli._files import destination
from bitext.cli._shared import Force, Output, Quiet, Strict, To, put
from bitext.errors import FormatError
from bitext.files import read_text


def merge(
    original: Annotated[Path, typer.Argument(metavar="ORIGINAL", help="What the page was made from.")],
    corrections: Annotated[list[Path], typer.Argument(metavar="CORRECTIONS...", help="What it exported.")],
    output: Output = None,
    to: To = None,
    strict: Strict = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Bring corrections that were made in the page back; without --output, the result is shown."""
    from bitext.review.edits import read
    from bitext.review.merge import merge as merged

    to_ = destination(output, to, [original, *corrections], force=force)
    edits = []
    for path in corrections:
        try:
            edits.append(read(read_text(path)))
        except FormatError as error:
            raise FormatError(f"{path}: {error}") from error
    put(merged(bitext.Bitext.load(original, strict=strict), *edits), to_, quiet=quiet)
