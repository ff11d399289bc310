"""Weights in less than one byte each, small enough to travel with the package, and back.

Every row of a matrix is stored as whole numbers and one factor, a fixed part of the row's root mean square:
so all rows lose the same share, whether they have outliers or not. Vectors stay in float32. The whole is a
safetensors file, deflated.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from bitext.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

PACKED = "model.int8.z"
"""The name of a file with packed weights."""

_FACTOR = ".factor"
STEPS = 12.5
"""Steps in a root mean square unless told otherwise; rounding to them loses 2.3 % of it."""
_LARGEST = 127


@dataclass(frozen=True, slots=True)
class PackedMatrix:
    """A matrix as it is stored: ``numbers`` of shape (rows, columns), ``factors`` of shape (rows,)."""

    numbers: NDArray[np.int8]
    factors: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.factors)

    def rows(self, chosen: Any) -> PackedMatrix:
        """These rows: a slice, or an array of their numbers."""
        return PackedMatrix(self.numbers[chosen], self.factors[chosen])

    def columns(self, chosen: Any) -> PackedMatrix:
        """These columns: a slice, or an array of their numbers."""
        return PackedMatrix(self.numbers[:, chosen], self.factors)

    def floats(self) -> NDArray[np.float32]:
        """The matrix that is meant, of shape (rows, columns)."""
        floats: NDArray[np.float32] = self.numbers.astype(self.factors.dtype) * self.factors[:, None]
        return floats


PackedWeights: TypeAlias = "dict[str, PackedMatrix | NDArray[np.float32]]"
"""Matrices and vectors by their names in transformers."""


def stacked(parts: Sequence[PackedMatrix]) -> PackedMatrix:
    """Matrices of the same width, one below the other."""
    import numpy as np

    numbers = np.concatenate([part.numbers for part in parts])
    return PackedMatrix(numbers, np.concatenate([part.factors for part in parts]))


def pack(weights: Path, output: Path, steps: float = STEPS) -> int:
    """Write the safetensors file ``weights`` packed to ``output``; returns its size in bytes.

    ``steps``: how many make a row's root mean square. Weights that were unpacked and trained on for a short
    time lie near the steps they were packed in, and rounding to the same ones takes back what was learnt:
    then take another number.
    """
    from safetensors.torch import load_file, save

    found: dict[str, Tensor] = {}
    for name, value in load_file(weights).items():
        if value.dim() == 1 or 1 in value.shape:
            found[name] = value
        else:
            found[name], found[name + _FACTOR] = quantised(value, steps)
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
    from safetensors.torch import load, save_file

    stored = _stored(packed, load)
    found = {
        name: value.float() * stored[name + _FACTOR][:, None] if name + _FACTOR in stored else value
        for name, value in stored.items()
        if not name.endswith(_FACTOR)
    }
    save_file(found, output, metadata={"format": "pt"})


def read(packed: Path) -> PackedWeights:
    """What :func:`pack` wrote, as it is stored; torch is not needed.

    Raises:
        ModelError: if ``packed`` is not what :func:`pack` writes.
    """
    from safetensors.numpy import load

    stored = _stored(packed, load)
    return {
        name: PackedMatrix(value, stored[name + _FACTOR]) if name + _FACTOR in stored else value
        for name, value in stored.items()
        if not name.endswith(_FACTOR)
    }


def _stored(packed: Path, load: Callable[[bytes], dict[str, Any]]) -> dict[str, Any]:
    """The tensors in the file ``packed`` by their names."""
    from safetensors import SafetensorError

    try:
        return load(zlib.decompress(packed.read_bytes()))
    except (zlib.error, SafetensorError) as error:
        raise ModelError(f"{packed} has no packed weights ({error}).") from error


def quantised(rows: Tensor, steps: float = STEPS) -> tuple[Tensor, Tensor]:
    """A matrix as int8, and the factor of each row; ``steps`` as of :func:`pack`."""
    import torch

    factor = torch.maximum(rows.pow(2).mean(1).sqrt() / steps, rows.abs().amax(1) / _LARGEST)
    factor = factor.clamp_min(torch.finfo(torch.float32).tiny)
    return (rows / factor[:, None]).round().to(torch.int8), factor
