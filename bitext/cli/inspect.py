"""Commands that look at a text or a translation and change nothing: segment, quotes, score."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import bitext
from bitext.cli.shared import File, Json, plain, print_json
from bitext.errors import ShapeError
from bitext.files import read_lines, read_text
from bitext.views.controls import visible
from bitext.views.terminal import count


class Lang(StrEnum):
    """Languages that have rules of segmentation."""

    fr = "fr"
    en = "en"


Language = Annotated[Lang, typer.Option(help="The language of the text.")]


def segment(file: File, lang: Language = Lang.fr, json: Json = False) -> None:
    """Split a text into sentences, one a line."""
    document = bitext.segment(read_text(file), lang.value)
    if json:
        print_json({"lang": document.lang, "sentences": [asdict(sentence) for sentence in document]})
        return
    for sentence in document:
        shown = visible(sentence.text) if sys.stdout.isatty() else sentence.text
        sys.stdout.write(f"{shown}\n")


def quotes(file: File, lang: Language = Lang.fr, json: Json = False) -> None:
    """Find the quotations of a text, and the marks without a partner."""
    document = bitext.segment(read_text(file), lang.value)
    found = sorted((*document.quotations, *document.unpaired), key=lambda quotation: quotation.start)
    rows = [{**asdict(q), "text": document.text[q.start : q.end]} for q in found]
    if json:
        print_json(rows)
        return
    table = Table("start", "end", "kind", "depth", "sentences", "text", box=None, pad_edge=False)
    for q, row in zip(found, rows, strict=True):
        places = (
            f"{q.sentences[0]}–{q.sentences[-1]}" if len(q.sentences) > 1 else "".join(map(str, q.sentences))
        )
        shown = str(row["text"]).replace("\n", " ¶ ")
        table.add_row(str(q.start), str(q.end), q.kind, str(q.depth), places, plain(shown))
    console = Console(highlight=False)
    console.print(table)
    found_in_all = count(len(document.quotations), "quotation")
    console.print(f"{found_in_all}, {count(len(document.unpaired), 'mark')} without a partner")


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
        print_json(asdict(scores))
        return
    for number, value in enumerate(scores.pairs, start=1):
        sys.stdout.write(f"{number}\t{value:.1f}\n")
    sys.stdout.write(f"{scores}\n")
