"""Who does the work: two threads of this process, or processes of their own, of which one may die."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING, Final

from bitext.corpus.documents import CorpusDocument, Outcome
from bitext.corpus.jobs import CorpusJob, CorpusWorker

if TYPE_CHECKING:
    from bitext.corpus.planning import Batch

_THREADS: Final = 2
"""While the model searches for one batch, the other one is prepared, linked and written."""
_WAITING: Final = 2
"""Batches that are given to each worker: one that it works on, and the next one."""

Finished = tuple["Batch", list[Outcome]]


class Pool:
    """Workers that turn batches into outcomes, in whatever order they are done."""

    def __init__(self, job: CorpusJob, jobs: int) -> None:
        """``jobs`` processes; 1 is this one."""
        self._job = job
        self._jobs = jobs
        self._waiting: dict[Future[list[Outcome]], Batch] = {}
        self._most = _WAITING * max(jobs, _THREADS)
        self._executor: Executor
        self._work: Callable[[Sequence[CorpusDocument]], list[Outcome]]
        if jobs == 1:
            self._work = CorpusWorker(job)
            self._executor = ThreadPoolExecutor(_THREADS, "bitext-corpus")
        else:
            self._work = _worked
            self._job = _sharing_cores(job, jobs)
            self._executor = self._processes(jobs)

    def submit(self, batch: Batch) -> Iterator[Finished]:
        """Give a batch to the workers; first take what is finished, if they have enough to do."""
        if len(self._waiting) >= self._most:
            yield from self._take()
        self._put(batch)

    def drain(self) -> Iterator[Finished]:
        """Wait for all that was given."""
        while self._waiting:
            yield from self._take()

    def close(self) -> None:
        """Give up what is not done; what a worker has in hand, it ends."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _put(self, batch: Batch) -> None:
        try:
            self._waiting[self._executor.submit(self._work, batch.work)] = batch
        except BrokenProcessPool:
            # Found out when the others are taken.
            broken: Future[list[Outcome]] = Future()
            broken.set_exception(BrokenProcessPool())
            self._waiting[broken] = batch

    def _take(self) -> Iterator[Finished]:
        done, _ = wait(self._waiting, return_when=FIRST_COMPLETED)
        if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
            yield from self._after_a_death()
            return
        for future in done:
            yield self._waiting.pop(future), future.result()

    def _after_a_death(self) -> Iterator[Finished]:
        """A worker has died, and its pool with it: find out on which document; go on with a new pool."""
        wait(self._waiting)
        waiting, self._waiting = self._waiting, {}
        self._executor.shutdown(wait=False)
        for future, batch in waiting.items():
            lost = isinstance(future.exception(), BrokenProcessPool)
            yield batch, self._alone(batch.work) if lost else future.result()
        self._executor = self._processes(self._jobs)

    def _alone(self, documents: Sequence[CorpusDocument]) -> list[Outcome]:
        """What becomes of documents one of which may kill its worker: halved until that one is found."""
        with self._processes(1) as executor:
            try:
                return executor.submit(_worked, documents).result()
            except BrokenProcessPool:
                pass
        if len(documents) > 1:
            middle = len(documents) // 2
            return [*self._alone(documents[:middle]), *self._alone(documents[middle:])]
        return [Outcome(one.number, one.name, reason=_DIED) for one in documents]

    def _processes(self, count: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(count, context, _begin, (self._job,))


def _sharing_cores(job: CorpusJob, jobs: int) -> CorpusJob:
    """The job of each of several workers, which share the processor cores unless it says how many."""
    if job.options.get("threads") is not None:
        return job
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    options = job.options.copy()
    options["threads"] = max(1, cores // jobs)
    return replace(job, options=options)


_DIED: Final = "the process that worked on it died, twice; there may be too little memory for it."

_job: list[CorpusJob] = []
"""That of this process."""
_worker: list[CorpusWorker] = []
"""Likewise, once there is work: a model that cannot be loaded is told as what became of that."""


def _begin(job: CorpusJob) -> None:
    """Begin a worker process: it leaves interrupts to the one that began it, and ends with that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _job.append(job)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _worked(documents: Sequence[CorpusDocument]) -> list[Outcome]:
    if not _worker:
        _worker.append(CorpusWorker(_job[0]))
    return _worker[0](documents)
