"""Sentence alignment: which sentences of two existing texts say the same.

Monotone dynamic programming over beads of up to 4-4 sentences (Gale and Church 1993), coarse to fine,
so that time and memory grow linearly with the text (Thompson and Koehn 2019): neighbouring sentences
are taken together until the texts are short enough for a full search, and each finer search stays near
the path of the coarser one (:mod:`bitext.alignment.lattice`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from bitext.alignment.groups import Columns
from bitext.alignment.lattice import COARSE, SHAPES, WIDEST, Band, Bead, Lattice
from bitext.alignment.lexicon import FEWEST, with_lexicon
from bitext.alignment.similarity import SentenceVectors

__all__ = ["Bead", "find_beads"]

_NODES: Final = 200_000
"""Up to this many pairs of places the search is a full one."""
_FEW_NODES: Final = 10_000
"""The same within a chapter, at least, so that memory grows linearly with the number of chapters."""
_MARGIN: Final = 16
"""Places on both sides of the coarser path that the finer search looks at."""


def find_beads(
    space: SentenceVectors,
    heads: tuple[Sequence[bool], Sequence[bool]] | None = None,
    cuts: Sequence[tuple[int, int]] = (),
) -> list[Bead]:
    """The best beads of two texts, in order; each sentence of both is in exactly one.

    ``heads`` says of each sentence of both sides whether it begins a paragraph. ``cuts`` are places in the
    two texts, in order, that no bead may run over: (i, j) says that the sentences from ``i`` on are
    counterparts of those from ``j`` on alone.
    """
    count, other = len(space.source_lengths), len(space.target_lengths)
    if not count or not other:
        lone = [Bead(range(i, i + 1), range(0), 1.0) for i in range(count)]
        return lone + [Bead(range(0), range(j, j + 1), 1.0) for j in range(other)]
    band = _cut_band(space, cuts)
    lattice = Lattice(_learnt(space, band, heads), band, SHAPES, heads=heads)
    if space.texts is not None:
        lattice.look_again(space.texts)
    return lattice.scored(lattice.best())


def _learnt(
    space: SentenceVectors, band: Band, heads: tuple[Sequence[bool], Sequence[bool]] | None
) -> SentenceVectors:
    """The two texts with what a first search teaches of their words."""
    if space.vocabulary is None or min(space.source.shape[0], space.target.shape[0]) < FEWEST:
        return space
    steps = Lattice(space, band, SHAPES, heads=heads).best()
    return with_lexicon(
        space,
        (
            (range(step.i, step.i + step.a), range(step.j, step.j + step.b))
            for step in steps
            if step.a and step.b
        ),
    )


def _cut_band(space: SentenceVectors, cuts: Sequence[tuple[int, int]]) -> Band:
    """The band of texts that are divided at ``cuts``: that of each division by itself, one after another."""
    if not cuts:
        return _band(space)
    end = len(space.source_lengths), len(space.target_lengths)
    places = sorted({(0, 0), end, *cuts})
    nodes = max(_FEW_NODES, _NODES // len(places))
    first, last = np.full(end[0] + 1, end[1], np.int64), np.zeros(end[0] + 1, np.int64)
    for (i, j), (k, m) in pairwise(places):
        band = _band(space.part(slice(i, k), slice(j, m)), nodes=nodes)
        first[i : k + 1] = np.minimum(first[i : k + 1], band.first + j)
        last[i : k + 1] = np.maximum(last[i : k + 1], band.last + j)
    inner = places[1:-1]
    floors = _floors(end[0], [i for i, _ in inner]), _floors(end[1], [j for _, j in inner])
    return Band(first, last, floors)


def _floors(count: int, cuts: Sequence[int]) -> Columns:
    """For each place of a text, the last of the ``cuts`` before it."""
    floors = np.zeros(count + 1, np.int64)
    for cut in cuts:
        floors[cut + 1 :] = cut
    return floors


def _band(space: SentenceVectors, level: int = 0, nodes: int = _NODES) -> Band:
    """The part of the search space that is worth looking at; all of it up to ``nodes`` pairs of places."""
    rows, columns = len(space.source_lengths) + 1, len(space.target_lengths) + 1
    if rows * columns <= nodes or min(rows, columns) <= 2 * WIDEST:
        return Band(np.zeros(rows, np.int64), np.full(rows, columns - 1, np.int64))
    coarse = space.halved()
    path = Lattice(coarse, _band(coarse, level + 1, nodes), COARSE, level + 1).best()
    first, last = np.full(rows, columns, np.int64), np.full(rows, -1, np.int64)
    for step in path:
        near = slice(2 * step.i, 2 * (step.i + step.a) + 2)
        first[near] = np.minimum(first[near], 2 * step.j - _MARGIN)
        last[near] = np.maximum(last[near], 2 * (step.j + step.b) + 1 + _MARGIN)
    first[0], last[-1] = 0, columns - 1
    first = np.minimum.accumulate(first[::-1])[::-1].clip(0, columns - 1)
    return Band(first, np.maximum.accumulate(last).clip(0, columns - 1))
