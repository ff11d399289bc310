"""`bitext project`: texts with annotated spans, which go along into the translation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bitext.catalog.catalog import DEFAULT
from bitext.cli._files import UsageError, check_output
from bitext.cli._messages import tell_written
from bitext.cli._shared import Device, Engine, Force, Model, Quiet
from bitext.files import AUTO, read_text, writing
from bitext.text.glimpse import count

if TYPE_CHECKING:
    from bitext.corpus.annotations.texts import AnnotatedText, ProjectedText

Form = Literal["jsonl", "conll", "brat"]
_SUFFIXES: dict[str, Form] = {
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".conll", ".conll2002", ".conll2003", ".bio", ".iob", ".iob2", ".tsv"), "conll"),
    ".ann": "brat",
}


def project(
    file: Annotated[Path, typer.Argument(help="JSON Lines with spans, CoNLL columns, or brat's .ann.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write, of the same form.")],
    from_: Annotated[
        Form | None, typer.Option("--from", help="The form, if the suffix does not say it.")
    ] = None,
    model: Model = DEFAULT,
    engine: Engine = "auto",
    device: Device = "auto",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Translate annotated French texts, and take the annotations along.

    Rows of JSON Lines with a translation are linked to it instead. The text of an .ann is the .txt beside it.
    """
    import bitext

    form = from_ or _SUFFIXES.get(file.suffix.lower())
    if form is None:
        raise UsageError(f"the suffix of {file} does not say its form; name it with --from.")
    beside = [output.with_suffix(".txt")] if form == "brat" else []
    inputs = [file, *([file.with_suffix(".txt")] if form == "brat" else [])]
    for each in (output, *beside):
        check_output(each, inputs, force=force)
    aligner = bitext.Aligner(model, engine=engine, device=device)
    work = _brat if form == "brat" else _rows
    total, lost = work(file, output, form, aligner)
    told = count(total, "annotation")
    tell_written(output, f"{told}, {lost} without a counterpart" if lost else told, quiet=quiet)


def _rows(file: Path, output: Path, form: Form, aligner: Any) -> tuple[int, int]:
    """Project the rows of a file; how many annotations there are, and how many are lost."""
    from bitext.corpus.annotations import conll, jsonl
    from bitext.corpus.annotations.texts import counts, project_texts

    kind = jsonl if form == "jsonl" else conll
    total = lost = 0
    with _opened(file) as stream, writing(output) as out:
        texts: Iterator[AnnotatedText] = kind.read(stream, str(file))
        for text in project_texts(aligner, texts):
            out.write(kind.written(text))
            some, none = counts([text])
            total, lost = total + some, lost + none
    return total, lost


def _brat(file: Path, output: Path, _: Form, aligner: Any) -> tuple[int, int]:
    from bitext.corpus.annotations import brat
    from bitext.corpus.annotations.texts import counts, project_texts

    read = brat.read(read_text(file.with_suffix(".txt"), AUTO), read_text(file, AUTO), str(file))
    found: list[ProjectedText] = list(project_texts(aligner, [read]))
    with writing(output.with_suffix(".txt")) as out:
        out.write(found[0].text)
    with writing(output) as out:
        out.write(brat.written(found[0]))
    return counts(found)


@contextmanager
def _opened(file: Path) -> Iterator[Any]:
    from bitext.errors import InputError

    try:
        stream = file.open("rb")
    except OSError as error:
        raise InputError(f"cannot read {file}: {error.strerror}.") from error
    with stream:
        yield stream
