"""`bitext align --report`: how two texts belong together, as a text or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from bitext.cli._files import UsageError, check_output
from bitext.files import writing
from bitext.text.characters import visible

if TYPE_CHECKING:
    from bitext.result.bitext import Bitext
    from bitext.result.report import AlignmentReport, Chapters

Report = Annotated[
    bool,
    typer.Option("--report", help="Say on standard error which beads there are, and where to look."),
]
ReportTo = Annotated[
    Path | None,
    typer.Option("--report-to", metavar="FILE", help="Write the report to this file: JSON if it ends so."),
]


def check_report(path: Path | None, inputs: list[Path], *, force: bool) -> None:
    """Make sure that the report can be written, before long work is begun."""
    if path is None:
        return
    if any(each.is_dir() for each in inputs):
        raise UsageError("--report-to is for two files; for folders use --report.")
    check_output(path, inputs, force=force)


def put_report(result: Bitext, chapters: Chapters | None, path: Path | None, *, shown: bool) -> None:
    """Print the report of a result on standard error if it is to be ``shown``, and write it to ``path``."""
    if not shown and path is None:
        return
    report = result.report(chapters)
    if shown:
        sys.stderr.write("".join(f"{visible(line)}\n" for line in str(report).splitlines()))
    if path is not None:
        with writing(path) as stream:
            stream.write(_as_json(report) if path.suffix.lower() == ".json" else f"{report}\n")


def _as_json(report: AlignmentReport) -> str:
    return msgspec.json.format(msgspec.json.encode(report.to_dict()), indent=2).decode() + "\n"
