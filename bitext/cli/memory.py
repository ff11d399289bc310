"""`bitext memory`: translation memories: add to one, look into it, export it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

import bitext
from bitext.cli._files import UsageError, destination
from bitext.cli._shared import Force, From, Json, Output, Quiet, To, plain, print_json, put
from bitext.errors import FormatError, InputError
from bitext.files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bitext.memory import MemoryChanges
    from bitext.review.edits import Corrections

app = typer.Typer(help="A translation memory: add to it, look into it, export it.", no_args_is_help=True)

NOT_THERE: Final = 1
"""The exit code where nothing is found, as that of grep."""
_HEAD: Final = 1000
"""Characters at the beginning of corrections, among which they say what they are."""
_SHOWN: Final = 10
"""Files that the memory is told to come from, the newest."""

Index = Annotated[Path, typer.Argument(metavar="INDEX", help="The memory.")]


@app.command()
def add(
    index: Annotated[Path, typer.Argument(metavar="INDEX", help="The memory; made if it is not there.")],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILES...", help="Bitexts (.tmx, .xlf, .json, …), corrections of pages."),
    ],
    from_: From = None,
    every: Annotated[
        bool, typer.Option("--all", help="Take machine translations that nobody has checked, too.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Add the pairs of bitexts and of corrected pages: memory add old.db done.tmx page.html corrections.json.

    Corrections are brought into the page, or the result that it was made from, which is named beside them.
    """
    memory = bitext.TranslationMemory(index)
    if any(index.absolute() == file.absolute() for file in files):
        raise UsageError(f"{index} is the memory; name other files behind it.")
    for file, made in _bitexts(files, from_):
        try:
            changes = memory.add(made, unchecked=every, name=file.name)
        except InputError as error:
            told = str(error)
            raise type(error)(told if str(index) in told else f"{file}: {told}") from error
        if not quiet:
            typer.echo(f"{file}: {_told(changes)}")


@app.command()
def info(index: Index, json: Json = False) -> None:
    """Say how much a memory holds, and what it was made from."""
    found = bitext.TranslationMemory(index).info()
    if json:
        print_json(asdict(found))
        return
    typer.echo(f"{index}: {found.size / 1e6:.1f} MB")
    typer.echo(f"{found.sentences} sentences, {found.translations} translations of them")
    typer.echo(
        f"{found.checked} checked by a person, {found.machine} machine translations that nobody checked"
    )
    for name, added in found.files[:_SHOWN]:
        typer.echo(f"  {added}  {name}")
    if len(found.files) > _SHOWN:
        typer.echo(f"  and {len(found.files) - _SHOWN} older ones")


@app.command()
def find(
    index: Index,
    text: Annotated[str, typer.Argument(help="A French sentence.")],
    most: Annotated[int, typer.Option("-n", min=1, max=20, help="How many at most.")] = 5,
    least: Annotated[int, typer.Option(min=1, max=100, help="The least likeness, in per cent.")] = 70,
    json: Json = False,
) -> None:
    """Look a sentence up: its translation, and those of sentences that are like it."""
    found = bitext.TranslationMemory(index).find(text, most, least)
    if json:
        rows = [{**asdict(match), "trust": match.trust.name.lower()} for match in found]
        print_json(rows)
    elif not found:
        typer.echo("nothing is like it.")
    else:
        table = Table("like", "sentence", "translation", "trust", "from")
        for match in found:
            trust = match.trust.name.lower()
            table.add_row(
                f"{match.likeness} %", *map(plain, (match.source, match.target, trust, match.origin))
            )
        Console().print(table)
    if not found:
        raise typer.Exit(NOT_THERE)


@app.command()
def export(
    index: Index, output: Output = None, to: To = None, force: Force = False, quiet: Quiet = False
) -> None:
    """Write the memory as a bitext: memory export old.db -o old.tmx."""
    from bitext.memory import bitext_of

    if output is None and to is None:
        raise UsageError("name a file with --output, or a format with --to.")
    place = destination(output, to, [index], force=force)
    put(bitext_of(bitext.TranslationMemory(index)), place, quiet=quiet)


def _told(changes: MemoryChanges) -> str:
    told = [f"{changes.added} added, {changes.known} known, {changes.replaced} replaced"]
    if changes.outranked:
        told.append(f"{changes.outranked} have a translation that a person has checked, which stays")
    if changes.unfit:
        told.append(
            f"{changes.unfit} fit no memory (a side is empty, the alignment doubtful, or several sentences)"
        )
    if changes.unchecked:
        told.append(
            f"{changes.unchecked} machine translations that nobody has checked left out (--all takes them)"
        )
    return "; ".join(told) + "."


def _bitexts(files: Sequence[Path], form: str | None) -> Iterator[tuple[Path, bitext.Bitext]]:
    """The bitexts among ``files``, those of which corrections are given with these in them."""
    from bitext.review.edits import digest, older_digest
    from bitext.review.merge import merge

    waiting = dict(_corrections(files))
    for file in files:
        if file in waiting:
            continue
        made = bitext.Bitext.load(file, form)
        sums = {digest(made), older_digest(made)} if waiting else set()
        theirs = [path for path, each in waiting.items() if each is not None and each.digest in sums]
        edits = [each for path in theirs if (each := waiting[path]) is not None]
        for path in theirs:
            waiting[path] = None
        yield file, merge(made, *edits) if edits else made
    if left := [path for path, each in waiting.items() if each is not None]:
        raise InputError(
            f"{left[0]} has corrections of a page that is not among the files; name that page, or the result "
            "that it was made from, too."
        )


def _corrections(files: Sequence[Path]) -> Iterator[tuple[Path, Corrections | None]]:
    from bitext.review.edits import read

    for file in files:
        if file.suffix.lower() != ".json":
            continue
        text = read_text(file)
        if '"bitext-corrections"' in text[:_HEAD]:
            try:
                yield file, read(text)
            except FormatError as error:
                raise FormatError(f"{file}: {error}") from error
