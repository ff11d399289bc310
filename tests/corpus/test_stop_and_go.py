"""A run that is stopped, whatever stops it, goes on and gives what one that was not stopped gives."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks.echo import load_echo
from bitext import Aligner, Options, corpus
from bitext.corpus.compression import reading
from bitext.corpus.jobs import CorpusJob
from bitext.corpus.journal import Journal, JournalError
from bitext.corpus.pools import _sharing_cores
from bitext.errors import BitextError, InputError, MissingDependencyError, ModelError
from tests.corpus.support import contents, json_lines, names, rejects, rows, run, text
from tests.support.processes import python

SMALL: dict[str, Any] = {"batch_characters": 400, "shard_characters": 2000}
ROOT = Path(__file__).parents[2]

RUN = """
import resource, sys
from benchmarks.echo import load_echo
from bitext import corpus
from bitext.errors import BitextError
limit = int(sys.argv[3])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    corpus.run(sys.argv[1], sys.argv[2], load=load_echo, batch_characters=400, shard_characters=2000)
except BitextError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def wanted(tmp_path: Path) -> dict[str, bytes]:
    """The output of an uninterrupted run over ``d.jsonl``."""
    run(json_lines(tmp_path / "d.jsonl", 100), tmp_path / "whole", **SMALL)
    return contents(tmp_path / "whole")


class StoppedError(Exception):
    """What ends a run in the middle."""


def stop_after(documents: int) -> Callable[[corpus.CorpusStatus], None]:
    def tell(status: corpus.CorpusStatus) -> None:
        if status.documents >= documents:
            raise StoppedError

    return tell


def stopped(inputs: Any, out: Path, after: int, **options: Any) -> None:
    with pytest.raises(StoppedError):
        run(inputs, out, progress=stop_after(after), **{**SMALL, **options})


@pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forks")
def test_five_kills_at_random_moments():
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks", "kills", "--count", "5", "--seed", "3"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    assert "5 kills" in found.stdout
    assert "lost 0, doubled 0, half-written 0, outputs that differ 0" in " ".join(found.stdout.split())


@pytest.mark.parametrize("to", ["jsonl", "parquet"])
def test_a_run_that_was_stopped_often_gives_the_same_output(tmp_path: Path, to: str):
    path = json_lines(tmp_path / "d.jsonl", 100)
    run(path, tmp_path / "whole", to=to, **SMALL)
    for after in (3, 20, 41, 77):
        stopped(path, tmp_path / "out", after, to=to)
    run(path, tmp_path / "out", to=to, **SMALL)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    assert len(list((tmp_path / "out").glob("part-*"))) > 3


def test_shards_and_batches_change_no_row(tmp_path: Path, wanted: dict[str, bytes]):
    run(tmp_path / "d.jsonl", tmp_path / "out")
    assert (tmp_path / "out" / "part-000000.jsonl").read_bytes() == b"".join(
        wanted[name] for name in sorted(wanted)
    )


def test_a_run_that_is_done_does_nothing_again(tmp_path: Path, wanted: dict[str, bytes]):
    def refuse(_: Options) -> Aligner:
        raise AssertionError("there is nothing to do")

    refuse.__module__, refuse.__qualname__ = load_echo.__module__, load_echo.__qualname__
    corpus.run(tmp_path / "d.jsonl", tmp_path / "whole", load=refuse, **SMALL)
    assert contents(tmp_path / "whole") == wanted


def test_other_settings_are_refused_and_named(tmp_path: Path, wanted: dict[str, bytes]):
    with pytest.raises(InputError, match=r"quotes was not given and is straight\. Use"):
        run(tmp_path / "d.jsonl", tmp_path / "whole", quotes="straight", **SMALL)
    with pytest.raises(InputError, match="shard_characters was 2000 and is 3000"):
        run(tmp_path / "d.jsonl", tmp_path / "whole", **{**SMALL, "shard_characters": 3000})
    with pytest.raises(InputError, match=r"inputs was .*d\.jsonl and is .*e\.jsonl"):
        run(tmp_path / "e.jsonl", tmp_path / "whole", **SMALL)
    run(tmp_path / "d.jsonl", tmp_path / "whole", threads=1, **SMALL)  # on which nothing depends
    assert contents(tmp_path / "whole") == wanted


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("Keep me.")
    with pytest.raises(InputError, match=r"not empty \(letter.txt"):
        run(json_lines(tmp_path / "d.jsonl", 1), tmp_path / "out")


def test_an_input_that_changed_is_refused(tmp_path: Path, wanted: dict[str, bytes]):
    path = tmp_path / "d.jsonl"
    stopped(path, tmp_path / "out", 30)
    before = path.read_bytes()
    stat = path.stat()
    path.write_bytes(before.replace(b"Document 99.", b"Document 9."))
    with pytest.raises(InputError, match=r"d\.jsonl has changed"):
        run(path, tmp_path / "out", **SMALL)
    path.write_bytes(before)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    run(path, tmp_path / "out", **SMALL)
    assert contents(tmp_path / "out") == wanted


def test_an_input_that_changes_meanwhile_stops_the_run(tmp_path: Path):
    first, second = json_lines(tmp_path / "a.jsonl", 40), json_lines(tmp_path / "b.jsonl", 40)

    def change(status: corpus.CorpusStatus) -> None:
        if status.documents == status.documents and second.stat().st_size > 10:
            second.write_text('{"text": "Autre chose."}')

    with pytest.raises(InputError, match=r"b\.jsonl has changed since the run began"):
        run([first, second], tmp_path / "out", progress=change, **SMALL)


@pytest.mark.parametrize("late", [False, True])
def test_an_input_that_vanished_stops_the_run_until_it_is_back(tmp_path: Path, late: bool):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02d}.txt").write_text(text(number), encoding="utf-8")
    run(folder, tmp_path / "whole", **SMALL)
    gone, kept = folder / "25.txt", tmp_path / "25.txt"

    def vanish(_: corpus.CorpusStatus) -> None:
        if gone.exists():
            gone.rename(kept)

    if late:
        with pytest.raises(InputError, match=r"25\.txt is not there any more"):
            run(folder, tmp_path / "out", progress=vanish, **SMALL)
    else:
        stopped(folder, tmp_path / "out", 10)
        gone.rename(kept)
        with pytest.raises(InputError, match=r"25\.txt"):
            run(folder, tmp_path / "out", **SMALL)
    kept.rename(gone)
    run(folder, tmp_path / "out", **SMALL)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


@pytest.mark.parametrize("after", [45, 92, 100])
def test_files_in_which_all_is_done_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
):
    paths = [json_lines(tmp_path / f"{name}.jsonl", 40) for name in "abc"]
    run(paths, tmp_path / "whole", **SMALL)
    stopped(paths, tmp_path / "out", after)
    with closing(Journal(tmp_path / "out")) as journal:
        _, done = journal.beginning()  # fewer than there are results: one before them may be under way still
    opened: list[str] = []

    def note(path: str) -> Any:
        opened.append(Path(path).name)
        return reading(path)

    monkeypatch.setattr("bitext.corpus.reading.reading", note)
    run(paths, tmp_path / "out", **SMALL)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    assert opened == ["a.jsonl", "b.jsonl", "c.jsonl"][done // 40 :]


def test_a_new_file_in_a_folder_is_told(tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02d}.txt").write_text(text(number), encoding="utf-8")
    stopped(folder, tmp_path / "out", 5)
    (folder / "99.txt").write_text("Nouveau.", encoding="utf-8")
    with pytest.raises(InputError, match=r"99\.txt is new"):
        run(folder, tmp_path / "out", **SMALL)


def test_standard_input_must_be_the_same_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import io

    data = json_lines(tmp_path / "d.jsonl", 60).read_bytes()

    def give(some: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(some)))

    give(data)
    run("-", tmp_path / "whole", **SMALL)
    give(data)
    stopped("-", tmp_path / "out", 30)
    give(data.replace(b"Document 2.", b"Document 8."))
    with pytest.raises(InputError, match="not those that were read before"):
        run("-", tmp_path / "out", **SMALL)
    give(data)
    run("-", tmp_path / "out", **SMALL)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
def test_a_disk_that_is_full_stops_the_run_which_goes_on_when_there_is_room(
    tmp_path: Path, wanted: dict[str, bytes]
):
    arguments = (tmp_path / "d.jsonl", tmp_path / "out")
    full = python(RUN, *arguments, 60_000, cwd=ROOT)
    assert full.returncode == 1
    assert b"run the same command again" in full.stderr
    assert b"Traceback" not in full.stderr
    for name, data in contents(tmp_path / "out").items():
        assert data == wanted[name]
    assert python(RUN, *arguments, 0, cwd=ROOT).returncode == 0
    assert contents(tmp_path / "out") == wanted


def test_a_shard_for_which_there_is_no_room_is_written_later(
    tmp_path: Path, wanted: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(InputError, match="No space left on device"):
            run(tmp_path / "d.jsonl", tmp_path / "out", **SMALL)
    assert not list((tmp_path / "out").glob("*part*"))
    run(tmp_path / "d.jsonl", tmp_path / "out", **SMALL)
    assert contents(tmp_path / "out") == wanted


@pytest.mark.usefixtures("wanted")
def test_a_journal_that_is_damaged_is_told(tmp_path: Path):
    journal = tmp_path / "whole" / "journal.sqlite"
    journal.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(JournalError, match="cannot go on with"):
        run(tmp_path / "d.jsonl", tmp_path / "whole", **SMALL)


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-1])])
@pytest.mark.usefixtures("wanted")
def test_a_shard_that_is_not_as_it_was_written_is_told(tmp_path: Path, harm: Callable[[Path], object]):
    harm(tmp_path / "whole" / "part-000001.jsonl")
    with pytest.raises(InputError, match=r"part-000001\.jsonl is not as it was written"):
        run(tmp_path / "d.jsonl", tmp_path / "whole", **SMALL)


def test_two_runs_in_one_folder_are_one_too_many(tmp_path: Path):
    told: list[str] = []

    def begin_another(_: corpus.CorpusStatus) -> None:
        with pytest.raises(InputError, match="another run is at work") as caught:
            run(tmp_path / "d.jsonl", tmp_path / "out", **SMALL)
        told.append(str(caught.value))

    run(json_lines(tmp_path / "d.jsonl", 10), tmp_path / "out", progress=begin_another, **SMALL)
    assert told


def load_deadly(options: Options) -> Aligner:
    """An aligner whose process dies on a document that says so."""
    aligner = load_echo(options)
    generate = aligner.translator.engine.generate

    def deadly(sources: Any, *others: Any) -> Any:
        if any("meurt" in "".join(source) for source in sources):
            os.kill(os.getpid(), signal.SIGKILL)
        return generate(sources, *others)

    aligner.translator.engine.generate = deadly  # type: ignore[method-assign, assignment]
    return aligner


def test_a_document_that_its_worker_dies_on_is_rejected_alone(tmp_path: Path):
    lines = [
        f'{{"id": "d{n}", "text": "{"Le héros meurt." if n == 2 else "Le héros dort."}"}}' for n in range(4)
    ]
    (tmp_path / "d.jsonl").write_text("\n".join(lines), encoding="utf-8")
    summary = corpus.run(
        tmp_path / "d.jsonl", tmp_path / "out", jobs=2, load=load_deadly, batch_characters=60
    )
    assert names(rows(tmp_path / "out")) == [f"d{n}" for n in (0, 1, 3)]
    assert [(one["document"], "died" in one["reason"]) for one in rejects(tmp_path / "out")] == [("d2", True)]
    assert summary.status.documents == 4


def load_failing(options: Options) -> Aligner:
    """An aligner that has a fault which no check foresees."""
    aligner = load_echo(options)
    generate = aligner.translator.engine.generate

    def failing(sources: Any, *others: Any) -> Any:
        if any("oie" in "".join(source) for source in sources):
            raise ZeroDivisionError("geese")
        return generate(sources, *others)

    aligner.translator.engine.generate = failing  # type: ignore[method-assign, assignment]
    return aligner


def test_a_document_that_breaks_the_work_is_rejected_alone(tmp_path: Path):
    run(json_lines(tmp_path / "d.jsonl", 10), tmp_path / "out", load=load_failing)
    assert [one["document"] for one in rejects(tmp_path / "out")] == ["d4", "d9"]
    assert rejects(tmp_path / "out")[0]["reason"] == "ZeroDivisionError: geese"
    assert len(names(rows(tmp_path / "out"))) == 8


def load_nothing(_: Options) -> Aligner:
    raise ModelError("the model is away; fetch it.")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_model_that_cannot_be_loaded_ends_the_run(tmp_path: Path, jobs: int):
    with pytest.raises(BitextError, match="the model is away"):
        corpus.run(json_lines(tmp_path / "d.jsonl", 10), tmp_path / "out", jobs=jobs, load=load_nothing)
    assert not rows(tmp_path / "out")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_the_workers_of_a_run_that_is_killed_end_too(tmp_path: Path):
    path = json_lines(tmp_path / "d.jsonl", 600)
    run(path, tmp_path / "whole", **SMALL)
    code = RUN.replace("load=load_echo", "load=load_echo, jobs=2") + "\n"
    code = "if __name__ == '__main__':\n" + "".join(f"    {line}\n" for line in code.splitlines())
    script = tmp_path / "run.py"
    script.write_text(code, encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603 (our own code, no shell)
        [sys.executable, script, path, tmp_path / "out", "0"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    journal = tmp_path / "out" / "journal.sqlite-wal"
    end = time.monotonic() + 60
    while not (journal.exists() and journal.stat().st_size > 100_000) and time.monotonic() < end:
        time.sleep(0.02)
    process.kill()
    process.wait()
    while time.monotonic() < end and _workers(script):
        time.sleep(0.05)
    assert not _workers(script)
    run(path, tmp_path / "out", **SMALL)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def _workers(script: Path) -> list[str]:
    """Processes that a run of ``script`` began."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (
                str(script.parent).encode()
                in (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            ):
                found.append(process.name)
        except OSError:
            continue
    return found


def load_without_a_package(options: Options) -> Aligner:
    aligner = load_echo(options)

    def missing(*_: Any) -> Any:
        raise MissingDependencyError("An encoder is missing: pip install it.")

    aligner.translator.engine.generate = missing  # type: ignore[method-assign, assignment]
    return aligner


def test_a_package_that_is_missing_ends_the_run_and_rejects_nothing(tmp_path: Path):
    with pytest.raises(MissingDependencyError):
        run(json_lines(tmp_path / "d.jsonl", 10), tmp_path / "out", load=load_without_a_package)
    assert not rejects(tmp_path / "out")


def test_a_model_in_a_folder_that_changed_is_another_setting(tmp_path: Path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}")
    path = json_lines(tmp_path / "d.jsonl", 2)
    run(path, tmp_path / "out", model=tmp_path / "model")
    (tmp_path / "model" / "config.json").write_text("{ }")
    with pytest.raises(InputError, match="model_files was"):
        run(path, tmp_path / "out", model=tmp_path / "model")


def test_workers_share_the_cores(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)
    assert _sharing_cores(CorpusJob(), 3).options == {"threads": 2}
    assert _sharing_cores(CorpusJob({"threads": 5}), 3).options == {"threads": 5}
