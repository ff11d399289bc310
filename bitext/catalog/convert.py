"""The forms in which a model is kept: packed or as safetensors, and for CTranslate2 in int8.

CTranslate2 returns the mean attention of the first heads of one layer. Heads can trade places
without changing what the model computes: the rows of query, key and value and the columns of the
output projection move together. So the heads that align words are put first.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from bitext.catalog import conversion_process
from bitext.catalog.conversion_process import DISK
from bitext.catalog.conversion_settings import NEVER, QUANTIZATION, WRITABLE
from bitext.catalog.description import AlignmentHeads
from bitext.catalog.packing import PACKED, unpack
from bitext.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PICKLED = "pytorch_model.bin"
WEIGHTS = "model.safetensors"
_UNREADABLE = (
    *(OSError, ValueError, TypeError, RuntimeError, LookupError, AttributeError),
    pickle.UnpicklingError,
)
"""What transformers and CTranslate2 raise on files that are not what they should be."""


def conversion_name(alignment: AlignmentHeads, folder: Path, *, verified: bool) -> str:
    """A folder name that changes with everything that the conversion for CTranslate2 depends on."""
    settings = [WRITABLE, alignment.layer, alignment.heads, QUANTIZATION, version("ctranslate2")]
    return folder_name(settings, folder, verified=verified)


def folder_name(settings: list[Any], folder: Path, *, verified: bool) -> str:
    """A folder name that changes with ``settings`` and with the model in ``folder``.

    A verified folder's own name stands for its files; those of any other may change at any time.
    """
    if not verified:
        files = sorted(file for file in folder.iterdir() if file.is_file())
        stamps = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
        settings = [*settings, str(folder.resolve()), stamps]
    return f"{folder.name}-{hashlib.sha256(msgspec.json.encode(settings)).hexdigest()[:12]}"


def is_packed(folder: Path) -> bool:
    """Whether the weights in ``folder`` are packed, and in no other form."""
    return (folder / PACKED).is_file() and not any((folder / name).is_file() for name in (WEIGHTS, PICKLED))


def convert(folder: Path, output: Path, alignment: AlignmentHeads) -> None:
    """Write the model in ``folder`` to ``output`` in CTranslate2's format.

    Pieces that the model never writes, because their bias is below -1,000, are not in its target vocabulary.

    Raises:
        ModelError: if it is no MarianMT model that CTranslate2 can read.
        OSError: if ``output`` cannot be written.
    """
    if is_packed(folder):
        conversion_process.write(folder, output, alignment)
    else:
        _convert_by_transformers(folder, output, alignment)


def _convert_by_transformers(folder: Path, output: Path, alignment: AlignmentHeads) -> None:
    import numpy as np
    from ctranslate2.converters import TransformersConverter
    from safetensors import SafetensorError

    class Converter(TransformersConverter):
        def load_model(self, model_class: Any, model_name_or_path: str, **options: Any) -> Any:
            model = super().load_model(model_class, model_name_or_path, weights_only=True, **options)
            put_first(model.model.decoder.layers[alignment.layer].encoder_attn, alignment.heads)
            self.open = (model.final_logits_bias[0] >= NEVER).nonzero()[:, 0].numpy()
            return model

        def _load(self) -> Any:
            spec = super()._load()
            keep_writable(spec, self.open)
            spec.decoder.alignment_layer = np.int16(alignment.layer)
            spec.decoder.alignment_heads = np.int16(len(alignment.heads))
            return spec

    try:
        with _quiet():
            Converter(str(folder)).convert(str(output), quantization=QUANTIZATION, force=True)
    except (*_UNREADABLE, SafetensorError) as error:
        _not_converted(folder, error)


def keep_writable(spec: Any, writable: NDArray[np.int64]) -> None:
    """Leave only the pieces with the ids ``writable`` on the target side of CTranslate2's ``spec``."""
    (tokens,) = spec._vocabularies["target"]
    kept = writable[writable < len(tokens)]
    if len(kept) == len(tokens):
        return
    for part in (spec.decoder.embeddings, spec.decoder.projection):
        part.weight = part.weight[kept]
    spec.decoder.projection.bias = spec.decoder.projection.bias[kept]
    spec._vocabularies["target"] = [[tokens[number] for number in kept]]


class _Shape(msgspec.Struct):
    """What of ``config.json`` matters here."""

    decoder_layers: int
    decoder_attention_heads: int


def fitting(alignment: AlignmentHeads, config: Path) -> AlignmentHeads:
    """The heads that align in the model described by ``config``.

    Those of the catalogue, if the model has them: it may be a descendant. Of a model of another shape
    nothing is known; all heads of its last layer but one, where alignment is mostly found, are averaged.

    Raises:
        ModelError: if ``config`` is no description of an encoder and decoder.
    """
    try:
        shape = msgspec.json.decode(config.read_bytes(), type=_Shape)
    except msgspec.DecodeError as error:
        raise ModelError(f"{config} does not describe a MarianMT model ({error}).") from error
    used = [(alignment.layer, head) for head in alignment.heads] + [used[:2] for used in alignment.forced]
    if all(layer < shape.decoder_layers and head < shape.decoder_attention_heads for layer, head in used):
        return alignment
    layer = max(0, shape.decoder_layers - 2)
    heads = range(shape.decoder_attention_heads)
    return AlignmentHeads(layer, tuple(heads), tuple((layer, head, 1 / len(heads)) for head in heads))


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


def unpack_for_transformers(folder: Path, output: Path) -> None:
    """Write to ``output`` what transformers reads of the packed model in ``folder``.

    Raises:
        ModelError: if the weights are not what was packed.
        OSError: if ``output`` cannot be written.
    """
    from safetensors import SafetensorError

    try:
        unpack(folder / PACKED, output / WEIGHTS)
    except SafetensorError as error:
        raise OSError(str(error)) from error
    for name in ("config.json", "generation_config.json"):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, output / name)


def keep_safe_weights(folder: Path) -> None:
    """Replace pickled weights, whose checksum was right, by safetensors of the same numbers.

    Tensors that are one in the model are written once; transformers ties them again.
    """
    pickled = folder / PICKLED
    if not pickled.is_file():
        return
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    weights: dict[str, Any] = torch.load(pickled, map_location="cpu", weights_only=True)
    once: dict[tuple[Any, ...], str] = {}
    for name in sorted(weights, key=lambda name: (name != "model.shared.weight", name)):
        tensor = weights[name]
        once.setdefault((tensor.data_ptr(), tensor.shape, tensor.stride()), name)
    tensors = {name: weights[name].contiguous() for name in once.values()}
    try:
        save_file(tensors, folder / WEIGHTS, metadata={"format": "pt"})
    except SafetensorError as error:
        raise OSError(str(error)) from error
    shutil.copymode(pickled, folder / WEIGHTS)
    pickled.unlink()


def _not_converted(folder: Path, error: Exception) -> NoReturn:
    if isinstance(error, OSError) and error.errno in DISK:
        raise error
    raise ModelError(
        f"The model in {folder} cannot be converted for CTranslate2 ({type(error).__name__}: {error}). It "
        "has to be a MarianMT model as transformers saves it, all files of one model."
    ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """No bars and no warnings of transformers' own; as they were afterwards."""
    from transformers.utils import logging as bars

    logger = logging.getLogger("transformers")
    level, shown = logger.level, bars.is_progress_bar_enabled()
    hide: Callable[[], None] = bars.disable_progress_bar
    show: Callable[[], None] = bars.enable_progress_bar
    logger.setLevel(logging.ERROR)
    hide()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
        if shown:
            show()
