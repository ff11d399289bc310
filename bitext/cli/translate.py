"""The main commands: translate a text, or link a translation that exists."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import DownloadColumn, MofNCompleteColumn

import bitext
from bitext.catalog.catalog import DEFAULT
from bitext.cli._shared import (
    Device,
    Engine,
    File,
    Json,
    Lines,
    Model,
    Output,
    Quiet,
    To,
    bar,
    check_output,
    chosen_format,
    profiled,
    put,
    show_stream,
)
from bitext.documents.original import form_of, open_original
from bitext.files import check_writable, read_lines, read_text, writing
from bitext.result.summary import summary
from bitext.result.unmasking import unmasked
from bitext.translation.options import Quality, QuoteStyle
from bitext.translation.timing import stage

if TYPE_CHECKING:
    from bitext.aligner import Options


def translate(
    file: File,
    output: Output = None,
    to: To = None,
    model: Model = DEFAULT,
    engine: Engine = "auto",
    device: Device = "auto",
    quotes: Annotated[QuoteStyle, typer.Option(help="Form of the English marks.")] = "curly",
    quality: Annotated[Quality, typer.Option(help="How much is done for the translation.")] = "balanced",
    beam: Annotated[
        int | None, typer.Option(min=1, help="Hypotheses kept; wins over what --quality has.")
    ] = None,
    keep_stray: Annotated[bool, typer.Option(help="Keep marks without a partner.")] = False,
    lines: Lines = False,
    json: Json = False,
    text: Annotated[bool, typer.Option("--text", help="Print the English alone.")] = False,
    profile: Annotated[bool, typer.Option("--profile", help="Print where the time went.")] = False,
    quiet: Quiet = False,
) -> None:
    """Translate a French text, each line and each quotation linked to its source.

    Markdown, HTML, Word and subtitles keep their form: translate page.html -o page.en.html.
    """
    name = chosen_format(to, json=json, text=text)
    options: Options = {
        "model": model,
        "engine": engine,
        "device": device,
        "quotes": quotes,
        "stray": keep_stray,
        "quality": quality,
        "beam": beam,
    }
    with profiled(wanted=profile):
        _translate(file, output, name, options, lines=lines, quiet=quiet)


def _translate(
    file: str, output: Path | None, name: str | None, options: Options, *, lines: bool, quiet: bool
) -> None:
    with stage("read"):
        original = None if lines else open_original(file)
    keeps_form = original is not None and _keeps_form(file, output, name)
    if keeps_form and output is not None:
        check_writable(output)
    chosen = None if keeps_form else check_output(output, name)
    with stage("read"):
        french = read_lines(file) if lines else read_text(file) if original is None else original.text
    with stage("load"), bar("Fetching the model", DownloadColumn(), quiet=quiet) as fetching:
        options["download_progress"] = fetching
        aligner = bitext.Aligner(**options)
        _ = aligner.translator
    if original is None and chosen is None:
        with aligner.stream(french) as pairs:
            show_stream(pairs)
        return
    with bar("Translating", MofNCompleteColumn(), quiet=quiet) as translating:
        result = aligner.align(french, progress=translating)
    with stage("write"):
        if original is not None and keeps_form:
            _put_document(original.render(result), result, output, quiet=quiet)
        else:
            put(unmasked(result, original.masks) if original else result, output, chosen, quiet=quiet)


def _keeps_form(file: str, output: Path | None, name: str | None) -> bool:
    """Whether a document is wanted as it is, its text in English: by the suffix, or by ``--text``."""
    if output is None:
        return name == "text"
    return name is None and form_of(output) == form_of(file)


def _put_document(document: bytes, result: bitext.Bitext, output: Path | None, *, quiet: bool) -> None:
    """Write the translated document to the file, or print it."""
    if output is None:
        sys.stdout.buffer.write(document)
        return
    with writing(output) as stream:
        stream.buffer.write(document)
    if not quiet:
        sys.stderr.write(f"{output}: {summary(result.pairs, result.quotes)}\n")
