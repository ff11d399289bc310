"""The command line: reads files, calls the library, prints. No logic of its own.

Exit codes: 0 fine, 1 an error that the message explains, 2 a wrong command line, 130 interrupted.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TextIO

import msgspec
import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

import bitext
from bitext.errors import BitextError, BitextWarning, InputError, ShapeError
from bitext.files import check_writable, read_lines, read_text
from bitext.views.controls import visible
from bitext.views.terminal import count, side_by_side, summary

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
models_app = typer.Typer(help="The models: list, fetch, check, remove.", invoke_without_command=True)
app.add_typer(models_app, name="models")

_INTERRUPTED = 130


class _Interrupted(BaseException):
    """Ctrl-C; not an Exception, so that nothing on the way takes it for an error."""


class Quotes(StrEnum):
    """Forms of the English quotation marks."""

    curly = "curly"
    straight = "straight"
    source = "source"


class Lang(StrEnum):
    """Languages that have rules of segmentation."""

    fr = "fr"
    en = "en"


class EngineChoice(StrEnum):
    """What runs the model."""

    auto = "auto"
    ctranslate2 = "ctranslate2"
    transformers = "transformers"


class BridgeChoice(StrEnum):
    """What two existing texts are compared by."""

    translation = "translation"
    embeddings = "embeddings"
    combined = "combined"
    length = "length"


File = Annotated[str, typer.Argument(metavar="FILE", help="A text file in UTF-8; - is standard input.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Lines = Annotated[bool, typer.Option("--lines", help="One sentence a line: keep the lines as they are.")]
Language = Annotated[Lang, typer.Option(help="The language of the text.")]
Name = Annotated[str, typer.Argument(help="A model of the catalogue.")]


def main() -> None:
    """Run the command line; what a user can cause ends in one line, not in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    signal.signal(signal.SIGINT, _interrupt)
    with warnings.catch_warnings():
        warnings.simplefilter("always", BitextWarning)
        warnings.showwarning = _show_warning
        try:
            _run()
        except BitextError as error:
            sys.stderr.write(f"bitext: {error}\n")
            sys.exit(1)
        except BrokenPipeError:
            _drop_output()
            sys.exit(1)
        except OSError as error:
            _drop_output()
            sys.stderr.write(f"bitext: cannot go on: {error.strerror or error}.\n")
            sys.exit(1)
        except _Interrupted:
            sys.stderr.write("bitext: interrupted; nothing was written.\n")
            sys.stderr.flush()
            # At once: a normal exit would wait for the batches that the engine still has in hand.
            os._exit(_INTERRUPTED)


def _run() -> None:
    """The command, and what it printed: a full disk or a closed pipe shows at the latest here."""
    try:
        app()
    finally:
        sys.stdout.flush()


def _drop_output() -> None:
    """Send to nowhere what could not be printed, so that leaving does not try again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """French text in, English text out: every line linked, every quotation mark accounted for."""
    if version:
        sys.stdout.write(f"bitext {bitext.__version__}\n")
        raise typer.Exit


@app.command()
def translate(
    file: File,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file; its suffix says the format.")
    ] = None,
    model: Annotated[str, typer.Option(help="A model of the catalogue, or a folder.")] = "opus-mt-fr-en",
    engine: Annotated[EngineChoice, typer.Option(help="What runs the model.")] = EngineChoice.auto,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1, …")] = "auto",
    quotes: Annotated[Quotes, typer.Option(help="Form of the English marks.")] = Quotes.curly,
    beam: Annotated[int | None, typer.Option(min=1, help="Hypotheses kept; 1 is fastest.")] = None,
    keep_stray: Annotated[bool, typer.Option(help="Keep marks without a partner.")] = False,
    lines: Lines = False,
    json: Json = False,
    text: Annotated[bool, typer.Option("--text", help="Print the English alone.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no counts.")] = False,
) -> None:
    """Translate a French text, each line and each quotation linked to its source."""
    if json and text:
        raise typer.BadParameter("choose --json or --text, not both")
    if output is not None:
        from bitext.formats import format_of

        format_of(output)
        check_writable(output)
    source = read_lines(file) if lines else read_text(file)
    with _bar("Fetching the model", DownloadColumn(), quiet=quiet) as fetching:
        aligner = bitext.Aligner(
            model,
            engine=engine.value,
            device=device,
            quotes=quotes.value,
            stray=keep_stray,
            beam=beam,
            download_progress=fetching,
        )
        _ = aligner.translator
    with _bar("Translating", MofNCompleteColumn(), quiet=quiet) as translating:
        result = aligner.align(source, progress=translating)
    if output is not None:
        result.save(output)
        if not quiet:
            sys.stderr.write(f"{output}: {summary(result)}\n")
    elif json:
        from bitext.formats.json import write

        write(result, sys.stdout)
    elif text:
        sys.stdout.write(result.target.text)
    else:
        _print_side_by_side(result)


@app.command()
def align(
    french: Annotated[Path, typer.Argument(metavar="FRENCH", help="A text file in UTF-8, or a folder.")],
    english: Annotated[Path, typer.Argument(metavar="ENGLISH", help="Its translation, or a folder of them.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, or into this folder.")
    ] = None,
    presegmented: Annotated[bool, typer.Option("--presegmented", help="One sentence a line.")] = False,
    bridge: Annotated[BridgeChoice, typer.Option(help="What the texts are compared by.")] = (
        BridgeChoice.translation
    ),
    min_score: Annotated[float, typer.Option(min=0, max=1, help="Show pairs from this score on.")] = 0.0,
    model: Annotated[str, typer.Option(help="A model of the catalogue, or a folder.")] = "opus-mt-fr-en",
    engine: Annotated[EngineChoice, typer.Option(help="What runs the model.")] = EngineChoice.auto,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1, …")] = "auto",
    json: Json = False,
    tsv: Annotated[bool, typer.Option("--tsv", help="Print French, English, score.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no counts.")] = False,
) -> None:
    """Link a translation that exists: sentences, words and quotations.

    Two folders are matched by the names of their files; a JSON file for each pair goes into the folder
    that --output names.
    """
    if json and tsv:
        raise typer.BadParameter("choose --json or --tsv, not both")
    if min_score and (output is not None or json):
        raise typer.BadParameter("--min-score is for what is shown; files and JSON keep every pair's score")
    jobs = _jobs(french, english, output)
    read = read_lines if presegmented else read_text
    aligner = bitext.Aligner(model, engine=engine.value, device=device, bridge=bridge.value)
    for source, target, written in jobs:
        with _bar(f"Aligning {source.name}", MofNCompleteColumn(), quiet=quiet) as progress:
            result = aligner.align(read(source), read(target), progress=progress)
        if written is not None:
            result.save(written)
            if not quiet:
                sys.stderr.write(f"{written}: {summary(result)}, score {result.score:.2f}\n")
        elif json:
            from bitext.formats.json import write

            write(result, sys.stdout)
        else:
            _print_pairs(result, min_score, tsv=tsv, quiet=quiet)


def _jobs(french: Path, english: Path, output: Path | None) -> list[tuple[Path, Path, Path | None]]:
    """What to align with what, and where to write it."""
    if french.is_dir() != english.is_dir():
        raise InputError(f"{french} and {english} are a folder and a file; give two of a kind.")
    if not french.is_dir():
        if output is not None:
            from bitext.formats import format_of

            format_of(output)
            check_writable(output)
        return [(french, english, output)]
    if output is None:
        raise InputError("To align folders, name a folder for the results with --output.")
    sides = [{path.name for path in side.iterdir() if path.is_file()} for side in (french, english)]
    for name in sorted(sides[0] ^ sides[1]):
        sys.stderr.write(f"bitext: {name} is in one folder only, left out\n")
    both = sorted(sides[0] & sides[1])
    if not both:
        raise InputError(f"No file of {french} has the name of a file of {english}.")
    output.mkdir(parents=True, exist_ok=True)
    return [(french / name, english / name, output / f"{name}.json") for name in both]


def _print_pairs(result: bitext.Bitext, min_score: float, *, tsv: bool, quiet: bool) -> None:
    kept = [pair for pair in result.pairs if pair.score >= min_score]
    if tsv:
        for pair in kept:
            sides = (" ".join(side.text.split()) for side in (pair.source, pair.target))
            sys.stdout.write("\t".join((*sides, f"{pair.score:.4f}")) + "\n")
    else:
        _print_side_by_side(replace(result, pairs=tuple(kept)))
    if len(kept) < len(result.pairs) and not quiet:
        sys.stderr.write(f"{count(len(result.pairs) - len(kept), 'pair')} below {min_score} left out\n")


@app.command()
def segment(file: File, lang: Language = Lang.fr, json: Json = False) -> None:
    """Split a text into sentences, one a line."""
    document = bitext.segment(read_text(file), lang.value)
    if json:
        _print_json({"lang": document.lang, "sentences": [asdict(sentence) for sentence in document]})
        return
    for sentence in document:
        shown = visible(sentence.text) if sys.stdout.isatty() else sentence.text
        sys.stdout.write(f"{shown}\n")


@app.command()
def quotes(file: File, lang: Language = Lang.fr, json: Json = False) -> None:
    """Find the quotations of a text, and the marks without a partner."""
    document = bitext.segment(read_text(file), lang.value)
    found = sorted((*document.quotations, *document.unpaired), key=lambda quotation: quotation.start)
    rows = [{**asdict(q), "text": document.text[q.start : q.end]} for q in found]
    if json:
        _print_json(rows)
        return
    table = Table("start", "end", "kind", "depth", "sentences", "text", box=None, pad_edge=False)
    for q, row in zip(found, rows, strict=True):
        places = (
            f"{q.sentences[0]}–{q.sentences[-1]}" if len(q.sentences) > 1 else "".join(map(str, q.sentences))
        )
        shown = str(row["text"]).replace("\n", " ¶ ")
        table.add_row(str(q.start), str(q.end), q.kind, str(q.depth), places, _plain(shown))
    console = Console(highlight=False)
    console.print(table)
    found_in_all = count(len(document.quotations), "quotation")
    console.print(f"{found_in_all}, {count(len(document.unpaired), 'mark')} without a partner")


@app.command()
def score(
    hypothesis: Annotated[str, typer.Argument(metavar="HYP", help="The translation, a line a segment.")],
    references: Annotated[list[str], typer.Argument(metavar="REF...", help="One or several references.")],
    per_line: Annotated[bool, typer.Option("--per-line", help="chrF of each line, too.")] = False,
    json: Json = False,
) -> None:
    """Score a translation against references with sacrebleu, line by line."""
    lines = read_lines(hypothesis)
    streams = [read_lines(name) for name in references]
    for name, stream in zip(references, streams, strict=True):
        if len(stream) != len(lines):
            raise ShapeError(
                f"{hypothesis} has {len(lines)} lines, but {name} has {len(stream)}; "
                "a reference needs one line for each line of the translation."
            )
    scores = bitext.score(lines, streams, per_pair=per_line)
    if json:
        _print_json(asdict(scores))
        return
    for number, value in enumerate(scores.pairs, start=1):
        sys.stdout.write(f"{number}\t{value:.1f}\n")
    sys.stdout.write(f"{scores}\n")


@models_app.callback()
def _models(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_models()


@models_app.command("list")
def list_models() -> None:
    """The models of the catalogue and whether they are on this machine."""
    from bitext import catalog

    table = Table("name", "languages", "size", "here", "description", box=None, pad_edge=False)
    for model in catalog.models():
        size = sum(file.size for file in model.files) / 1e6
        languages = f"{model.source}→{model.target}"
        table.add_row(model.name, languages, f"{size:.0f} MB", catalog.status(model.name), model.description)
    Console(highlight=False).print(table)


@models_app.command()
def fetch(name: Name = "opus-mt-fr-en") -> None:
    """Fetch a model, verify it, and make it ready."""
    from bitext import catalog

    with _bar("Fetching the model", DownloadColumn()) as progress:
        files = catalog.fetch(name, progress)
    files.ctranslate2()
    sys.stdout.write(f"{name} is ready in {files.folder}\n")


@models_app.command()
def check(name: Name = "opus-mt-fr-en") -> None:
    """Compare every file of a model with its SHA-256."""
    from bitext import catalog

    found = catalog.check(name)
    if not found:
        raise InputError(f"{name} is not on this machine. Fetch it with: bitext models fetch {name}")
    for file in found:
        sys.stdout.write(f"{file.state:<10}{file.name}\n")
    if any(file.state != "right" for file in found):
        raise InputError(f"{name} is damaged. Run: bitext models remove {name}; bitext models fetch {name}")


@models_app.command()
def remove(name: Name = "opus-mt-fr-en") -> None:
    """Delete a model from the cache."""
    from bitext import catalog

    sys.stdout.write(f"{catalog.remove(name) / 1e6:.0f} MB freed\n")


@contextmanager
def _bar(label: str, count: Any, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error that appears with the first news; none where nobody looks."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), count, TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task(label, total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)


def _print_side_by_side(result: bitext.Bitext) -> None:
    console = Console(highlight=False)
    for line in side_by_side(result, console.width):
        console.print(line, soft_wrap=True)


def _print_json(value: object) -> None:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def _plain(text: str) -> Text:
    return Text(visible(text))


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    del filename, lineno, file, line
    if issubclass(category, BitextWarning):
        sys.stderr.write(f"bitext: {message}\n")


def _interrupt(*_: object) -> None:
    raise _Interrupted
