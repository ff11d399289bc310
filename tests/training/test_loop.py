"""The training: one step, a run, and how it stops and goes on."""

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from bitext.errors import InputError, ModelError
from tests.training.conftest import PAIRS, Made, write_shard
from training import checkpoint, trainer
from training.log import Log
from training.loop import CHECKPOINT, STOP, ahead


def run(made: Made, report: Any = lambda *_: None) -> bool:
    return made.loop.run(Log(made.folder / "log.jsonl"), report)


def entries(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]


def saved(folder: Path) -> dict[str, Any]:
    """The checkpoint, which must be there."""
    state = checkpoint.load(folder / CHECKPOINT)
    assert state is not None
    return state


def stopper(folder: Path, last: int) -> Any:
    """Stops a run after its step ``last``."""

    def report(_share: float, step: int, _tokens: int) -> None:
        if step >= last:
            (folder / STOP).touch()

    return report


def same_weights(one: Any, two: Any) -> None:
    for (name, value), (_, other) in zip(one.named_parameters(), two.named_parameters(), strict=True):
        torch.testing.assert_close(value, other, msg=name)


def test_a_run_that_was_stopped_ends_like_one_that_was_not(work, make, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    for name in ("vocabulary", "teacher", "people"):
        shutil.copytree(work / name, other / name)
    whole = make()
    assert run(whole)
    (other / STOP).touch()
    assert not run(make(other))
    (other / STOP).unlink()
    for steps in range(1, 8):
        part = make(other)
        assert run(part, stopper(other, steps)) == (steps == 7)
        (other / STOP).unlink()
    assert part.trainer.step == whole.trainer.step == 7
    assert part.trainer.tokens == whole.trainer.tokens
    same_weights(whole.trainer.model, part.trainer.model)
    for name, value in whole.trainer.average.items():
        torch.testing.assert_close(value, part.trainer.average[name], msg=name)


def test_a_run_that_is_done_does_no_more(make):
    made = make()
    assert run(made)
    again = make()
    assert run(again)
    assert again.trainer.step == 7
    same_weights(made.trainer.model, again.trainer.model)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_run_at_the_next_step(make, number):
    before = signal.getsignal(number)
    made = make()
    assert not run(made, lambda _share, step, _tokens: os.kill(os.getpid(), number) if step == 3 else None)
    assert made.trainer.step == 3
    assert saved(made.folder)["step"] == 3
    assert signal.getsignal(number) is before


def test_the_budget_may_be_time(make, monkeypatch):
    clock = iter(range(0, 10_000, 10))
    schedule = {"rate": 0.01, "warmup": 1, "hold": 0.5, "floor": 0.1, "minutes": 1}
    made = make(changes={"schedule": schedule})
    # Not the module itself: other threads tell the time, too.
    monkeypatch.setattr("training.loop.time", SimpleNamespace(monotonic=lambda: next(clock)))
    told: list[Any] = []
    assert run(made, lambda *at: told.append(at))
    assert made.trainer.seconds >= 60
    shares = [share for share, _, _ in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    rates = [entry["rate"] for entry in entries(made.folder) if "rate" in entry]
    assert rates[0] == pytest.approx(0.01)
    assert made.trainer.rate == pytest.approx(0.001)


def test_the_time_of_earlier_parts_counts(make):
    made = make()
    run(made)
    spent = made.trainer.seconds
    assert spent > 0
    state = saved(made.folder)
    assert state["seconds"] == spent
    again = make()
    again.trainer.restore(state)
    assert again.trainer.seconds == spent


def test_new_examples_begin_a_new_epoch(make, work):
    made = make()
    run(made, stopper(work, 1))
    (work / STOP).unlink()
    assert saved(work)["place"] == [0, 1]
    write_shard(work / "people" / "00002.jsonl", PAIRS[4:], taught=False)
    more = make()
    run(more, stopper(work, 2))
    assert saved(work)["place"] == [1, 1]


def test_a_checkpoint_of_another_shape_is_an_error(make):
    run(make())
    shape = {"layers": [0, 2], "head": [1, 0], "teacher_heads": [[1, 0, 1.0]]}
    with pytest.raises(InputError, match="another shape"):
        run(make(changes={"shape": shape}))


def test_a_loss_that_is_not_finite_ends_the_run_before_it_is_learnt_from(make):
    made = make()
    with torch.no_grad():
        made.trainer.model.model.shared.weight[5] = float("nan")
    before = {n: p.detach().clone() for n, p in made.trainer.model.named_parameters()}
    with pytest.raises(ModelError, match="not finite at step 0"):
        made.trainer.learn(made.everything())
    for name, value in made.trainer.model.named_parameters():
        torch.testing.assert_close(value, before[name], equal_nan=True)


def test_the_loss_falls(make):
    made = make(changes={"variations": {"capitals": 1.0}})
    fresh = made.trainer.loss(made.everything())[1]
    assert run(made)
    lines = entries(made.folder)
    assert [line["event"] for line in lines if "event" in line] == ["start", "stop"]
    assert lines[-1]["tokens"] == made.trainer.tokens > 0
    steps = [line["step"] for line in lines if "target" in line]
    assert steps == [1, 5]
    told = next(line for line in lines if "target" in line)
    assert {
        "epoch",
        "seconds",
        "rate",
        "memory_gib",
        "tokens_per_second",
        "hidden",
        "alignment",
    } <= told.keys()
    trained = made.trainer.loss(made.everything())[1]
    assert trained["target"] < fresh["target"]


def test_everything_learns_but_the_positions(make):
    made = make()
    before = {name: value.detach().clone() for name, value in made.trainer.model.named_parameters()}
    run(made)
    same = {n for n, value in made.trainer.model.named_parameters() if torch.equal(value, before[n])}
    assert all("embed_positions" in name for name in same), same
    assert made.trainer.average.keys() == {name for name in before if "positions" not in name}


def test_the_mean_takes_the_place_of_the_weights_for_a_while(make):
    made = make()
    run(made)
    own = {name: value.detach().clone() for name, value in made.trainer.model.named_parameters()}
    mean = {name: value.clone() for name, value in made.trainer.average.items()}
    with made.trainer.averaged() as model:
        assert not model.training
        found = dict(model.named_parameters())
        assert all(torch.equal(found[name], value) for name, value in mean.items())
        assert any(not torch.equal(found[name], own[name]) for name in mean)
    assert made.trainer.model.training
    assert all(torch.equal(value, own[name]) for name, value in made.trainer.model.named_parameters())


def test_a_device_is_chosen(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert trainer.device_of("auto").type == "cuda"
    assert trainer.device_of("cpu").type == "cpu"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert trainer.device_of("auto").type == "cpu"


def test_bfloat16_learns_nearly_the_same(make):
    losses = []
    for made in (make(), make(bf16=True)):
        batch = made.everything()
        losses.append([made.trainer.learn(batch)[1]["target"] for _ in range(3)])
    assert losses[1] == pytest.approx(losses[0], rel=0.1)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(shutil.which("g++") is None, reason="compiling needs a C++ compiler")
def test_compiled_layers_learn_the_same(make):
    losses = []
    for made in (make(), make(compiled=True)):
        batches = made.epochs.from_place(0, 0, made.tokenizer.pad)
        losses.append([made.trainer.learn(next(batches)[2])[1] for _ in range(4)])
        assert all("forward" not in vars(layer) for layer in made.trainer.model.model.encoder.layers)
    for one, two in zip(*losses, strict=True):
        assert one == pytest.approx(two, rel=1e-3, abs=1e-3)


def numbered(count: int) -> Any:
    return ((0, number, np.full(1, number)) for number in range(count))


def test_batches_made_ahead_come_in_order_and_no_further_than_asked():
    made: list[int] = []

    def watched() -> Iterator[Any]:
        for one in numbered(50):
            made.append(one[1])
            yield one

    with ahead(watched(), 4) as batches:
        first = next(batches)
        time.sleep(0.3)
        assert first[1] == 0
        assert len(made) <= 6
        assert [one[1] for one in batches] == list(range(1, 50))
    threads = threading.active_count()
    with ahead(numbered(50), 4) as batches:
        next(batches)
    assert threading.active_count() == threads


def test_what_goes_wrong_while_batches_are_made_is_raised():
    def broken() -> Iterator[Any]:
        yield from numbered(2)
        raise ValueError("no more")

    with ahead(broken(), 4) as batches:
        assert [next(batches)[1] for _ in range(2)] == [0, 1]
        with pytest.raises(ValueError, match="no more"):
            next(batches)
