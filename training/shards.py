"""Training examples in shards: the teacher's own translations, and people's.

A model learns the teacher's translations more easily than people's (Kim and Rush 2016, "Sequence-Level
Knowledge Distillation"). Shards are files of JSON lines, each written at once, so that the work can stop and
go on at any time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from training import marks
from training.corpus import Line, open_text
from training.progress import CountReport
from training.settings import Settings
from training.teacher import SentenceTranslator

TEACHER, PEOPLE = "teacher", "people"
"""The folders of a work folder with the shards of each kind."""

_FORMAT = "{:05d}.jsonl"
_SUFFIXES = (".jsonl", ".jsonl.xz")


class Example(msgspec.Struct, frozen=True):
    """A source sentence, the teacher's target with the score it gave, and a person's if there is one.

    Quotation marks are curly. ``teacher`` is None where the translation was no good; ``score`` is its mean
    log-probability.
    """

    source: str
    teacher: str | None
    person: str | None
    corpus: str
    score: float = 0.0

    @property
    def target(self) -> str | None:
        """What is learnt: the teacher's translation, or else a person's."""
        return self.teacher or self.person


class _FrenchExample(msgspec.Struct, frozen=True):
    """An example as the first shards have it, which are from French to English."""

    french: str
    teacher: str | None
    human: str | None
    source: str
    score: float = 0.0


def shards(folder: Path) -> list[Path]:
    """The shards that are there, in order; they may be compressed (``.xz``)."""
    return sorted(path for suffix in _SUFFIXES for path in folder.glob(f"*{suffix}"))


def read(path: Path) -> list[Example]:
    """The examples of one shard."""
    with open_text(path) as file:
        return [_decoded(line) for line in file]


def write_translations(
    lines: Iterator[Line],
    folder: Path,
    teacher: SentenceTranslator,
    settings: Settings,
    report: CountReport,
    beam: int = 1,
) -> None:
    """Have the teacher translate ``lines`` into shards; those that are there already are passed over.

    The first shard is held out, so that it takes two to train with.
    """
    total = -(-settings.data.sentences // settings.data.shard)
    for number, taken, path in _parts(lines, folder, settings.data.shard, total):
        order = random.Random(f"{settings.run.seed} {number}")  # noqa: S311
        sentences = _prepared(taken, settings, order)
        results = teacher.translate([marks.for_teacher(one.source) for one in sentences], beam)
        _write(
            [done for one, result in zip(sentences, results, strict=True) if (done := _joined(one, result))],
            path,
        )
        report(number + 1, total)


def write_people(
    lines: Iterator[Line], folder: Path, settings: Settings, report: CountReport, most: int = 0
) -> None:
    """Put people's translations whose quotation marks match into shards, at most ``most`` of them, or all."""
    for number, taken, path in _parts(lines, folder, settings.data.shard, most):
        _write([done for one in _prepared(taken, settings, None) if (done := _joined(one, None))], path)
        report(number + 1, most)


def _parts(
    lines: Iterator[Line], folder: Path, size: int, most: int
) -> Iterator[tuple[int, list[Line], Path]]:
    """Number, lines and path of each shard that is not there yet; ``most`` of 0 is no limit."""
    folder.mkdir(parents=True, exist_ok=True)
    there = {path.name.split(".")[0] for path in shards(folder)}
    number = 0
    while (taken := list(islice(lines, size))) and (number < most or not most):
        path = folder / _FORMAT.format(number)
        if path.stem not in there:
            yield number, taken, path
        number += 1


def _prepared(lines: Sequence[Line], settings: Settings, order: random.Random | None) -> list[Line]:
    """``lines`` with curly marks, those that can have them; with ``order`` some get a quotation by rule."""
    found: list[Line] = []
    for line in lines:
        source, target = marks.curly(line.source, settings.source), line.target
        if order and not marks.count(source) and order.random() < settings.data.quoted:
            changed = marks.quoted(source, order)
            target = target if changed == source else None
            source = changed
        if marks.is_clean(source):
            found.append(Line(source, target, line.corpus))
    return found


def _joined(line: Line, result: tuple[str, float] | None) -> Example | None:
    """The example of a line and its translation; None where no target has the source's marks."""
    teacher = marks.transferred(line.source, result[0]) if result else None
    person = marks.transferred(line.source, line.target) if line.target else None
    if not teacher and not person:
        return None
    return Example(line.source, teacher, person, line.corpus, result[1] if result else 0.0)


def _write(examples: Sequence[Example], path: Path) -> None:
    partial = path.with_suffix(".partial")
    partial.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in examples))
    partial.replace(path)


def _decoded(line: str) -> Example:
    if not line.startswith('{"french"'):
        return msgspec.json.decode(line, type=Example)
    found = msgspec.json.decode(line, type=_FrenchExample)
    return Example(found.french, found.teacher, found.human, found.source, found.score)
