"""What the student is told about its mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

_CHUNK = {"cpu": 512, "cuda": 16_384}
"""Tokens whose scores over the whole vocabulary are in memory at a time, by kind of device."""

_LEAST = 1e-9
"""The probability below which a target counts no more in what is reported."""
_ALIGNED = 32
"""Matrix products are fast when their inner length is a multiple of this."""


@dataclass(frozen=True, slots=True)
class Output:
    """The output layer: (vocabulary, width) and (vocabulary,)."""

    weight: Tensor
    bias: Tensor


class _Divergence(torch.autograd.Function):
    """Cross-entropy against a mixture of the teacher's distribution and the target, summed over tokens.

    What comes out is the part of the target alone; the gradient is that of the whole.

    The gradient is known in closed form (the student's distribution less the mixture), so it is made chunk
    by chunk along with the loss, and no scores are kept. Scores have the type of ``taught``.
    """

    @staticmethod
    def forward(
        ctx: Any,
        states: Tensor,
        weight: Tensor,
        bias: Tensor,
        target: Tensor,
        taught: Tensor,
        own: Tensor,
        mix: float,
    ) -> Tensor:
        """``taught``: the teacher's last states; ``own``: its output layer; ``mix``: the target's share."""
        kind = taught.dtype
        ours, theirs = _widened(weight.to(kind), bias), _widened(own.to(kind), bias)
        width = states.shape[1]
        grad = torch.empty_like(states)
        grad_weight = torch.zeros_like(weight) if ctx.needs_input_grad[1] else None
        total = states.new_zeros((), dtype=torch.float32)
        with torch.autocast(states.device.type, enabled=False):
            chunk = _CHUNK.get(states.device.type, 512)
            for first in range(0, len(states), chunk):
                part = slice(first, first + chunk)
                state, wanted = _widened(states[part].to(kind)), target[part, None]
                goal = (_widened(taught[part]) @ theirs.T).softmax(-1)
                error = (state @ ours.T).softmax(-1)
                total -= error.gather(1, wanted).float().clamp_min(_LEAST).log().sum()
                error.sub_(goal, alpha=1 - mix)
                error[torch.arange(len(error), device=error.device), wanted[:, 0]] -= mix
                grad[part] = error @ ours[:, :width]
                if grad_weight is not None:
                    grad_weight += error.T @ state[:, :width]
        ctx.save_for_backward(grad, *([] if grad_weight is None else [grad_weight]))
        return total

    @staticmethod
    def backward(ctx: Any, upstream: Tensor) -> Any:
        """Scale what :meth:`forward` kept."""
        grad, *rest = ctx.saved_tensors
        return upstream * grad, upstream * rest[0] if rest else None, None, None, None, None, None


def divergence(
    states: Tensor, output: Output, target: Tensor, taught: Tensor, own: Tensor, mix: float
) -> Tensor:
    """A loss whose gradient is that of the cross-entropy against teacher and target, summed over tokens.

    Its value is that against the target, which costs nothing more to know.
    ``states`` and ``taught`` are the last states of student and teacher, (tokens, width).
    """
    found: Tensor = _Divergence.apply(states, output.weight, output.bias, target, taught, own, mix)  # type: ignore[no-untyped-call]
    return found


def guidance(student: Tensor, teacher: Tensor, kept: Tensor) -> Tensor:
    """Sum over target words of the cross-entropy of the student's aligning head against the teacher's.

    ``student``: log-probabilities, ``teacher``: probabilities, both (batch, target, source).
    """
    return -((teacher * student).sum(-1) * kept).sum()


def _widened(rows: Tensor, last: Tensor | None = None) -> Tensor:
    """``rows`` with one column more, of ones or of ``last``: a bias then costs no pass over the product."""
    column = rows.new_ones(len(rows), 1) if last is None else last.to(rows.dtype)[:, None]
    empty = rows.new_zeros(len(rows), -(rows.shape[1] + 1) % _ALIGNED)
    return torch.cat([rows, column, empty], dim=1)
