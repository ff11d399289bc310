"""A corpus on a cluster: what comes back is what was given, whatever the cluster did meanwhile."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import cast

import pytest

from benchmarks.echo import load_echo
from bitext.aligner import Aligner, Options
from bitext.corpus.cluster import BatchStream, ClusterError, ClusterPool, reconcile
from bitext.corpus.documents import CorpusDocument, Outcome
from bitext.corpus.jobs import CorpusJob
from bitext.corpus.planning import Batch
from bitext.corpus.ray import _RayWorker
from bitext.errors import InputError, ModelError
from tests.corpus.support import contents, json_lines, rows, run

Found = tuple[int, list[Outcome]] | BaseException | None


class Scripted:
    """A stream that answers what it was given, but for the script of it."""

    def __init__(self, script: dict[int, list[Found]]) -> None:
        self.script = script
        self.given: list[int] = []
        self.answers: deque[Found] = deque()

    def put(self, batch: Batch) -> None:
        self.given.append(batch.number)
        self.answers.extend(self.script.pop(batch.number, [done(batch)]))

    def end(self) -> None:
        self.answers.append(None)

    def take(self) -> Found:
        return self.answers.popleft()

    def close(self) -> None:
        self.answers.clear()


def batch(number: int) -> Batch:
    documents = tuple(CorpusDocument(10 * number + at, f"d{at}") for at in range(2))
    return Batch(number, 0, documents, {}, 1, b"")


def done(of: Batch) -> tuple[int, list[Outcome]]:
    return of.number, [Outcome(one.number, one.name) for one in of.work]


def through(script: dict[int, list[Found]], count: int = 12) -> tuple[list[int], list[Scripted]]:
    """The numbers of the batches that are done, and the streams that it took."""
    streams: list[Scripted] = []

    def begin() -> BatchStream:
        streams.append(Scripted(script))
        return cast(BatchStream, streams[-1])

    pool = ClusterPool(begin, jobs=1)
    found = [finished.number for number in range(count) for finished, _ in pool.submit(batch(number))]
    found += [finished.number for finished, _ in pool.drain()]
    return found, streams


def test_each_batch_comes_back_once():
    found, streams = through({})
    assert found == list(range(12))
    assert streams[0].given == found


def test_a_batch_that_does_not_come_back_is_an_error():
    with pytest.raises(ClusterError, match="batches 3 did not come back"):
        through({3: []})


@pytest.mark.parametrize("number", [3, 11])
def test_a_batch_that_comes_back_twice_is_an_error(number: int):
    with pytest.raises(ClusterError, match=f"batch {number} came back twice"):
        through({number: [done(batch(number)), done(batch(number))]})


def test_a_stream_that_breaks_is_begun_again_with_what_is_not_done():
    found, streams = through({5: [RuntimeError("the actor died")]})
    assert sorted(found) == list(range(12))
    assert len(streams) == 2
    assert streams[1].given[:1] == [5]


def test_a_cluster_that_fails_again_and_again_is_an_error():
    def begin() -> BatchStream:
        return cast(BatchStream, Scripted({0: [RuntimeError("no node\nis left")]}))

    pool = ClusterPool(begin, jobs=1)
    assert list(pool.submit(batch(0))) == []
    with pytest.raises(ClusterError, match=r"the cluster failed \(no node\)"):
        list(pool.drain())


def test_an_error_of_ours_is_raised_as_it_is():
    with pytest.raises(InputError, match="the file has changed"):
        through({2: [InputError("the file has changed.")]})


def fails(_: Options) -> Aligner:
    raise ModelError("there are no weights.")


def test_a_worker_gives_errors_of_ours_back_as_what_came_of_a_batch():
    documents = pickle.dumps(batch(0).work)
    found = _RayWorker(CorpusJob(load=fails))({"number": [0], "documents": [documents]})
    error = pickle.loads(found["outcomes"][0])  # noqa: S301
    assert isinstance(error, ModelError)
    assert str(error) == "there are no weights."


def test_a_worker_gives_the_outcomes_of_each_batch():
    given = [pickle.dumps((CorpusDocument(n, f"d{n}", "Il pleut."),)) for n in (4, 5)]
    found = _RayWorker(CorpusJob(load=load_echo))({"number": [4, 5], "documents": given})
    outcomes = [pickle.loads(some) for some in found["outcomes"]]  # noqa: S301
    assert [[one.number for one in some] for some in outcomes] == [[4], [5]]
    assert all(one.pairs == 1 for some in outcomes for one in some)


@pytest.mark.parametrize("found", [[10], [10, 11, 11], [11, 10], [10, 12]])
def test_documents_are_reconciled(found: list[int]):
    with pytest.raises(ClusterError, match="batch 1 came back otherwise"):
        reconcile(batch(1), [Outcome(number, "") for number in found])


@pytest.mark.slow
def test_a_node_is_killed_and_nothing_is_lost_or_doubled(tmp_path: Path):
    pytest.importorskip("ray")
    source = json_lines(tmp_path / "news.jsonl", 300)
    run(source, tmp_path / "alone", batch_characters=2_000)
    command = [sys.executable, "-m", "tests.corpus.cluster_run", str(source), str(tmp_path / "cluster")]
    subprocess.run(command, check=True, capture_output=True, timeout=400)  # noqa: S603 - our own
    told = json.loads((tmp_path / "cluster.json").read_text(encoding="utf-8"))
    assert told["killed"]
    assert told["killed"][0] < told["documents"] == 300
    numbers = [(row["number"], row["pair"]) for row in rows(tmp_path / "cluster")]
    assert len(set(numbers)) == len(numbers)
    assert {number for number, _ in numbers} == set(range(300))
    assert contents(tmp_path / "cluster") == contents(tmp_path / "alone")
