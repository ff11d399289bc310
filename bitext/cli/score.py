"""`bitext score`: a translation against references."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

import bitext
from bitext.cli._files import open_file
from bitext.cli._shared import Encoding, Form, Json, Quiet, Strict, print_json
from bitext.documents.original import PLAIN
from bitext.errors import ShapeError
from bitext.files import split_lines
from bitext.result.unmasking import unmasked_text

if TYPE_CHECKING:
    from bitext.documents.original import Source


def score(
    hypothesis: Annotated[str, typer.Argument(metavar="HYP", help="The translation, a line a segment.")],
    references: Annotated[list[str], typer.Argument(metavar="REF...", help="One or several references.")],
    per_line: Annotated[bool, typer.Option("--per-line", help="chrF of each line, too.")] = False,
    from_: Form = None,
    encoding: Encoding = "auto",
    strict: Strict = False,
    json: Json = False,
    quiet: Quiet = False,  # noqa: ARG001 (what it does is done by its callback)
) -> None:
    """Score a translation against references with sacrebleu: line by line, documents by their paragraphs."""
    lines, *streams = (
        _segments(open_file(name, from_, encoding, strict=strict)) for name in (hypothesis, *references)
    )
    for name, stream in zip(references, streams, strict=True):
        if len(stream) != len(lines):
            raise ShapeError(
                f"{hypothesis} has {len(lines)} lines, but {name} has {len(stream)}; "
                "a reference needs one line (of a document: one paragraph) for each of the translation."
            )
    scores = bitext.score(lines, streams, per_pair=per_line)
    if json:
        print_json(asdict(scores))
        return
    for number, value in enumerate(scores.pairs, start=1):
        sys.stdout.write(f"{number}\t{value:.1f}\n")
    sys.stdout.write(f"{scores}\n")


def _segments(source: Source) -> list[str]:
    """The lines of a text, the paragraphs of a document."""
    original = source.original
    text = unmasked_text(original.text, original.masks)
    return split_lines(text) if source.form == PLAIN else text.split("\n\n")
