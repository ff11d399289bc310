"""`bitext score`: a translation against references."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated

import typer

import bitext
from bitext.cli._shared import Json, print_json
from bitext.errors import ShapeError
from bitext.files import read_lines


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
