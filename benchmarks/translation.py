"""Translation: BLEU and chrF of raw text in one go, speed, and memory.

newstest2013 is joined into one text that the library segments itself; its lines are put together again
by paragraph and scored with sacrebleu. Beside it: the same lines handed to the model as they are, one
line a sentence. Quotation marks are straight, as in the reference.

Memory is the peak of the whole process (resident set), the model included.
"""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from bitext.aligner.aligner import Aligner
from bitext.metrics import score

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bitext.result.bitext import Bitext

_RECORDED = 33.6


def run(data: Path, model: str) -> None:
    """Print ``model``'s BLEU, chrF, sentences a second and peak memory on ``data/mt/newstest2013``."""
    console = Console()
    french, english = (
        (data / "mt" / f"newstest2013.{side}").read_text(encoding="utf-8").rstrip("\n").split("\n")
        for side in ("fr", "en")
    )
    aligner = Aligner(model, quotes="straight")
    aligner.translator.translate(french[:4])
    beam = aligner.translator.info.decoding.beam
    table = Table(
        "input", "BLEU", "chrF", "lines a second", title=f"newstest2013, int8, {model}, beam {beam}"
    )
    start = time.perf_counter()
    with console.status("Translating the raw text …"):
        joined = lines_of(aligner.align("\n".join(french)))
    table.add_row("raw text in one go", *_figures(joined, english, time.perf_counter() - start))
    start = time.perf_counter()
    with console.status("Translating line by line …"):
        given = [translation.text for translation in aligner.translator.translate(french)]
    table.add_row(
        "lines as they are, marks as the model left them",
        *_figures(given, english, time.perf_counter() - start),
    )
    table.add_section()
    table.add_row("opus-mt-fr-en on lines, recorded", str(_RECORDED), "", "")
    console.print(table)
    console.print(score(joined, english).bleu.signature)
    console.print(f"Peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def lines_of(result: Bitext) -> list[str]:
    """The English by lines of the source: the sentences of a paragraph joined."""
    return result.target.text.split("\n")


def _figures(hypotheses: Sequence[str], references: Sequence[str], seconds: float) -> tuple[str, str, str]:
    scores = score(list(hypotheses), list(references))
    return f"{scores.bleu.value:.1f}", f"{scores.chrf.value:.1f}", f"{len(hypotheses) / seconds:.1f}"
