"""`bitext corpus`: many documents, as a run that can be stopped and gone on with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from typer.core import TyperGroup

import bitext
from bitext.alignment.options import BridgeName
from bitext.catalog.catalog import DEFAULT
from bitext.cli._files import UsageError
from bitext.cli._messages import WRITTEN, tell_written
from bitext.cli._shared import UNWRAP, Device, Encoding, Engine, Glossary, Memory, Model, Quiet, Unwrap
from bitext.corpus.settings import ShardFormat
from bitext.text.glimpse import count
from bitext.translation.options import DialogueStyle, Quality, QuoteStyle

if TYPE_CHECKING:
    from bitext.aligner import Options
    from bitext.corpus.runner import CorpusStatus, CorpusSummary


class _RunByDefault(TyperGroup):
    """`bitext corpus INPUT…` is `bitext corpus run INPUT…`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the command before what is none."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["run", *args]
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed


_HELP = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(
    cls=_RunByDefault,
    no_args_is_help=True,
    context_settings=_HELP,
    help="Many documents: bitext corpus INPUT… --out DIR",
)


@app.command(context_settings=_HELP)
def run(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT", help="Files and folders; - is standard input.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder of the output.")],
    translate: Annotated[
        bool, typer.Option("--translate", help="Translate, where there is a translation, too.")
    ] = False,
    align: Annotated[
        bool, typer.Option("--align", help="Link two texts that exist, of each document.")
    ] = False,
    to: Annotated[ShardFormat, typer.Option("--to", help="What the shards are.")] = "jsonl",
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processes that work; each loads the model.")
    ] = None,
    ray: Annotated[str | None, typer.Option(metavar="auto|ADDRESS", help="Work on a cluster of Ray.")] = None,
    column: Annotated[str | None, typer.Option(help="The field that has the text.")] = None,
    target_column: Annotated[str | None, typer.Option(help="The field that has the translation.")] = None,
    id_column: Annotated[str, typer.Option(help="The field that names a document.")] = "id",
    unique: Annotated[bool, typer.Option("--unique", help="Leave out texts that came before.")] = False,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="FORM", help="lines, jsonl, or the form of documents: text, html, …"),
    ] = None,
    encoding: Encoding = "auto",
    model: Model = DEFAULT,
    engine: Engine = "auto",
    device: Device = "auto",
    quotes: Annotated[QuoteStyle, typer.Option(help="Form of the English marks.")] = "curly",
    quality: Annotated[Quality, typer.Option(help="How much is done for the translation.")] = "balanced",
    beam: Annotated[int | None, typer.Option(min=1, help="Hypotheses kept.")] = None,
    threads: Annotated[int | None, typer.Option(min=1, help="Processor cores of each process.")] = None,
    dialogue: Annotated[DialogueStyle, typer.Option(help="Dialogue: dashes or quotation marks.")] = "dashes",
    bridge: Annotated[BridgeName, typer.Option(help="What two texts are compared by.")] = "translation",
    unwrap: Unwrap = "auto",
    glossary: Glossary = None,
    memory: Memory = None,
    quiet: Quiet = False,
) -> None:
    """Translate or link every document of a corpus, into shards with a row for each pair.

    Stop it at any moment, and run the same command again: it goes on where it was. Documents that could
    not be worked on are in rejects.jsonl, and the exit code is 1.
    """
    from bitext.corpus import run as run_corpus

    if translate and align:
        raise UsageError("choose --translate or --align, not both.")
    options: Options = {
        "model": model,
        "engine": engine,
        "device": device,
        "quotes": quotes,
        "quality": quality,
        "beam": beam,
        "threads": threads,
        "dialogue": dialogue,
        "bridge": bridge,
        "unwrap": UNWRAP[unwrap],
        "glossary": bitext.load_glossary(glossary) if glossary else None,
        "memory": memory,
    }
    WRITTEN.can_go_on()
    with _bar(quiet=quiet) as progress:
        summary = run_corpus(
            inputs,
            out,
            task="translate" if translate else "align" if align else "auto",
            to=to,
            jobs=jobs,
            ray=ray,
            column=column,
            target_column=target_column,
            id_column=id_column,
            form=from_,
            encoding=encoding,
            unique=unique,
            progress=progress,
            **options,
        )
    tell_written(out, _told(summary), quiet=quiet)
    if summary.status.rejected:
        sys.stderr.write(
            f"{out / 'rejects.jsonl'}: why {count(summary.status.rejected, 'document')} failed\n"
        )
        raise typer.Exit(1)


@app.command(context_settings=_HELP)
def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a run.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file; DIR/report.html without it.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Make a page of a corpus: plots, doubtful documents, a sample to check by hand."""
    from bitext.corpus import report as report_corpus

    written = report_corpus(folder, output)
    tell_written(written, "a report", quiet=quiet)


def _told(summary: CorpusSummary) -> str:
    status = summary.status
    parts = [
        count(status.documents, "document"),
        count(status.pairs, "pair"),
        f"in {count(len(summary.shards), 'shard')}",
    ]
    told = ((status.rejected, "rejected"), (status.repeated, "repeated"), (status.warned, "with warnings"))
    return ", ".join([*parts, *(f"{number} {what}" for number, what in told if number)])


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Callable[[CorpusStatus], None]]:
    """A bar on standard error: documents, pairs a second, failures, time left; none where nobody looks."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    hidden = quiet or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bars:
        task = bars.add_task("Loading the model", total=None)
        begun: list[int] = []

        def tell(status: CorpusStatus) -> None:
            if not begun:
                begun.append(status.pairs)
            seconds = bars.tasks[0].elapsed or 1.0
            rate = (status.pairs - begun[0]) / seconds
            told = f"{status.documents} documents, {status.pairs} pairs, {rate:.0f}/s"
            told += f", {status.rejected} failed" if status.rejected else ""
            bars.update(task, description=told, completed=status.read, total=status.size or None)

        yield tell
