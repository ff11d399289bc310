"""The teacher's own translations: easier to learn than people's (Kim and Rush 2016).

Kept in shards of JSON lines, each written at once, so that the work can stop and go on at any time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from bitext import catalog
from bitext.translation.engines.vocabulary import END, UNKNOWN, Vocabulary, decode
from bitext.translation.repair.faults import faults
from training import marks
from training.corpus import Line
from training.settings import Settings

SHARD = 1000
"""Sentences a shard."""
_LONGEST = 120
_FORMAT = "{:05d}.jsonl"


class Example(msgspec.Struct, frozen=True):
    """A French sentence, the teacher's English with the score it gave, and a person's if there is one.

    Quotation marks are curly. ``teacher`` is None where the translation was no good.
    """

    french: str
    teacher: str | None
    human: str | None
    source: str
    score: float = 0.0


class Teacher:
    """A model on CTranslate2, the large one as a rule, for whole shards at a time."""

    def __init__(self, name: str, threads: int) -> None:
        import ctranslate2

        files = catalog.fetch(name)
        self._vocabulary = Vocabulary(files.folder)
        self._translator: Any = ctranslate2.Translator(
            str(files.ctranslate2()), compute_type="int8", inter_threads=threads, intra_threads=1
        )

    def translate(self, sentences: Sequence[str], beam: int) -> list[tuple[str, float] | None]:
        """English and its mean log-probability; None for what is too long, unknown or goes wrong."""
        pieces = [self._vocabulary.encode_source(text).pieces for text in sentences]
        known = [i for i, one in enumerate(pieces) if 0 < len(one) <= _LONGEST and UNKNOWN not in one]
        results = self._translator.translate_batch(
            [[*pieces[i], END] for i in known],
            beam_size=beam,
            max_batch_size=32,
            max_decoding_length=2 * _LONGEST,
            return_scores=True,
        )
        found: list[tuple[str, float] | None] = [None] * len(sentences)
        for i, result in zip(known, results, strict=True):
            output = result.hypotheses[0]
            text = decode(output)[0]
            long = len(output) > 2 * len(pieces[i]) + 10
            if not long and UNKNOWN not in output and not faults(sentences[i], text, pieces[i], output):
                found[i] = text, float(result.scores[0])
        return found


def shards(folder: Path) -> list[Path]:
    """The shards that are there, in order."""
    return sorted(folder.glob("*.jsonl"))


def read(path: Path) -> list[Example]:
    """The examples of one shard."""
    return [msgspec.json.decode(line, type=Example) for line in path.read_bytes().splitlines()]


def write_shards(
    lines: Iterator[Line], folder: Path, teacher: Teacher, settings: Settings, beam: int
) -> Iterator[tuple[int, int]]:
    """Translate ``lines`` into shards; those already there are passed over. Yields (shard, examples kept)."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(settings.data.sentences // SHARD):
        taken = list(islice(lines, SHARD))
        path = folder / _FORMAT.format(number)
        if not taken:
            return
        if path.exists():
            continue
        order = random.Random(f"{settings.run.seed} {number}")  # noqa: S311
        kept = _examples(taken, teacher, settings.data.quoted, order, beam)
        _write(kept, path)
        yield number, len(kept)


def write_people(lines: Iterator[Line], folder: Path) -> Iterator[tuple[int, int]]:
    """Put human translations whose quotation marks match into shards. Yields (shard, examples kept)."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, first in enumerate(lines):
        path = folder / _FORMAT.format(number)
        taken = [first, *islice(lines, SHARD - 1)]
        if path.exists():
            continue
        kept: list[Example] = []
        for line in taken:
            french = marks.curly(line.french)
            english = marks.transferred(french, line.english) if line.english else None
            if english and marks.is_clean(french):
                kept.append(Example(french, None, english, line.source))
        _write(kept, path)
        yield number, len(kept)


def write_own(lines: Iterator[Line], folder: Path, student: Teacher, count: int) -> Iterator[tuple[int, int]]:
    """Have the student translate ``lines`` into ``count`` more shards. Yields (shard, examples kept).

    What has quotation marks is passed over: of those the teacher does not know the form.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unmarked = (line for line in lines if marks.is_clean(line.french) and not marks.count(line.french))
    first = len(shards(folder))
    for number in range(first, first + count):
        taken = list(islice(unmarked, SHARD))
        if not taken:
            return
        results = student.translate([line.french for line in taken], beam=1)
        kept = [
            Example(line.french, result[0], None, line.source, result[1])
            for line, result in zip(taken, results, strict=True)
            if result and not marks.count(result[0])
        ]
        _write(kept, folder / _FORMAT.format(number))
        yield number, len(kept)


def _write(examples: Sequence[Example], path: Path) -> None:
    partial = path.with_suffix(".partial")
    partial.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in examples))
    partial.replace(path)


def _examples(
    lines: Sequence[Line], teacher: Teacher, quoted: float, order: random.Random, beam: int
) -> list[Example]:
    prepared: list[tuple[str, str | None, str]] = []
    for line in lines:
        french = marks.curly(line.french)
        human = line.english
        if not marks.count(french) and order.random() < quoted:
            changed = marks.quoted(french, order)
            human = human if changed == french else None
            french = changed
        if marks.is_clean(french):
            prepared.append((french, human, line.source))
    results = teacher.translate([marks.for_teacher(french) for french, _, _ in prepared], beam)
    examples: list[Example] = []
    for (french, human, source), result in zip(prepared, results, strict=True):
        english = marks.transferred(french, result[0]) if result else None
        person = marks.transferred(french, human) if human else None
        if english or person:
            examples.append(Example(french, english, person, source, result[1] if result else 0.0))
    return examples
