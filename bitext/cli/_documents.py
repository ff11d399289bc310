"""Documents that commands write in their own form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bitext.cli._files import UsageError, check_output, is_stdout
from bitext.cli._messages import tell_written
from bitext.files import writing
from bitext.files.kinds import PDF
from bitext.result.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bitext.documents.original import Source
    from bitext.result.bitext import Bitext


def document_path(
    file: str, source: Source, output: Path | None, inputs: Iterable[str | Path], *, force: bool
) -> Path | None:
    """Where the document of ``file`` is written in another language; None for standard output.

    Raises UsageError or InputError where it must not be written there.
    """
    path = None if is_stdout(output) else output
    _check_suffix(file, source, path)
    check_output(path, inputs, force=force)
    return path


def _check_suffix(file: str, source: Source, output: Path | None) -> None:
    """A template stays one, and macros stay: office programs open neither under another suffix.

    A PDF becomes a Word document.
    """
    wanted = getattr(source.original, "suffix", None)
    if output is None or wanted is None:
        return
    if source.form == PDF.form:
        if output.suffix.lower() != wanted:
            raise UsageError(f"no PDF is written; name the output {output.with_suffix(wanted)}.")
        return
    if output.suffix.lower() not in {wanted, Path(file).suffix.lower()}:
        raise UsageError(
            f"{file} is a file of the kind {wanted}; name the output {output.with_suffix(wanted)}."
        )


def put_document(document: bytes, result: Bitext, output: Path, *, quiet: bool) -> None:
    """Write a translated document to a file."""
    with writing(output) as stream:
        stream.buffer.write(document)
    tell_written(output, summary(result.pairs, result.quotes), quiet=quiet)
