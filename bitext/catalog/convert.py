"""A MarianMT model → CTranslate2 int8, with its aligning heads put first.

CTranslate2 returns the mean attention of the first heads of one layer. Heads can trade places
without changing what the model computes: the rows of query, key and value and the columns of the
output projection move together.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from bitext.catalog.info import Alignment

_QUANTIZATION = "int8"


def conversion_name(alignment: Alignment, folder: Path, *, verified: bool) -> str:
    """A folder name that changes with everything that the conversion depends on."""
    files = (
        []
        if verified
        else [(f.name, f.stat().st_size, f.stat().st_mtime_ns) for f in sorted(folder.iterdir())]
    )
    settings = (alignment.layer, alignment.heads, _QUANTIZATION, version("ctranslate2"), str(folder), files)
    return f"{folder.name}-{hashlib.sha256(msgspec.json.encode(settings)).hexdigest()[:12]}"


def convert(folder: Path, output: Path, alignment: Alignment) -> None:
    """Write the model in ``folder`` to ``output`` in CTranslate2's format."""
    from ctranslate2.converters import TransformersConverter
    from transformers import MarianMTModel
    from transformers.utils import logging as bars

    quiet: Any = bars.disable_progress_bar
    quiet()
    model: Any = MarianMTModel.from_pretrained(folder)
    put_first(model.model.decoder.layers[alignment.layer].encoder_attn, alignment.heads)
    with tempfile.TemporaryDirectory(prefix="heads-", dir=output.parent) as name:
        model.save_pretrained(name)
        for file in ("source.spm", "target.spm", "vocab.json"):
            shutil.copy(folder / file, name)

        class Converter(TransformersConverter):
            def _load(self) -> Any:
                spec = super()._load()
                spec.decoder.alignment_layer = np.int16(alignment.layer)
                spec.decoder.alignment_heads = np.int16(len(alignment.heads))
                return spec

        logging.getLogger("transformers").setLevel(logging.ERROR)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            Converter(name).convert(str(output), quantization=_QUANTIZATION, force=True)


def put_first(attention: Any, heads: Sequence[int]) -> None:
    """Reorder the heads of an attention layer so that ``heads`` come first; the output stays."""
    import torch

    width = attention.head_dim
    order = [*heads, *(head for head in range(attention.num_heads) if head not in heads)]
    rows = torch.tensor([head * width + row for head in order for row in range(width)])
    with torch.no_grad():
        for projection in (attention.q_proj, attention.k_proj, attention.v_proj):
            projection.weight.copy_(projection.weight[rows].clone())
            projection.bias.copy_(projection.bias[rows].clone())
        attention.out_proj.weight.copy_(attention.out_proj.weight[:, rows].clone())
