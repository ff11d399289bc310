"""Whether the score tells translations from strangers: pairs of news alone, and one stranger in ten pairs.

*AUC* is the share of (translation, stranger) couples in which the translation has the higher score, for
sentences aligned one with one. *Without a counterpart* is the share of strangers, put in the place of one of
ten sentences of news, that come out as a deletion and an insertion; *divided* the share of the other pairs to
which that happens. The weights of the score were not fitted on these texts.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

import bitext
from bitext import Bitext

_PAIRS: Final = 200
_STRANGERS: Final = 3
"""For each translation."""
_TEXT: Final = 10
"""Sentences of a text in which one is replaced."""


def run(data: Path) -> None:
    """Print the AUC of single pairs, and what becomes of strangers among translations."""
    draw = random.Random(0)
    table = Table("text", "pairs", "AUC", "without a counterpart, %", "divided, %", title="Strangers")
    for name, (french, english) in (("news, NTREX", _ntrex(data)), ("news, newstest2013", _newstest(data))):
        auc = _auc(french, english, draw)
        alone, divided = _among_others(french, english, draw)
        table.add_row(name, str(len(french)), f"{auc:.4f}", f"{100 * alone:.0f}", f"{100 * divided:.1f}")
    Console().print(table)


def _ntrex(data: Path) -> tuple[list[str], list[str]]:
    rows = map(json.loads, (data / "mt" / "ntrex_docs.jsonl").read_text("utf-8").splitlines())
    pairs = [pair for row in rows for pair in zip(row["fr"], row["en"], strict=True)][:_PAIRS]
    return [french for french, _ in pairs], [english for _, english in pairs]


def _newstest(data: Path) -> tuple[list[str], list[str]]:
    french, english = (
        (data / "mt" / f"newstest2013.{side}").read_text("utf-8").split("\n")[:_PAIRS]
        for side in ("fr", "en")
    )
    return french, english


def _auc(french: Sequence[str], english: Sequence[str], draw: random.Random) -> float:
    true = [_score(french[at], english[at]) for at in range(len(french))]
    others = [
        _score(french[at], english[other])
        for at in range(len(french))
        for other in draw.sample(range(len(french)), _STRANGERS)
        if other != at
    ]
    higher = np.subtract.outer(np.array(true), np.array(others))
    return float(((higher > 0) + 0.5 * (higher == 0)).mean())


def _score(french: str, english: str) -> float:
    """Of two sentences alone: what a reader of the result sees first."""
    return float(bitext.align([french], [english]).score)


def _among_others(french: Sequence[str], english: Sequence[str], draw: random.Random) -> tuple[float, float]:
    """The share of strangers without a counterpart, and that of other pairs that lost theirs."""
    alone, divided, texts, pairs = 0, 0, 0, 0
    for first in range(0, len(french) - _TEXT, _TEXT):
        at = draw.randrange(_TEXT)
        stranger = english[draw.choice([n for n in range(len(english)) if not first <= n < first + _TEXT])]
        there = [*english[first : first + at], stranger, *english[first + at + 1 : first + _TEXT]]
        result = bitext.align(french[first : first + _TEXT], there)
        lone = _without_counterpart(result)
        replaced = {french[first + at].strip(), stranger.strip()}
        texts, pairs = texts + 1, pairs + 2 * (_TEXT - 1)
        alone += replaced <= lone
        divided += len(lone - replaced)
    return alone / texts, divided / pairs


def _without_counterpart(result: Bitext) -> set[str]:
    """The sentences that stand alone."""
    sides = (
        side for pair in result if not (pair.source and pair.target) for side in (pair.source, pair.target)
    )
    return {sentence.text for side in sides for sentence in side}
