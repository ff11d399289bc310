"""What the commands share: arguments, progress bars, output."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from bitext.cli._files import Destination, UsageError
from bitext.cli._messages import tell_written
from bitext.errors import BitextWarning
from bitext.result.book_layout import BookLayout
from bitext.result.quotation_spans import QuotationSpans
from bitext.result.storage import tell_what_is_left_out
from bitext.result.summary import Counts, summary
from bitext.result.terminal import SideBySide, side_by_side
from bitext.text.characters import visible
from bitext.translation.options import EngineName
from bitext.translation.timing import measuring, stage

if TYPE_CHECKING:
    from bitext.aligner.stream import PairStream
    from bitext.result.bitext import Bitext


File = Annotated[str, typer.Argument(metavar="FILE", help="A text or a document; - is standard input.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file, whose suffix says the format; - prints."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that bitext did not make.")]
Form = Annotated[
    str | None,
    typer.Option("--from", metavar="FORM", help="What FILE is: text, markdown, html, docx, subrip, …"),
]
Encoding = Annotated[
    str, typer.Option("--encoding", metavar="NAME", help="The encoding of FILE, if it is found out wrongly.")
]
LayoutOption = Annotated[
    BookLayout | None,
    typer.Option("--layout", help="Make a bilingual EPUB: how the two texts stand in it."),
]
To = Annotated[
    str | None,
    typer.Option("--to", metavar="FORMAT", help="The format: json, tmx, xliff, page, …"),
]
Model = Annotated[str, typer.Option(help="A model of the catalogue, or a folder.")]
Engine = Annotated[EngineName, typer.Option(help="What runs the model.")]
Device = Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1, …")]


def _hush(quiet: bool) -> bool:
    """Without warnings, if ``quiet``; the command line gives them back when it ends."""
    if quiet:
        warnings.simplefilter("ignore", BitextWarning)
    return quiet


Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", callback=_hush, help="Nothing but the result: no counts, no warnings."),
]


Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help="Refuse what breaks the rules of its format, even if it can be understood."
    ),
]


def chosen_format(to: str | None, **short: bool) -> str | None:
    """The name of the format asked for, by ``--to`` or by one of the options named like a format."""
    names = [name for name, given in short.items() if given] + ([to] if to else [])
    if len(names) > 1:
        options = [f"--{name}" for name, given in short.items() if given] + (["--to"] if to else [])
        raise UsageError(f"choose {' or '.join(options)}, not both.")
    return names[0] if names else None


def put(result: Bitext, to: Destination, *, quiet: bool, note: str = "") -> None:
    """Write to the file, or print, or show side by side."""
    if to.format is not None:
        tell_what_is_left_out(result, to.format)
    if to.path is not None and to.format is not None:
        to.format.save(result, to.path)
        tell_written(to.path, f"{summary(result.pairs, result.quotes)}{note}", quiet=quiet)
    elif to.format is not None and to.format.print is not None:
        to.format.print(result, sys.stdout)
    else:
        show(result, quiet=quiet)


class StreamDisplay:
    """Shows pairs side by side as they come, of one text or of several in a row, and counts them."""

    def __init__(self, count: int) -> None:
        """About ``count`` pairs are to come."""
        self._console = Console(highlight=False)
        self._rows = SideBySide(count, self._console.width)
        self._counts = Counts()

    def show(self, pairs: PairStream) -> None:
        """Print each pair as soon as its quotations are settled."""
        for part in pairs.settled():
            with stage("write"):
                for line in self._rows.lines(QuotationSpans.of(part)):
                    self._console.print(line, soft_wrap=True)
                sys.stdout.flush()
            self._counts.add(part.pairs, part.quotes)

    def show_counts(self) -> None:
        """Print the counts of all."""
        self._console.print()
        self._console.print(Text(str(self._counts), style="bold"), soft_wrap=True)


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


def show(result: Bitext, *, quiet: bool = False) -> None:
    """Print the two texts side by side, and the counts if not ``quiet``."""
    console = Console(highlight=False)
    spans = QuotationSpans.of(result)
    width = console.width
    for line in SideBySide(len(result), width).lines(spans) if quiet else side_by_side(spans, width):
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
        task = bars.add_task(escape(visible(label)), total=None, visible=False)
        yield lambda done, total: bars.update(task, completed=done, total=total, visible=True)


Lang = Literal["fr", "en"]
"""Languages that have rules of segmentation."""

Language = Annotated[Lang, typer.Option(help="The language of the text.")]


UnwrapChoice = Literal["auto", "yes", "no"]
Unwrap = Annotated[
    UnwrapChoice, typer.Option("--unwrap", help="Join the lines of wrapped text: where they look it, or not.")
]
UNWRAP: Final[dict[UnwrapChoice, Literal["auto", True, False]]] = {"auto": "auto", "yes": True, "no": False}
"""The values of the library's option, by those of the command line."""

Glossary = Annotated[
    Path | None,
    typer.Option("--glossary", metavar="FILE", help="French terms and their English: .csv, .tsv or .tbx."),
]

Memory = Annotated[
    Path | None,
    typer.Option(
        "--memory", metavar="FILE", help="Translations that there are: of `bitext memory add`, .tmx, .xlf, …"
    ),
]

Lines = Annotated[bool, typer.Option("--lines", help="One sentence a line: keep the lines as they are.")]


Saved = Annotated[Path, typer.Argument(metavar="FILE", help="A file to load: .json, .tmx, .xlf, …")]


From = Annotated[
    str | None,
    typer.Option("--from", metavar="FORMAT", help="The format of FILE."),
]
