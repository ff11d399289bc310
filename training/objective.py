"""The loss of a batch: what the teacher says of it, what the model says, and how far they are apart."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor

from training import marian
from training.examples import Batch
from training.loss import Lesson, Output, Teaching, cross_entropy, guidance
from training.marian import CrossAttention
from training.settings import Settings


@dataclass(frozen=True, slots=True)
class _Tensors:
    """A batch on the device; see :class:`training.examples.Batch`."""

    source: Tensor
    whole: Tensor
    whole_mask: Tensor
    target: Tensor
    previous: Tensor
    is_changed: Tensor
    is_same: Tensor
    is_alone: Tensor
    pad: int

    @classmethod
    def of(cls, batch: Batch, device: torch.device) -> _Tensors:
        names = [one.name for one in fields(cls) if one.name != "pad"]
        arrays = {name: torch.from_numpy(getattr(batch, name)) for name in names}
        moved = {name: array.to(device, non_blocking=True) for name, array in arrays.items()}
        return cls(**moved, pad=batch.pad)


@dataclass(frozen=True, slots=True)
class _Pass:
    """What a model made of some sentences: last states, cross-attention, and where its source has text."""

    states: Tensor
    attention: CrossAttention
    mask: Tensor


class Objective:
    """The loss of a model against its teacher, and against the reference where the teacher is no guide."""

    def __init__(
        self, settings: Settings, teacher: Any, device: torch.device, twins: Sequence[tuple[int, int]]
    ) -> None:
        """``teacher`` must be on ``device``; ``twins``: see :meth:`training.vocabulary.Rows.twins`."""
        self._settings = settings
        self._teacher = teacher
        self._device = device
        self._written = marian.written(teacher)
        self._places = torch.zeros(teacher.config.vocab_size, dtype=torch.long, device=device)
        self._places[self._written] = torch.arange(len(self._written), device=device)
        self._twins: list[tuple[int, int]] = []
        for usual, unusual in twins:
            self._twins.append((int(self._places[usual]), int(self._places[unusual])))
        self._compiled: dict[str, marian.Compiled] = {}

    def __call__(self, model: Any, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        """The loss, and its parts summed over the pieces to be predicted."""
        tensors = _Tensors.of(batch, self._device)
        own = self._own(model, tensors)
        weights = self._settings.loss
        parts = self._parts(model, tensors, own)
        loss = (weights.divergence + weights.reference) * parts["target"]
        loss = loss + weights.hidden * parts["hidden"] + weights.alignment * parts["alignment"]
        return loss, {name: float(part.detach()) for name, part in parts.items()}

    def _parts(self, model: Any, tensors: _Tensors, own: _Pass) -> dict[str, Tensor]:
        # What is never written needs no score.
        weight = model.model.shared.weight[self._written]
        output = Output(weight, model.final_logits_bias[0, self._written])
        kept = tensors.target != tensors.pad
        zero = own.states.new_zeros((), dtype=torch.float32)
        parts = {"target": zero, "hidden": zero, "alignment": zero}
        alone = kept & tensors.is_alone[:, None]
        if alone.any():
            worth = self._worth(tensors.is_changed[alone])
            lesson = Lesson(self._places[tensors.target[alone]], self._teacher.dtype, worth=worth)
            parts["target"] = cross_entropy(own.states[alone], output, lesson)
        if not tensors.is_alone.all():
            followed = self._followed(tensors, own, output, ~tensors.is_alone)
            parts = {name: parts[name] + part for name, part in followed.items()}
        return parts

    def _worth(self, is_changed: Tensor) -> Tensor | None:
        """The weights of tokens that are learnt from the reference alone; None if all count as much."""
        unchanged = self._settings.loss.unchanged
        if unchanged == 1:
            return None
        return torch.full(is_changed.shape, unchanged, device=self._device).masked_fill(is_changed, 1)

    def _followed(self, tensors: _Tensors, own: _Pass, output: Output, rows: Tensor) -> dict[str, Tensor]:
        """The parts of the sentences ``rows``, a mask, in which the teacher is followed."""
        theirs = self._taught(tensors, rows)
        target = tensors.target[rows]
        kept = target != tensors.pad
        states, taught = own.states[rows][kept], theirs.states[kept]
        lesson = Lesson(self._places[target[kept]], self._teacher.dtype, self._teaching(taught))
        return {
            "target": cross_entropy(states, output, lesson),
            "hidden": (states.float() - taught.float()).pow(2).mean(-1).sum(),
            "alignment": self._aligned(own, theirs, rows, kept & tensors.is_same[rows][:, None]),
        }

    def _teaching(self, taught: Tensor) -> Teaching:
        weights = self._settings.loss
        share = weights.reference / (weights.divergence + weights.reference)
        weight = self._teacher.model.shared.weight[self._written]
        shares = torch.full((len(taught),), share, device=self._device)
        return Teaching(taught, weight, shares, self._twins)

    def _taught(self, tensors: _Tensors, rows: Tensor) -> _Pass:
        """What the teacher makes of the sentences ``rows``."""
        layers = [layer for layer, _, _ in self._settings.shape.teacher_heads]
        mask = tensors.whole_mask[rows]
        with torch.no_grad():
            return self._run(
                "teacher", self._teacher, tensors.whole[rows], mask, tensors.previous[rows], layers
            )

    def _own(self, model: Any, tensors: _Tensors) -> _Pass:
        mask = tensors.source != tensors.pad
        shape = self._settings.shape
        layers = [
            shape.head[0],
            *([layer for layer, _, _ in shape.held] if self._settings.loss.heads else ()),
        ]
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._settings.run.bf16):
            return self._run("model", model, tensors.source, mask, tensors.previous, layers)

    def _run(
        self, name: str, model: Any, source: Tensor, mask: Tensor, previous: Tensor, layers: Sequence[int]
    ) -> _Pass:
        with ExitStack() as stack:
            stack.enter_context(self._fast(name, model, layers))
            attention = stack.enter_context(marian.recorded(model, layers))
            encoded = marian.encode(model, source, mask)
            return _Pass(marian.decode(model, encoded, mask, previous), attention, mask)

    def _aligned(self, own: _Pass, theirs: _Pass, rows: Tensor, kept: Tensor) -> Tensor:
        """How far the heads that align are from the teacher's, over the target pieces in ``kept``."""
        shape, weight = self._settings.shape, self._settings.loss.heads
        width = self._teacher.config.d_model // self._teacher.config.decoder_attention_heads
        common = min(own.mask.shape[1], theirs.mask.shape[1])

        def teachers(layer: int, head: int) -> Tensor:
            return marian.attention(theirs.attention, layer, head, width, theirs.mask)[..., :common].exp()

        def apart(layer: int, head: int, wanted: Tensor) -> Tensor:
            found = marian.attention(own.attention, layer, head, width, own.mask)[rows]
            return guidance(found[..., :common], wanted, kept)

        with torch.no_grad():
            mean = torch.stack([share * teachers(*head) for *head, share in shape.teacher_heads]).sum(0)
        total = apart(*shape.head, mean)
        for layer, theirs_layer, head in shape.held if weight else ():
            total = total + weight * apart(layer, head, teachers(theirs_layer, head))
        return total

    def _fast(self, name: str, model: Any, layers: Sequence[int]) -> AbstractContextManager[None]:
        """Where ``model`` runs compiled, if the settings say so; ``layers`` are recorded."""
        if not self._settings.run.compiled:
            return nullcontext()
        if name not in self._compiled:
            self._compiled[name] = marian.Compiled(model, layers)
        return self._compiled[name].active()
