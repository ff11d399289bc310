"""Everyday lines: addresses, placeholders, symbols, times and sums of money that have to come out right.

Made lines of each kind (:mod:`benchmarks.everyday_lines`) are translated, each by itself. Right is a
line whose English has every item, once for each time, and no name of a mask.
"""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from benchmarks.everyday_lines import KINDS, Line, lines
from bitext.aligner.aligner import Aligner

_SHOWN = 3


def run(model: str, count: int) -> None:
    """Print the share of ``count`` lines of each kind that ``model`` gets right, and some others."""
    console = Console()
    aligner = Aligner(model)
    table = Table("kind", "right", "share", title=f"Everyday lines, {model}")
    wrong: list[tuple[Line, str]] = []
    for kind in KINDS:
        with console.status(f"{kind} …"):
            made = lines(kind, count)
            found = missed(aligner, made)
        right = len(made) - len(found)
        table.add_row(kind, f"{right} of {len(made)}", f"{100 * right / len(made):.1f} %")
        wrong += found[:_SHOWN]
    console.print(table)
    for line, english in wrong:
        console.print(line.kind, line.text, "→", english, list(line.faults(english)), markup=False)


def missed(aligner: Aligner, made: list[Line]) -> list[tuple[Line, str]]:
    """The lines that do not come out right, and what comes out."""
    found = aligner.align([line.text for line in made])
    rows = ((line, pair.target.text) for line, pair in zip(made, found.pairs, strict=True))
    return [(line, english) for line, english in rows if any(line.faults(english))]
