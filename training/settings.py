"""What a training run is: the settings file of a model, ``models/<name>/config.toml``."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from bitext.errors import InputError
from training.variations import VARIATIONS

_ALL = 1e-6
"""How far from one the sum of shares may be."""


class Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which sentences, and how many of each corpus there are for one of another.

    ``sentences`` are translated by the teacher, ``shard`` of them at a time; the first shard is held out, and
    ``development`` sentences of it serve for evaluation. ``longest`` is in characters. ``people`` is the
    share of the examples that are people's translations; ``quoted`` that of the sentences without quotation
    marks that get a pair by rule. ``weights``: sentences of each corpus for one of another. ``columns``: the
    languages of the first two columns of ``*.tsv`` files, source and target if left out.
    """

    sentences: int
    longest: int
    quoted: float
    people: float
    development: int
    weights: dict[str, float]
    shard: int = 1000
    columns: tuple[str, str] | None = None


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many pieces the vocabulary keeps, counted in ``lines`` lines of each language."""

    pieces: int
    lines: int = 500_000


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The decoder layers of the teacher that the model has, and its aligning head; all count from 0.

    ``head``: layer of the model and head in it that learn to align, from the weighted mean of the teacher's
    ``teacher_heads``, each a layer, a head and a weight; weights add up to 1.
    """

    layers: tuple[int, ...]
    head: tuple[int, int]
    teacher_heads: tuple[tuple[int, int, float], ...]

    def __post_init__(self) -> None:
        if not 0 <= self.head[0] < len(self.layers):
            raise ValueError(f"the aligning head is in layer {self.head[0]} of {len(self.layers)} layers")
        if abs(sum(weight for _, _, weight in self.teacher_heads) - 1) > _ALL:
            raise ValueError("the weights of teacher_heads must add up to 1")

    @property
    def held(self) -> tuple[tuple[int, int, int], ...]:
        """Those of teacher_heads that are held to themselves: the model's layer, the teacher's, the head."""
        found = [
            (self.layers.index(layer), layer, head)
            for layer, head, _ in self.teacher_heads
            if layer in self.layers
        ]
        return tuple((own, layer, head) for own, layer, head in found if (own, head) != self.head)


class Loss(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of the parts of the loss.

    ``divergence`` from the teacher's distribution and cross-entropy of the ``reference`` (Hinton et al.
    2015), distance of the last ``hidden`` states, cross-entropy of the aligning head against the teacher's
    (``alignment``; Garg et al. 2019, "Jointly Learning to Align and Translate with Transformer Models").

    ``heads``: beside the aligning head, each other one of the teacher's heads that the model has is held to
    the teacher's own with this weight, in the same cross-entropy.

    ``unchanged``: where the reference alone is learnt from, the weight of the pieces that the variation left
    as they were; those that it changed and their neighbours count 1.
    """

    divergence: float
    reference: float
    hidden: float
    alignment: float
    heads: float = 0
    unchanged: float = 1


class Schedule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The learning rate over a fixed budget: ``minutes`` of training, ``steps``, or whichever ends first.

    The rate rises to ``rate`` for ``warmup`` steps, stays there until the share ``hold`` of the budget is
    spent, and falls in a line to the share ``floor`` of ``rate`` at its end.
    """

    rate: float
    warmup: int
    hold: float
    floor: float
    minutes: float = 0
    steps: int = 0

    def __post_init__(self) -> None:
        if self.minutes <= 0 and self.steps <= 0:
            raise ValueError("a schedule needs a budget: minutes or steps")
        if not 0 <= self.hold < 1:
            raise ValueError("hold is a share of the budget, from 0 to less than 1")


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the machine goes about it.

    ``tokens``: pieces of a batch on either side, padding included. ``decay`` is that of AdamW, ``average``
    the share that the mean of the weights keeps at each step. ``memory``: GiB from which unused memory is
    given back to the system. ``threads``: 0 for one a core. ``device``: *auto* is a GPU where there is one.
    ``bf16``: products in bfloat16, fast where the processor knows it. ``compiled``: the layers as compiled
    code; needs a C++ compiler.
    """

    seed: int
    tokens: int
    decay: float
    average: float
    minutes_per_checkpoint: float = 5
    memory: float = 8
    threads: int = 0
    device: str = "auto"
    bf16: bool = False
    compiled: bool = False

    @property
    def cores(self) -> int:
        """Threads of the training, processes of the encoding."""
        return self.threads or _cores()


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that makes a model what it becomes, data aside.

    ``source`` and ``target`` are codes of languages, ``teacher`` a name of the catalogue or a folder.
    ``variations``: of each kind of :data:`training.variations.VARIATIONS` the share of the examples that come
    once more in that form. ``templates``: pairs of sentences with slots, for its kind ``template``.
    """

    name: str
    source: str
    target: str
    teacher: str
    data: Data
    vocabulary: Vocabulary
    shape: Shape
    loss: Loss
    schedule: Schedule
    run: Run
    variations: dict[str, float] = {}
    templates: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        unknown = self.variations.keys() - VARIATIONS.keys()
        if unknown:
            raise ValueError(f"no variations {', '.join(sorted(unknown))}; there are {', '.join(VARIATIONS)}")

    @property
    def languages(self) -> tuple[str, str]:
        """The codes of source and target."""
        return self.source, self.target


def read(path: Path) -> Settings:
    """The settings in the file ``path``; where it names another one as its ``base``, what it changes there.

    Raises:
        InputError: if they are not what they should be.
    """
    try:
        return msgspec.convert(_table(path), Settings)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InputError(f"{path} does not hold the settings of a training run: {error}.") from error


def _cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _table(path: Path) -> dict[str, Any]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    base = table.pop("base", None)
    return _merged(_table(path.parent / base), table) if base else table


def _merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """``base`` with the ``changes``; tables are merged, all else is replaced."""
    both = {
        key: _merged(base[key], value) for key, value in changes.items() if _are_tables(base.get(key), value)
    }
    return base | changes | both


def _are_tables(one: object, two: object) -> bool:
    return isinstance(one, dict) and isinstance(two, dict)
