"""What the model is told about its mistakes."""

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
class Teaching:
    """What the teacher makes of the same tokens: its last states, (tokens, width), and its output layer.

    ``share`` is that of the target beside the teacher's distribution, (tokens,). Of two ``twins`` the teacher
    means either when it writes one: it is the first, unless the target is the second.
    """

    states: Tensor
    weight: Tensor
    share: Tensor
    twins: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """What there is to learn: for each token the piece that follows, (tokens,), and the teacher's part.

    ``kind`` is the type of scores; ``worth`` the weight of each token, (tokens,), 1 if it is None.
    """

    target: Tensor
    kind: torch.dtype
    teaching: Teaching | None = None
    worth: Tensor | None = None


class _CrossEntropy(torch.autograd.Function):
    """Cross-entropy against a mixture of the teacher's distribution and the target, summed over tokens.

    The mixture is that of Hinton et al. (2015, "Distilling the Knowledge in a Neural Network"), without a
    temperature; without a teacher it is the target alone. What comes out is the part of the target alone; the
    gradient is that of the whole. It is known in closed form (the model's distribution less the mixture), so
    it is made chunk by chunk along with the loss, and no scores are kept.
    """

    @staticmethod
    def forward(ctx: Any, states: Tensor, weight: Tensor, bias: Tensor, lesson: Lesson) -> Tensor:
        """``bias`` is that of both output layers."""
        ours, width = _widened(weight.to(lesson.kind), bias), states.shape[1]
        grad = torch.empty_like(states)
        grad_weight = torch.zeros_like(weight) if ctx.needs_input_grad[1] else None
        total = states.new_zeros((), dtype=torch.float32)
        chunk = _CHUNK.get(states.device.type, 512)
        with torch.autocast(states.device.type, enabled=False):
            mixture = _Mixture(lesson, bias)
            for first in range(0, len(states), chunk):
                part = slice(first, first + chunk)
                state = _widened(states[part].to(lesson.kind))
                error = (state @ ours.T).softmax(-1)
                total += mixture.surprise(error, part)
                mixture.subtract(error, part)
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


class _Mixture:
    """The distribution that the model should have, and how much each token counts."""

    def __init__(self, lesson: Lesson, bias: Tensor) -> None:
        self._target = lesson.target
        self._kind = lesson.kind
        self._teaching = lesson.teaching
        self._worth = lesson.worth
        if lesson.teaching:
            self._weight = _widened(lesson.teaching.weight.to(lesson.kind), bias)

    def surprise(self, distribution: Tensor, part: slice) -> Tensor:
        """Cross-entropy of the targets of the tokens in ``part``, each by its weight, summed."""
        found = -distribution.gather(1, self._target[part, None])[:, 0].float().clamp_min(_LEAST).log()
        return (found if self._worth is None else found * self._worth[part]).sum()

    def subtract(self, distribution: Tensor, part: slice) -> None:
        """Take the mixture of the tokens in ``part`` from the model's distribution of them, in place.

        The difference of each token is multiplied by its weight.
        """
        wanted = self._target[part, None]
        share = torch.ones_like(wanted, dtype=distribution.dtype)
        if self._teaching:
            share = self._teaching.share[part, None].to(distribution.dtype)
            goal = (_widened(self._teaching.states[part].to(self._kind)) @ self._weight.T).softmax(-1)
            _part(goal, wanted, self._teaching.twins)
            distribution.addcmul_(goal, share - 1)
        distribution.scatter_add_(1, wanted, -share)
        if self._worth is not None:
            distribution.mul_(self._worth[part, None].to(distribution.dtype))


def cross_entropy(states: Tensor, output: Output, lesson: Lesson) -> Tensor:
    """A loss whose gradient is that of the cross-entropy against teacher and target, summed over tokens.

    Its value is that against the target, which costs nothing more to know.
    ``states`` are the model's last, (tokens, width).
    """
    found: Tensor = _CrossEntropy.apply(states, output.weight, output.bias, lesson)  # type: ignore[no-untyped-call]
    return found


def guidance(own: Tensor, teacher: Tensor, kept: Tensor) -> Tensor:
    """Sum over target words of the cross-entropy of the model's aligning head against the teacher's.

    ``own``: log-probabilities, ``teacher``: probabilities, both (batch, target, source). The guided attention
    of Garg et al. (2019), with the teacher's attention in the place of an aligner's links.
    """
    return -((teacher * own).sum(-1) * kept).sum()


def _part(goal: Tensor, wanted: Tensor, twins: Sequence[tuple[int, int]]) -> None:
    """Give what the teacher divides between twins to one of them."""
    for usual, unusual in twins:
        both = goal[:, usual] + goal[:, unusual]
        rare = wanted[:, 0] == unusual
        goal[:, usual] = both.masked_fill(rare, 0)
        goal[:, unusual] = both.masked_fill(~rare, 0)


def _widened(rows: Tensor, last: Tensor | None = None) -> Tensor:
    """``rows`` with one column more, of ones or of ``last``: a bias then costs no pass over the product."""
    column = rows.new_ones(len(rows), 1) if last is None else last.to(rows.dtype)[:, None]
    empty = rows.new_zeros(len(rows), -(rows.shape[1] + 1) % _ALIGNED)
    return torch.cat([rows, column, empty], dim=1)
