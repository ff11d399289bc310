"""What the commands share: arguments, progress bars, output."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from bitext.errors import FormatError
from bitext.files import check_writable
from bitext.result.quotation_spans import QuotationSpans
from bitext.result.summary import summary
from bitext.result.terminal import SideBySide, side_by_side
from bitext.text.characters import visible
from bitext.translation.options import EngineName
from bitext.translation.timing import measuring, stage

if TYPE_CHECKING:
    from bitext.aligner.stream import PairStream
    from bitext.result.bitext import Bitext
    from bitext.result.storage import Format


File = Annotated[str, typer.Argument(metavar="FILE", help="A text file in UTF-8; - is standard input.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file; its suffix says the format.")
]
To = Annotated[
    str | None,
    typer.Option("--to", metavar="FORMAT", help="The format: json, tmx, xliff, page, …"),
]
Model = Annotated[str, typer.Option(help="A model of the catalogue, or a folder.")]
Engine = Annotated[EngineName, typer.Option(help="What runs the model.")]
Device = Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1, …")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no counts.")]


def chosen_format(to: str | None, **short: bool) -> str | None:
    """The name of the format asked for, by ``--to`` or by one of the options named like a format."""
    names = [name for name, given in short.items() if given] + ([to] if to else [])
    if len(names) > 1:
        options = [f"--{name}" for name, given in short.items() if given] + (["--to"] if to else [])
        raise typer.BadParameter(f"choose {' or '.join(options)}, not both")
    return names[0] if names else None


def check_output(output: Path | None, name: str | None) -> Format[Bitext] | None:
    """The format to write, before long work is begun for it; None where pairs are shown."""
    from bitext.result.storage import format_of

    if output is None and name is None:
        return None
    found = format_of(output or "", name)
    if output is not None:
        check_writable(output)
    elif found.print is None:
        raise FormatError(f"{found.title} cannot be printed; name a file with --output.")
    return found


def put(
    result: Bitext, output: Path | None, chosen: Format[Bitext] | None, *, quiet: bool, note: str = ""
) -> None:
    """Write to the file, or print, or show side by side."""
    if output is not None and chosen is not None:
        chosen.save(result, output)
        if not quiet:
            sys.stderr.write(f"{output}: {summary(result.pairs, result.quotes)}{note}\n")
    elif chosen is not None and chosen.print is not None:
        chosen.print(result, sys.stdout)
    else:
        show(result)


def show_stream(pairs: PairStream) -> None:
    """Print the pairs of a translation side by side as they come, then the counts of all."""
    console = Console(highlight=False)
    rows = SideBySide(len(pairs), console.width)
    for part in pairs.settled():
        with stage("write"):
            for line in rows.lines(QuotationSpans.of(part)):
                console.print(line, soft_wrap=True)
            sys.stdout.flush()
    result = pairs.result()
    console.print()
    console.print(Text(summary(result.pairs, result.quotes), style="bold"), soft_wrap=True)


@contextmanager
def profiled(*, wanted: bool) -> Iterator[None]:
    """Print on standard error where the time inside went, in seconds and per cent, if ``wanted``."""
    if not wanted:
        yield
        return
    start = time.perf_counter()
    with measuring() as stopwatch:
        yield
    whole = time.perf_counter() - start
    other = ("other", whole - sum(stopwatch.seconds.values()))
    for name, seconds in (*stopwatch.seconds.items(), other):
        sys.stderr.write(f"{name:<14}{seconds:8.3f} s{100 * seconds / whole:6.1f} %\n")
    sys.stderr.write(f"{'whole':<14}{whole:8.3f} s\n")


def show(result: Bitext) -> None:
    """Print the two texts side by side."""
    console = Console(highlight=False)
    for line in side_by_side(QuotationSpans.of(result), console.width):
        console.print(line, soft_wrap=True)


def print_json(value: object) -> None:
    """Print a value as JSON."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def plain(text: str) -> Text:
    """Text for a table, unable to steer the terminal."""
    return Text(visible(text))


@contextmanager
def bar(label: str, count: Any, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error that appears with the first news; none where nobody looks."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), count, TimeRemainingColumn())
    with Progress(
        *columns, console=console, transient=True, disable=quiet or not console.is_terminal
    ) as bars:
        task = bars.add_task(label, total=None, visible=False)
        yield lambda done, total: bars.update(task, completed=done, total=total, visible=True)


Lang = Literal["fr", "en"]
"""Languages that have rules of segmentation."""

Language = Annotated[Lang, typer.Option(help="The language of the text.")]


Lines = Annotated[bool, typer.Option("--lines", help="One sentence a line: keep the lines as they are.")]


Saved = Annotated[Path, typer.Argument(metavar="FILE", help="A file to load: .json, .tmx, .xlf, …")]


From = Annotated[
    str | None,
    typer.Option("--from", metavar="FORMAT", help="The format of FILE."),
]
