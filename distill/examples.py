"""What an epoch consists of: the teacher's translations so far, and a share of people's."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from distill import teacher
from distill.batches import Encoded, Encoder
from distill.names import Names

LONGEST = 120
"""Pieces of a sentence."""


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

    def shards(self) -> tuple[int, int]:
        """How many shards there are of the teacher's and of people's translations."""
        return len(teacher.shards(self._folder / "teacher")), len(teacher.shards(self._folder / "people"))

    def epoch(self, shards: tuple[int, int], human: float, order: random.Random) -> list[Encoded]:
        """The examples of an epoch made of the first ``shards``.

        ``human`` is the share of people's translations.
        """
        taught = [
            one
            for path in teacher.shards(self._folder / "teacher")[1 : shards[0]]
            for one in self._read(path)
        ]
        wanted = round(len(taught) * human / (1 - human))
        people: list[Encoded] = []
        waiting = teacher.shards(self._folder / "people")[: shards[1]]
        order.shuffle(waiting)
        while waiting and len(people) < wanted:
            people += self._read(waiting.pop())
        return taught + people[:wanted]

    def _read(self, path: Path) -> list[Encoded]:
        if path not in self._shards:
            rows = [
                (one.french, english)
                for one in teacher.read(path)
                if (english := one.teacher or one.human) and one.french not in self._held_out
            ]
            order = random.Random(path.name)  # noqa: S311
            loud = [(one.upper(), two.upper()) for one, two in rows if order.random() < self._capitals]
            names = Names(rows)
            chosen = [row for row in rows if order.random() < self._names]
            renamed = [row for one, two in chosen if (row := names.renamed(one, two, order))]
            self._shards[path] = self._encoded(rows + loud + renamed, LONGEST)
        return self._shards[path]


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
