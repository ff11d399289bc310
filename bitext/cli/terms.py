"""`bitext terms`: names and terms that are translated in more than one way, and one chosen for all."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import bitext
from bitext.cli._files import UsageError, destination
from bitext.cli._shared import Force, From, Json, Output, Quiet, Saved, plain, print_json, put


def terms(
    file: Saved,
    choose: Annotated[
        list[str] | None,
        typer.Option(metavar="TERM=ENGLISH", help="The English that a term gets everywhere; repeatable."),
    ] = None,
    output: Output = None,
    every: Annotated[bool, typer.Option("--all", help="List those with one translation, too.")] = False,
    from_: From = None,
    json: Json = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """List the names and terms of a translation that are translated in more than one way.

    With --choose: one translation of a term for all of its places, written to -o:
    bitext terms a.json --choose "quai=quay" -o b.json.
    """
    result = bitext.Bitext.load(file, from_)
    if choose:
        if output is None:
            raise UsageError("--choose makes a file of its own; name it with -o.")
        for each in choose:
            source, sign, target = each.partition("=")
            if not sign:
                raise UsageError(f"write --choose as TERM=ENGLISH, not {each!r}.")
            result = bitext.choose_term(result, source.strip(), target.strip())
        put(result, destination(output, None, [str(file)], default="text", force=force), quiet=quiet)
        return
    if output is not None:
        raise UsageError("-o goes with --choose.")
    _show(result.terms(consistent=every), json=json, path=file)


def _show(found: tuple[bitext.DocumentTerm, ...], *, json: bool, path: Path) -> None:
    if json:
        print_json([asdict(term) for term in found])
        return
    if not found:
        typer.echo(f"{path}: every name and term has one translation.")
        return
    table = Table("term", "kind", "uses", "translations")
    for term in found:
        shown = ", ".join(term.targets)
        table.add_row(plain(term.source), term.kind, str(len(term.uses)), plain(shown))
    Console().print(table)
