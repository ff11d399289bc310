"""Memory: the peak of a process that translates a long text to a file, and of one that keeps the result.

The search of the real model would take hours for that; here an engine that echoes the French stands in
its place, with attention of the same shapes, while the real model is loaded and warm. Everything else,
segmentation, preparation, transfer, links and the result, is as it is. A smaller text is measured first, so
that growth shows.
"""

from __future__ import annotations

import resource
import time
from functools import partial
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.table import Table

from bitext import catalog
from bitext.aligner.aligner import Aligner
from bitext.cli._files import Destination
from bitext.cli._long_texts import translate_long
from bitext.result.storage import format_of
from bitext.translation.engines.base import Hypothesis
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.translator import Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bitext.translation.engines.base import AttentionMatrix, Avoided, BatchFound, Decoding, Scores

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
        self, sources: Sequence[Sequence[str]], decoding: Decoding, advance: BatchFound
    ) -> list[Hypothesis]:
        """The pieces of each source, linked one to one."""
        score = -0.1 / decoding.beam
        found = [Hypothesis(tuple(s), score, np.eye(len(s), dtype=np.float32)) for s in sources]
        advance(dict(enumerate(found)))
        return found

    def alternatives(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        """No others."""
        return [[best] for best in self.generate(sources, decoding, lambda _: None)]

    def alternatives_without(
        self, sources: Sequence[Sequence[str]], avoided: Sequence[Avoided], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """None, as nothing else is written."""
        _ = decoding
        return [[] for _ in zip(sources, avoided, strict=True)]

    def force(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[AttentionMatrix]:
        """Attention along the diagonal."""
        return [np.eye(len(t), len(s), dtype=np.float32) for s, t in zip(sources, targets, strict=True)]

    def score(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Scores]:
        """All the same."""
        return [np.zeros(len(target) + 1, np.float32) for _, target in zip(sources, targets, strict=True)]


def run(model: str, sizes: Sequence[int]) -> None:
    """Print seconds and peak memory: texts of ``sizes`` MB to a file, the smallest as a result."""
    aligner = Aligner(model)
    real = aligner.translator
    aligner.align(_TEXT)
    files = catalog.fetch(model)
    aligner.translator = Translator(Echo(), Vocabulary(files.folder), files.info)
    table = Table("", "text, MB", "seconds", "peak MiB", title="Memory, the model loaded")
    with TemporaryDirectory() as folder:
        for size in sorted(sizes):
            _measure(
                table, "bitext translate FILE -o out.jsonl", size, partial(_to_file, aligner, Path(folder))
            )
    _measure(table, "align(TEXT)", min(sizes), lambda count: aligner.align(_TEXT * count))
    table.caption = f"{real.engine.name} stayed in memory; a peak is that of the process up to then"
    Console().print(table)


def _measure(table: Table, name: str, size: int, work: Callable[[int], object]) -> None:
    start = time.perf_counter()
    work(size * _MEGABYTE // len(_TEXT.encode()))
    seconds, peak = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table.add_row(name, str(size), f"{seconds:.0f}", f"{peak / 1024:.0f}")


def _to_file(aligner: Aligner, folder: Path, count: int) -> None:
    """What the command does, but for the loading of the model."""
    source = folder / "text.txt"
    with source.open("w", encoding="utf-8") as stream:
        stream.writelines(repeat(_TEXT, count))
    destination = Destination(folder / "out.jsonl", format_of("out.jsonl"))
    translate_long(aligner, str(source), destination, lambda *_: None, lines=False, quiet=True)
