"""Chapters of two editions: where one begins in both.

Two editions are seldom divided alike: one has a preface, notes, two chapters where the other has one, or
lacks some. Sentences that are each other's closest, by words that few sentences have, are looked up first,
and the heaviest chain of them that runs in order in both texts is kept (anchors; compare Melamed 1999,
"Bitext Maps and Alignment via Pattern Recognition"). A boundary of each text has a place in that chain;
boundaries of one place are candidates, and of these the headings decide. A chapter that no anchor lies in,
though it is long enough, has no counterpart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bitext.alignment.similarity import Numbers, SentenceVectors
from bitext.text.chapters import Division

_RARE: Final = 12
"""Sentences of a text that a word may stand in to make an anchor."""
_LEAST_CLOSENESS: Final = 0.2
"""Of an anchor: the cosine of two sentences, rare words alone in the product."""
_BLOCK: Final = 256
_REACH: Final = 1.5
"""How much weight of anchors may lie between two boundaries that are one."""
_REACH_OF_HEADINGS: Final = 5.0
"""The same where the headings say the same."""
_AGREEMENT: Final = 2.0
_CONFLICT: Final = -0.5
"""What headings that say the same, and those that say something else, count; at one place it is 1 at most."""
_EXPECTED: Final = 4.0
"""The usual weight of the anchors of a chapter that has no counterpart if it has none, at least."""


@dataclass(frozen=True, slots=True)
class ChapterStart:
    """Where a chapter begins: the index of its first sentence, and what its headings say."""

    sentence: int
    divisions: tuple[Division, ...] = ()


@dataclass(frozen=True, slots=True)
class _Anchors:
    """Sentences (``source[k]``, ``target[k]``) that say the same, in order in both texts."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    weight: Numbers

    def place(self, side: NDArray[np.int64], sentence: int) -> float:
        """The weight of the anchors that lie before a sentence of one side."""
        return float(self.weight[: int(np.searchsorted(side, sentence))].sum())


def find_cuts(
    space: SentenceVectors, source: Sequence[ChapterStart], target: Sequence[ChapterStart]
) -> list[tuple[int, int]]:
    """The places, as indices of sentences of both texts, at which a chapter of both begins, in order.

    Between two of them lie chapters that belong together, one or several of each text; a stretch without
    sentences on one side is a chapter without a counterpart. Without features (:class:`SentenceVectors`)
    the headings alone decide.
    """
    anchors = _anchors(space)
    end = len(space.source_lengths), len(space.target_lengths)
    sides = [
        [start for start in starts if start.sentence < size]
        for starts, size in zip((source, target), end, strict=True)
    ]
    met = _meeting(sides[0], sides[1], anchors)
    cuts = {(sides[0][i].sentence, sides[1][j].sentence) for i, j in met} - {(0, 0)}
    lone = _without_counterpart(sorted({(0, 0), end, *cuts}), sides, anchors)
    return sorted(cuts | lone)


def _anchors(space: SentenceVectors) -> _Anchors:
    """The heaviest chain of pairs of sentences that are each other's closest."""
    empty = np.empty(0, np.int64)
    if not space.source.shape[1] or not min(space.source.shape[0], space.target.shape[0]):
        return _Anchors(empty, empty, np.empty(0))
    rows, columns, closeness = _closest(space)
    chain = _heaviest_chain(columns, closeness)
    return _Anchors(rows[chain], columns[chain], closeness[chain])


def _closest(space: SentenceVectors) -> tuple[NDArray[np.int64], NDArray[np.int64], Numbers]:
    """Pairs of sentences that are each other's closest, by the first of them, and how close they are."""
    source, target = _rare(space)
    best, score = np.zeros(source.shape[0], np.int64), np.zeros(source.shape[0])
    back, back_score = np.full(target.shape[0], -1, np.int64), np.zeros(target.shape[0])
    for start in range(0, source.shape[0], _BLOCK):
        products = (source[start : start + _BLOCK] @ target.T).toarray()
        end = start + products.shape[0]
        best[start:end], score[start:end] = products.argmax(axis=1), products.max(axis=1)
        highest = products.max(axis=0)
        better = highest > back_score
        back[better], back_score[better] = products.argmax(axis=0)[better] + start, highest[better]
    rows = np.flatnonzero((score >= _LEAST_CLOSENESS) & (back[best] == np.arange(len(best))))
    return rows, best[rows], score[rows]


def _rare(space: SentenceVectors) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Both texts with rare features alone, each row divided by its length with all of them.

    All features stay where none is rare, as of vectors of an encoder.
    """
    counts = [np.diff(side.tocsc().indptr) for side in (space.source, space.target)]
    shared = (counts[0] > 0) & (counts[1] > 0)
    rare = shared & (counts[0] <= _RARE) & (counts[1] <= _RARE)
    kept = np.flatnonzero(rare if rare.any() else shared)
    sides = []
    for side in (space.source, space.target):
        norms = np.sqrt(np.maximum(np.asarray(side.multiply(side).sum(axis=1)).ravel(), 1e-9))
        sides.append(sparse.csr_array(sparse.diags_array(1 / norms) @ side.tocsc()[:, kept]))
    return sides[0], sides[1]


def _heaviest_chain(columns: NDArray[np.int64], weights: Numbers) -> NDArray[np.int64]:
    """Indices of the heaviest chain of pairs whose columns grow; the pairs are in the order of their rows."""
    ends: list[int] = []
    totals: list[float] = []
    tops: list[int] = []
    before = np.full(len(columns), -1, np.int64)
    for index, (column, weight) in enumerate(zip(columns.tolist(), weights.tolist(), strict=True)):
        at = bisect_left(ends, column)
        before[index] = tops[at - 1] if at else -1
        total = weight + (totals[at - 1] if at else 0.0)
        if at < len(ends) and ends[at] == column and totals[at] >= total:
            continue
        past = at
        while past < len(ends) and totals[past] <= total:
            past += 1
        ends[at:past], totals[at:past], tops[at:past] = [column], [total], [index]
    chain, index = [], tops[-1] if tops else -1
    while index >= 0:
        chain.append(index)
        index = int(before[index])
    return np.array(chain[::-1], dtype=np.int64)


def _meeting(
    source: Sequence[ChapterStart], target: Sequence[ChapterStart], anchors: _Anchors
) -> list[tuple[int, int]]:
    """Which starts of the two texts are one, in order: the best such sequence (dynamic programming)."""
    left = np.array([anchors.place(anchors.source, start.sentence) for start in source])
    right = np.array([anchors.place(anchors.target, start.sentence) for start in target])
    gain = np.full((len(source), len(target)), -np.inf)
    for i, start in enumerate(source):
        for j in np.flatnonzero(np.abs(right - left[i]) <= _REACH_OF_HEADINGS).tolist():
            gain[i, j] = _gain(start, target[j], abs(right[j] - left[i]))
    return _best_sequence(gain)


def _gain(source: ChapterStart, target: ChapterStart, distance: float) -> float:
    """What it is worth that two starts are one; less than nothing if they had better not be."""
    says = _comparison(source.divisions, target.divisions)
    if says > 0:
        return _AGREEMENT + 1 - distance / _REACH_OF_HEADINGS
    return 1 - distance / _REACH + says if distance <= _REACH else -np.inf


def _comparison(source: Sequence[Division], target: Sequence[Division]) -> float:
    """What the headings of two starts say: that they are one, that they are not, or nothing."""
    if not source or not target:
        return 0.0
    return _AGREEMENT if source[-1].agrees(target[-1]) else _CONFLICT


def _best_sequence(gain: Numbers) -> list[tuple[int, int]]:
    """The pairs (i, j), growing in both, whose gains make the largest sum; no gain below 0 is taken."""
    rows, columns = gain.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        with_pair = best[i, :-1] + gain[i]
        best[i + 1, 1:] = np.maximum.accumulate(np.maximum(best[i, 1:], with_pair))
    found, i, j = [], rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]


def _without_counterpart(
    cuts: Sequence[tuple[int, int]], sides: Sequence[Sequence[ChapterStart]], anchors: _Anchors
) -> set[tuple[int, int]]:
    """Cuts that set chapters at the edges of a stretch apart that have no counterpart in it."""
    found: set[tuple[int, int]] = set()
    for low, high in pairwise(cuts):
        edges = []
        for side, own in enumerate((anchors.source, anchors.target)):
            inner = [start.sentence for start in sides[side] if low[side] < start.sentence < high[side]]
            edges.append(_lone_edges([low[side], *inner, high[side]], own, anchors.weight))
        (source_lead, source_tail), (target_lead, target_tail) = edges
        found |= {(place, low[1]) for place in source_lead}
        found |= {(max(source_lead, default=low[0]), place) for place in target_lead}
        found |= {(place, min(target_tail, default=high[1])) for place in source_tail}
        found |= {(high[0], place) for place in target_tail}
    return found


def _lone_edges(
    places: Sequence[int], side: NDArray[np.int64], weight: Numbers
) -> tuple[Sequence[int], Sequence[int]]:
    """Boundaries behind the first chapters and before the last ones of a stretch that have no counterpart.

    ``places`` are the boundaries of all its chapters. None where the whole stretch is without anchors.
    """
    lone = [_is_lone(a, b, side, weight) for a, b in pairwise(places)]
    if all(lone):
        return (), ()
    lead, tail = lone.index(False), lone[::-1].index(False)
    return places[1 : lead + 1], places[len(lone) - tail : -1]


def _is_lone(start: int, end: int, side: NDArray[np.int64], weight: Numbers) -> bool:
    """Whether no anchor lies in a chapter though several should."""
    if not len(side) or np.searchsorted(side, start) < np.searchsorted(side, end):
        return False
    usual = weight.sum() / (side[-1] - side[0] + 1)
    return bool(usual * (end - start) >= _EXPECTED)
