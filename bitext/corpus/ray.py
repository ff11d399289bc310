"""A corpus on a cluster: the batches of a run go through a pool of actors of Ray Data, each with a model.

The batches are a stream: a task beside this process hands them to ``map_batches`` as the plan makes them, and
no more of them than the workers need. What Ray promises of a task is *at least once*: what comes back is
reconciled (:mod:`bitext.corpus.cluster`). The journal of the run is its checkpoint, by the numbers of batches
and documents: what it has is not given again.
"""

from __future__ import annotations

import pickle
import queue
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from bitext.corpus.cluster import ClusterError, ClusterPool, Done
from bitext.corpus.documents import Outcome
from bitext.corpus.jobs import CorpusJob, CorpusWorker
from bitext.errors import BitextError, MissingDependencyError

if TYPE_CHECKING:
    from bitext.corpus.planning import Batch

_SMALL: Final = 1
"""Bytes from which on rows are a block of their own, so that each batch goes on its way at once."""
_PATIENCE: Final = 60
"""Seconds that a stream has to end."""


def ray_pool(job: CorpusJob, address: str, jobs: int | None = None) -> ClusterPool:
    """Workers on the nodes of a cluster of Ray.

    Args:
        job: What they do.
        address: That of the cluster; "auto" for the one that is found.
        jobs: Workers; None for as many as there is room for.

    Raises:
        MissingDependencyError: Ray is not installed.
        ClusterError: there is no cluster at the address, or it has no room for a worker.
    """
    ray = _ray_data()
    was_joined = _join(ray, address)
    count = jobs or _room(ray, job)
    return ClusterPool(lambda: _Stream(ray, job, count), count, ray.shutdown if was_joined else lambda: None)


class _Stream:
    """One dataset of Ray: batches in, outcomes out, in whatever order they are done."""

    def __init__(self, ray: Any, job: CorpusJob, jobs: int) -> None:
        from ray.util.queue import Queue

        here = _here(ray)
        self._ray = ray
        self._queue = Queue(actor_options={"num_cpus": 0, "scheduling_strategy": here})
        self._found: queue.Queue[Done | BaseException | None] = queue.Queue()
        dataset = _dataset(ray, self._queue, job, jobs, here)
        self._thread = Thread(target=self._run, args=(dataset,), daemon=True, name="bitext-ray")
        self._thread.start()

    def put(self, batch: Batch) -> None:
        """Give a batch to the workers."""
        with suppress(self._ray.exceptions.RayError):  # a stream that has broken tells when one takes from it
            self._queue.put((batch.number, pickle.dumps(batch.work)))

    def end(self) -> None:
        """There are no more batches."""
        with suppress(self._ray.exceptions.RayError):
            self._queue.put(None)

    def take(self) -> Done | BaseException | None:
        """The next batch that is done, by its number; what went wrong; None behind the last one."""
        return self._found.get()

    def close(self) -> None:
        """Stop it: without its queue, the task that feeds it ends."""
        self._queue.shutdown(force=True)
        self._thread.join(timeout=_PATIENCE)

    def _run(self, dataset: Any) -> None:
        try:
            for some in dataset.iter_batches(batch_size=None, prefetch_batches=0, batch_format="numpy"):
                for number, outcomes in zip(some["number"], some["outcomes"], strict=True):
                    done = pickle.loads(outcomes)  # noqa: S301 - of our own workers
                    self._found.put(done if isinstance(done, BitextError) else (int(number), done))
        except Exception as error:
            self._found.put(error)
        else:
            self._found.put(None)


class _RayWorker:
    """The worker of an actor: its model is loaded once.

    An error of bitext comes back in the place of outcomes: Ray would try again, and hide what it was.
    """

    def __init__(self, job: CorpusJob) -> None:
        self._work: CorpusWorker | BitextError
        try:
            self._work = CorpusWorker(job)
        except BitextError as error:
            self._work = error

    def __call__(self, rows: dict[str, Any]) -> dict[str, Any]:
        done = [pickle.dumps(self._done(some)) for some in rows["documents"]]
        return {"number": rows["number"], "outcomes": done}

    def _done(self, documents: bytes) -> list[Outcome] | BitextError:
        if isinstance(self._work, BitextError):
            return self._work
        try:
            return self._work(pickle.loads(documents))  # noqa: S301 - what the run itself has sent
        except BitextError as error:
            return error


def _dataset(ray: Any, batches: Any, job: CorpusJob, jobs: int, here: Any) -> Any:
    """The batches of a queue, worked on by a pool of up to ``jobs`` actors."""

    def feed(_: dict[str, Any]) -> Iterator[dict[str, Any]]:
        while (item := batches.get()) is not None:
            yield {"number": [item[0]], "documents": [item[1]]}

    # With other resources than the workers have, the feed stays a task of its own. Begun again it would miss
    # what it had handed on: so its end ends the stream.
    fed = ray.data.from_items([0], override_num_blocks=1).map_batches(
        feed,
        batch_size=1,
        num_cpus=0,
        ray_remote_args_fn=lambda: {"max_retries": 0, "scheduling_strategy": here},
    )
    worked = fed.map_batches(
        _RayWorker,
        fn_constructor_args=(job,),
        batch_size=1,
        zero_copy_batch=True,
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=jobs, initial_size=jobs),
        **_needs(job),
    )
    worked.context.target_max_block_size = _SMALL
    worked.context.enable_progress_bars = False
    return worked


def _needs(job: CorpusJob) -> dict[str, float]:
    """The resources of a worker."""
    on_gpu = str(job.options.get("device", "auto")).startswith("cuda")
    return {"num_gpus": 1} if on_gpu else {"num_cpus": job.options.get("threads") or 1}


def _room(ray: Any, job: CorpusJob) -> int:
    """How many workers the cluster has room for."""
    (name, needed), *_ = _needs(job).items()
    resource = {"num_gpus": "GPU", "num_cpus": "CPU"}[name]
    found = int(ray.cluster_resources().get(resource, 0) // needed)
    if not found:
        raise ClusterError(f"the cluster has no {resource} for a worker, which needs {needed}.")
    return found


def _here(ray: Any) -> Any:
    """The node of this process, whose end is that of the run, too."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    return NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)


def _ray_data() -> Any:
    try:
        import ray
        import ray.data
        import ray.exceptions
    except ImportError as error:
        raise MissingDependencyError("a cluster needs Ray: pip install 'bitext[ray]'.") from error
    return ray


def _join(ray: Any, address: str) -> bool:
    """Join the cluster; whether this process had not joined one already."""
    if ray.is_initialized():
        return False
    try:
        ray.init(address=address, log_to_driver=False, configure_logging=False)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
        raise ClusterError(
            f"no Ray cluster at {address!r}: {error}; `ray start --head` begins one."
        ) from error
    return True
