"""The doubt of translations, against what a reader found wrong with them.

``benchmarks/data/doubt.jsonl`` has sentences of NTREX and newstest2013, drawn by chance, by document and line
alone, and the reader's label of the default model's translation: *serious* (the reader is misled, something
is lost, invented or no English), *minor*, or *fine*. The labels were set before a score was looked at; the
weights of :mod:`bitext.translation.doubt` were then fitted to them, so that the first row of a table is that
of a development set. The row below is what fits to nine tenths of the sentences give for the last tenth, the
mean of ten divisions. Translations that are other ones at *best* were judged by themselves.
``translation`` is the beginning of the SHA-256 of the translation that was judged: one that has changed since
is counted, and its label kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from scipy.optimize import minimize
from scipy.stats import rankdata

from bitext import Aligner, catalog
from bitext.result.pair import Pair
from bitext.translation.doubt import Doubts, Rarities
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.job import Job
from bitext.translation.options import Quality

JUDGED: Final = Path(__file__).with_name("data") / "doubt.jsonl"
QUALITIES: Final[tuple[Quality, ...]] = ("balanced", "best")
_NEWSTEST: Final = "newstest2013"
_WORST: Final = 0.2
"""The share of the sentences that are looked at first."""
_PARTS: Final = 10
_RIDGE: Final = 3.0
_BOUNDS: Final = (0.0, 0.1, 0.2, 0.3, 1.0)

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and a reader's label of its translation."""

    document: str
    line: int
    label: str
    translation: str
    quality: str = "balanced"


class Recording(Doubts):
    """Doubts that keep the numbers that each was computed from."""

    def __init__(self, rarities: Rarities) -> None:
        super().__init__(rarities)
        self.found: dict[float, tuple[float, ...]] = {}

    def of(self, jobs: Sequence[Job], settled: Container[int] = ()) -> float | None:
        """See :meth:`Doubts.of`."""
        doubt = super().of(jobs, settled)
        if doubt is not None:
            self.found[doubt] = self.numbers(jobs, settled)
        return doubt


def run(data: Path) -> None:
    """Print how well doubt ranks the serious faults, and how often each range of it has one."""
    judged = [Judged(**json.loads(line)) for line in JUDGED.read_text("utf-8").splitlines()]
    texts = _texts(data)
    vocabulary = Vocabulary(catalog.fetch().folder)
    for quality in QUALITIES:
        rows = _rows(judged, quality)
        sentences = [texts[row.document][row.line] for row in rows]
        aligner, doubts = Aligner(quality=quality), Recording(vocabulary.rarities)
        aligner.translator.doubts = doubts
        with ThreadPoolExecutor() as pool:
            pairs = list(pool.map(partial(_pair_of, aligner), sentences))
        numbers = np.array([doubts.found[pair.doubt or 0.0] for pair in pairs])
        _tell(quality, rows, pairs, numbers)


def _rows(judged: Sequence[Judged], quality: str) -> list[Judged]:
    """What was judged at a quality; where nothing was, the translation is that of the default."""
    found = {(row.document, row.line): row for row in judged if row.quality == "balanced"}
    found |= {(row.document, row.line): row for row in judged if row.quality == quality}
    return list(found.values())


def _pair_of(aligner: Aligner, sentence: str) -> Pair:
    return aligner.align([sentence])[0]


def _tell(quality: str, rows: Sequence[Judged], pairs: Sequence[Pair], numbers: Numbers) -> None:
    serious = np.array([row.label == "serious" for row in rows])
    doubts = np.array([pair.doubt or 0.0 for pair in pairs])
    scores = np.array([1 - pair.score for pair in pairs])
    console = Console()
    table = Table("ranked by", "AUC", f"serious faults in the worst {_WORST:.0%}", title=f"Doubt, {quality}")
    table.add_row("doubt", *_shown(auc(doubts, serious), in_the_worst(doubts, serious)))
    table.add_row("doubt, held out", *_shown(*_held_out(numbers, serious)))
    table.add_row("the score alone", *_shown(auc(scores, serious), in_the_worst(scores, serious)))
    console.print(table)
    console.print(_calibration(doubts, serious))
    weights, constant = _fitted(numbers, serious)
    console.print(f"Fitted: {constant:.2f}, ({', '.join(f'{weight:.2f}' for weight in weights)})")
    changed = sum(row.translation != _digest(pair.target.text) for row, pair in zip(rows, pairs, strict=True))
    console.print(
        f"{len(rows)} sentences, {serious.sum()} with a serious fault; {changed} read otherwise now."
    )


def _shown(area: float, share: float) -> tuple[str, str]:
    return f"{area:.3f}", f"{share:.0%}"


def auc(values: Numbers, truths: Truths) -> float:
    """The probability that a true one has a higher value than one that is not."""
    true, false = int(truths.sum()), int((~truths).sum())
    return float((rankdata(values)[truths].sum() - true * (true + 1) / 2) / (true * false))


def in_the_worst(values: Numbers, truths: Truths) -> float:
    """The share of the true ones that are among the highest values."""
    first = np.argsort(-values, kind="stable")[: int(_WORST * len(values))]
    return float(truths[first].sum() / truths.sum())


def _texts(data: Path) -> dict[str, list[str]]:
    lines = (data / "mt" / "ntrex_docs.jsonl").read_text("utf-8").splitlines()
    texts = {row["id"]: row["fr"] for row in map(json.loads, lines)}
    return texts | {_NEWSTEST: (data / "mt" / f"{_NEWSTEST}.fr").read_text("utf-8").split("\n")}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _held_out(numbers: Numbers, truths: Truths) -> tuple[float, float]:
    """AUC and share in the worst, each sentence ranked by a fit to the others: the mean of some divisions."""
    found = []
    for seed in range(_PARTS):
        part = np.random.default_rng(seed).permutation(len(truths)) % _PARTS
        values = np.zeros(len(truths))
        for held in range(_PARTS):
            weights, constant = _fitted(numbers[part != held], truths[part != held])
            values[part == held] = numbers[part == held] @ weights + constant
        found.append((auc(values, truths), in_the_worst(values, truths)))
    areas, shares = np.mean(found, axis=0)
    return float(areas), float(shares)


def _fitted(numbers: Numbers, truths: Truths) -> tuple[Numbers, float]:
    """The weights and the constant of a logistic regression with a ridge."""
    mean, deviation = numbers.mean(0), numbers.std(0)
    scaled = (numbers - mean) / deviation

    def loss(weights: Numbers) -> float:
        logits = scaled @ weights[:-1] + weights[-1]
        fit = np.logaddexp(0, logits) - truths * logits
        return float(fit.sum() + _RIDGE * (weights[:-1] ** 2).sum())

    best = minimize(loss, np.zeros(numbers.shape[1] + 1)).x
    return best[:-1] / deviation, float(best[-1] - (best[:-1] * mean / deviation).sum())


def _calibration(doubts: Numbers, serious: Truths) -> Table:
    table = Table("doubt", "sentences", "with a serious fault", title="Calibration")
    for low, high in pairwise(_BOUNDS):
        within = (doubts >= low) & (doubts < high)
        share = f"{serious[within].mean():.0%}" if within.any() else "–"
        table.add_row(f"{low} to {high}", str(within.sum()), share)
    return table
