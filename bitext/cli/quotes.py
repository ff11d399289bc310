"""`bitext quotes`: the quotations of a text."""

from __future__ import annotations

from dataclasses import asdict

from rich.console import Console
from rich.table import Table

import bitext
from bitext.cli._files import open_file
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
from bitext.text.glimpse import count


def quotes(
    file: File,
    lang: Language = "fr",
    from_: Form = None,
    encoding: Encoding = "auto",
    unwrap: Unwrap = "auto",
    strict: Strict = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find the quotations of a text or a document, and the marks without a partner."""
    original = open_file(file, from_, encoding, strict=strict).original
    document = unmasked_document(bitext.segment(original.text, lang, unwrap=UNWRAP[unwrap]), original.masks)
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
    if quiet:
        return
    found_in_all = count(len(document.quotations), "quotation")
    console.print(f"{found_in_all}, {count(len(document.unpaired), 'mark')} without a partner")
