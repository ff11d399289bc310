"""`bitext score`: a translation against references, and translations compared."""

from __future__ import annotations

import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import bitext
from bitext import Bitext
from bitext.cli._files import UsageError, open_file
from bitext.cli._shared import Encoding, Form, Json, Quiet, Strict, print_json
from bitext.documents.original import PLAIN
from bitext.errors import ShapeError
from bitext.files import STDIN, kind_of_file, split_lines
from bitext.result.unmasking import unmasked_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bitext.documents.original import Source

    Hypothesis = Bitext | Sequence[str]

Hyp = Annotated[
    str, typer.Argument(metavar="HYP", help="The translation, a line a segment; or a saved result.")
]
Refs = Annotated[list[str], typer.Argument(metavar="REF...", help="One or several references.")]
PerLine = Annotated[bool, typer.Option("--per-line", help="chrF of each line, too.")]
Align = Annotated[
    bool,
    typer.Option("--align", help="REF is a text whose lines are others: align its sentences first."),
]
Compare = Annotated[
    list[str] | None,
    typer.Option(
        "--compare", metavar="HYP", help="Another translation, compared by paired bootstrap; repeatable."
    ),
]
Samples = Annotated[int, typer.Option(min=2, help="Resamples of the bootstrap.")]


def score(
    hypothesis: Hyp,
    references: Refs,
    per_line: PerLine = False,
    align: Align = False,
    compare: Compare = None,
    samples: Samples = 1000,
    from_: Form = None,
    encoding: Encoding = "auto",
    strict: Strict = False,
    json: Json = False,
    quiet: Quiet = False,  # noqa: ARG001 (what it does is done by its callback)
) -> None:
    """Score a translation against references with sacrebleu: line by line, documents by their paragraphs."""
    _check_options(references, per_line=per_line, align=align, compare=compare)
    read = partial(open_file, form=from_, encoding=encoding, strict=strict)
    systems: dict[str, Hypothesis] = {
        name: Bitext.load(name, strict=strict) if _is_saved(name, from_) else _lines(read(name), align=align)
        for name in (hypothesis, *(compare or ()))
    }
    if align:
        streams: str | list[list[str]] = _text(read(references[0]))
    else:
        streams = [_segments(read(name)) for name in references]
        _check_lengths(systems, dict(zip(references, streams, strict=True)))
    if compare:
        comparison = bitext.compare(systems, streams, samples=samples)
        if json:
            print_json(asdict(comparison))
        else:
            sys.stdout.write(f"{comparison}\n")
        return
    _print(_scores(systems[hypothesis], streams, per_line=per_line), json=json)


def _check_options(references: list[str], *, per_line: bool, align: bool, compare: list[str] | None) -> None:
    if align and len(references) > 1:
        raise UsageError("--align takes one reference; score against each by itself.")
    if per_line and (align or compare):
        raise UsageError(f"--per-line does not go together with {'--align' if align else '--compare'}.")


def _is_saved(name: str, form: str | None) -> bool:
    """Whether bitext saved a result in a file, unless it is said to be a document."""
    return form is None and name != STDIN and Path(name).is_file() and kind_of_file(name).own


def _lines(source: Source, *, align: bool) -> list[str]:
    """The segments of a translation; its sentences where they are aligned."""
    if not align:
        return _segments(source)
    return [sentence.text for sentence in bitext.segment(_text(source), "en")]


def _check_lengths(systems: dict[str, Hypothesis], streams: dict[str, list[str]]) -> None:
    """Raises ShapeError with the names of two files that have not the same number of lines."""
    hypothesis, lines = next(iter(systems.items()))
    for name, stream in (*list(systems.items())[1:], *streams.items()):
        if len(stream) != len(lines):
            raise ShapeError(
                f"{hypothesis} has {len(lines)} lines, but {name} has {len(stream)}; "
                "a reference needs one line (of a document: one paragraph) for each of the translation. "
                "To align the reference to the translation first, use --align."
            )


def _scores(hypothesis: Hypothesis, references: str | list[list[str]], *, per_line: bool) -> bitext.Scores:
    if isinstance(references, str) and not isinstance(hypothesis, Bitext):
        from bitext.metrics.references import aligned

        (lines,), reference = aligned([hypothesis], references)
        return bitext.score(lines, reference)
    return bitext.score(hypothesis, references, per_pair=per_line)


def _print(scores: bitext.Scores, *, json: bool) -> None:
    if json:
        print_json(asdict(scores))
        return
    for number, value in enumerate(scores.pairs, start=1):
        sys.stdout.write(f"{number}\t{value:.1f}\n")
    sys.stdout.write(f"{scores}\n")


def _segments(source: Source) -> list[str]:
    """The lines of a text, the paragraphs of a document."""
    text = _text(source)
    return split_lines(text) if source.form == PLAIN else text.split("\n\n")


def _text(source: Source) -> str:
    return unmasked_text(source.original.text, source.original.masks)
