"""A packed MarianMT model as CTranslate2 reads it, written without torch and transformers.

CTranslate2 says in its specifications what a model file has to hold (``ctranslate2.specs``). They are filled
here from packed rows as CTranslate2's converter fills them from a model of transformers, to the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from ctranslate2.specs import TransformerSpec
from ctranslate2.specs.common_spec import Activation, LinearSpec
from numpy.typing import NDArray

from bitext.catalog.conversion_settings import NEVER, QUANTIZATION
from bitext.catalog.description import AlignmentHeads
from bitext.catalog.packing import PACKED, PackedMatrix, PackedWeights, read, stacked
from bitext.errors import ModelError

_PADDING = "<pad>"
_ACTIVATIONS = {"gelu": Activation.GELU, "relu": Activation.RELU, "swish": Activation.SWISH}
_BLOCK = 8192
"""Rows that are float32 at a time."""


class _Shape(msgspec.Struct):
    """What of ``config.json`` matters here."""

    d_model: int
    encoder_layers: int
    decoder_layers: int
    encoder_attention_heads: int
    decoder_attention_heads: int
    max_position_embeddings: int
    activation_function: str
    scale_embedding: bool = False


def write(folder: Path, output: Path, alignment: AlignmentHeads) -> None:
    """Write the packed model in ``folder`` to ``output``, the heads that align words put first.

    Pieces that the model never writes, because their bias is below -1,000, are not in its target vocabulary.

    Raises:
        ModelError: if the weights are not packed, or not all those of a MarianMT model.
        LookupError: if weights are missing.
        ValueError: if the weights and the vocabulary do not fit together.
        OSError: if the files cannot be read or written.
    """
    shape = msgspec.json.decode((folder / "config.json").read_bytes(), type=_Shape)
    vocabulary = msgspec.json.decode((folder / "vocab.json").read_bytes(), type=dict[str, int])
    weights = read(folder / PACKED)
    spec = _filled(shape, vocabulary, weights, alignment)
    if weights:
        raise ModelError(f"{folder / PACKED} has weights that no MarianMT model has: {', '.join(weights)}.")
    spec.validate()
    spec.optimize()
    output.mkdir(exist_ok=True)
    spec.save(str(output))


def _filled(
    shape: _Shape, vocabulary: dict[str, int], weights: PackedWeights, alignment: AlignmentHeads
) -> Any:
    """The specification of the whole model; every weight is taken out of ``weights``."""
    spec = TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers),
        shape.encoder_attention_heads,
        pre_norm=False,
        activation=_ACTIVATIONS[shape.activation_function],
        alignment_layer=alignment.layer,
        alignment_heads=len(alignment.heads),
    )
    spec.decoder.start_from_zero_embedding = True
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = math.sqrt(shape.d_model) if shape.scale_embedding else 1.0
        side.position_encodings.encodings = positions(shape.max_position_embeddings, shape.d_model)
    put_first(weights, alignment, shape.decoder_attention_heads)
    for number, layer in enumerate(spec.encoder.layer):
        _set_layer(layer, weights, f"model.encoder.layers.{number}")
    for number, layer in enumerate(spec.decoder.layer):
        name = f"model.decoder.layers.{number}"
        _set_cross_attention(layer.attention, weights, f"{name}.encoder_attn")
        _set_layer(layer, weights, name)
    _set_vocabulary(spec, vocabulary, weights)
    return spec


def put_first(weights: PackedWeights, alignment: AlignmentHeads, heads: int) -> None:
    """Reorder the heads of the layer that aligns so that ``alignment.heads`` come first; the output stays."""
    name = f"model.decoder.layers.{alignment.layer}.encoder_attn"
    order = [*alignment.heads, *(head for head in range(heads) if head not in alignment.heads)]
    width = len(weights[f"{name}.out_proj.bias"]) // heads
    rows = np.concatenate([np.arange(head * width, (head + 1) * width) for head in order])
    for part in ("q_proj", "k_proj", "v_proj"):
        weights[f"{name}.{part}.weight"] = _matrix(weights, f"{name}.{part}.weight").rows(rows)
        weights[f"{name}.{part}.bias"] = _vector(weights, f"{name}.{part}.bias")[rows]
    weights[f"{name}.out_proj.weight"] = _matrix(weights, f"{name}.out_proj.weight").columns(rows)


def positions(count: int, width: int) -> NDArray[np.float32]:
    """Sinusoids of shape (count, width): sines in the first half of the columns, cosines in the other.

    As :class:`transformers.MarianMTModel` has them (Vaswani et al. 2017, section 3.5, not interleaved).
    """
    angles = np.arange(count)[:, None] / np.power(10000, 2 * np.arange((width + 1) // 2) / width)
    return np.concatenate([np.sin(angles), np.cos(angles[:, : width // 2])], axis=1).astype(np.float32)


def _set_layer(layer: Any, weights: PackedWeights, name: str) -> None:
    attention = layer.self_attention
    _set_linear(attention.linear[0], weights, [f"{name}.self_attn.{part}_proj" for part in "qkv"])
    _set_linear(attention.linear[1], weights, [f"{name}.self_attn.out_proj"])
    _set_norm(attention.layer_norm, weights, f"{name}.self_attn_layer_norm")
    _set_linear(layer.ffn.linear_0, weights, [f"{name}.fc1"])
    _set_linear(layer.ffn.linear_1, weights, [f"{name}.fc2"])
    _set_norm(layer.ffn.layer_norm, weights, f"{name}.final_layer_norm")


def _set_cross_attention(attention: Any, weights: PackedWeights, name: str) -> None:
    _set_linear(attention.linear[0], weights, [f"{name}.q_proj"])
    _set_linear(attention.linear[1], weights, [f"{name}.k_proj", f"{name}.v_proj"])
    _set_linear(attention.linear[2], weights, [f"{name}.out_proj"])
    _set_norm(attention.layer_norm, weights, f"{name}_layer_norm")


def _set_norm(norm: Any, weights: PackedWeights, name: str) -> None:
    norm.gamma = _vector(weights, f"{name}.weight")
    norm.beta = _vector(weights, f"{name}.bias")


def _set_linear(linear: Any, weights: PackedWeights, names: Sequence[str]) -> None:
    """Several projections of the same input are one."""
    linear.weight, linear.weight_scale = quantised(
        stacked([_matrix(weights, f"{name}.weight") for name in names])
    )
    linear.bias = np.concatenate([_vector(weights, f"{name}.bias") for name in names])


def _set_vocabulary(spec: Any, vocabulary: dict[str, int], weights: PackedWeights) -> None:
    """Embeddings, output layer and tokens.

    The last row is that of the padding, of which CTranslate2 has no need. An array that stands in two places
    is written once; CTranslate2 finds its factors by itself.
    """
    tokens = sorted(vocabulary, key=vocabulary.__getitem__)
    if tokens[-1] == _PADDING:
        tokens.pop()
    rows = _matrix(weights, "model.shared.weight").rows(slice(-1))
    bias = _vector(weights, "final_logits_bias")[0, :-1]
    kept = np.flatnonzero(bias >= NEVER)
    spec.decoder.embeddings.weight, spec.decoder.embeddings.weight_scale = quantised(rows.rows(kept))
    spec.decoder.projection.weight = spec.decoder.embeddings.weight
    if bias.any():
        spec.decoder.projection.bias = bias[kept]
    if len(kept) == len(rows):
        spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight
    else:
        spec.encoder.embeddings[0].weight, spec.encoder.embeddings[0].weight_scale = quantised(rows)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary([tokens[number] for number in kept])
    spec.config.unk_token, spec.config.eos_token = "<unk>", "</s>"
    spec.config.decoder_start_token = spec.config.eos_token


def quantised(rows: PackedMatrix) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The matrix and its factors in CTranslate2's own int8, a block of rows at a time to spare memory."""
    blocks = []
    for start in range(0, len(rows), _BLOCK):
        block: Any = LinearSpec()
        block.weight = rows.rows(slice(start, start + _BLOCK)).floats()
        block.validate()
        block.optimize(quantization=QUANTIZATION)
        blocks.append(block)
    return (
        np.concatenate([block.weight.numpy() for block in blocks]),
        np.concatenate([block.weight_scale.numpy() for block in blocks]),
    )


def _matrix(weights: PackedWeights, name: str) -> PackedMatrix:
    found = weights.pop(name)
    if not isinstance(found, PackedMatrix):
        raise ModelError(f"{name} is not packed as a matrix.")
    return found


def _vector(weights: PackedWeights, name: str) -> NDArray[np.float32]:
    found = weights.pop(name)
    if isinstance(found, PackedMatrix):
        raise ModelError(f"{name} is packed as a matrix.")
    return found
