"""How doubtful a translation is: the probability that a reader finds a serious fault in it.

A logistic regression over three numbers that a search gives for nothing: how sure the model was of each
piece, how many pieces there are, and how many words it had to spell. A long sentence has more places for a
fault than a short one, which the mean that is the score does not show; a word that is spelt from many pieces
is rare. It was fitted to sentences that a reader judged; ``python -m benchmarks doubt`` measures it on them.
This is quality estimation without references (Specia et al. 2018, "Quality Estimation for Machine
Translation").
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bitext.translation.job import Job

DOUBTFUL: Final = 0.3
"""The doubt from which a pair is flagged *doubtful*."""
_CONSTANT: Final = -6.13
_WEIGHTS: Final = (5.14, 0.79, 0.30)
"""What each of :func:`features` counts for, in nats."""
_SPELT: Final = 3
"""Pieces of a word that is spelt, at least."""
_MOST_SPELT: Final = 6
_LEAST: Final = 1e-9
_LETTER: Final = re.compile(r"\w")


def doubt_of(jobs: Sequence[Job]) -> float | None:
    """The doubt of a sentence from the jobs that its translation is joined from, 0 to 1; None without any."""
    if not jobs:
        return None
    outcomes = [job.outcome for job in jobs]
    sums = sum(outcome.log_probability for outcome in outcomes)
    count = sum(len(outcome.pieces) + 1 for outcome in outcomes)
    return doubt(sums / count, [piece for outcome in outcomes for piece in outcome.pieces])


def doubt(score: float, pieces: Sequence[str]) -> float:
    """The doubt of a translation, 0 to 1, by its mean log probability in nats and its pieces."""
    numbers = features(score, pieces)
    value = _CONSTANT + sum(weight * each for weight, each in zip(_WEIGHTS, numbers, strict=True))
    return 1 / (1 + math.exp(-value))


def features(score: float, pieces: Sequence[str]) -> tuple[float, float, float]:
    """Minus the mean log probability, the logarithm of the number of pieces, and the words that are spelt."""
    spelt = sum(length >= _SPELT for length in _pieces_of_words(pieces))
    return min(-score, -math.log(_LEAST)), math.log(len(pieces) + 1), float(min(spelt, _MOST_SPELT))


def _pieces_of_words(pieces: Iterable[str]) -> Iterator[int]:
    """Of how many pieces each word is; marks behind a word do not count."""
    length = 0
    for piece in pieces:
        if piece.startswith("▁"):
            yield length
            length = 1
        else:
            length += bool(_LETTER.search(piece))
    yield length
