"""The doubt of translations, against what a reader found wrong with them.

``benchmarks/data/doubt.jsonl`` has sentences of NTREX and newstest2013, drawn by chance, by document and line
alone, and the reader's label of the default model's translation: *serious* (the reader is misled, something
is lost, invented or no English), *minor*, or *fine*. The labels were set before a score was looked at; the
weights of :mod:`bitext.translation.doubt` were then fitted to them, so that the first row is that of a
development set. The last row is what fits to nine tenths of the sentences give for the last tenth, the mean
of ten divisions. ``translation`` is the beginning of the SHA-256 of the translation that was judged: one
that has changed since is counted, and its label kept.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
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
from bitext.translation.doubt import features
from bitext.translation.engines.vocabulary import Vocabulary

JUDGED: Final = Path(__file__).with_name("data") / "doubt.jsonl"
_NEWSTEST: Final = "newstest2013"
_WORST: Final = 0.2
"""The share of the sentences that are looked at first."""
_PARTS: Final = 10
_RIDGE: Final = 3.0
_LEAST: Final = 1e-9
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


def run(data: Path) -> None:
    """Print how well doubt ranks the serious faults, and how often each range of it has one."""
    rows = [Judged(**json.loads(line)) for line in JUDGED.read_text("utf-8").splitlines()]
    texts = _texts(data)
    aligner, vocabulary = Aligner(), Vocabulary(catalog.fetch().folder)
    pairs = [aligner.align([texts[row.document][row.line]])[0] for row in rows]
    serious = np.array([row.label == "serious" for row in rows])
    doubts = np.array([pair.doubt or 0.0 for pair in pairs])
    scores = np.array([1 - pair.score for pair in pairs])
    console = Console()
    table = Table("ranked by", "AUC", f"serious faults in the worst {_WORST:.0%}", title="Doubt")
    for name, values in (("doubt", doubts), ("the score alone", scores)):
        table.add_row(name, f"{auc(values, serious):.3f}", f"{in_the_worst(values, serious):.0%}")
    areas, shares = _held_out(np.array([_features(vocabulary, pair) for pair in pairs]), serious)
    table.add_row("doubt, held out", f"{areas:.3f}", f"{shares:.0%}")
    console.print(table)
    console.print(_calibration(doubts, serious))
    changed = sum(row.translation != _digest(pair.target.text) for row, pair in zip(rows, pairs, strict=True))
    console.print(
        f"{len(rows)} sentences, {serious.sum()} with a serious fault; {changed} read otherwise now."
    )


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


def _features(vocabulary: Vocabulary, pair: Pair) -> tuple[float, float, float]:
    pieces = vocabulary.encode_target(pair.target.text).pieces
    return features(math.log(max(pair.score, _LEAST)), pieces)


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
