"""The mean of two models, weight by weight.

Between what a run began with and what it came to, such a mean often translates better than either, as long as
one was trained on from the other (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from bitext.errors import InputError

if TYPE_CHECKING:
    from torch import Tensor

_WEIGHTS = "model.safetensors"
_VOCABULARY = "vocab.json"


def write(one: Path, other: Path, share: float, output: Path) -> None:
    """Write the mean of the models in the folders ``one`` and ``other`` to ``output``, a folder that loads.

    ``share`` is that of ``one``, from 0 to 1. All files but the weights are those of ``one``.

    Raises:
        InputError: if ``share`` is no share, or the models differ in shape or vocabulary.
    """
    from safetensors.torch import load_file, save_file

    if not 0 <= share <= 1:
        raise InputError(f"A share is from 0 to 1, not {share}.")
    if (one / _VOCABULARY).read_bytes() != (other / _VOCABULARY).read_bytes():
        raise InputError(f"{one} and {other} have different vocabularies: there is no mean of their weights.")
    mean = _mean(load_file(one / _WEIGHTS), load_file(other / _WEIGHTS), share)
    output.mkdir(parents=True, exist_ok=True)
    for path in one.iterdir():
        if path.is_file() and path.name != _WEIGHTS and output != one:
            shutil.copyfile(path, output / path.name)
    save_file(mean, output / _WEIGHTS, metadata={"format": "pt"})


def _mean(one: dict[str, Tensor], other: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """``share`` of each weight of ``one`` and the rest of ``other``."""
    shapes = [{name: value.shape for name, value in weights.items()} for weights in (one, other)]
    if shapes[0] != shapes[1]:
        raise InputError("The two models have different shapes: there is no mean of their weights.")
    # Exact where both are the same, unlike a sum of two products.
    return {name: other[name].lerp(value, share).contiguous() for name, value in one.items()}
