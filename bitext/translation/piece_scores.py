"""How sure a model was of each piece of its translations, which a search tells of the whole alone."""

from __future__ import annotations

from collections.abc import Sequence

from bitext.translation.engines.base import Engine
from bitext.translation.job import Job
from bitext.translation.unique import for_each


def score_pieces(jobs: Sequence[Job], engine: Engine) -> None:
    """Give each of ``jobs``, which were run, the scores of the pieces of its outcome: one pass over each."""
    found = for_each(
        [(job.subwords.pieces, job.outcome.pieces) for job in jobs],
        lambda some: engine.score([source for source, _ in some], [target for _, target in some]),
    )
    for job, scores in zip(jobs, found, strict=True):
        job.scored = job.outcome, scores
