"""`bitext quotes`: the quotations of a text."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import bitext
from bitext.cli._files import UsageError, open_file
from bitext.cli._find import as_speaker, result_of, show_found
from bitext.cli._shared import (
    UNWRAP,
    Encoding,
    File,
    Form,
    Json,
    Language,
    Quiet,
    Strict,
    Unwrap,
    plain,
    print_json,
)
from bitext.result.unmasking import unmasked_document
from bitext.text.document import Quotation, Speaker
from bitext.text.glimpse import count


def quotes(
    file: File,
    lang: Language = "fr",
    from_: Form = None,
    encoding: Encoding = "auto",
    unwrap: Unwrap = "auto",
    strict: Strict = False,
    json: Json = False,
    find: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Words of a quotation, in English or French.")
    ] = None,
    english: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --find: the English of a text that has one.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Find the quotations of a text or a document, who says them, and the marks without a partner.

    With --find: the quotation that some words are from, what it is in the original, and what became of its
    marks. FILE is then a French text or a result that was saved; the exit code is 1 where the words are not
    there.
    """
    if find is not None:
        raise typer.Exit(show_found(result_of(file, english, from_, encoding).find(find), find, json=json))
    if english is not None:
        raise UsageError("--english goes with --find.")
    original = open_file(file, from_, encoding, strict=strict).original
    document = unmasked_document(bitext.segment(original.text, lang, unwrap=UNWRAP[unwrap]), original.masks)
    found = sorted((*document.quotations, *document.unpaired), key=lambda quotation: quotation.start)
    speakers = dict(zip(document.quotations, document.speakers, strict=True))
    if json:
        print_json([{**asdict(q), "text": q.text, "speaker": as_speaker(speakers.get(q))} for q in found])
        return
    _print_table(found, speakers)
    if not quiet:
        found_in_all = count(len(document.quotations), "quotation")
        unpaired = count(len(document.unpaired), "mark")
        sys.stdout.write(f"{found_in_all}, {unpaired} without a partner\n")


def _print_table(found: Sequence[Quotation], speakers: Mapping[Quotation, Speaker | None]) -> None:
    """Print quotations and unpaired marks, one a row."""
    table = Table("start", "end", "kind", "depth", "sentences", "speaker", "text", box=None, pad_edge=False)
    for q in found:
        places = (
            f"{q.sentences[0]}–{q.sentences[-1]}" if len(q.sentences) > 1 else "".join(map(str, q.sentences))
        )
        shown = q.text.replace("\n", " ¶ ")
        speaker = speakers.get(q)
        said_by = plain(speaker.text if speaker else "")
        table.add_row(str(q.start), str(q.end), q.kind, str(q.depth), places, said_by, plain(shown))
    Console(highlight=False).print(table)
