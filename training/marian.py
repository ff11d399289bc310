"""The two models: the teacher with the cut vocabulary, and the one made of its layers or some of them.

Both are MarianMT models of transformers.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from bitext.errors import InputError
from training.vocabulary import Rows

_NEVER = -1e4
"""Added to the score of a piece that is never to be written."""


@dataclass(slots=True)
class CrossAttention:
    """Queries and keys of some decoder layers' cross-attention, kept in one pass: (batch, length, width)."""

    queries: dict[int, Tensor] = field(default_factory=dict)
    keys: dict[int, Tensor] = field(default_factory=dict)


def loaded(folder: Path) -> Any:
    """The model in ``folder`` in float32, without a bar of transformers' own."""
    from transformers import MarianMTModel
    from transformers.utils import logging

    hide: Callable[[], None] = logging.disable_progress_bar
    hide()
    return MarianMTModel.from_pretrained(folder, dtype=torch.float32)


def cut_teacher(folder: Path, rows: Rows) -> Any:
    """The teacher, which reads its own vocabulary and writes the cut one."""
    from transformers import MarianMTModel

    model = loaded(folder)
    chosen = torch.tensor(rows.rows)
    weights = model.model.shared.weight.detach()[chosen].clone()
    bias = model.final_logits_bias.detach()[:, chosen].clone()
    bias[:, list(rows.closed)] = _NEVER
    small: Any = MarianMTModel(_configuration(model.config, len(rows.rows), model.config.decoder_layers))
    missing = small.load_state_dict(
        {
            name: value
            for name, value in model.state_dict().items()
            if value.shape[-1:] != (0,) and _kept(name)
        },
        strict=False,
    )
    assert all(not _kept(name) for name in missing.missing_keys), missing  # noqa: S101
    with torch.no_grad():
        small.model.shared.weight.copy_(weights)
        small.final_logits_bias.copy_(bias)
    small.tie_weights()
    reading = nn.Embedding(model.config.vocab_size, model.config.d_model)
    reading.weight = nn.Parameter(model.model.shared.weight.detach().clone())
    small.model.encoder.embed_tokens = reading
    return small.eval()


def of_layers(teacher: Any, layers: Sequence[int], begin: Mapping[str, Tensor] | None = None) -> Any:
    """A model with the teacher's encoder and embeddings, and of its decoder the layers ``layers``.

    ``begin`` are other weights for a model of that shape, by their names.

    Raises:
        InputError: if ``begin`` has another shape.
    """
    from transformers import MarianMTModel

    model: Any = MarianMTModel(_configuration(teacher.config, teacher.config.vocab_size, len(layers)))
    model.model.encoder.layers.load_state_dict(teacher.model.encoder.layers.state_dict())
    for number, origin in enumerate(layers):
        model.model.decoder.layers[number].load_state_dict(teacher.model.decoder.layers[origin].state_dict())
    with torch.no_grad():
        model.model.shared.weight.copy_(teacher.model.shared.weight)
        model.final_logits_bias.copy_(teacher.final_logits_bias)
    model.tie_weights()
    if begin is not None:
        _begin(model, begin)
    return model


def written(model: Any) -> Tensor:
    """The numbers of the pieces that the model can write, in order."""
    found: Tensor = (model.final_logits_bias[0] > _NEVER / 2).nonzero()[:, 0]
    return found


def encode(model: Any, source: Tensor, mask: Tensor) -> Tensor:
    """The encoder's last states, (batch, length, width)."""
    states: Tensor = model.model.encoder(input_ids=source, attention_mask=mask.long()).last_hidden_state
    return states


def decode(model: Any, encoded: Tensor, mask: Tensor, previous: Tensor) -> Tensor:
    """The decoder's last states, (batch, length, width); ``mask`` is True where the source has text."""
    states: Tensor = model.model.decoder(
        input_ids=previous,
        encoder_hidden_states=encoded,
        encoder_attention_mask=mask.long(),
        use_cache=False,
    ).last_hidden_state
    return states


@contextmanager
def recorded(model: Any, layers: Collection[int]) -> Iterator[CrossAttention]:
    """Keep the queries and keys of the cross-attention of ``layers`` while the model runs."""
    found = CrossAttention()
    hooks = []
    for layer in set(layers):
        attention = model.model.decoder.layers[layer].encoder_attn
        hooks.append(attention.q_proj.register_forward_hook(_keep(found.queries, layer)))
        hooks.append(attention.k_proj.register_forward_hook(_keep(found.keys, layer)))
    try:
        yield found
    finally:
        for hook in hooks:
            hook.remove()


def _keep(store: dict[int, Tensor], layer: int) -> Any:
    def hook(_module: nn.Module, _inputs: Any, output: Tensor) -> None:
        store[layer] = output

    return hook


class Compiled:
    """The layers of a model, compiled; used inside :meth:`active` only, since searches gain nothing."""

    def __init__(self, model: Any, kept: Collection[int]) -> None:
        """``kept``: the decoder layers that stay as they are, because :func:`recorded` needs them."""
        decoder = [layer for at, layer in enumerate(model.model.decoder.layers) if at not in kept]
        self._layers = [
            (layer, torch.compile(layer.forward, dynamic=True))
            for layer in (*model.model.encoder.layers, *decoder)
        ]

    @contextmanager
    def active(self) -> Iterator[None]:
        """Let the layers run compiled."""
        for layer, forward in self._layers:
            layer.forward = forward
        try:
            yield
        finally:
            for layer, _ in self._layers:
                del layer.forward


def attention(found: CrossAttention, layer: int, head: int, width: int, mask: Tensor) -> Tensor:
    """Log-probabilities of one head's attention, (batch, target, source).

    ``width`` is that of a head, ``mask`` True where there is text.
    """
    part = slice(head * width, (head + 1) * width)
    query, key = found.queries[layer][..., part].float(), found.keys[layer][..., part].float()
    scores = query @ key.transpose(1, 2) * width**-0.5
    logs: Tensor = scores.masked_fill(~mask[:, None, :], -1e9).log_softmax(-1)
    return logs


def _begin(model: Any, weights: Mapping[str, Tensor]) -> None:
    """Give ``model`` the weights of another one, every one of which it must have."""
    own = dict(model.named_parameters())
    for name, value in own.items():
        if "embed_positions" not in name and (name not in weights or weights[name].shape != value.shape):
            raise InputError(
                f"The model to begin with has no {name} of {tuple(value.shape)}: it must have the layers of "
                "the settings and be made with the same vocabulary."
            )
    with torch.no_grad():
        for name, value in own.items():
            if name in weights:
                value.copy_(weights[name])


def _kept(name: str) -> bool:
    return not any(
        part in name for part in ("shared", "embed_tokens", "lm_head", "final_logits_bias", "embed_positions")
    )


def _configuration(old: Any, size: int, layers: int) -> Any:
    """The old configuration for a vocabulary of ``size`` pieces, the last of which pads and starts."""
    new = copy.deepcopy(old)
    new.vocab_size = new.decoder_vocab_size = size
    new.pad_token_id = new.decoder_start_token_id = size - 1
    new.decoder_layers = layers
    new.bad_words_ids = None
    new.dropout = 0.0
    new.tie_word_embeddings = True
    return new
