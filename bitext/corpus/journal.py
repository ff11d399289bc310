"""The journal of a run: what is done, in an SQLite database beside the output.

Why SQLite in WAL mode, and not a log of our own: a batch of results, its counts, its rejected documents and
the texts that it has seen are kept together or not at all, whenever the process is killed; results may come
in any order; texts that were seen before are found by an index on disk, not in memory. Python has it built
in, and its recovery is better tested than ours could be. What it asks for: one process that writes (a lock
beside it makes sure of that), and a file system of this machine, since WAL needs shared memory.

Results wait here, packed, until all of a shard are there; then the shard is written whole under its name,
and they are dropped. So no file of the output is ever half there, and the database stays as small as the
shards that are not finished, plus about 100 bytes for each batch.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from bitext.errors import BitextError, InputError

if TYPE_CHECKING:
    from bitext.corpus.documents import Outcome
    from bitext.corpus.files import CorpusFile, Stamp

NAME: Final = "journal.sqlite"

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inputs (
    number INTEGER PRIMARY KEY, name BLOB NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS read (input INTEGER PRIMARY KEY, documents INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS batches (
    number INTEGER PRIMARY KEY, shard INTEGER NOT NULL, documents INTEGER NOT NULL, size INTEGER NOT NULL,
    reached INTEGER NOT NULL, digest BLOB NOT NULL, pairs INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS batches_by_shard ON batches (shard);
CREATE TABLE IF NOT EXISTS results (batch INTEGER PRIMARY KEY, lines BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS notes (
    kind TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, told TEXT NOT NULL,
    PRIMARY KEY (kind, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (digest BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shards (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, pairs INTEGER NOT NULL, bytes INTEGER NOT NULL
);
"""

NoteKind = Literal["rejected", "repeated", "warned"]


_KINDS: Final = ("rejected", "repeated", "warned")
_ANEW: Final = "put back what was there, or begin anew in another folder."


class JournalError(BitextError):
    """The journal of a run cannot be read or written."""


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """A batch that is done: the shard that its rows are in, its documents, characters, and rows.

    ``reached``: bytes of the inputs that had been read behind it; ``digest`` is that of its documents.
    """

    number: int
    shard: int
    documents: int
    size: int
    reached: int
    digest: bytes
    pairs: int


@dataclass(frozen=True, slots=True)
class ShardRecord:
    """A shard that is written: its file, how many rows and bytes it has."""

    number: int
    name: str
    pairs: int
    bytes: int


@dataclass(slots=True)
class CorpusCounts:
    """Documents and pairs that are done; documents that were rejected, came before, or had warnings."""

    documents: int = 0
    pairs: int = 0
    rejected: int = 0
    repeated: int = 0
    warned: int = 0

    def add(self, batch: BatchRecord, outcomes: Iterable[Outcome]) -> None:
        """Count a batch that is done."""
        self.documents += batch.documents
        self.pairs += batch.pairs
        for outcome in outcomes:
            self.rejected += bool(outcome.reason)
            self.repeated += outcome.repeats is not None
            self.warned += bool(outcome.warnings)


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be told of a document."""

    number: int
    name: str
    told: str


class Journal:
    """The journal in a folder; it belongs to one thread."""

    def __init__(self, folder: Path) -> None:
        """Open it, or begin one. Raises JournalError where the file is damaged or cannot be written."""
        self.path = folder / NAME
        with self._telling():
            self._base = sqlite3.connect(self.path)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = FULL")
            self._base.executescript(_TABLES)

    def close(self) -> None:
        """Close it; what was not kept is lost."""
        self._base.close()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise JournalError(
                f"cannot go on with {self.path}: {error}; make room on the disk or see to its rights, then "
                "run the same command again."
            ) from error

    @contextmanager
    def _keeping(self) -> Iterator[sqlite3.Connection]:
        """What is done inside is kept as one, or not at all."""
        with self._telling(), self._base:
            yield self._base

    def settings(self) -> dict[str, Any] | None:
        """Those that the run was begun with; None where it was not begun."""
        with self._telling():
            found = self._base.execute("SELECT name, value FROM settings ORDER BY name").fetchall()
        return {name: json.loads(value) for name, value in found} if found else None

    def begin(self, settings: Mapping[str, Any], files: Iterable[CorpusFile]) -> None:
        """Keep the settings of a run and the files that it reads."""
        with self._keeping() as base:
            rows = ((n, os.fsencode(file.name), *file.stamp) for n, file in enumerate(files))
            base.executemany("INSERT INTO inputs VALUES (?, ?, ?, ?)", rows)
            kept = ((name, json.dumps(value)) for name, value in settings.items())
            base.executemany("INSERT INTO settings VALUES (?, ?)", kept)

    def check_files(self, files: Iterable[CorpusFile]) -> None:
        """Raises InputError where ``files`` are not those that the run was begun with."""
        kept = self.files()
        for file in files:
            name, stamp = next(kept, ("", (0, 0)))
            if not name:
                raise InputError(f"{file.name} is new since the run began; {_ANEW}")
            if name != file.name:
                raise InputError(f"{name} was read where {file.name} is now; {_ANEW}")
            if stamp != file.stamp:
                raise InputError(f"{file.name} has changed since the run began; {_ANEW}")
        for name, _ in kept:
            raise InputError(f"{name} is not there any more; {_ANEW}")

    def files(self) -> Iterator[tuple[str, Stamp]]:
        """The files that the run was begun with, in order.

        One is asked for at a time: a question that stays open would keep the log of SQLite growing.
        """
        for number in count():
            with self._telling():
                row = self._base.execute("SELECT * FROM inputs WHERE number = ?", (number,)).fetchone()
            if row is None:
                return
            yield os.fsdecode(row[1]), (row[2], row[3])

    def add_read(self, number: int, documents: int) -> None:
        """Keep how many documents an input has, which has been read to its end."""
        with self._keeping() as base:
            base.execute("INSERT OR IGNORE INTO read VALUES (?, ?)", (number, documents))

    def read(self, number: int) -> int | None:
        """How many documents an input has; None where it was not read to its end yet."""
        with self._telling():
            row = self._base.execute("SELECT documents FROM read WHERE input = ?", (number,)).fetchone()
        return row and int(row[0])

    def beginning(self) -> tuple[int, int]:
        """How many batches are done before the first that is not, and how many documents these have."""
        with self._telling():
            (last,) = self._base.execute(
                "SELECT min(number) FROM batches AS one WHERE NOT EXISTS "
                "(SELECT 1 FROM batches WHERE number = one.number + 1)"
            ).fetchone()
            if last is None or self.batch(0) is None:
                return 0, 0
            (documents,) = self._base.execute(
                "SELECT sum(documents) FROM batches WHERE number <= ?", (last,)
            ).fetchone()
        return last + 1, int(documents)

    def total_size(self) -> int:
        """Bytes of all inputs."""
        with self._telling():
            (size,) = self._base.execute("SELECT coalesce(sum(size), 0) FROM inputs").fetchone()
        return int(size)

    def first_seen(self, digest: bytes, number: int) -> int:
        """The number of the first document with this ``digest``, which may be ``number`` itself.

        What was seen is kept with the next batch.
        """
        with self._telling():
            self._base.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (digest, number))
            (first,) = self._base.execute("SELECT number FROM seen WHERE digest = ?", (digest,)).fetchone()
        return int(first)

    def add(self, batch: BatchRecord, outcomes: Iterable[Outcome]) -> None:
        """Keep what became of the documents of a batch."""
        outcomes = list(outcomes)
        lines = zlib.compress(b"".join(one.lines for one in outcomes), 1)
        notes = [note for one in outcomes for note in _notes(one)]
        values = (batch.number, batch.shard, batch.documents, batch.size, batch.reached, batch.digest)
        with self._keeping() as base:
            base.execute("INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?, ?)", (*values, batch.pairs))
            base.execute("INSERT INTO results VALUES (?, ?)", (batch.number, lines))
            base.executemany("INSERT INTO notes VALUES (?, ?, ?, ?)", notes)

    def batch(self, number: int) -> BatchRecord | None:
        """A batch that is done; None if it is not."""
        with self._telling():
            row = self._base.execute("SELECT * FROM batches WHERE number = ?", (number,)).fetchone()
        return BatchRecord(*row) if row else None

    def lines(self, shard: int) -> Iterator[bytes]:
        """The rows of the batches of a shard, in order."""
        with self._telling():
            found = self._base.execute(
                "SELECT lines FROM batches JOIN results ON batch = number WHERE shard = ? ORDER BY number",
                (shard,),
            )
            for (lines,) in found:
                yield zlib.decompress(lines)

    def add_shard(self, shard: ShardRecord) -> None:
        """Keep that a shard is written; its rows are dropped."""
        with self._keeping() as base:
            base.execute(
                "INSERT INTO shards VALUES (?, ?, ?, ?)", (shard.number, shard.name, shard.pairs, shard.bytes)
            )
            base.execute(
                "DELETE FROM results WHERE batch IN (SELECT number FROM batches WHERE shard = ?)",
                (shard.number,),
            )

    def shards(self) -> list[ShardRecord]:
        """The shards that are written, in order."""
        with self._telling():
            found = self._base.execute("SELECT * FROM shards ORDER BY number").fetchall()
        return [ShardRecord(*row) for row in found]

    def notes(self, kind: NoteKind) -> Iterator[Note]:
        """The documents of which something is to be told, in order."""
        with self._telling():
            found = self._base.execute(
                "SELECT number, name, told FROM notes WHERE kind = ? ORDER BY number", (kind,)
            )
            for row in found:
                yield Note(*row)

    def counts(self) -> CorpusCounts:
        """What is done."""
        with self._telling():
            documents, pairs = self._base.execute(
                "SELECT coalesce(sum(documents), 0), coalesce(sum(pairs), 0) FROM batches"
            ).fetchone()
            notes = dict(self._base.execute("SELECT kind, count(*) FROM notes GROUP BY kind").fetchall())
        return CorpusCounts(documents, pairs, *(notes.get(kind, 0) for kind in _KINDS))


def _notes(outcome: Outcome) -> Iterator[tuple[NoteKind, int, str, str]]:
    name = _storable(outcome.name)
    if outcome.reason:
        yield "rejected", outcome.number, name, _storable(outcome.reason)
    if outcome.repeats is not None:
        yield "repeated", outcome.number, name, str(outcome.repeats)
    if outcome.warnings:
        yield "warned", outcome.number, name, json.dumps(outcome.warnings)


def _storable(text: str) -> str:
    """``text`` without lone halves of characters, which a database cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode()
