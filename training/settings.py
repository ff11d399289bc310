"""What a training run is: the settings file of a model, ``models/<name>/config.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from bitext.errors import InputError


class Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which sentences, and how many of each source there are for one of another.

    ``quoted`` is the share of sentences without quotation marks that get a pair by rule, ``capitals`` that of
    sentences which are there a second time in capital letters, ``names`` with another name in them.
    """

    sentences: int
    longest: int
    quoted: float
    capitals: float
    names: float
    development: int
    weights: dict[str, float]


class Cut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many pieces the vocabulary keeps."""

    pieces: int


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The decoder layers of the teacher that the student starts from, and its aligning head.

    ``teacher_heads``: layer, head and weight of those that ``head`` of the last layer learns from.
    """

    layers: tuple[int, ...]
    head: int
    teacher_heads: tuple[tuple[int, int, float], ...]


class Loss(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of the parts of the loss; ``smoothing`` is that of the cross-entropy."""

    divergence: float
    entropy: float
    hidden: float
    alignment: float
    smoothing: float = 0.0


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of the training with one set of switches, until ``steps`` steps are done in all.

    ``train`` names what learns: "decoder", or "all" (encoder and embeddings too). ``human`` is the share of
    examples that are people's translations, ``own`` of those that are the student's own; ``first`` is the
    teacher's shard with which an epoch begins. ``falling``: the rate falls as the square root of the steps.
    Over the last share ``cooling`` of the steps it also falls in a line, nearly to nothing.
    ``layers``: the decoder layers that are there already, if not all of the shape; a small decoder learns
    fast, and a later stage puts the teacher's own layers between those that have learnt.
    """

    steps: int
    train: str
    rate: float
    human: float
    loss: Loss
    own: float = 0.0
    first: int = 1
    falling: bool = True
    cooling: float = 0.2
    layers: tuple[int, ...] = ()


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the machine goes about it. ``compiled``: the layers as compiled code; needs a C++ compiler."""

    seed: int
    tokens: int
    warmup: int
    decay: float
    average: float
    minutes_per_checkpoint: float
    steps_per_evaluation: int
    threads: int
    device: str
    bf16: bool
    compiled: bool = False


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that makes a model what it becomes, data aside."""

    name: str
    teacher: str
    data: Data
    cut: Cut
    shape: Shape
    run: Run
    stages: tuple[Stage, ...]


def read(path: Path) -> Settings:
    """The settings in the file ``path``.

    Raises:
        InputError: if they are not what they should be.
    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Settings)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InputError(f"{path} does not hold the settings of a training run: {error}.") from error
