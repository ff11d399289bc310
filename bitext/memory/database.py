"""The file of a memory: an SQLite database, opened, made and read such that what goes wrong is told.

Reading never writes. An addition is one transaction with a write-ahead log, so that others read on while it
runs, and an addition that is interrupted leaves what was there before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bitext.errors import FormatError, InputError, MissingDependencyError

VERSION: Final = 1
APPLICATION: Final = 0x62744D65
"""What tells a memory from other databases of SQLite: "btMe"."""
_MAGIC: Final = b"SQLite format 3\0"
_PATIENCE: Final = 30.0
"""Seconds that an addition waits for another one to end."""
_MAPPED: Final = 1 << 32
_SCHEMA: Final = """
CREATE TABLE source(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX source_hash ON source(hash);
CREATE TABLE target(
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, text TEXT NOT NULL, trust INTEGER NOT NULL,
    before INTEGER NOT NULL, addition INTEGER NOT NULL
);
CREATE INDEX target_source ON target(source);
CREATE TABLE addition(id INTEGER PRIMARY KEY, name TEXT NOT NULL, added TEXT NOT NULL);
CREATE TABLE stem(stem TEXT PRIMARY KEY, sources INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5(stems, content='', columnsize=0, detail=none, tokenize=ascii);
"""
_NO_INDEX: Final = (
    "is no translation memory of bitext; give one that `bitext memory add` has made, or a bitext (.tmx, "
    ".xlf, .json, …)."
)


def is_database(path: Path) -> bool:
    """Whether a file is a database of SQLite, or empty, as one that was interrupted when it was made."""
    with path.open("rb") as stream:
        head = stream.read(len(_MAGIC))
    return head in {b"", _MAGIC}


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write.

    Raises:
        InputError: there is no such file, or it cannot be read.
        FormatError: it is no memory, or one of a newer bitext.
    """
    if not path.is_file():
        raise InputError(f"there is no translation memory {path}; `bitext memory add` makes one.")
    with told(path):
        if not is_database(path):
            raise FormatError(f"{path} {_NO_INDEX}")
        try:
            found = _connection(f"{_uri(path)}?mode=ro")
            _check(found, path)
        except sqlite3.OperationalError:
            # On a folder that cannot be written the log of an addition that has ended cannot be looked for.
            if path.with_name(path.name + "-wal").exists():
                raise
            found = _connection(f"{_uri(path)}?mode=ro&immutable=1")
            _check(found, path)
        return found


def open_to_write(path: Path) -> sqlite3.Connection:
    """A connection that adds; makes the file where there is none. Raises as :func:`open_to_read`."""
    with told(path):
        if path.exists() and not is_database(path):
            raise FormatError(f"{path} {_NO_INDEX} Its name comes first, then what is added.")
        found = _connection(f"{_uri(path)}?mode=rwc")
        if found.execute("PRAGMA page_count").fetchone()[0]:
            _check(found, path, may_be_empty=True)
        else:
            found.execute(f"PRAGMA application_id = {APPLICATION}")
        found.execute("PRAGMA journal_mode = WAL")
        found.execute("PRAGMA cache_size = -262144")
        return found


def in_memory() -> sqlite3.Connection:
    """A database without a file."""
    return _connection("file::memory:")


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables, where they are not there yet; within a transaction."""
    if connection.execute("PRAGMA user_version").fetchone()[0]:
        return
    for statement in filter(str.strip, _SCHEMA.split(";\n")):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def close_written(connection: sqlite3.Connection) -> None:
    """Close a connection that has added; the file is then one file again, unless others read it just now."""
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error:  # others read it: the log stays beside it
        pass
    finally:
        connection.close()


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """Errors of SQLite and of the system inside as those of bitext, which say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _told(error, path) from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}.") from error


def _told(error: sqlite3.Error, path: Path | None) -> Exception:
    name = getattr(error, "sqlite_errorname", "") or ""
    if "no such module" in str(error):
        return MissingDependencyError(
            f"this Python's SQLite has no full-text search (FTS5), which a memory needs ({error}); install "
            "another build of Python."
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return InputError(f"{path}: another process adds to this memory; try again when it has ended.")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return InputError(
            f"{path}: the disk is full or cannot be written ({error}); nothing was added. Make room and try "
            "again."
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return InputError(f"{path} cannot be opened or written here ({error}); see to its permissions.")
    return FormatError(
        f"{path}: this translation memory is damaged ({error}); use a copy, or make it again with `bitext "
        "memory add` from the files that went into it."
    )


def _connection(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
    return connection


def _uri(path: Path) -> str:
    return path.absolute().as_uri()


def _check(connection: sqlite3.Connection, path: Path, *, may_be_empty: bool = False) -> None:
    """Raises FormatError where a database is no memory, or one of a newer bitext."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        raise FormatError(f"{path} {_NO_INDEX}")
    if not version and not may_be_empty:
        raise FormatError(f"{path} is an empty memory: the first addition was interrupted; make it again.")
    if version > VERSION:
        raise FormatError(
            f"{path} is a translation memory of version {version}; install a newer bitext to use it."
        )
