"""How good a model is on sentences that were held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training import marks, shards
from training.shards import TEACHER
from training.teacher import SentenceTranslator


@dataclass(frozen=True, slots=True)
class Development:
    """Sentences held out: ``source`` and a person's ``target`` of each."""

    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was found of a model: sentences translated, BLEU, and the share of them whose marks were kept."""

    sentences: int
    bleu: float
    marks: float


def development(work: Path, count: int) -> Development:
    """The first ``count`` sentences of the first shard that have a person's translation."""
    first = shards.shards(work / TEACHER)[:1]
    rows = [(one.source, one.person) for path in first for one in shards.read(path) if one.person]
    kept = [(source, person) for source, person in rows if person][:count]
    return Development(tuple(source for source, _ in kept), tuple(target for _, target in kept))


def examined(model: SentenceTranslator, held: Development, beam: int) -> Evaluation:
    """What ``model`` makes of the sentences held out; an empty translation counts as one."""
    prepare = str if model.reads_curly_marks else marks.for_teacher
    results = model.translate([prepare(text) for text in held.source], beam)
    found = [result[0] if result else "" for result in results]
    return Evaluation(len(found), bleu(found, held), marks_kept(held.source, found))


def bleu(hypotheses: Sequence[str], held: Development) -> float:
    """BLEU of sacrebleu; quotation marks of every form count as the same."""
    from sacrebleu.metrics.bleu import BLEU

    references = [marks.straight(text) for text in held.target]
    return float(BLEU().corpus_score([marks.straight(text) for text in hypotheses], [references]).score)


def marks_kept(source: Sequence[str], target: Sequence[str]) -> float:
    """The share of the sentences with quotation marks whose translation has as many; 1 if none has any."""
    counts = [(marks.count(one), marks.count(two)) for one, two in zip(source, target, strict=True)]
    having = [(one, two) for one, two in counts if one]
    return sum(one == two for one, two in having) / len(having) if having else 1.0
