"""What the student is told about its mistakes."""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Lesson:
    """What there is to learn, for each token.

    ``taught`` are the teacher's last states, (tokens, width), and ``weight`` its output layer; ``target`` is
    the piece that follows, (tokens,), and ``share`` its share beside the teacher's distribution, (tokens,).
    Of two ``twins`` the teacher means either when it writes one: it is the first, unless the target is the
    second.
    """

    taught: Tensor
    weight: Tensor
    target: Tensor
    share: Tensor
    twins: Sequence[tuple[int, int]] = ()


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
        lesson: Lesson,
    ) -> Tensor:
        """``bias`` is that of both output layers."""
        kind = lesson.taught.dtype
        ours, theirs = _widened(weight.to(kind), bias), _widened(lesson.weight.to(kind), bias)
        width = states.shape[1]
        grad = torch.empty_like(states)
        grad_weight = torch.zeros_like(weight) if ctx.needs_input_grad[1] else None
        total = states.new_zeros((), dtype=torch.float32)
        with torch.autocast(states.device.type, enabled=False):
            chunk = _CHUNK.get(states.device.type, 512)
            for first in range(0, len(states), chunk):
                part = slice(first, first + chunk)
                state, wanted = _widened(states[part].to(kind)), lesson.target[part, None]
                share = lesson.share[part, None].to(kind)
                goal = (_widened(lesson.taught[part]) @ theirs.T).softmax(-1)
                _part(goal, wanted, lesson.twins)
                error = (state @ ours.T).softmax(-1)
                total -= error.gather(1, wanted).float().clamp_min(_LEAST).log().sum()
                error.addcmul_(goal, share - 1)
                error.scatter_add_(1, wanted, -share)
                grad[part] = error @ ours[:, :width]
                if grad_weight is not None:
                    grad_weight += error.T @ state[:, :width]
        ctx.save_for_backward(grad, *([] if grad_weight is None else [grad_weight]))
        return total

    @staticmethod
    def backward(ctx: Any, upstream: Tensor) -> Any:
        """Scale what :meth:`forward` kept."""
        grad, *rest = ctx.saved_tensors
        return upstream * grad, upstream * rest[0] if rest else None, None, None


def divergence(states: Tensor, output: Output, lesson: Lesson) -> Tensor:
    """A loss whose gradient is that of the cross-entropy against teacher and target, summed over tokens.

    Its value is that against the target, which costs nothing more to know.
    ``states`` are the student's last, (tokens, width).
    """
    found: Tensor = _Divergence.apply(states, output.weight, output.bias, lesson)  # type: ignore[no-untyped-call]
    return found


def _part(goal: Tensor, wanted: Tensor, twins: Sequence[tuple[int, int]]) -> None:
    """Give what the teacher divides between twins to one of them."""
    for usual, unusual in twins:
        both = goal[:, usual] + goal[:, unusual]
        rare = wanted[:, 0] == unusual
        goal[:, usual] = both.masked_fill(rare, 0)
        goal[:, unusual] = both.masked_fill(~rare, 0)


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
