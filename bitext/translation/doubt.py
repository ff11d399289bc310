"""How doubtful a translation is: the probability that a reader finds a serious fault in it.

A logistic regression over three numbers: how unsure the model was of what it wrote, how rare the rarest
pieces of it are, and how many words, names aside, it had to spell. What is rare is seldom learnt well; a long
sentence has more places for a fault than a short one, which shows in its rarest pieces and not in the mean
that is the score. The search gives all three for nothing. Where each piece was scored by itself, how unsure
the model was is that of the worst stretch of pieces, which a sure rest does not hide.

It was fitted to sentences that a reader judged; ``python -m benchmarks doubt`` measures it on them. This is
quality estimation without references (Specia et al. 2018, "Quality Estimation for Machine Translation").
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from bitext.alignment.words import Attention
    from bitext.result.links import WordLinks
    from bitext.translation.engines.base import Hypothesis, Scores
    from bitext.translation.job import Job

DOUBTFUL: Final = 0.3
"""The doubt from which a pair is flagged *doubtful*."""
_STRETCH: Final = 8
"""Pieces of the worst stretch of those that were scored."""
_RAREST: Final = 5
"""Pieces whose rarity counts."""
_SPELT: Final = 3
"""Pieces of a word that is spelt, at least."""
_MOST_SPELT: Final = 3
"""Spelt words that count."""
_MOST_UNSURE: Final = 15.0
"""Minus a log probability that counts, in nats."""
_LETTER: Final = re.compile(r"\w")

Numbers = tuple[float, float, float]
Rarities = Callable[[Sequence[str]], Sequence[float]]
"""How rare each of some pieces is: minus the logarithm of its probability, in nats."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each of the numbers of :meth:`Doubts.numbers` counts for, and a constant, in nats."""

    constant: float
    each: Numbers

    def probability(self, numbers: Numbers) -> float:
        """That of a serious fault."""
        value = self.constant + math.fsum(a * b for a, b in zip(self.each, numbers, strict=True))
        return 1 / (1 + math.exp(-value))


SEARCHED: Final = Weights(-11.13, (7.13, 0.64, 0.34))
"""For translations of which the search has told one number, the mean."""
SCORED: Final = Weights(-8.74, (4.38, 0.42, 0.25))
"""For translations whose pieces were scored one by one."""


class Doubts:
    """Tells how doubtful the translations of a model are."""

    def __init__(self, rarities: Rarities) -> None:
        """``rarities`` are those of the pieces of the target side."""
        self._rarities = rarities

    def of(self, jobs: Sequence[Job], settled: Container[int] = ()) -> float | None:
        """The doubt, 0 to 1, of a sentence whose translation is joined from ``jobs``; None without any.

        ``settled``: the numbers of the pieces, counted over all jobs, that are no longer the model's choice.
        """
        if not jobs:
            return None
        return (SCORED if _scores(jobs) else SEARCHED).probability(self.numbers(jobs, settled))

    def numbers(self, jobs: Sequence[Job], settled: Container[int] = ()) -> Numbers:
        """How unsure the model was, the rarity of the rarest pieces, both in nats, and the words it spelt.

        ``settled`` pieces count for the mean alone, of which the search has not told their share.
        """
        outcomes = [job.outcome for job in jobs]
        every = enumerate(piece for outcome in outcomes for piece in outcome.pieces)
        pieces = [piece for at, piece in every if at not in settled]
        rarest = sorted(self._rarities(pieces))[-_RAREST:]
        scores = _scores(jobs, settled)
        return (
            _worst_stretch(scores) if scores else _mean(outcomes),
            math.fsum(rarest) / max(1, len(rarest)),
            float(min(sum(length >= _SPELT for length in _lengths(pieces)), _MOST_SPELT)),
        )


def settled_by(terms: WordLinks, attention: Attention) -> frozenset[int]:
    """The numbers of the pieces of a translation that ``terms`` of a glossary now stand for."""
    pieces = enumerate(span for part in attention.parts for span in part.target)
    rows = list(terms.rows())
    return frozenset(at for at, span in pieces if any(span.start < d and c < span.end for _, _, c, d in rows))


def _scores(jobs: Sequence[Job], settled: Container[int] = ()) -> list[Scores]:
    """The scores of the pieces of each job and its end; none where those of one are not known."""
    found = [job.scores for job in jobs if job.scores is not None]
    if len(found) != len(jobs):
        return []
    firsts = accumulate((len(scores) - 1 for scores in found), initial=0)
    return [
        scores[[at == len(scores) - 1 or first + at not in settled for at in range(len(scores))]]
        for first, scores in zip(firsts, found, strict=False)
    ]


def _mean(outcomes: Sequence[Hypothesis]) -> float:
    """Minus the mean log probability of the pieces and the ends, in nats."""
    count = sum(len(outcome.pieces) + 1 for outcome in outcomes)
    return min(-math.fsum(outcome.log_probability for outcome in outcomes) / count, _MOST_UNSURE)


def _worst_stretch(scores: Sequence[Scores]) -> float:
    """Minus the least mean log probability of so many pieces in a row, in nats.

    Pieces that the model cannot write, as those of a name that was put right, do not count.
    """
    found = -np.concatenate(scores).astype(np.float64)
    found = np.minimum(found[np.isfinite(found)], _MOST_UNSURE)
    size = min(_STRETCH, len(found))
    return float(np.convolve(found, np.ones(size) / size, "valid").max()) if size else 0.0


def _lengths(pieces: Sequence[str]) -> Iterator[int]:
    """Of how many pieces each word in small letters is; marks behind a word do not count."""
    length, is_small = 0, False
    for piece in pieces:
        if piece.startswith("▁"):
            yield length if is_small else 0
            length, is_small = 0, piece[1:2].islower()
        length += bool(_LETTER.search(piece))
    yield length if is_small else 0
