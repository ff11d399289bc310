"""A model that there is, as what a run begins with: its weights, and its vocabulary or a larger one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from training import vocabulary

if TYPE_CHECKING:
    from torch import Tensor

_WEIGHTS = "begin.safetensors"
_ROWS = "model.shared.weight"
_BIAS = "final_logits_bias"


def write(model: Path, teacher: Path, work: Path) -> None:
    """Put what a run needs of the model in the folder ``model`` into the work folder.

    If there is a vocabulary in it, that one is kept: the model's pieces bring their rows along, and those
    that it has not begin with the teacher's.

    Raises:
        InputError: if the model's vocabulary is not cut from the teacher's.
    """
    from safetensors.torch import load_file, save_file

    folder = work / "vocabulary"
    if not (folder / vocabulary.VOCABULARY).exists():
        vocabulary.adopt(model, _ids(teacher), folder)
    found = load_file(model / "model.safetensors")
    # What is never written is the vocabulary's affair, and nothing here is learnt.
    found.pop(_BIAS, None)
    found[_ROWS] = _rows(found[_ROWS], _ids(model), teacher, folder)
    save_file(found, work / _WEIGHTS)


def weights(work: Path) -> dict[str, Tensor] | None:
    """The weights that :func:`write` left, by name; None if the run begins with the teacher's."""
    from safetensors.torch import load_file

    path = work / _WEIGHTS
    return load_file(path) if path.exists() else None


def _rows(own: Tensor, known: dict[str, int], teacher: Path, folder: Path) -> Tensor:
    """The model's rows of the vocabulary in ``folder``, the teacher's where it has none."""
    import torch

    from training import marian

    large = marian.loaded(teacher)
    rows: Tensor = large.model.shared.weight.detach()[list(vocabulary.read_rows(folder).rows)].clone()
    shared = [(number, known[name]) for name, number in _ids(folder).items() if name in known]
    there, here = torch.tensor(shared).T
    rows[there] = own[here]
    return rows


def _ids(folder: Path) -> dict[str, int]:
    return msgspec.json.decode((folder / vocabulary.VOCABULARY).read_bytes(), type=dict[str, int])
