"""What an epoch consists of: the teacher's translations so far, some of people's and of the student's own."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from training import teacher
from training.batches import Encoded, Encoder
from training.names import Names

LONGEST = 120
"""Pieces of a sentence."""


class Shards(NamedTuple):
    """How many shards there are, by whose translations they hold; ``first`` of the teacher's is used."""

    teacher: int = 0
    people: int = 0
    own: int = 0
    first: int = 1


class Shares(NamedTuple):
    """The shares of examples that are people's translations and the student's own."""

    people: float = 0.0
    own: float = 0.0


@dataclass(frozen=True, slots=True)
class Development:
    """Sentences held out: ``french`` with two kinds of English, a person's or the teacher's own."""

    french: tuple[str, ...]
    english: tuple[str, ...]


class Library:
    """The shards in a folder, each encoded once, when first needed. The teacher's first one is held out."""

    def __init__(self, folder: Path, encoder: Encoder, capitals: float = 0.0, names: float = 0.0) -> None:
        """The shares of examples that come a second time: in ``capitals``, and with other ``names``."""
        self._folder = folder
        self._encoded = encoder
        self._capitals = capitals
        self._names = names
        self._shards: dict[Path, list[Encoded]] = {}
        self._held_out = {one.french for one in teacher.read(teacher.shards(folder / "teacher")[0])}

    def shards(self, first: int = 1) -> Shards:
        """Those there are now."""
        taught, people, own = (
            len(teacher.shards(self._folder / name)) for name in ("teacher", "people", "own")
        )
        return Shards(taught, people, own, first)

    def epoch(self, shards: Shards, shares: Shares, order: random.Random) -> list[Encoded]:
        """The examples of an epoch: what is in the teacher's shards, and the other two in their shares."""
        taught = [
            one
            for path in teacher.shards(self._folder / "teacher")[max(1, shards.first) : shards.teacher]
            for one in self._read(path)
        ]
        whole = len(taught) / (1 - sum(shares))
        people = self._drawn("people", shards.people, round(whole * shares.people), order)
        return taught + people + self._drawn("own", shards.own, round(whole * shares.own), order)

    def _drawn(self, name: str, shards: int, wanted: int, order: random.Random) -> list[Encoded]:
        """At most ``wanted`` examples of the first shards in a folder, which are drawn."""
        found: list[Encoded] = []
        waiting = teacher.shards(self._folder / name)[:shards]
        order.shuffle(waiting)
        while waiting and len(found) < wanted:
            found += self._read(waiting.pop())
        return found[:wanted]

    def _read(self, path: Path) -> list[Encoded]:
        if path not in self._shards:
            rows = [
                (one.french, english)
                for one in teacher.read(path)
                if (english := one.teacher or one.human) and one.french not in self._held_out
            ]
            own = path.parent.name == "own"
            varied = [] if own else self._varied(rows, random.Random(path.name))  # noqa: S311
            self._shards[path] = self._encoded(rows + varied, LONGEST, own=own)
        return self._shards[path]

    def _varied(self, rows: list[tuple[str, str]], order: random.Random) -> list[tuple[str, str]]:
        """Some of ``rows`` in capitals, and some with another name."""
        loud = [(one.upper(), two.upper()) for one, two in rows if order.random() < self._capitals]
        names = Names(rows)
        chosen = [row for row in rows if order.random() < self._names]
        return loud + [row for one, two in chosen if (row := names.renamed(one, two, order))]


def development(folder: Path, count: int, source: str | None = None) -> Development:
    """The first ``count`` sentences held out.

    They have a person's English; those of ``source``, if it is given, the teacher's.
    """
    read = teacher.read(teacher.shards(folder / "teacher")[0])
    rows: list[tuple[str, str | None]]
    if source is None:
        rows = [(one.french, one.human) for one in read if one.teacher]
    else:
        rows = [(one.french, one.teacher) for one in read if one.source == source]
    kept = [(french, english) for french, english in rows if english is not None][:count]
    return Development(tuple(french for french, _ in kept), tuple(english for _, english in kept))
