"""Memory: the peak of a whole process that aligns a text of 10 MB.

The search of the real model would take hours for that; here an engine that echoes the French stands in
its place, with attention of the same shapes, while the real model is loaded and warm. Everything else,
segmentation, preparation, transfer, links and the result, is as it is. Half the text is measured first,
so that growth shows.
"""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.table import Table

from bitext.aligner.aligner import Aligner
from bitext.translation.engines.base import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bitext.translation.engines.base import AttentionMatrix, Decoding, Scores, SentencesDone

_TEXT = (
    "Le maire de Plouzen a promis « une réponse écrite avant la fin du mois », selon ses services. "
    "Les travaux, dont le coût atteint 3,5 millions d’euros, commenceront au printemps. "
    "“Nous n’attendrons pas plus longtemps”, a répondu Mme Le Goff, qui préside l’association.\n"
)
_MEGABYTE = 1_000_000


class Echo:
    """An engine that gives every sentence back, piece by piece."""

    name = "echo"
    device = "cpu"

    def generate(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: SentencesDone
    ) -> list[Hypothesis]:
        """The pieces of each source, linked one to one."""
        advance(len(sources))
        score = -0.1 / decoding.beam
        return [Hypothesis(tuple(s), score, np.eye(len(s), dtype=np.float32)) for s in sources]

    def alternatives(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        """No others."""
        return [[best] for best in self.generate(sources, decoding, lambda _: None)]

    def force(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[AttentionMatrix]:
        """Attention along the diagonal."""
        return [np.eye(len(t), len(s), dtype=np.float32) for s, t in zip(sources, targets, strict=True)]

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Scores]:
        """All the same."""
        return [np.zeros(len(target) + 1, np.float32) for _, target in zip(sources, targets, strict=True)]


def run(data: Path, model: str) -> None:
    """Print seconds and peak memory; ``data`` is not used."""
    del data
    aligner = Aligner(model)
    aligner.translator.translate([_TEXT] * 64)
    real, aligner.translator.engine = aligner.translator.engine, Echo()
    table = Table("text, MB", "sentences", "seconds", "peak MiB", title="Memory, the model loaded")
    for size in (5, 10):
        start = time.perf_counter()
        result = aligner.align(_TEXT * (size * _MEGABYTE // len(_TEXT.encode())))
        seconds, peak = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        table.add_row(str(size), f"{len(result):,}", f"{seconds:.0f}", f"{peak / 1024:.0f}")
        del result
    table.caption = f"target: under 2,000 MiB; {real.name} stayed in memory"
    Console().print(table)
