"""What goes wrong by itself: loops, empty lines, copies and doubled output on news sentences.

The first outcome of each model counts, before a second try mends it: translations that are flagged
*retried* (empty, a copy of the French, a loop), and those in which the same words stand twice in a row
from the first to the last. Sentences are the first of ``DIR/../train/orangesum.fr.xz``.
"""

from __future__ import annotations

import lzma
from itertools import islice
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from benchmarks.models import MODELS
from bitext.translation.loading import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LINES = 20_000
_LEAST = 6


def run(data: Path, models: Sequence[str] = MODELS, count: int = _LINES) -> None:
    """Print how many of ``count`` sentences go wrong with each of ``models``."""
    console = Console()
    with lzma.open(data.parent / "train" / "orangesum.fr.xz", "rt", encoding="utf-8") as file:
        french = [line.strip() for line in islice(file, count)]
    table = Table("model", "at first", "after a second try", "doubled", title=f"Wrong in {len(french)} lines")
    for model in models:
        with console.status(f"{model} …"):
            found = load(model).translate(french)
        flags = [set(one.flags) for one in found]
        table.add_row(
            model,
            str(sum("retried" in one for one in flags)),
            str(sum(bool(one & {"empty", "copy", "loop"}) for one in flags)),
            str(sum(is_doubled(one.text) for one in found)),
        )
    console.print(table)


def is_doubled(text: str) -> bool:
    """Whether ``text`` says everything twice."""
    words = text.casefold().split()
    half = len(words) // 2
    return len(words) >= _LEAST and len(words) % 2 == 0 and words[:half] == words[half:]
