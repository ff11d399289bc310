"""A student that there is, as what a run begins with: its vocabulary and its weights."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from distill import vocabulary

if TYPE_CHECKING:
    from torch import Tensor

_WEIGHTS = "begin.safetensors"


def write(student: Path, teacher: Path, work: Path) -> None:
    """Put what a run needs of the model in ``student`` into the work folder."""
    vocabulary.adopt(student, _ids(teacher), work / "vocabulary")
    shutil.copyfile(student / "model.safetensors", work / _WEIGHTS)


def weights(work: Path) -> dict[str, Tensor] | None:
    """The weights that :func:`write` left, by name; None if the run begins with the teacher's."""
    from safetensors.torch import load_file

    path = work / _WEIGHTS
    return load_file(path) if path.exists() else None


def _ids(folder: Path) -> dict[str, int]:
    return msgspec.json.decode((folder / "vocab.json").read_bytes(), type=dict[str, int])
