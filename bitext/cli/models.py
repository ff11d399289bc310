"""``bitext models``: list, fetch, check, remove."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import DownloadColumn
from rich.table import Table

from bitext.catalog.catalog import DEFAULT
from bitext.cli._shared import bar
from bitext.errors import InputError

app = typer.Typer(help="The models: list, fetch, check, remove.", invoke_without_command=True)

Name = Annotated[str, typer.Argument(help="A model of the catalogue.")]


@app.callback()
def _models(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_models()


@app.command("list")
def list_models() -> None:
    """The models of the catalogue and whether they are on this machine."""
    from bitext import catalog

    table = Table("name", "languages", "size", "here", "description", box=None, pad_edge=False)
    for model in catalog.models():
        size = sum(file.size for file in model.files) / 1e6
        languages = f"{model.source}→{model.target}"
        table.add_row(model.name, languages, f"{size:.0f} MB", catalog.status(model.name), model.description)
    Console(highlight=False).print(table)


@app.command()
def fetch(name: Name = DEFAULT) -> None:
    """Fetch a model, verify it, and make it ready."""
    from bitext import catalog

    with bar("Fetching the model", DownloadColumn()) as progress:
        files = catalog.fetch(name, progress)
    files.ctranslate2()
    sys.stdout.write(f"{files.info.name} is ready in {files.folder}\n")


@app.command()
def check(name: Name = DEFAULT) -> None:
    """Compare every file of a model with its SHA-256."""
    from bitext import catalog

    found = catalog.check(name)
    if not found:
        raise InputError(f"{name} is not on this machine. Fetch it with: bitext models fetch {name}")
    for file in found:
        sys.stdout.write(f"{file.state:<10}{file.name}\n")
    if any(file.state != "right" for file in found):
        raise InputError(f"{name} is damaged. Run: bitext models remove {name}; bitext models fetch {name}")


@app.command()
def remove(name: Name = DEFAULT) -> None:
    """Delete a model from the cache."""
    from bitext import catalog

    sys.stdout.write(f"{catalog.remove(name) / 1e6:.0f} MB freed\n")
