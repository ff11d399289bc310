"""A sentence to what the database of a memory has of it, and of sentences that are like it.

Like ones are found by their rarest words: these have the shortest lists, and a sentence that is like another
one shares some of them. What shares most of them, the rarer the more, is compared letter by letter.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from math import ceil, log
from typing import Final

from rapidfuzz import fuzz

from bitext.memory.additions import length_mark
from bitext.memory.entries import MemoryMatch, Trust
from bitext.memory.keys import hash_of, is_storable, key_of, stems_of

LEAST: Final = 70
"""Likeness in per cent from which a sentence is like another one."""
_COMPARED: Final = 32
"""Candidates that are compared letter by letter."""
_CHANGED: Final = 0.5
"""The share of its words, the rarest, of which a sentence has at least one where it is like another one."""
_ROWS: Final = 4_000
"""Rows of the lists of words that are read for one sentence, about."""
_COMMON: Final = 2_000
"""A word of more sentences than this is looked for in those of about the same length alone."""
_ENOUGH: Final = 3
"""Words that were looked for, from which on no such word is."""
_MOST_TARGETS: Final = 16
"""Translations of one sentence that are looked at, the newest."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    id: int
    text: str
    likeness: int


def same(connection: sqlite3.Connection, text: str, before: str | None) -> list[MemoryMatch]:
    """The translations of the sentence ``text`` word for word, the best first.

    Those of more trust come first, the newest of them; of several of one addition the one that stood behind
    the sentence ``before``, else the last.
    """
    key = key_of(text)
    if not key or not is_storable(key):
        return []
    found = [
        source
        for source in connection.execute("SELECT id, text FROM source WHERE hash = ?", (hash_of(key),))
        if key_of(source[1]) == key
    ]
    return [match for number, source in found for match in _matches(connection, number, source, 100, before)]


def like(connection: sqlite3.Connection, text: str, most: int, least: int) -> list[MemoryMatch]:
    """Translations of sentences that are like ``text``, at least ``least`` per cent, the likest first.

    One of each sentence; those of the sentence itself are not among them.
    """
    key = key_of(text)
    if not key or not is_storable(key) or most < 1:
        return []
    texts = _texts(connection, _candidates(connection, key))
    compared = ((number, other, key_of(other)) for number, other in texts)
    candidates = (
        _Candidate(number, other, likeness)
        for number, other, their_key in compared
        if their_key != key and (likeness := likeness_of(key, their_key)) >= least
    )
    found: list[MemoryMatch] = []
    for one in nsmallest(most, candidates, key=lambda one: (-one.likeness, -one.id)):
        found += _matches(connection, one.id, one.text, one.likeness, None)[:1]
    return found


def likeness_of(key: str, other: str) -> int:
    """How like two sentences are, in per cent: 100 for the same one alone.

    Else twice the length of the longest common subsequence of their characters, whatever their case, by the
    length of both, 99 at most.
    """
    return 100 if key == other else min(99, int(fuzz.ratio(key.casefold(), other.casefold())))


def _matches(
    connection: sqlite3.Connection, source: int, text: str, likeness: int, before: str | None
) -> list[MemoryMatch]:
    rows = connection.execute(
        "SELECT t.text, trust, name, before, addition FROM target AS t "
        "JOIN addition ON addition.id = t.addition "
        "WHERE source = ? ORDER BY trust DESC, addition DESC, t.id DESC LIMIT ?",
        (source, _MOST_TARGETS),
    ).fetchall()
    if before is not None and len(rows) > 1:
        wanted = hash_of(key_of(before))
        rows.sort(key=lambda row: (-row[1], -row[4], row[3] != wanted))
    return [MemoryMatch(text, target, likeness, Trust(trust), name) for target, trust, name, *_ in rows]


def _candidates(connection: sqlite3.Connection, key: str) -> list[int]:
    """The sentences that share the most and the rarest words with one, those first."""
    stems = stems_of(key)
    found = connection.execute(
        "SELECT stem, sources FROM stem WHERE stem IN (SELECT value FROM json_each(?))", (json.dumps(stems),)
    )
    known = dict.fromkeys(stems, 0) | dict(found)
    total = connection.execute("SELECT max(id) FROM source").fetchone()[0] or 0
    rarest = sorted(known.items(), key=lambda row: (row[1], row[0]))[: 1 + ceil(_CHANGED * len(known))]
    weights: defaultdict[int, float] = defaultdict(float)
    left, used = _ROWS, 0
    for stem, sources in rarest:
        if sources > _COMMON and used >= _ENOUGH and len(weights) >= _COMPARED:
            break
        if left > 0 and sources:
            used += 1
            rows = _rows(connection, stem, sources, len(stems), left)
            left -= len(rows)
            weight = log(1 + total / sources)
            for (number,) in rows:
                weights[number] += weight
    best = nlargest(_COMPARED, zip(weights.values(), weights, strict=True))
    return [number for _, number in best]


def _rows(
    connection: sqlite3.Connection, stem: str, sources: int, length: int, most: int
) -> Sequence[tuple[int]]:
    """The newest sentences that have a word."""
    wanted = f'"{stem}"'
    if sources > _COMMON:
        near = max(1, length // 4)
        lengths = (f'"{length_mark(n)}"' for n in range(max(1, length - near), length + near + 1))
        wanted += f" AND ({' OR '.join(lengths)})"
    query = "SELECT rowid FROM word WHERE word MATCH ? ORDER BY rowid DESC LIMIT ?"
    return connection.execute(query, (wanted, most)).fetchall()


def _texts(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[tuple[int, str]]:
    return connection.execute(
        "SELECT id, text FROM source WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    ).fetchall()
