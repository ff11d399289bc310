"""What the rows of a corpus say when they are counted; memory does not grow with their number."""

from __future__ import annotations

import heapq
import json
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from bitext.corpus.reading import parquet_packages
from bitext.result.flags import BEAD_FLAGS

LENGTHS: Final = (1, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100)
"""Words of a side from which on a pair is in the next class; the first class has none."""
PARTS: Final = 20
"""Classes of scores, of shares, and of places in a document."""
DOUBTFUL: Final = 0.5
"""The score below which a pair is doubtful; flagged ones are, too."""
_HARMLESS: Final = frozenset({"passed-through", "unwrapped", "edited"})
_SAMPLE: Final = 50
_WORST: Final = 20

Row = dict[str, Any]


@dataclass(slots=True)
class CorpusStatistics:
    """Counts over the pairs of a corpus, and over its documents.

    ``source_lengths``, ``target_lengths``: pairs by class of :data:`LENGTHS`. ``scores``: pairs by
    twentieths of their score. ``flags``, ``verdicts``: how many of each. ``deletions``, ``insertions``: pairs
    without one side, by twentieths of their document. ``doubtful``: documents by twentieths of the share of
    their pairs that are doubtful. ``worst``: the documents with the largest shares, as (share, doubtful
    pairs, pairs, name). ``sample``: pairs chosen at random, each as likely as any other.
    """

    documents: int = 0
    pairs: int = 0
    doubtful_pairs: int = 0
    source_lengths: list[int] = field(default_factory=lambda: [0] * (len(LENGTHS) + 1))
    target_lengths: list[int] = field(default_factory=lambda: [0] * (len(LENGTHS) + 1))
    scores: list[int] = field(default_factory=lambda: [0] * PARTS)
    flags: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    deletions: list[int] = field(default_factory=lambda: [0] * PARTS)
    insertions: list[int] = field(default_factory=lambda: [0] * PARTS)
    doubtful: list[int] = field(default_factory=lambda: [0] * PARTS)
    worst: list[tuple[float, int, int, str]] = field(default_factory=list)
    sample: list[Row] = field(default_factory=list)

    def add(self, document: list[Row], chance: random.Random) -> None:
        """Count the rows of a document; ``chance`` chooses the sample."""
        self.documents += 1
        count = sum(_is_doubtful(row) for row in document)
        share = count / len(document)
        self.doubtful[_part(share)] += 1
        self.doubtful_pairs += count
        if count:
            found = (share, count, len(document), str(document[0]["document"]))
            put = heapq.heappush if len(self.worst) < _WORST else heapq.heappushpop
            put(self.worst, found)
        for at, row in enumerate(document):
            self._add_row(row, _part(at / len(document)), chance)

    def _add_row(self, row: Row, place: int, chance: random.Random) -> None:
        self.pairs += 1
        self.source_lengths[bisect_right(LENGTHS, len(row["source"].split()))] += 1
        self.target_lengths[bisect_right(LENGTHS, len(row["target"].split()))] += 1
        self.scores[_part(row["score"])] += 1
        self.flags.update(row["flags"])
        self.verdicts.update(row["verdicts"])
        self.deletions[place] += "deletion" in row["flags"]
        self.insertions[place] += "insertion" in row["flags"]
        self._sample(row, chance)

    def _sample(self, row: Row, chance: random.Random) -> None:
        """Keep a row with the chance that every row has (reservoir sampling; Vitter, 1985, algorithm R)."""
        if len(self.sample) < _SAMPLE:
            self.sample.append(row)
        elif (at := chance.randrange(self.pairs)) < _SAMPLE:
            self.sample[at] = row


def _is_doubtful(row: Row) -> bool:
    return row["score"] < DOUBTFUL or not _HARMLESS.issuperset(row["flags"])


def _part(share: float) -> int:
    return min(PARTS - 1, max(0, int(share * PARTS)))


def statistics_of(shards: Iterable[Path]) -> CorpusStatistics:
    """The statistics of the rows in ``shards``; the sample is the same for the same rows.

    Raises:
        MissingDependencyError: a shard is Parquet, and pyarrow is not installed.
    """
    found = CorpusStatistics()
    chance = random.Random(0)  # noqa: S311 (a sample, not a secret)
    rows = (row for shard in shards for row in _rows(shard))
    for _, document in groupby(rows, key=lambda row: row["number"]):
        found.add(list(document), chance)
    found.worst.sort(reverse=True)
    found.sample.sort(key=lambda row: (row["number"], row["pair"]))
    return found


def _rows(shard: Path) -> Iterator[Row]:
    if shard.suffix == ".parquet":
        _, parquet = parquet_packages()
        columns = ["number", "document", "pair", "source", "target", "score", "flags", "verdicts"]
        with parquet.ParquetFile(shard) as table:
            for batch in table.iter_batches(columns=columns):
                yield from batch.to_pylist()
        return
    with shard.open("rb") as stream:
        yield from map(json.loads, stream)


def has_beads(statistics: CorpusStatistics) -> bool:
    """Whether any pair lacks a side: texts that existed were linked."""
    return any(flag in statistics.flags for flag in BEAD_FLAGS)
