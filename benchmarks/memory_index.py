"""A translation memory of made-up pairs: time to make it, size, time to look a sentence up.

Sentences are of words whose frequency falls as that of words does (Zipf's law), about 120 characters long.
Each sentence that is looked for has been changed in one word, or in one word and one left out; *found* is the
share of those at least 70 % like the sentence that they were made from for which it is among the first three.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from bitext.memory import MemoryEntry, MemoryMatch, TranslationMemory
from bitext.memory.keys import key_of
from bitext.memory.lookup import LEAST, likeness_of

_VOCABULARY: Final = 200_000
_LOOKED_UP: Final = 500
_BATCH: Final = 1000
_COMMON: Final = (
    "le la les de des du un une et à en que qui dans pour par sur au est a il elle ne pas plus ce se son sa"
)
_ONSETS: Final = ("b", "c", "d", "f", "g", "j", "l", "m", "n", "p", "r", "s", "t", "v", "ch", "br", "tr")
_RHYMES: Final = ("a", "e", "i", "o", "u", "an", "on", "ou", "ai", "é")


def run(folder: Path, count: int) -> None:
    """Make a memory of ``count`` pairs in ``folder``, or take the one that is there, and measure it."""
    index = folder / f"memory-{count}.db"
    memory, words = TranslationMemory(index), _words()
    table = Table("", "")
    if not index.exists():
        start = time.perf_counter()
        memory.add_entries(MemoryEntry(text, text[::-1]) for text in _sentences(count, words))
        table.add_row("seconds to make it", f"{time.perf_counter() - start:.0f}")
    info = memory.info()
    table.add_row("sentences", f"{info.sentences:,}")
    table.add_row("MB", f"{info.size / 1e6:.0f}")
    texts = [entry.source for entry in memory.entries()][:: max(1, count // _LOOKED_UP)][:_LOOKED_UP]
    table.add_row("the same sentence, ms, median / p95", _measured(texts, texts, memory.translations)[0])
    for name, left_out in (("one word changed", 0), ("and one left out", 1)):
        changed = [_changed(text, left_out) for text in texts]
        told, found = _measured(changed, texts, lambda text: memory.find(text, 3))
        table.add_row(f"{name}, ms, median / p95; found", f"{told}; {found:.1%}")
    Console().print(table)


def _measured(
    texts: Sequence[str], originals: Sequence[str], look: Callable[[str], list[MemoryMatch]]
) -> tuple[str, float]:
    """Milliseconds of one look-up, and the share of the originals that are found."""
    times, found = [], []
    for text, original in zip(texts, originals, strict=True):
        start = time.perf_counter()
        matches = look(text)
        times.append(1e3 * (time.perf_counter() - start))
        if likeness_of(key_of(text), key_of(original)) >= LEAST:
            found.append(any(match.source == original for match in matches))
    return f"{np.median(times):.2f} / {np.percentile(times, 95):.2f}", float(np.mean(found))


def _changed(text: str, left_out: int) -> str:
    words, at = text.split(), len(text) * 7
    words[at % len(words)] = "barzouille"
    for _ in range(left_out if len(words) > 2 else 0):
        del words[(at + 1) % len(words)]
    return " ".join(words)


def _words() -> list[str]:
    """Made-up words, the most frequent first."""
    choice = random.Random(1).choice
    syllables = [onset + rhyme for onset in _ONSETS for rhyme in _RHYMES]
    return [
        *_COMMON.split(),
        *("".join(choice(syllables) for _ in range(choice((2, 3, 4)))) for _ in range(_VOCABULARY)),
    ]


def _sentences(count: int, words: Sequence[str]) -> Iterator[str]:
    draw = np.random.default_rng(1)
    shares = 1 / np.arange(2, len(words) + 2)
    shares /= shares.sum()
    for first in range(0, count, _BATCH):
        lengths = np.clip(draw.lognormal(2.7, 0.55, min(_BATCH, count - first)).astype(int), 2, 80)
        drawn = draw.choice(len(words), lengths.sum(), p=shares)
        at = 0
        for length in lengths:
            yield " ".join(words[number] for number in drawn[at : at + length]).capitalize() + "."
            at += length
