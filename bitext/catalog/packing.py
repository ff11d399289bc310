"""Weights in less than one byte each, small enough to travel with the package, and back.

Every row of a matrix is stored as whole numbers and one factor, a fixed part of the row's root mean square:
so all rows lose the same share, whether they have outliers or not. Vectors stay in float32. The whole is a
safetensors file, deflated.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from bitext.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

PACKED = "model.int8.z"
"""The name of a file with packed weights."""

_FACTOR = ".factor"
_STEPS = 12.5
"""Steps in a root mean square; rounding to them loses 2.3 % of it."""
_LARGEST = 127


def pack(weights: Path, output: Path) -> int:
    """Write the safetensors file ``weights`` packed to ``output``; returns its size in bytes."""
    from safetensors.torch import load_file, save

    found: dict[str, Tensor] = {}
    for name, value in load_file(weights).items():
        if value.dim() == 1 or 1 in value.shape:
            found[name] = value
        else:
            found[name], found[name + _FACTOR] = quantised(value)
    # Trained weights have no patterns, only an uneven distribution.
    deflate = zlib.compressobj(9, strategy=zlib.Z_HUFFMAN_ONLY)
    packed = deflate.compress(save(found, metadata={"format": "pt"})) + deflate.flush()
    output.write_bytes(packed)
    return len(packed)


def unpack(packed: Path, output: Path) -> None:
    """Write what :func:`pack` wrote as float32, in the layout of transformers.

    Raises:
        ModelError: if ``packed`` is not what :func:`pack` writes.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load, save_file

    try:
        stored = load(zlib.decompress(packed.read_bytes()))
    except (zlib.error, SafetensorError) as error:
        raise ModelError(f"{packed} has no packed weights ({error}).") from error
    found = {
        name: value.float() * stored[name + _FACTOR][:, None] if name + _FACTOR in stored else value
        for name, value in stored.items()
        if not name.endswith(_FACTOR)
    }
    save_file(found, output, metadata={"format": "pt"})


def quantised(rows: Tensor) -> tuple[Tensor, Tensor]:
    """A matrix as int8, and the factor of each row."""
    import torch

    factor = torch.maximum(rows.pow(2).mean(1).sqrt() / _STEPS, rows.abs().amax(1) / _LARGEST)
    factor = factor.clamp_min(torch.finfo(torch.float32).tiny)
    return (rows / factor[:, None]).round().to(torch.int8), factor
