"""Texts that a model translates together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bitext.translation.doubt import Doubts
from bitext.translation.engines.base import Hypothesis
from bitext.translation.job import Job
from bitext.translation.joining import Translation, joined
from bitext.translation.preprocessing import ModelInput, SentenceMark
from bitext.translation.reading import Reader


@dataclass(frozen=True, slots=True)
class Window:
    """Texts that are translated together, the forms that the model reads, and the jobs of each."""

    texts: Sequence[str]
    marks: Sequence[Sequence[SentenceMark]]
    readers: Sequence[Reader]
    inputs: Sequence[ModelInput]
    jobs: Sequence[Sequence[Job]]
    others: Sequence[int]
    """How many other translations of each text are wanted."""
    doubts: Doubts

    def by_source(self) -> dict[tuple[str, ...], list[Job]]:
        """The jobs by what the model reads, so that it reads nothing twice."""
        found: dict[tuple[str, ...], list[Job]] = {}
        for job in chain.from_iterable(self.jobs):
            found.setdefault(job.subwords.pieces, []).append(job)
        return found

    def completed(self, found: Iterable[tuple[Sequence[Job], Hypothesis]]) -> list[int]:
        """The numbers of the texts all of whose jobs are done, now that ``found`` is given to its jobs."""
        touched: dict[int, None] = {}
        for jobs, hypothesis in found:
            for job in jobs:
                job.hypothesis = hypothesis
                touched[job.sentence] = None
        return [number for number in touched if all(job.hypothesis for job in self.jobs[number])]

    def link_like(self, other: Window, numbers: Iterable[int]) -> None:
        """Link the jobs of each text as those of the texts ``numbers`` of a window that it repeats."""
        for jobs, at in zip(self.jobs, numbers, strict=True):
            for job, like in zip(jobs, other.jobs[at], strict=False):
                job.references, job.previous = like.references, like.previous

    def unlink(self) -> None:
        """Forget the job before each: those of a book would be kept."""
        for job in chain.from_iterable(self.jobs):
            job.previous = None

    def joined(self, number: int, jobs: Sequence[Job]) -> Translation:
        """The translation of the text ``number`` from its ``jobs``."""
        translation = joined(self.texts[number], self.inputs[number], jobs)
        return replace(translation, doubt=self.doubts.of(jobs))
