"""``bitext serve``: the service for other programs."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Annotated

import typer

import bitext
from bitext.catalog.catalog import DEFAULT
from bitext.cli._shared import Device, Engine, Model
from bitext.errors import BitextWarning, MissingDependencyError
from bitext.files import read_lines
from bitext.translation.options import Quality

GRACE = 30
"""Seconds that requests have to be finished when the service stops."""


def serve(
    host: Annotated[
        str,
        typer.Option(
            envvar="BITEXT_HOST", help="Address to listen at; others than this machine reach 0.0.0.0."
        ),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, envvar="BITEXT_PORT")] = 5000,
    model: Model = DEFAULT,
    engine: Engine = "auto",
    device: Device = "auto",
    quality: Annotated[
        Quality, typer.Option(envvar="BITEXT_QUALITY", help="How much is done for the translation.")
    ] = "balanced",
    glossary: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            envvar="BITEXT_GLOSSARY",
            help="French terms and their English: .csv, .tsv or .tbx.",
        ),
    ] = None,
    memory: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            envvar="BITEXT_MEMORY",
            help="Translations that there are: of `bitext memory add`, .tmx, .xlf, …",
        ),
    ] = None,
    threads: Annotated[
        int | None, typer.Option(min=1, envvar="BITEXT_THREADS", help="Processor cores to use.")
    ] = None,
    keys: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", envvar="BITEXT_KEYS", help="A file with the API keys that are taken, one a line."
        ),
    ] = None,
    rate: Annotated[
        str | None,
        typer.Option(metavar="RATE", envvar="BITEXT_RATE", help="Requests of one client: 600/minute."),
    ] = None,
    most_characters: Annotated[
        int, typer.Option(min=1, envvar="BITEXT_MOST_CHARACTERS", help="Characters in one request.")
    ] = 100_000,
    most_bytes: Annotated[
        int, typer.Option(min=1, envvar="BITEXT_MOST_BYTES", help="Size of one request, files included.")
    ] = 20_000_000,
    seconds: Annotated[
        float, typer.Option(min=1, envvar="BITEXT_SECONDS", help="Time after which a request is given up.")
    ] = 300,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN",
            envvar="BITEXT_ALLOW_ORIGIN",
            help="A web origin whose pages may ask; repeatable.",
        ),
    ] = None,
) -> None:
    """Serve translations to other programs over HTTP, as LibreTranslate does, and with links.

    It listens to this machine alone unless --host says otherwise; nothing that is sent is logged or kept.
    """
    try:
        import uvicorn

        from bitext.server.app import create_app
        from bitext.server.logs import keep_messages_out
        from bitext.server.settings import Settings
    except ImportError as error:
        raise MissingDependencyError(
            f"bitext serve needs {error.name}; install it with: pip install 'bitext[server]'"
        ) from error
    settings = Settings(
        keys=tuple(line.strip() for line in read_lines(keys) if line.strip()) if keys else (),
        rate=rate,
        most_characters=most_characters,
        most_bytes=most_bytes,
        seconds=seconds,
        origins=tuple(allow_origin or ()),
    )
    aligner = bitext.Aligner(
        model=model,
        engine=engine,
        device=device,
        quality=quality,
        threads=threads,
        glossary=bitext.load_glossary(glossary) if glossary else None,
        memory=memory,
    )
    warnings.simplefilter("ignore", BitextWarning)  # they name the files that users send
    keep_messages_out()
    uvicorn.run(
        create_app(aligner, settings, bitext.__version__),
        host=host,
        port=port,
        access_log=False,
        timeout_graceful_shutdown=GRACE,
        server_header=False,
    )
