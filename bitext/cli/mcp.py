"""``bitext mcp``: the tools for assistants."""

from __future__ import annotations

import warnings
from typing import Annotated

import typer

import bitext
from bitext.catalog.catalog import DEFAULT
from bitext.cli._shared import Model
from bitext.errors import BitextWarning, MissingDependencyError
from bitext.translation.options import Quality


def mcp(
    http: Annotated[
        bool, typer.Option("--http", help="Over HTTP at /mcp, in place of standard input.")
    ] = False,
    host: Annotated[str, typer.Option(help="Address to listen at, with --http.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port, with --http.")] = 8000,
    model: Model = DEFAULT,
    quality: Annotated[Quality, typer.Option(help="How much is done for the translation.")] = "balanced",
) -> None:
    """Give assistants three tools (Model Context Protocol): translate, align, find_quotation.

    An assistant starts it itself and speaks to it over standard input, unless --http says otherwise.
    """
    try:
        from bitext.server.mcp import create_mcp
        from bitext.server.settings import Settings
    except ImportError as error:
        raise MissingDependencyError(
            f"bitext mcp needs {error.name}; install it with: pip install 'bitext[mcp]'"
        ) from error
    warnings.simplefilter("ignore", BitextWarning)
    aligner = bitext.Aligner(model=model, quality=quality)
    server = create_mcp(aligner, Settings(), bitext.__version__)
    if http:
        server.run("streamable-http", host=host, port=port)
    else:
        server.run("stdio")
