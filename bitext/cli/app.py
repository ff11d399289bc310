"""The command line: reads files, calls the library, prints. No logic of its own."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import bitext
from bitext.cli import corpus, memory, models
from bitext.cli.align import align
from bitext.cli.convert import convert
from bitext.cli.formats import formats
from bitext.cli.mcp import mcp
from bitext.cli.merge import merge
from bitext.cli.project import project
from bitext.cli.quotes import quotes
from bitext.cli.score import score
from bitext.cli.segment import segment
from bitext.cli.serve import serve
from bitext.cli.terms import terms
from bitext.cli.translate import translate
from bitext.cli.view import view

_HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, context_settings=_HELP)
for _command in (
    translate,
    align,
    project,
    view,
    convert,
    merge,
    formats,
    segment,
    quotes,
    terms,
    score,
    serve,
    mcp,
):
    app.command(context_settings=_HELP)(_command)
app.add_typer(models.app, name="models")
app.add_typer(corpus.app, name="corpus")
app.add_typer(memory.app, name="memory")


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """French text in, English text out: every line linked, every quotation mark accounted for."""
    if version:
        sys.stdout.write(f"bitext {bitext.__version__}\n")
        raise typer.Exit
