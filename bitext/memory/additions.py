"""Pairs into the database of a memory: what is new, what is known, what replaces something else."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from bitext.memory.entries import MemoryChanges, MemoryEntry
from bitext.memory.keys import hash_of, is_storable, key_of, stems_of

_CHUNK: Final = 20_000
"""Entries that are worked on at once."""


@dataclass(slots=True)
class _Row:
    """A translation in the database, or on its way there."""

    id: int
    text: str
    trust: int
    before: int
    addition: int


@dataclass(slots=True)
class _Source:
    """A sentence with its translations, by their text."""

    id: int
    rows: dict[str, _Row] = field(default_factory=dict)


class Addition:
    """One addition under way, within a transaction of ``connection``; ``name`` is that of what is added."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        added = datetime.now(UTC).isoformat(timespec="seconds")
        made = connection.execute("INSERT INTO addition(name, added) VALUES (?, ?)", (name, added))
        self._number = int(made.lastrowid or 0)
        self._next_source = self._next("source")
        self._next_target = self._next("target")
        self._stems: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()

    def _next(self, table: str) -> int:
        query = f"SELECT coalesce(max(id), 0) + 1 FROM {table}"  # noqa: S608 - a name of this module
        return int(self._connection.execute(query).fetchone()[0])

    def add(self, entries: Iterable[MemoryEntry]) -> MemoryChanges:
        """Take the entries in; what they change."""
        rest = iter(entries)
        while some := list(islice(rest, _CHUNK)):
            self._add(some)
        self._connection.executemany(
            "INSERT INTO stem VALUES (?, ?) "
            "ON CONFLICT(stem) DO UPDATE SET sources = sources + excluded.sources",
            sorted(self._stems.items()),
        )
        return MemoryChanges(**self._counts)

    def _add(self, entries: Sequence[MemoryEntry]) -> None:
        keys = [key_of(entry.source) for entry in entries]
        hashes = [hash_of(key) for key in keys]
        known = self._known(hashes)
        changed: dict[int, _Row] = {}
        gone: list[tuple[int]] = []
        for entry, key, number in zip(entries, keys, hashes, strict=True):
            if not key or not entry.target.strip() or not is_storable(key + entry.target):
                self._counts["unfit"] += 1
                continue
            found = known.get(key) or self._new(entry, key, number, known)
            self._counts[self._taken(entry, found, changed, gone)] += 1
        self._connection.executemany("DELETE FROM target WHERE id = ?", gone)
        self._connection.executemany(
            "INSERT OR REPLACE INTO target(source, id, text, trust, before, addition) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                (source.id, row.id, row.text, row.trust, row.before, row.addition)
                for source in known.values()
                for row in source.rows.values()
                if row.id in changed
            ],
        )

    def _new(self, entry: MemoryEntry, key: str, number: int, known: dict[str, _Source]) -> _Source:
        found = known[key] = _Source(self._next_source)
        self._next_source += 1
        stems = stems_of(key)
        self._stems.update(stems)
        self._connection.execute("INSERT INTO source VALUES (?, ?, ?)", (found.id, number, entry.source))
        words = " ".join([*stems, length_mark(len(stems))])
        self._connection.execute("INSERT INTO word(rowid, stems) VALUES (?, ?)", (found.id, words))
        return found

    def _taken(
        self, entry: MemoryEntry, source: _Source, changed: dict[int, _Row], gone: list[tuple[int]]
    ) -> str:
        """Take one entry in; what it is counted as."""
        row = source.rows.get(entry.target)
        older = [other for other in source.rows.values() if other.addition != self._number]
        if row is None and any(other.trust > entry.trust for other in source.rows.values()):
            return "outranked"
        if row is not None:
            if row.trust < entry.trust or row.addition != self._number:
                row.trust, row.addition = max(row.trust, entry.trust), self._number
                changed[row.id] = row
            return "known"
        for other in older:
            del source.rows[other.text]
            changed.pop(other.id, None)
            gone.append((other.id,))
        before = 0 if entry.before is None else hash_of(key_of(entry.before))
        made = _Row(self._next_target, entry.target, entry.trust, before, self._number)
        self._next_target += 1
        source.rows[entry.target] = changed[made.id] = made
        return "replaced" if older else "added"

    def _known(self, hashes: Sequence[int]) -> dict[str, _Source]:
        """The sentences of the database that have one of the hashes, by their keys."""
        found = self._connection.execute(
            "SELECT s.id, s.text, t.id, t.text, t.trust, t.before, t.addition FROM json_each(?) AS wanted "
            "CROSS JOIN source AS s ON s.hash = wanted.value CROSS JOIN target AS t ON t.source = s.id",
            (json.dumps(list({*hashes})),),
        )
        known: dict[str, _Source] = {}
        for number, text, *row in found:
            source = known.setdefault(key_of(text), _Source(number))
            source.rows[row[1]] = _Row(*row)
        return known


def length_mark(stems: int) -> str:
    """What stands among the stems of a sentence and tells how many there are."""
    return f"§{stems}"
