"""What the student is told about its mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

_CHUNK = 512
"""Tokens whose scores over the whole vocabulary are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Output:
    """The output layer: (vocabulary, width) and (vocabulary,)."""

    weight: Tensor
    bias: Tensor


class _Divergence(torch.autograd.Function):
    """Cross-entropy against a mixture of the teacher's distribution and the reference, summed over tokens.

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
        """``taught`` are the teacher's last states, ``own`` its output layer, ``mix`` that of the target."""
        kind = taught.dtype
        ours, theirs, added = weight.to(kind), own.to(kind), bias.to(kind)
        grad = torch.empty_like(states)
        grad_weight = torch.zeros_like(weight) if ctx.needs_input_grad[1] else None
        total = states.new_zeros((), dtype=torch.float32)
        with torch.autocast(states.device.type, enabled=False):
            for first in range(0, len(states), _CHUNK):
                part = slice(first, first + _CHUNK)
                state = states[part].to(kind)
                goal = torch.addmm(added, taught[part], theirs.T).softmax(-1).mul_(1 - mix)
                goal.scatter_add_(1, target[part, None], torch.full_like(goal[:, :1], mix))
                logs = torch.addmm(added, state, ours.T).log_softmax(-1)
                total -= (goal * logs).sum(dtype=torch.float32)
                error = logs.exp_().sub_(goal)
                grad[part] = error @ ours
                if grad_weight is not None:
                    grad_weight += error.T @ state
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
    """Sum over tokens of the cross-entropy of the student against teacher and reference.

    ``states`` and ``taught`` are the last states of student and teacher, (tokens, width).
    """
    found: Tensor = _Divergence.apply(states, output.weight, output.bias, target, taught, own, mix)  # type: ignore[no-untyped-call]
    return found


def guidance(student: Tensor, teacher: Tensor, kept: Tensor) -> Tensor:
    """Sum over target words of the cross-entropy of the student's aligning head against the teacher's.

    ``student``: log-probabilities, ``teacher``: probabilities, both (batch, target, source).
    """
    return -((teacher * student).sum(-1) * kept).sum()
