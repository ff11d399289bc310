"""Commands between files: look at a Bitext as a page, convert it, bring corrections back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import bitext
from bitext.cli._files import UsageError, destination
from bitext.cli._shared import Force, From, Output, Quiet, Saved, Strict, To, put
from bitext.files import AUTO, read_lines


def convert(
    file: Saved,
    output: Output = None,
    to: To = None,
    from_: From = None,
    source: Annotated[Path | None, typer.Option(help="The French, if FILE has links only.")] = None,
    target: Annotated[Path | None, typer.Option(help="The English, a sentence a line.")] = None,
    strict: Strict = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write a file in another format."""
    if output is None and to is None:
        raise UsageError("name a file with --output, or a format with --to.")
    inputs = [each for each in (file, source, target) if each is not None]
    to_ = destination(output, to, inputs, force=force)
    sides = [read_lines(side, AUTO) if side is not None else None for side in (source, target)]
    result = bitext.Bitext.load(file, from_, source=sides[0], target=sides[1], strict=strict)
    put(result, to_, quiet=quiet)
