"""The training: a loop that can be stopped at any step and goes on where it was.

What a step computes depends on the settings, the seed and the shards that were there when its epoch began;
the checkpoint keeps their number, so that a run that was stopped and one that was not see the same batches.
"""

from __future__ import annotations

import json
import math
import random
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from bitext.errors import InputError
from training import checkpoint, evaluate, student
from training.batches import Batch, Encoded, Pieces, batch, plan
from training.examples import Library, Shards, Shares, development
from training.loss import Lesson, Output, divergence, guidance
from training.settings import Settings, Stage
from training.student import Heard

STOP = "STOP"
"""A file of this name in the work folder ends the run at the next step."""

_TELL = 20
"""Steps between two lines of the log."""
_COLDEST = 0.05
"""What is left of the rate at the end of a stage, as a share."""
_FOLLOW = 5
"""Steps between two moves of the average."""


@dataclass(slots=True)
class Position:
    """Where in the data a run is; what is needed to make the rest of the epoch again."""

    epoch: int = 0
    batch: int = 0
    shards: Shards = field(default_factory=Shards)
    shares: Shares = field(default_factory=Shares)


class Log:
    """JSON lines, one an entry, with the time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, **entry: Any) -> None:
        """Add an entry."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"time": time.strftime("%Y-%m-%dT%H:%M:%S"), **entry}) + "\n")


class Meter:
    """Sums of what is worth knowing between two lines of the log."""

    def __init__(self) -> None:
        self._sums: dict[str, float] = {}
        self._tokens = 0
        self._since = time.monotonic()

    def add(self, tokens: int, parts: dict[str, float]) -> None:
        """Count one step's tokens, and each part's loss summed over them."""
        self._tokens += tokens
        for name, value in parts.items():
            self._sums[name] = self._sums.get(name, 0.0) + value

    def read(self) -> dict[str, float]:
        """Means per token and speed since the last reading."""
        now = time.monotonic()
        found = {name: round(value / max(1, self._tokens), 4) for name, value in self._sums.items()}
        found["tokens_per_second"] = round(self._tokens / max(1e-9, now - self._since))
        self._sums, self._tokens, self._since = {}, 0, now
        return found


class Trainer:
    """One run: models, optimiser, position in the data."""

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        teacher: Any,
        pieces: Pieces,
        library: Library,
        twins: Sequence[tuple[int, int]] = (),
        begin: Mapping[str, Tensor] | None = None,
    ) -> None:
        """``begin``: weights of a student to go on from, in place of the teacher's own, by their names."""
        run = settings.run
        torch.set_num_threads(run.threads)
        torch.manual_seed(run.seed)
        self.settings = settings
        self.folder = folder
        self.device = torch.device(run.device)
        self.layers = _layers(settings, settings.stages[0])
        self.model = self._placed(student.student(teacher, self.layers, begin))
        kind = torch.bfloat16 if run.bf16 else torch.float32
        self.teacher = self._placed(teacher).to(kind).eval().requires_grad_(requires_grad=False)
        self.pieces = pieces
        self.library = library
        self.written = student.written(self.teacher)
        self.places = torch.zeros(teacher.config.vocab_size, dtype=torch.long, device=self.device)
        self.places[self.written] = torch.arange(len(self.written), device=self.device)
        self.twins = [tuple(self.places[list(pair)].tolist()) for pair in twins]
        self.step = 0
        self.tokens = 0
        self.best = -1.0
        self.position = Position()
        self.average: dict[str, Tensor] = {}
        self._compiled: dict[str, student.Compiled] = {}
        self._optimiser: Any = None
        self._stage: Stage | None = None
        self._stopping = False

    def run(self, log: Log) -> None:
        """Train until the last stage is done, a signal comes or the file ``STOP`` appears."""
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            self.load()
            log.write(event="start", step=self.step, tokens=self.tokens)
            self._work(log)
            self.save()
            log.write(event="stop", step=self.step, tokens=self.tokens)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _work(self, log: Log) -> None:
        run = self.settings.run
        meter, saved = Meter(), time.monotonic()
        for examples in self._batches():
            rate = self.rate()
            tokens, parts = self.learn(examples)
            meter.add(tokens, parts)
            state = {"step": self.step, "tokens": self.tokens}
            if self.step % _TELL == 0:
                log.write(**state, rate=rate, epoch=self.position.epoch, **meter.read())
            if self.step % run.steps_per_evaluation == 0:
                log.write(**state, **self.examine())
                meter.read()
            if time.monotonic() - saved > 60 * run.minutes_per_checkpoint:
                self.save()
                saved = time.monotonic()
            if self._stopping or (self.folder / STOP).exists():
                return

    def stage(self) -> Stage | None:
        """The stage that the next step belongs to; None when all are done."""
        return next((stage for stage in self.settings.stages if self.step < stage.steps), None)

    def rate(self) -> float:
        """The learning rate of this step: it rises at a stage's start and falls to its end."""
        stage = self.stage() or self.settings.stages[-1]
        begun = max((one.steps for one in self.settings.stages if one.steps <= self.step), default=0)
        done, warm = self.step - begun + 1, self.settings.run.warmup
        cooled = stage.cooling * (stage.steps - begun)
        cooling = max(_COLDEST, min(1.0, (stage.steps - self.step) / max(1.0, cooled)))
        return stage.rate * min(done / warm, math.sqrt(warm / done) if stage.falling else 1.0) * cooling

    def learn(self, examples: Batch) -> tuple[int, dict[str, float]]:
        """One step; returns tokens and the parts of the loss, summed over them."""
        stage = self._prepare()
        for group in self._optimiser.param_groups:
            group["lr"] = self.rate()
        loss, parts = self._loss(examples, stage)
        tokens = examples.tokens
        torch.autograd.backward(loss / tokens)
        parameters = [p for group in self._optimiser.param_groups for p in group["params"]]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self.tokens += tokens
        self._follow()
        return tokens, parts

    def examine(self) -> dict[str, float]:
        """BLEU of the averaged model on the held-out sentences."""
        found: dict[str, float] = {}
        with self.averaged():
            for name, source in (("people", None), ("news", "orangesum")):
                held = development(self.folder, self.settings.data.development, source)
                if held.french:
                    english = evaluate.translate(self.model, self.pieces, held.french)
                    found[f"bleu_{name}"] = round(evaluate.bleu(english, held), 2)
                    found[f"marks_{name}"] = round(evaluate.marks_kept(held.french, english), 3)
        score = sum(value for name, value in found.items() if name.startswith("bleu"))
        if score > self.best:
            self.best = score
            state = {"step": self.step, "layers": self.layers, "average": self.average}
            checkpoint.save(state, self.folder / "best.pt")
        return found

    def averaged(self) -> Any:
        """A context in which the student has its averaged weights."""
        return _Swapped(self.model, self.average)

    def save(self) -> None:
        """Write the checkpoint."""
        state = {
            "step": self.step,
            "tokens": self.tokens,
            "best": self.best,
            "position": [
                self.position.epoch,
                self.position.batch,
                list(self.position.shards),
                list(self.position.shares),
            ],
            "random": torch.get_rng_state(),
            "layers": self.layers,
            "weights": {name: p.detach() for name, p in self.model.named_parameters()},
            "average": self.average,
            "optimiser": self._optimiser.state_dict() if self._optimiser else None,
            "stage": self._stage.train if self._stage else None,
        }
        checkpoint.save(state, self.folder / "checkpoint.pt")

    def load(self) -> None:
        """Go on from the checkpoint, if there is one."""
        state = checkpoint.load(self.folder / "checkpoint.pt")
        if state is None:
            return
        self._grow(tuple(state["layers"]))
        self.model.load_state_dict(state["weights"], strict=False)
        self.step, self.tokens, self.best = state["step"], state["tokens"], state["best"]
        epoch, done, shards, shares = state["position"]
        self.position = Position(epoch, done, Shards(*shards), Shares(*shares))
        self.average = {name: value.to(self.device) for name, value in state["average"].items()}
        torch.set_rng_state(state["random"])
        stage = self.stage() and self._prepare()
        same = stage is not None and (stage.train, self.layers) == (state["stage"], tuple(state["layers"]))
        if state["optimiser"] is not None and same:
            self._optimiser.load_state_dict(state["optimiser"])

    def _stop(self, *_: Any) -> None:
        self._stopping = True

    def _prepare(self) -> Stage:
        """Set up the optimiser for the stage of the next step, if it is another one."""
        stage = self.stage()
        if stage is None:
            raise InputError("Every stage of the training is done; give the last one more steps.")
        layers = _layers(self.settings, stage)
        if layers != self.layers:
            with torch.no_grad():
                self.model.load_state_dict(self.average, strict=False)
            self._grow(layers)
            self.average, self._stage = {}, None
        if self._stage is None or stage.train != self._stage.train:
            learning = _learning(self.model, stage.train)
            self.model.requires_grad_(requires_grad=False)
            for _, parameter in learning:
                parameter.requires_grad_(requires_grad=True)
            self._optimiser = torch.optim.AdamW(
                [p for _, p in learning],
                lr=stage.rate,
                betas=(0.9, 0.98),
                weight_decay=self.settings.run.decay,
                fused=True,
            )
            for name, parameter in learning:
                self.average.setdefault(name, parameter.detach().clone())
        self._stage = stage
        return stage

    def _grow(self, layers: tuple[int, ...]) -> None:
        """Give the student the decoder layers ``layers``: its own, and of the teacher's what it lacks."""
        if layers != self.layers:
            self.model = self._placed(student.grown(self.model, self.teacher, self.layers, layers))
            self.layers = layers
            self._compiled.pop("student", None)

    def _fast(self, name: str, model: Any, heard: Sequence[int]) -> AbstractContextManager[None]:
        """Where ``model`` runs compiled, if the settings say so."""
        if not self.settings.run.compiled:
            return nullcontext()
        if name not in self._compiled:
            self._compiled[name] = student.Compiled(model, heard)
        return self._compiled[name].active()

    def _placed(self, model: Any) -> Any:
        if self.device.type == "cpu":
            # Faster than the fused kernel there, whose backward pass is slow.
            model.set_attn_implementation("eager")
        return model.to(self.device)

    def _follow(self) -> None:
        """Move the average a little towards the weights."""
        if self.step % _FOLLOW:
            return
        grown = [one.steps for one in self.settings.stages if _layers(self.settings, one) != self.layers]
        since = self.step - max((steps for steps in grown if steps <= self.step), default=0)
        keep = min(self.settings.run.average**_FOLLOW, since / (10 * _FOLLOW + since))
        values = dict(self.model.named_parameters())
        names = list(self.average)
        with torch.no_grad():
            torch._foreach_lerp_([self.average[n] for n in names], [values[n] for n in names], 1 - keep)

    def _loss(self, examples: Batch, stage: Stage) -> tuple[Tensor, dict[str, float]]:
        weights = stage.loss
        source, whole, read, target, previous, same, own = (
            torch.from_numpy(one).to(self.device)
            for one in (
                examples.source,
                examples.whole,
                examples.whole_mask,
                examples.target,
                examples.previous,
                examples.same,
                examples.own,
            )
        )
        heard = [layer for layer, _, _ in self.settings.shape.teacher_heads]
        fast = self._fast("teacher", self.teacher, heard)
        with torch.no_grad(), fast, student.listening(self.teacher, heard) as theirs:
            encoded = student.encode(self.teacher, whole, read)
            taught = student.decode(self.teacher, encoded, read, previous)
        mask = read
        last = len(self.layers) - 1
        mixed = torch.autocast(self.device.type, torch.bfloat16, enabled=self.settings.run.bf16)
        fast = self._fast("student", self.model, [last])
        with mixed, fast, student.listening(self.model, [last]) as ours:
            if stage.train == "all":
                mask = source != examples.pad
                encoded = student.encode(self.model, source, mask)
            states = student.decode(self.model, encoded, mask, previous)
        kept = target != examples.pad
        share = weights.entropy / (weights.divergence + weights.entropy)
        lesson = Lesson(
            taught[kept],
            self.teacher.model.shared.weight[self.written],
            self.places[target[kept]],
            (share * ~own)[:, None].expand_as(target)[kept],
            self.twins,
        )
        # What is never written needs no score.
        output = Output(
            self.model.model.shared.weight[self.written], self.model.final_logits_bias[0, self.written]
        )
        entropy = divergence(states[kept], output, lesson)
        apart = (states[kept].float() - taught[kept].float()).pow(2).mean(-1).sum()
        comparable = kept & (same[:, None] | (stage.train != "all"))
        aligned = self._guidance(ours, theirs, mask, read, comparable)
        whole_loss = (weights.divergence + weights.entropy) * entropy + weights.hidden * apart
        whole_loss = whole_loss + weights.alignment * aligned
        parts = {"target": entropy, "hidden": apart, "alignment": aligned}
        return whole_loss, {name: float(part.detach()) for name, part in parts.items()}

    def _guidance(self, ours: Heard, theirs: Heard, mask: Tensor, read: Tensor, kept: Tensor) -> Tensor:
        """How far the aligning head is from the teacher's, over the target pieces in ``kept``."""
        shape = self.settings.shape
        width = self.model.config.d_model // self.model.config.decoder_attention_heads
        with torch.no_grad():
            rows = [
                weight * student.attention(theirs, layer, head, width, read).exp()
                for layer, head, weight in shape.teacher_heads
            ]
        own = student.attention(ours, len(self.layers) - 1, shape.head, width, mask)
        common = min(mask.shape[1], read.shape[1])
        return guidance(own[..., :common], torch.stack(rows).sum(0)[..., :common], kept)

    def _batches(self) -> Iterator[Batch]:
        """The batches from where the run is; a new epoch takes in the shards that have come."""
        while (stage := self.stage()) is not None:
            if self.position.batch == 0:
                shards, shares = self.library.shards(stage.first), Shares(stage.human, stage.own)
                self.position = Position(self.position.epoch, 0, shards, shares)
            order = random.Random(f"{self.settings.run.seed} {self.position.epoch}")  # noqa: S311
            examples: list[Encoded] = self.library.epoch(self.position.shards, self.position.shares, order)
            planned = plan(examples, self.settings.run.tokens, order)
            for number in range(self.position.batch, len(planned)):
                if self.stage() is None:
                    return
                self.position.batch = number + 1
                yield batch([examples[i] for i in planned[number]], self.pieces.pad)
            self.position = Position(self.position.epoch + 1)


class _Swapped:
    """The averaged weights in the place of the model's own, and back."""

    def __init__(self, model: Any, average: dict[str, Tensor]) -> None:
        self._values = dict(model.named_parameters())
        self._average = average
        self._model = model

    def __enter__(self) -> None:
        self._model.eval()
        self._exchange()

    def __exit__(self, *_: object) -> None:
        self._exchange()
        self._model.train()

    def _exchange(self) -> None:
        with torch.no_grad():
            for name, value in self._average.items():
                own = self._values[name].detach().clone()
                self._values[name].copy_(value)
                value.copy_(own)


def _layers(settings: Settings, stage: Stage) -> tuple[int, ...]:
    """The teacher's decoder layers that the student of a stage has."""
    return stage.layers or settings.shape.layers


def _learning(model: Any, train: str) -> list[tuple[str, Any]]:
    """The parameters that learn, by name: those of the decoder's layers, or all but the positions."""
    return [
        (name, parameter)
        for name, parameter in model.named_parameters()
        if "embed_positions" not in name and (train == "all" or name.startswith("model.decoder.layers"))
    ]
