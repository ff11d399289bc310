"""One run's state: the model, the mean of its weights, the optimiser; and one step of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor

from bitext.errors import InputError, ModelError
from training import marian, schedule
from training.examples import Batch
from training.objective import Objective
from training.settings import Settings

_FOLLOW = 5
"""Steps between two moves of the mean."""
_RISE = 10
"""The mean keeps less than the settings say until about this many moves are done."""
_BETAS = (0.9, 0.98)
_CLIPPED = 1.0
"""The largest norm of a gradient."""


def device_of(name: str) -> torch.device:
    """The device ``name``; *auto* is a GPU where there is one."""
    return torch.device(("cuda" if torch.cuda.is_available() else "cpu") if name == "auto" else name)


class Trainer:
    """A model that learns: its weights, their exponential mean, the optimiser, and the counts of the run."""

    def __init__(
        self,
        settings: Settings,
        teacher: Any,
        twins: Sequence[tuple[int, int]] = (),
        begin: Mapping[str, Tensor] | None = None,
    ) -> None:
        """``begin``: weights to go on from, in place of the teacher's own, by their names."""
        run = settings.run
        torch.set_num_threads(run.cores)
        torch.set_float32_matmul_precision("high")
        torch.manual_seed(run.seed)
        self.settings = settings
        self.device = device_of(run.device)
        self.model = self._placed(marian.of_layers(teacher, settings.shape.layers, begin)).train()
        kind = torch.bfloat16 if run.bf16 else torch.float32
        teacher = self._placed(teacher).to(kind).eval().requires_grad_(requires_grad=False)
        self._objective = Objective(settings, teacher, self.device, twins)
        self._learning = _learning(self.model)
        self.average = {name: parameter.detach().clone() for name, parameter in self._learning.items()}
        self._optimiser = torch.optim.AdamW(
            list(self._learning.values()), betas=_BETAS, weight_decay=run.decay, fused=True
        )
        self.step = 0
        self.tokens = 0
        self.seconds = 0.0

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        return schedule.rate(self.settings.schedule, self.step, self.seconds)

    @property
    def share_done(self) -> float:
        """The share of the budget that is spent."""
        return schedule.share_done(self.settings.schedule, self.step, self.seconds)

    def learn(self, batch: Batch) -> tuple[int, dict[str, float]]:
        """One step; returns tokens and the parts of the loss, summed over them.

        Raises:
            ModelError: if the loss is not finite, before anything is learnt from it.
        """
        for group in self._optimiser.param_groups:
            group["lr"] = self.rate
        loss, parts = self.loss(batch)
        if not all(map(math.isfinite, parts.values())):
            raise ModelError(
                f"The loss is not finite at step {self.step}; go on at a lower rate from a checkpoint."
            )
        tokens = batch.tokens
        torch.autograd.backward(loss / tokens)
        torch.nn.utils.clip_grad_norm_(self._learning.values(), _CLIPPED)
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self.tokens += tokens
        self._follow()
        return tokens, parts

    def loss(self, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        """The loss of a batch and its parts; see :class:`training.objective.Objective`."""
        return self._objective(self.model, batch)

    @contextmanager
    def averaged(self) -> Iterator[Any]:
        """The model with the mean of its weights, as long as the context lasts."""
        self._exchange()
        try:
            yield self.model.eval()
        finally:
            self._exchange()
            self.model.train()

    def state(self) -> dict[str, Any]:
        """All that it takes to go on, by :meth:`restore`."""
        return {
            "step": self.step,
            "tokens": self.tokens,
            "seconds": self.seconds,
            "weights": {name: parameter.detach() for name, parameter in self._learning.items()},
            "average": self.average,
            "optimiser": self._optimiser.state_dict(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on where :meth:`state` was taken.

        Raises:
            InputError: if it is the state of a model of another shape.
        """
        shapes = {name: value.shape for name, value in state["weights"].items()}
        if shapes != {name: parameter.shape for name, parameter in self._learning.items()}:
            raise InputError("The checkpoint is of a model of another shape; take another work folder.")
        self.step, self.tokens, self.seconds = state["step"], state["tokens"], state["seconds"]
        with torch.no_grad():
            for name, parameter in self._learning.items():
                parameter.copy_(state["weights"][name])
                self.average[name].copy_(state["average"][name])
        self._optimiser.load_state_dict(state["optimiser"])

    def _placed(self, model: Any) -> Any:
        if self.device.type == "cpu":
            # Faster than the fused kernel there, whose backward pass is slow.
            model.set_attn_implementation("eager")
        return model.to(self.device)

    def _follow(self) -> None:
        """Move the mean a little towards the weights."""
        if self.step % _FOLLOW:
            return
        keep = min(self.settings.run.average**_FOLLOW, self.step / (_RISE * _FOLLOW + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.values()), list(self._learning.values()), 1 - keep)

    def _exchange(self) -> None:
        """Put the mean in the place of the weights, and back."""
        with torch.no_grad():
            for name, value in self.average.items():
                own = self._learning[name].detach().clone()
                self._learning[name].copy_(value)
                value.copy_(own)


def _learning(model: Any) -> dict[str, Any]:
    """The parameters that learn, by name: all but the positions."""
    return {name: parameter for name, parameter in model.named_parameters() if "embed_positions" not in name}
