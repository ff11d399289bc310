"""How sure a model was of each piece of its translations, which a search tells of the whole alone."""

from __future__ import annotations

from collections.abc import Sequence

from bitext.translation.engines.base import Engine, Scores
from bitext.translation.job import Job
from bitext.translation.unique import for_each


def scores_of(
    engine: Engine, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
) -> list[Scores]:
    """The scores of the pieces of each target, and of its end, as the translation of its source."""
    return for_each(
        [(tuple(source), tuple(target)) for source, target in zip(sources, targets, strict=True)],
        lambda some: engine.score([source for source, _ in some], [target for _, target in some]),
    )


def score_pieces(jobs: Sequence[Job], engine: Engine) -> None:
    """Give each of ``jobs``, which were run, the scores of the pieces of its outcome: one pass over each."""
    found = scores_of(engine, [job.subwords.pieces for job in jobs], [job.outcome.pieces for job in jobs])
    for job, scores in zip(jobs, found, strict=True):
        job.scored = job.outcome, scores
