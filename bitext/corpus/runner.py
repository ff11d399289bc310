"""A corpus from its inputs to its shards: begun, stopped, gone on with, finished."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

from filelock import FileLock, Timeout

from bitext.corpus.cluster import ClusterPool
from bitext.corpus.columns import Columns
from bitext.corpus.compression import reading
from bitext.corpus.documents import CorpusDocument, Outcome, Record
from bitext.corpus.files import CorpusFile, corpus_files, known_file
from bitext.corpus.jobs import AlignerFactory, CorpusJob, load_aligner
from bitext.corpus.journal import BatchRecord, Journal, NoteKind, ShardRecord
from bitext.corpus.planning import Batch, Plan, ShardEnd, Skipped, text_digest
from bitext.corpus.pools import Pool
from bitext.corpus.ray import ray_pool
from bitext.corpus.reading import records
from bitext.corpus.settings import BATCH_SIZE, SHARD_SIZE, CorpusSettings, ShardFormat, Task, differences
from bitext.corpus.shards import OpenShards, remove_leftovers, shard_name, write_notes, write_shard
from bitext.errors import InputError
from bitext.files import STDIN

if TYPE_CHECKING:
    from bitext.aligner import Options

_LOCK: Final = "journal.lock"
_NOTES: Final[dict[NoteKind, tuple[str, str]]] = {
    "rejected": ("rejects.jsonl", "reason"),
    "repeated": ("repeats.jsonl", "first"),
    "warned": ("warnings.jsonl", "warnings"),
}
"""The files of what is to be told of documents, and the name of what is told."""


@dataclass(frozen=True, slots=True)
class CorpusStatus:
    """How far a run is: documents and pairs that are done, documents that were rejected or came before.

    ``read``: bytes of the inputs that are done, of ``size`` in all (0 where that is not known).
    """

    documents: int
    pairs: int
    rejected: int
    repeated: int
    warned: int
    read: int
    size: int


@dataclass(frozen=True, slots=True)
class CorpusSummary:
    """What a run has made: its ``status`` at the end, and the ``shards`` in order."""

    status: CorpusStatus
    shards: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work: ``jobs`` processes of this machine, or of the cluster at the address ``ray``."""

    jobs: int | None = None
    ray: str | None = None

    def pool(self, job: CorpusJob) -> Pool | ClusterPool:
        """The workers, ready."""
        return Pool(job, self.jobs or 1) if self.ray is None else ray_pool(job, self.ray, self.jobs)


StatusProgress = Callable[[CorpusStatus], None]


def run(
    inputs: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    task: Task = "auto",
    to: ShardFormat = "jsonl",
    jobs: int | None = None,
    ray: str | None = None,
    column: str | None = None,
    target_column: str | None = None,
    id_column: str = "id",
    form: str | None = None,
    encoding: str = "auto",
    unique: bool = False,
    batch_characters: int = BATCH_SIZE,
    shard_characters: int = SHARD_SIZE,
    load: AlignerFactory = load_aligner,
    progress: StatusProgress | None = None,
    **options: Unpack[Options],
) -> CorpusSummary:
    """Translate or link all documents of a corpus; the same call goes on with a run that was stopped.

    Args:
        inputs: Files and folders; "-" is standard input. A text, a page or a Word file is a document; so is
            each record of JSON Lines and Parquet, each unit of TMX, each pair of lines of two Moses files
            (``news.moses`` stands for ``news.fr`` and ``news.en``). They may be compressed (.gz, .xz, .zst).
        out: A folder for the output, its rejects and its journal.
        task: *translate*, *align* (link two texts that exist), or *auto*: whichever a document has texts for.
        to: What the shards are: *jsonl* or *parquet*.
        jobs: Processes that work; each loads the model. One, which it is without, uses all processor cores,
            too; of several, one that dies does not end the run. On a cluster without it: all that has room.
        ray: Work on a cluster of Ray: its address, or "auto".
        column: The field of a record that has its text; without, it is found by the usual names.
        target_column: The field that has the translation, likewise.
        id_column: The field that names a document.
        form: *lines* (each line of a text is a document), *jsonl*, or the form of documents.
        encoding: That of texts; found out without it.
        unique: Documents with the same text as an earlier one are left out.
        batch_characters: Characters that are worked on, and kept, at once.
        shard_characters: Characters of the documents of a shard.
        load: Makes an aligner of the options; a function of a module.
        progress: Is told how far the run is.
        options: Those of :class:`bitext.Aligner`.

    Returns:
        What was made. Documents that could not be worked on are in ``rejects.jsonl``, each with the reason.

    Raises:
        InputError: An input is not there or has changed, the folder holds a run with other settings, or
            another run is at work in it.
        ModelError: The model cannot be loaded.
        ClusterError: The cluster cannot be reached, or lost or doubled a document.
        MissingDependencyError: A package that is needed is not installed.
        JournalError: The journal cannot be read or written.

    Example:
        >>> from bitext import corpus
        >>> summary = corpus.run("news.jsonl", "out", column="text")  # doctest: +SKIP
        >>> summary.status.rejected  # doctest: +SKIP
        0
    """
    if jobs is not None and jobs < 1:
        raise InputError(f"jobs must be 1 or more, not {jobs}.")
    given = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
    settings = CorpusSettings(
        tuple(os.fspath(each) for each in given),
        task,
        to,
        form,
        encoding,
        Columns(column, target_column, id_column),
        unique,
        batch_characters,
        shard_characters,
        options,
        load,
    )
    with _journal(Path(out)) as journal:
        return CorpusRun(settings, Path(out), journal, Workers(jobs, ray), progress).finish()


@contextmanager
def _journal(folder: Path) -> Iterator[Journal]:
    """The journal in a folder, which no other run has meanwhile."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot write into {folder}: {error.strerror}; choose another place.") from error
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise InputError(f"another run is at work in {folder}; wait for its end, or stop it.") from None
    except OSError as error:
        raise InputError(f"cannot write into {folder}: {error.strerror}; choose another place.") from error
    with ExitStack() as stack:
        stack.callback(lock.release)
        yield stack.enter_context(closing(Journal(folder)))


class CorpusRun:
    """One run over a corpus; :func:`run` makes it."""

    def __init__(
        self,
        settings: CorpusSettings,
        folder: Path,
        journal: Journal,
        workers: Workers,
        progress: StatusProgress | None,
    ) -> None:
        self._settings = settings
        self._folder = folder
        self._journal = journal
        self._workers = workers
        self._progress = progress
        self._shards = OpenShards({shard.number for shard in journal.shards()})
        self._counts = journal.counts()
        self._size = 0
        self._read = 0

    def finish(self) -> CorpusSummary:
        """Do what is not done yet."""
        self._begin()
        try:
            self._work()
        finally:
            with suppress(Exception):
                self._write_notes()
        self._write_notes()
        return CorpusSummary(
            self._status(), tuple(self._folder / shard.name for shard in self._journal.shards())
        )

    def _begin(self) -> None:
        described = self._settings.described()
        before = self._journal.settings()
        if before is None:
            _check_empty(self._folder)
            self._journal.begin(described, self._files())
        elif before != described:
            told = "; ".join(differences(before, described))
            raise InputError(
                f"{self._folder} holds a run with other settings: {told}. Use those, or another folder."
            )
        else:
            self._journal.check_files(self._files())
        remove_leftovers(self._folder)
        for shard in self._journal.shards():
            _check_shard(self._folder / shard.name, shard)
        self._size = 0 if STDIN in self._settings.inputs else self._journal.total_size()

    def _files(self) -> Iterator[CorpusFile]:
        return corpus_files(self._settings.inputs, self._settings.form, self._folder)

    def _records(self, done: int) -> Iterator[Record]:
        """The documents, without the first ``done``; files in which all are done are not read again."""
        before = 0
        for number, (name, stamp) in enumerate(self._journal.files()):
            known = self._journal.read(number)
            if known is None or known > done:
                file = known_file(name, stamp, self._settings.form)
                count = -1
                for count, record in enumerate(records(file, self._settings, before)):
                    if count >= done:
                        yield record
                known = count + 1
                if known > 1:  # of a file that is one document nothing need be kept
                    self._journal.add_read(number, known)
            done = max(0, done - known)
            before += stamp[0]

    def _work(self) -> None:
        check = STDIN in self._settings.inputs
        batches, documents = (0, 0) if check else self._journal.beginning()
        plan = Plan(
            self._records(documents),
            self._journal,
            batch_characters=self._settings.batch_characters,
            shard_characters=self._settings.shard_characters,
            unique=_content_digest if self._settings.unique else None,
            check=check,
            passed=batches,
        )
        pool: Pool | ClusterPool | None = None
        try:
            for step in plan:
                if isinstance(step, ShardEnd):
                    self._shards.end(step)
                elif isinstance(step, Skipped):
                    self._shards.add(step.record)
                    self._read = max(self._read, step.record.reached)
                else:
                    pool = pool or self._workers.pool(self._settings.job)
                    self._keep(pool.submit(step))
                self._write_shards()
            if pool is not None:
                self._keep(pool.drain())
        finally:
            if pool is not None:
                pool.close()

    def _keep(self, finished: Iterator[tuple[Batch, list[Outcome]]]) -> None:
        for batch, outcomes in finished:
            repeated = [
                Outcome(one.number, one.name, repeats=batch.repeats[one.number])
                for one in batch.documents
                if one.number in batch.repeats
            ]
            record = _record(batch, outcomes)
            self._journal.add(record, [*outcomes, *repeated])
            self._counts.add(record, [*outcomes, *repeated])
            self._shards.add(record)
            self._read = max(self._read, batch.reached)
            self._write_shards()
            if self._progress is not None:
                self._progress(self._status())

    def _write_shards(self) -> None:
        for shard, pairs in self._shards.complete():
            name = shard_name(shard, self._settings.to)
            size = write_shard(self._folder / name, self._journal.lines(shard), self._settings.to)
            self._journal.add_shard(ShardRecord(shard, name, pairs, size))

    def _write_notes(self) -> None:
        for kind, (name, key) in _NOTES.items():
            write_notes(self._folder / name, self._journal.notes(kind), key)

    def _status(self) -> CorpusStatus:
        return CorpusStatus(**asdict(self._counts), read=self._read, size=self._size)


def _record(batch: Batch, outcomes: Sequence[Outcome]) -> BatchRecord:
    pairs = sum(outcome.pairs for outcome in outcomes)
    return BatchRecord(
        batch.number, batch.shard, len(batch.documents), batch.size, batch.reached, batch.digest, pairs
    )


def _content_digest(document: CorpusDocument) -> bytes:
    """A digest of the text of a document, or of the file that it is in."""
    if not document.path:
        return text_digest(document.source, document.target)
    found = hashlib.blake2b(digest_size=16)
    with reading(document.path) as (stream, _):
        while some := stream.read(1 << 20):
            found.update(some)
    # As the digest of a text: one in a file in UTF-8 has the same.
    found.update(b"\0")
    return found.digest()


def _check_empty(folder: Path) -> None:
    """Raises InputError where a folder that no run was begun in has something in it."""
    for path in folder.iterdir():
        if not path.name.startswith("journal."):
            raise InputError(f"{folder} is not empty ({path.name} is in it); name a new folder.")


def _check_shard(path: Path, shard: ShardRecord) -> None:
    """Raises InputError where a shard is not there as it was written."""
    if not path.is_file() or path.stat().st_size != shard.bytes:
        raise InputError(
            f"{path} is not as it was written ({shard.bytes} bytes); put it back, or begin anew in another "
            "folder."
        )
