"""Weights in one byte each, for the repository, and back.

Every row of a matrix is stored as whole numbers from -127 to 127 and one factor, as CTranslate2's int8 does:
what is unpacked converts to the very numbers that were packed. Vectors stay in float32.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

_FACTOR = ".factor"
_LARGEST = 127


def pack(weights: Path, output: Path) -> int:
    """Write the safetensors file ``weights`` in int8 to ``output``; returns its size in bytes."""
    from safetensors.torch import load_file, save_file

    found: dict[str, Tensor] = {}
    for name, value in load_file(weights).items():
        if value.dim() == 1 or 1 in value.shape:
            found[name] = value
        else:
            found[name], found[name + _FACTOR] = quantised(value)
    save_file(found, output, metadata={"format": "pt"})
    return output.stat().st_size


def unpack(packed: Path, output: Path) -> None:
    """Write what :func:`pack` wrote as float32, in the layout of transformers."""
    from safetensors.torch import load_file, save_file

    stored = load_file(packed)
    found = {
        name: value.float() * stored[name + _FACTOR][:, None] if name + _FACTOR in stored else value
        for name, value in stored.items()
        if not name.endswith(_FACTOR)
    }
    save_file(found, output, metadata={"format": "pt"})


def quantised(rows: Tensor) -> tuple[Tensor, Tensor]:
    """A matrix as int8, and the factor of each row."""
    factor = rows.abs().amax(1).clamp_min(torch.finfo(torch.float32).tiny) / _LARGEST
    return (rows / factor[:, None]).round().to(torch.int8), factor
