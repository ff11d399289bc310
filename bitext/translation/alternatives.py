"""Other translations of a sentence, each as sound as the one that is given: the best of a wider search.

A sentence that is translated in several parts is varied in one of them at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bitext.result.alternatives import wording
from bitext.translation.engines.base import Decoding, Engine, Hypothesis
from bitext.translation.job import Job, has_words
from bitext.translation.repair.masks import fitted
from bitext.translation.repair.passes import Repairs
from bitext.translation.unique import for_each

_SMALLEST_BEAM: Final = 6


def beam_for(count: int) -> int:
    """How wide the search for ``count`` other translations is.

    Hypotheses of a beam often differ in a sign or a capital alone, and those do not count.
    """
    return max(_SMALLEST_BEAM, 2 * count + 2)


def candidates_for(count: int) -> int:
    """How many are looked at for ``count``: some turn out alike once their marks are set."""
    return 2 * count


class AlternativeSearch:
    """Searches for other translations."""

    def __init__(self, engine: Engine, repairs: Repairs) -> None:
        self._engine = engine
        self._repairs = repairs

    def run(
        self, groups: Sequence[Sequence[Job]], count: int, decoding: Decoding
    ) -> list[list[Sequence[Job]]]:
        """For the jobs of each sentence, which were run and mended, those of its other translations.

        They come with the best first, :func:`candidates_for` ``count`` at most. What a sentence gets depends
        on its own jobs and on ``count`` alone.
        """
        wide = replace(decoding, beam=max(decoding.beam, beam_for(count)))
        waiting = [job for group in groups for job in group if _can_vary(job)]
        found = for_each(
            [job.subwords.pieces for job in waiting],
            lambda sources: self._engine.alternatives(sources, wide),
        )
        made = [list(_others(job, some)) for job, some in zip(waiting, found, strict=True)]
        sound = iter(self._repairs.as_sound(list(zip(waiting, made, strict=True))))
        return [
            _varied(group, [next(sound) if _can_vary(job) else [] for job in group], candidates_for(count))
            for group in groups
        ]


def _can_vary(job: Job) -> bool:
    """Whether there is something to say otherwise: not in a mask, nor in words of the target language."""
    if "passed-through" in job.flags:
        return False
    return not job.is_stretch or (not job.masks and has_words(job.text))


def _others(job: Job, hypotheses: Sequence[Hypothesis]) -> Iterator[Job]:
    """The job with each of ``hypotheses`` whose words are not those of one before, nor of its own."""
    known = {wording(job.decoded()[0])}
    for hypothesis in hypotheses:
        other = replace(job, hypothesis=hypothesis)
        if job.is_stretch:
            other.hypothesis = fitted(other)
        words = wording(other.decoded()[0])
        if words not in known:
            known.add(words)
            yield other


def _varied(group: Sequence[Job], others: Sequence[Sequence[Job]], most: int) -> list[Sequence[Job]]:
    """The jobs of a sentence, one of them replaced, in the order of their scores."""
    scored = [
        (-_score([*group[:at], other, *group[at + 1 :]]), at, other)
        for at, some in enumerate(others)
        for other in some
    ]
    scored.sort(key=lambda each: each[0])
    return [[*group[:at], other, *group[at + 1 :]] for _, at, other in scored[:most]]


def _score(jobs: Sequence[Job]) -> float:
    """The mean log probability of the pieces of all jobs, in nats."""
    lengths = [max(1, len(job.outcome.pieces)) for job in jobs]
    return sum(job.outcome.score * length for job, length in zip(jobs, lengths, strict=True)) / sum(lengths)
