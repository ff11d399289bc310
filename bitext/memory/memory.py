"""A translation memory: an index on disk, or in RAM, of sentences and their translations."""

from __future__ import annotations

import os
import sqlite3
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from bitext.errors import BitextWarning, FormatError, InputError
from bitext.memory import lookup
from bitext.memory.additions import Addition
from bitext.memory.database import (
    close_written,
    in_memory,
    is_database,
    open_to_read,
    open_to_write,
    prepare,
    told,
)
from bitext.memory.entries import MemoryChanges, MemoryEntry, MemoryInfo, MemoryMatch, Trust
from bitext.memory.reading import entries_of, oriented
from bitext.result.bitext import Bitext

MOST = 20
"""Translations of like sentences that can be asked for, at most."""


class TranslationMemory:
    """Sentences that were translated before, and sentences that are like a new one.

    On disk it is one file, which several processes may read while one adds to it; reading never writes.
    Threads may share one. :class:`bitext.Aligner` takes one as its ``memory``.

    Example:
        >>> import bitext
        >>> memory = bitext.TranslationMemory()
        >>> old = bitext.align(["La mairie est fermée."], ["The town hall is closed."], bridge="length")
        >>> memory.add(old).added
        1
        >>> memory.translation("La mairie est fermée.").target
        'The town hall is closed.'
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        """``path``: the index, made by the first :meth:`add`; without one, the memory lives in RAM."""
        self.path = None if path is None else Path(path)
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None
        self._process = os.getpid()
        if self.path is None:
            self._connection = in_memory()
            with told(None):
                prepare(self._connection)

    @classmethod
    def of(cls, memory: str | os.PathLike[str] | TranslationMemory | Bitext) -> TranslationMemory:
        """A memory from what :class:`bitext.Aligner` takes as one: an index, or a bitext.

        Args:
            memory: A memory, the path of an index, the path of a bitext in any format that
                :meth:`bitext.Bitext.load` reads, or a bitext. Of a bitext, machine translations that nobody
                has checked are left out.

        Raises:
            InputError: there is no such file, or it cannot be read.
            FormatError: the file is neither an index nor a bitext.
        """
        if isinstance(memory, TranslationMemory):
            memory.check()
            return memory
        if not isinstance(memory, Bitext):
            path = Path(memory)
            with told(path):
                is_index = not path.is_file() or is_database(path)
            if is_index:
                found = cls(path)
                found.check()
                return found
        made = cls()
        if left := made.add(memory).unchecked:
            warnings.warn(
                f"{left} pairs look like machine translations that nobody has checked, and are left out of "
                "the memory; to take them, give a TranslationMemory to which they were added with "
                "unchecked=True, or an index made by `bitext memory add --all`.",
                BitextWarning,
                stacklevel=3,
            )
        return made

    def __repr__(self) -> str:
        return f"<TranslationMemory {self.path or 'in RAM'}>"

    def __len__(self) -> int:
        """How many sentences it has translations for."""
        if self.path is not None and not self.path.exists():
            return 0
        with self._reading() as connection:
            return int(connection.execute("SELECT count(*) FROM source").fetchone()[0])

    def __getstate__(self) -> dict[str, object]:
        """What is pickled: the path, or all of a memory in RAM."""
        if self.path is not None or self._connection is None:
            return {"path": self.path, "data": None}
        with self._lock:
            return {"path": None, "data": self._connection.serialize()}

    def __setstate__(self, state: dict[str, object]) -> None:
        """The same memory in another process."""
        path, data = state["path"], state["data"]
        TranslationMemory.__init__(self, path if isinstance(path, Path) else None)
        if isinstance(data, bytes) and self._connection is not None:
            self._connection.deserialize(data)

    def check(self) -> None:
        """Raises InputError or FormatError where the index is not there, or is none."""
        with self._reading():
            pass

    def add(
        self,
        bitext: str | os.PathLike[str] | Bitext,
        format: str | None = None,
        *,
        unchecked: bool = False,
        name: str | None = None,
    ) -> MemoryChanges:
        """Add the pairs of a bitext, all or, where it is interrupted, none.

        Where a sentence has another translation already, the new one replaces it, unless a person has checked
        the old one and nobody the new one.

        Args:
            bitext: A bitext, or a file that :meth:`bitext.Bitext.load` reads.
            format: The name of its format, where content and suffix do not say it.
            unchecked: Take machine translations that nobody has checked, too.
            name: What the entries are said to come from; the name of the file by default.

        Raises:
            FormatError: the file, or the index, is not what it should be.
            InputError: it is of other languages, cannot be read, or the index cannot be written.

        Example:
            >>> import bitext
            >>> memory = bitext.TranslationMemory()
            >>> memory.add(bitext.align(["Il neige."], ["It is snowing."], bridge="length")).added
            1
        """
        given = bitext if isinstance(bitext, Bitext) else Bitext.load(bitext, format)
        file = "" if isinstance(bitext, Bitext) else Path(bitext).name
        try:
            pairs = list(entries_of(oriented(given)))
        except InputError as error:
            raise type(error)(f"{bitext}: {error}" if file else str(error)) from error
        wanted = [one for one in pairs if one and (unchecked or one.trust is not Trust.MACHINE)]
        unfit = pairs.count(None)
        left = MemoryChanges(unchecked=len(pairs) - unfit - len(wanted), unfit=unfit)
        return left + self.add_entries(wanted, name or file)

    def add_entries(self, entries: Iterable[MemoryEntry], name: str = "") -> MemoryChanges:
        """Add entries, all or, where it is interrupted, none.

        Args:
            entries: Any number of them; they need not fit in memory.
            name: What they come from.

        Raises:
            FormatError: the index is none, or damaged.
            InputError: it cannot be written.
        """
        with self._writing() as connection, told(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                prepare(connection)
                changes = Addition(connection, name).add(entries)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        return changes

    def translation(self, text: str, before: str | None = None) -> MemoryMatch | None:
        """The translation of the sentence ``text``, if it is there word for word.

        The newest of those of the greatest trust. Spaces and the kinds of quotation marks, apostrophes and
        dashes do not count; capitals and digits do.

        Args:
            text: A sentence of the source language.
            before: The sentence before it; of several translations of one file, that behind it is taken.
        """
        return next(iter(self.translations(text, before)), None)

    def translations(self, text: str, before: str | None = None) -> list[MemoryMatch]:
        """All translations of the sentence ``text``, the one that :meth:`translation` gives first.

        Args:
            text: A sentence of the source language.
            before: The sentence before it.
        """
        with self._reading() as connection:
            return lookup.same(connection, text, before)

    def find(self, text: str, n: int = 5, least: int = lookup.LEAST) -> list[MemoryMatch]:
        """Translations of the sentence ``text`` and of sentences that are like it, the likest first.

        Args:
            text: A sentence of the source language.
            n: How many at most.
            least: Likeness in per cent from which one is given.

        Raises:
            InputError: ``n`` is not between 1 and 20, or ``least`` not between 1 and 100.
        """
        if not 1 <= n <= MOST:
            raise InputError(f"n must be between 1 and {MOST}, not {n}.")
        if not 1 <= least <= 100:  # noqa: PLR2004 - per cent
            raise InputError(f"least is in per cent, between 1 and 100, not {least}.")
        with self._reading() as connection:
            found = lookup.same(connection, text, None)[:n]
            return found + lookup.like(connection, text, n - len(found), least)

    def info(self) -> MemoryInfo:
        """What it holds."""
        with self._reading() as connection:
            count = "SELECT count(*), sum(trust = ?), sum(trust = ?) FROM target"
            row = connection.execute(count, (Trust.CHECKED, Trust.MACHINE)).fetchone()
            files = connection.execute("SELECT name, added FROM addition ORDER BY id DESC").fetchall()
            pages = (connection.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
            size = next(pages) * next(pages)
            return MemoryInfo(len(self), row[0], row[1] or 0, row[2] or 0, tuple(files), size)

    def entries(self) -> Iterator[MemoryEntry]:
        """All sentences with their translations, in the order in which they were added; the best of each."""
        query = (
            "SELECT source.text, target.text, trust FROM source JOIN target ON target.source = source.id "
            "WHERE source.id > ? ORDER BY source.id, trust DESC, addition DESC, target.id DESC"
        )
        with self._reading() as connection:
            last: str | None = None
            for source, target, trust in connection.execute(query, (0,)):
                if source != last:
                    yield MemoryEntry(source, target, Trust(trust))
                last = source

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, told(self.path):
            if self.path is not None and (self._connection is None or self._process != os.getpid()):
                self._connection, self._process = open_to_read(self.path), os.getpid()
            if self._connection is None:
                raise FormatError("this memory is closed.")
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self.path is None:
                with self._reading() as connection:
                    yield connection
                return
            # The reader is opened anew: what it holds of the file is older than what is written now.
            self.close()
            connection = open_to_write(self.path)
            try:
                yield connection
            finally:
                close_written(connection)

    def close(self) -> None:
        """Let go of the file; it is opened again where it is needed."""
        with self._lock:
            if self.path is not None and self._connection is not None:
                self._connection.close()
                self._connection = None


def bitext_of(memory: TranslationMemory) -> Bitext:
    """All of a memory as a bitext, a paragraph each, to be saved in any format."""
    from bitext.result.pair import Pair, Side
    from bitext.text.document import Document, Sentence

    lines: tuple[list[Sentence], list[Sentence]] = ([], [])
    starts = [0, 0]
    pairs = []
    for number, entry in enumerate(memory.entries()):
        for side, text in enumerate((entry.source, entry.target)):
            lines[side].append(Sentence(starts[side], starts[side] + len(text), text, number))
            starts[side] += len(text) + 1
        sides = [Side((sentences[-1],)) for sentences in lines]
        pairs.append(Pair(sides[0], sides[1], checked=entry.trust is Trust.CHECKED))
    documents = [
        Document("\n".join(sentence.text for sentence in sentences), tuple(sentences), lang=lang)
        for sentences, lang in zip(lines, ("fr", "en"), strict=True)
    ]
    return Bitext(documents[0], documents[1], tuple(pairs))
