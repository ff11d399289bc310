"""`bitext align`: link a translation that exists."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import MofNCompleteColumn

import bitext
from bitext.alignment.options import BridgeName
from bitext.catalog.catalog import DEFAULT
from bitext.cli._editions import Editions, EditionsOption, book_output, is_book, put_editions
from bitext.cli._files import Destination, UsageError, destination, is_stdout, named_format, open_file
from bitext.cli._kept import KeepOption, kept
from bitext.cli._messages import WRITTEN, say
from bitext.cli._report import Report, ReportTo, check_report, put_report
from bitext.cli._shared import (
    UNWRAP,
    Device,
    Encoding,
    Engine,
    Force,
    Form,
    Json,
    Lang,
    LayoutOption,
    Model,
    Quiet,
    Strict,
    To,
    Unwrap,
    bar,
    chosen_format,
    put,
    show,
)
from bitext.cli._subtitles import (
    Cps,
    Opened,
    check_cues,
    is_subtitles,
    link,
    put_in_cues,
    put_poured,
)
from bitext.documents.original import Original
from bitext.errors import InputError
from bitext.result.unmasking import unmasked_text
from bitext.text.glimpse import count
from bitext.translation.progress import Progress


def align(
    french: Annotated[Path, typer.Argument(metavar="FRENCH", help="A text, a document, or a folder.")],
    english: Annotated[Path, typer.Argument(metavar="ENGLISH", help="Its translation, or a folder of them.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, or into this folder.")
    ] = None,
    to: To = None,
    presegmented: Annotated[bool, typer.Option("--presegmented", help="One sentence a line.")] = False,
    bridge: Annotated[BridgeName, typer.Option(help="What the texts are compared by.")] = "translation",
    min_score: Annotated[float, typer.Option(min=0, max=1, help="Show pairs from this score on.")] = 0.0,
    model: Model = DEFAULT,
    engine: Engine = "auto",
    device: Device = "auto",
    json: Json = False,
    unwrap: Unwrap = "auto",
    tsv: Annotated[bool, typer.Option("--tsv", help="Print French, English, score.")] = False,
    editions: EditionsOption = False,
    layout: LayoutOption = None,
    keep: KeepOption = None,
    report: Report = False,
    report_to: ReportTo = None,
    cps: Cps = 20.0,
    source_: Annotated[Lang, typer.Option("--source", help="Which text is the original.")] = "fr",
    from_: Form = None,
    encoding: Encoding = "auto",
    strict: Strict = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Link a translation that exists: sentences, words and quotations.

    Two folders are matched by the names of their files; a file for each pair goes into the folder
    that --output names, JSON unless --to says another format. A text that is not timed is put in the
    cues of its counterpart: align french.srt english.txt -o english.srt. Two files of subtitles make
    one in both languages: align french.srt english.srt -o both.srt. Two editions of a book become a
    bilingual one: align french.epub english.epub -o both.epub --layout facing.
    """
    name = chosen_format(to, json=json, tsv=tsv)
    if min_score and (output is not None or name not in (None, "tsv")):
        raise UsageError("--min-score is for what is shown; files and JSON keep every pair's score.")

    def opened(path: Path) -> Original:
        return open_file(str(path), from_, encoding, strict=strict).original

    options: dict[str, Any] = {"engine": engine, "device": device, "bridge": bridge, "unwrap": UNWRAP[unwrap]}
    made = partial(bitext.Aligner, model, **options)
    if name is None and output is not None and is_subtitles(output):
        files = Opened(french, english, output, source_, opened)
        check_cues(files, force=force)
        with bar(f"Aligning {french.name}", MofNCompleteColumn(), quiet=quiet) as progress:
            poured, result = put_in_cues(made(), files, progress, presegmented=presegmented)
        put_poured(poured, result, output, cps, quiet=quiet)
        return
    jobs = _jobs(french, english, output, name, force=force)
    check_report(report_to, [french, english], force=force)
    book = book_output(output, layout, name, [french, english], force=force)
    known = kept(keep, f"{model}, {engine}", [french, english])

    aligner = made()
    WRITTEN.expect(len(jobs))
    for source, target, to_ in jobs:
        books = None
        with bar(f"Aligning {source.name}", MofNCompleteColumn(), quiet=quiet) as progress:
            if is_book(book) or is_book(source) or is_book(target):
                books = Editions.opened(source, target, from_, encoding)
                result = books.aligned(aligner, progress, known)
            else:
                sides = opened(source), opened(target)
                way = _linked_books if editions else link
                result = way(aligner, *sides, progress, presegmented=presegmented)
        put_report(result, books.chapters if books else None, report_to, shown=report)
        if source_ == "en":
            result = result.swapped()
        if book is not None and books is not None:
            put_editions(books, result, layout, book, quiet=quiet)
            continue
        result = result if books is None else books.unmasked(result)
        if to_.path is None and name in (None, "tsv"):
            _print_pairs(result, min_score, tsv=tsv, quiet=quiet)
        else:
            put(result, to_, quiet=quiet, note=f", score {result.score:.2f}")


def _linked_books(
    aligner: bitext.Aligner, french: Original, english: Original, progress: Progress, *, presegmented: bool
) -> bitext.Bitext:
    """Raises UsageError for editions of a book that are given as lists of sentences."""
    if presegmented:
        raise UsageError("--presegmented is for files with a sentence a line; editions of a book are split.")
    texts = (unmasked_text(each.text, each.masks) for each in (french, english))
    return aligner.align_editions(*texts, progress=progress)


def _jobs(
    french: Path, english: Path, output: Path | None, name: str | None, *, force: bool
) -> list[tuple[Path, Path, Destination]]:
    """What to align with what, and where to write it."""
    if french.is_dir() != english.is_dir():
        raise InputError(f"{french} and {english} are a folder and a file; give two of a kind.")
    if not french.is_dir():
        return [(french, english, destination(output, name, [french, english], force=force))]
    if output is None or is_stdout(output):
        raise UsageError("To align folders, name a folder for the results with --output.")
    sides = [{path.name for path in side.iterdir() if path.is_file()} for side in (french, english)]
    for only in sorted(sides[0] ^ sides[1]):
        say(f"{only} is in one folder only, left out")
    both = sorted(sides[0] & sides[1])
    if not both:
        raise InputError(f"No file of {french} has the name of a file of {english}.")
    name = name or "json"
    suffix = named_format(name).suffixes[0]
    output.mkdir(parents=True, exist_ok=True)
    jobs = [(french / each, english / each, output / f"{each}{suffix}") for each in both]
    inputs = [path for source, target, _ in jobs for path in (source, target)]
    return [
        (source, target, destination(written, name, inputs, force=force)) for source, target, written in jobs
    ]


def _print_pairs(result: bitext.Bitext, min_score: float, *, tsv: bool, quiet: bool) -> None:
    kept = [pair for pair in result.pairs if pair.score >= min_score]
    if tsv:
        for pair in kept:
            sides = (" ".join(side.text.split()) for side in (pair.source, pair.target))
            sys.stdout.write("\t".join((*sides, f"{pair.score:.4f}")) + "\n")
    else:
        show(replace(result, pairs=tuple(kept)), quiet=quiet)
    if len(kept) < len(result.pairs) and not quiet:
        sys.stderr.write(f"{count(len(result.pairs) - len(kept), 'pair')} below {min_score} left out\n")
