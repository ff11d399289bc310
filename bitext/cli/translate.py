"""The main commands: translate a text, or link a translation that exists."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import DownloadColumn, MofNCompleteColumn

import bitext
from bitext.catalog.catalog import DEFAULT
from bitext.cli._books import DEFAULT as BOOK_LAYOUT
from bitext.cli._books import book_path, is_for_book, put_translated_book
from bitext.cli._documents import document_path, put_document
from bitext.cli._files import Destination, UsageError, destination, is_stdout, open_file
from bitext.cli._long_texts import is_long, translate_long
from bitext.cli._messages import say
from bitext.cli._shared import (
    UNWRAP,
    Device,
    Encoding,
    Engine,
    File,
    Force,
    Form,
    Glossary,
    Json,
    LayoutOption,
    Lines,
    Memory,
    Model,
    Output,
    Quiet,
    StreamDisplay,
    Strict,
    To,
    Unwrap,
    bar,
    chosen_format,
    profiled,
    put,
)
from bitext.documents.original import BINARY, PLAIN, has_suffix_of
from bitext.files import split_lines
from bitext.result.alternatives import MOST
from bitext.result.fillable import Fillable
from bitext.result.storage import format_of
from bitext.text.document import Document
from bitext.text.language import load_identifier
from bitext.translation.options import DialogueStyle, Quality, QuoteStyle
from bitext.translation.timing import stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from bitext.aligner import Options
    from bitext.documents.original import Source


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
    alternatives: Annotated[
        int,
        typer.Option(min=0, max=MOST, metavar="N", help="Other wordings of each sentence, N at most."),
    ] = 0,
    threads: Annotated[
        int | None, typer.Option(min=1, help="Processor cores to use; all that there are without it.")
    ] = None,
    split_clauses: Annotated[
        bool, typer.Option(help="Close quotations before « a-t-il dit » and open them again behind it.")
    ] = True,
    dialogue: Annotated[
        DialogueStyle, typer.Option(help="Dialogue: its dashes, or quotation marks as in English novels.")
    ] = "dashes",
    unwrap: Unwrap = "auto",
    glossary: Glossary = None,
    memory: Memory = None,
    keep_stray: Annotated[bool, typer.Option(help="Keep marks without a partner.")] = False,
    lines: Lines = False,
    from_: Form = None,
    encoding: Encoding = "auto",
    strict: Strict = False,
    front_matter: Annotated[
        str | None,
        typer.Option(metavar="KEYS", help="What to translate at the head of Markdown: title,description"),
    ] = None,
    layout: LayoutOption = None,
    overwrite_targets: Annotated[
        bool, typer.Option("--overwrite-targets", help="In XLIFF, TMX, …: translate what has a target, too.")
    ] = False,
    json: Json = False,
    text: Annotated[bool, typer.Option("--text", help="Print the English alone.")] = False,
    profile: Annotated[bool, typer.Option("--profile", help="Print where the time went.")] = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Translate a French text, each line and each quotation linked to its source.

    Markdown, HTML, Word, TEI and subtitles keep their form: translate page.html -o page.en.html. Bilingual
    files (XLIFF, TMX, CSV, …) have their missing targets filled in: translate todo.xlf -o done.xlf.
    A bilingual book: translate livre.epub -o both.epub --layout facing.
    """
    name = chosen_format(to, json=json, text=text)
    options: Options = {
        "model": model,
        "engine": engine,
        "device": device,
        "quotes": quotes,
        "stray": keep_stray,
        "split_clauses": split_clauses,
        "dialogue": dialogue,
        "unwrap": UNWRAP[unwrap],
        "glossary": bitext.load_glossary(glossary) if glossary else None,
        "memory": memory,
        "quality": quality,
        "beam": beam,
        "threads": threads,
    }
    with profiled(wanted=profile):
        if layout is None and is_long(file, from_, encoding):
            parts = destination(output, name, [file], default="text", force=force)
            if parts.format is None or parts.format.parts:
                _check_place(parts, alternatives)
                _translate_long(file, parts, options, alternatives, lines=lines, quiet=quiet)
                return
        with stage("read"):
            source = open_file(
                file,
                from_,
                encoding,
                front_matter,
                strict=strict,
                fill=True,
                overwrite_targets=overwrite_targets,
            )
        if lines and source.form != PLAIN:
            raise UsageError(f"--lines is for plain text, and {file} is {source.form}; leave it out.")
        if source.form != PLAIN:
            options["unwrap"] = False  # its lines are those of its form
        if is_for_book(output, layout, name, source):
            path = book_path(output, name, [file], force=force)
            align = _book_aligner(options, lines=lines, quiet=quiet)
            chosen = layout or BOOK_LAYOUT
            put_translated_book(file, source, align, path, chosen, form=from_, encoding=encoding, quiet=quiet)
            return
        to_ = _destination(file, source, output, name, force=force)
        _check_place(to_, alternatives)
        _translate(source, to_, options, alternatives, lines=lines, quiet=quiet)


def _check_place(to: Destination | None, alternatives: int) -> None:
    """Raises UsageError where other wordings are asked for and the result has no place for them."""
    if not alternatives or to == Destination():
        return
    if to is None or to.format is None:
        where = "a document that keeps its form"
    elif "alternatives" not in to.format.holds:
        where = to.format.title
    else:
        return
    raise UsageError(
        f"{where} has no place for other wordings; leave --alternatives out, or write a page (--to page) or "
        "JSON (--to json)."
    )


def _destination(
    file: str, source: Source, output: Path | None, name: str | None, *, force: bool
) -> Destination | None:
    """Where the result goes; None to standard output, in the form of the document."""
    if _keeps_form(file, source, output, name):
        path = document_path(file, source, output, [file], force=force)
        return Destination(path, None) if path else None
    return destination(output, name, [file], default="text", force=force)


def _keeps_form(file: str, source: Source, output: Path | None, name: str | None) -> bool:
    """Whether a document is wanted as it is, its text in English: by the suffix, or to be printed."""
    if source.form == PLAIN:
        return False
    if output is None or (name == "text" and is_stdout(output)):
        return name == "text" and source.form not in BINARY
    if name is not None or is_stdout(output):
        return name is None
    if isinstance(source.original, Fillable):
        suffixes = (*format_of(output, source.form).suffixes, Path(file).suffix.lower())
        return output.suffix.lower() in suffixes
    return has_suffix_of(source.form, output)


def _translate(
    source: Source,
    to: Destination | None,
    options: Options,
    alternatives: int,
    *,
    lines: bool,
    quiet: bool,
) -> None:
    original = source.original
    if isinstance(original, Fillable) and not original.text:
        _put_result(source, _nothing(original, quiet=quiet), to, quiet=quiet)
        return
    french = split_lines(original.text) if lines else original.text
    aligner = _loaded(options, quiet=quiet)
    if source.form == PLAIN and to == Destination():
        with aligner.stream(french, alternatives=alternatives) as pairs:
            display = StreamDisplay(len(pairs))
            display.show(pairs)
        if not quiet:
            display.show_counts()
        return
    with bar("Translating", MofNCompleteColumn(), quiet=quiet) as translating:
        result = aligner.align(french, alternatives=alternatives, progress=translating)
    with stage("write"):
        _put_result(source, result, to, quiet=quiet)


def _book_aligner(options: Options, *, lines: bool, quiet: bool) -> Callable[[str], bitext.Bitext]:
    """What translates the text of a book."""

    def align(text: str) -> bitext.Bitext:
        aligner = _loaded(options, quiet=quiet)
        with bar("Translating", MofNCompleteColumn(), quiet=quiet) as translating:
            return aligner.align(split_lines(text) if lines else text, progress=translating)

    return align


def _nothing(original: Fillable, *, quiet: bool) -> bitext.Bitext:
    """The Bitext of a bilingual file without words to translate, of which the user is told."""
    if not original.missing and not quiet:
        say("nothing is to be filled in: every unit has a target; --overwrite-targets translates them again.")
    return bitext.Bitext(Document("", (), lang="fr"), Document("", (), lang="en"), (), ())


def _put_result(source: Source, result: bitext.Bitext, to: Destination | None, *, quiet: bool) -> None:
    """Write or print the result; ``to`` None: to standard output, in the form of the document."""
    original = source.original
    if to is None:
        sys.stdout.buffer.write(original.render(result))
    elif to.path is not None and to.format is None:
        put_document(original.render(result), result, to.path, quiet=quiet)
    else:
        put(source.whole(result), to, quiet=quiet)


def _translate_long(
    file: str, to: Destination, options: Options, alternatives: int, *, lines: bool, quiet: bool
) -> None:
    aligner = _loaded(options, quiet=quiet)
    with bar("Translating", DownloadColumn(), quiet=quiet or to.format is None) as translating:
        translate_long(aligner, file, to, translating, alternatives, lines=lines, quiet=quiet)


def _loaded(options: Options, *, quiet: bool) -> bitext.Aligner:
    """An aligner whose model is there; what identifies languages is loaded beside it."""
    Thread(target=load_identifier, daemon=True).start()
    with stage("load"), bar("Fetching the model", DownloadColumn(), quiet=quiet) as fetching:
        options["download_progress"] = fetching
        aligner = bitext.Aligner(**options)
        _ = aligner.translator
    return aligner
