"""Shards → examples as flat arrays, on all cores.

Each shard is encoded into a file of its own, so that the work can stop and go on at any time, and shards that
come later are taken in. What was encoded under other settings, or with another vocabulary, is made anew.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import msgspec

from bitext.errors import InputError
from bitext.languages.pairs import pair_of
from training import shards, vocabulary
from training.examples import Epochs, Examples
from training.progress import CountReport
from training.settings import Settings
from training.shards import PEOPLE, TEACHER
from training.subwords import Encoded, Encoder, Tokenizer
from training.teacher import LONGEST
from training.variations import Draw, varied

_FOLDER = "encoded"
_FORM = 2
"""Rises when examples get another form."""
_MADE_OF = "made_of"
"""A file in the folder whose digest tells what its examples were made of."""


class _Task(NamedTuple):
    """A shard to encode: where it is, where its examples go, and what it takes."""

    shard: Path
    output: Path
    work: Path
    teacher: Path
    settings: Settings


def encode(work: Path, teacher: Path, settings: Settings, report: CountReport) -> None:
    """Encode every shard in the folder ``work`` that is not encoded yet.

    ``teacher`` is the folder of the large model. The teacher's first shard is held out: no sentence of it is
    learnt from.

    Raises:
        InputError: if there is no shard to learn from.
    """
    folder = _folder(work, settings)
    found = [
        _Task(path, folder / f"{kind}-{path.name.split('.')[0]}.npz", work, teacher, settings)
        for kind, path in _to_learn_from(work)
    ]
    if not found:
        raise InputError(
            f"{work} has nothing to learn from: translate two shards at least, or give people's pairs."
        )
    waiting = [task for task in found if not task.output.exists()]
    for done, _ in enumerate(_each(_encode, waiting, settings.run.cores), len(found) - len(waiting) + 1):
        report(done, len(found))


def read(work: Path, settings: Settings) -> Epochs:
    """The examples of a run, and the batches of its epochs.

    Raises:
        InputError: if nothing is encoded.
    """
    folder = work / _FOLDER
    taught, people = (
        Examples.joined([Examples.load(path) for path in sorted(folder.glob(f"{kind}-*.npz"))])
        for kind in (TEACHER, PEOPLE)
    )
    if not len(taught) + len(people):
        raise InputError(f"{folder} has no examples to learn from: encode some first.")
    run = settings.run
    return Epochs(Examples.joined([taught, people]), len(taught), settings.data.people, run.tokens, run.seed)


def _to_learn_from(work: Path) -> list[tuple[str, Path]]:
    """Every shard but the first of the teacher's, with its kind."""
    taught, people = (shards.shards(work / kind) for kind in (TEACHER, PEOPLE))
    return [(TEACHER, path) for path in taught[1:]] + [(PEOPLE, path) for path in people]


def _folder(work: Path, settings: Settings) -> Path:
    """The folder of the examples, empty where they were made of something else."""
    folder = work / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    made_of = _digest(work, settings)
    sign = folder / _MADE_OF
    if not sign.exists() or sign.read_text(encoding="ascii") != made_of:
        for path in folder.glob("*.npz"):
            path.unlink()
        sign.write_text(made_of, encoding="ascii")
    return folder


def _digest(work: Path, settings: Settings) -> str:
    """Changes with all that examples are made of, shards aside."""
    parts = (
        _FORM,
        settings.languages,
        settings.variations,
        settings.templates,
        settings.run.seed,
        sorted(held_out(work)),
    )
    vocabularies = [
        (work / "vocabulary" / name).read_bytes() for name in (*vocabulary.FILES, vocabulary.ROWS)
    ]
    return hashlib.sha256(b"".join([msgspec.json.encode(parts), *vocabularies])).hexdigest()


def _each(function: Callable[[_Task], None], tasks: list[_Task], cores: int) -> Iterator[None]:
    """Carry out the tasks, each in one of ``cores`` processes, or here where one is enough."""
    if min(cores, len(tasks)) <= 1:
        yield from map(function, tasks)
        return
    with ProcessPoolExecutor(min(cores, len(tasks)), get_context("spawn")) as pool:
        yield from pool.map(function, tasks)


def _encode(task: _Task) -> None:
    settings, held = task.settings, held_out(task.work)
    pairs = [
        (one.source, one.target) for one in shards.read(task.shard) if one.target and one.source not in held
    ]
    order = random.Random(f"{settings.run.seed} {task.output.stem}")  # noqa: S311
    draw = Draw.of(pairs, pair_of(*settings.languages), settings.templates, order)
    changed = list(varied(pairs, settings.variations, draw))
    encoder = _encoder(task.work, task.teacher)
    encoded: list[Encoded] = []
    flags: list[bool] = []
    for is_alone in (False, True):
        kind = [one for one in changed if one.is_alone == is_alone]
        plain = [] if is_alone else pairs
        before = [target for _, target in plain] + [one.before for one in kind]
        found = encoder(plain + [one.pair for one in kind], LONGEST, before)
        encoded += found
        flags += [is_alone] * len(found)
    Examples.of(encoded, flags).save(task.output)


def held_out(work: Path) -> frozenset[str]:
    """The sources of the teacher's first shard, from which nothing is learnt."""
    first = shards.shards(work / TEACHER)[:1]
    return _sources(first[0]) if first else frozenset()


@cache
def _sources(shard: Path) -> frozenset[str]:
    return frozenset(one.source for one in shards.read(shard))


@cache
def _encoder(work: Path, teacher: Path) -> Encoder:
    folder = work / "vocabulary"
    return Encoder(Tokenizer(folder), Tokenizer(teacher), vocabulary.read_rows(folder).rows)
