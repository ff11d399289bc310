"""The training: a loop that can be stopped at any step and goes on where it was.

What a step computes depends on the settings, the seed, the examples, and the time that the steps before it
took, which the rate follows; with a budget of steps alone a run that was stopped and one that was not are the
same.
"""

from __future__ import annotations

import queue
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from training import checkpoint, memory
from training.examples import Batch, Epochs
from training.log import Log, Meter
from training.progress import BudgetReport
from training.trainer import Trainer

STOP = "STOP"
"""A file of this name in the work folder ends the run at the next step."""
CHECKPOINT = "checkpoint.pt"

_TELL = 20
"""Steps between two lines of the log."""
_TELL_FIRST = (1, 5, 10)
"""Steps at the head of a run that have lines, too."""
_AHEAD = 8
"""Batches that are made ahead of the training."""
_BOUND = 5
"""Steps between two looks at the memory."""


class Loop:
    """A run in a work folder."""

    def __init__(self, trainer: Trainer, epochs: Epochs, folder: Path, pad: int) -> None:
        """``pad`` is the number of the piece that pads."""
        self._trainer = trainer
        self._epochs = epochs
        self._folder = folder
        self._pad = pad
        self._place = (0, 0)
        self._stopping = False

    def run(self, log: Log, report: BudgetReport) -> bool:
        """Train until the budget is spent, a signal comes or a file ``STOP`` appears; True if it is spent."""
        trainer = self._trainer
        with self._signals():
            self._load()
            log.write(event="start", step=trainer.step, tokens=trainer.tokens)
            self._work(log, report)
            self._save()
            log.write(event="stop", step=trainer.step, tokens=trainer.tokens)
        return trainer.share_done >= 1

    def _work(self, log: Log, report: BudgetReport) -> None:
        trainer, run, meter = self._trainer, self._trainer.settings.run, Meter()
        before, last_saved = trainer.seconds, time.monotonic()
        began = last_saved
        with ahead(self._epochs.from_place(*self._place, self._pad), _AHEAD) as batches:
            while trainer.share_done < 1 and not self._is_to_stop():
                epoch, number, batch = next(batches)
                rate = trainer.rate
                meter.add(*trainer.learn(batch))
                self._place = (epoch, number + 1)
                now = time.monotonic()
                trainer.seconds = before + now - began
                report(trainer.share_done, trainer.step, trainer.tokens)
                if trainer.step % _BOUND == 0:
                    memory.bound(run.memory)
                if trainer.step % _TELL == 0 or trainer.step in _TELL_FIRST:
                    log.write(**self._told(epoch, rate), **meter.read())
                if now - last_saved > 60 * run.minutes_per_checkpoint:
                    self._save()
                    last_saved = now

    def _told(self, epoch: int, rate: float) -> dict[str, float]:
        trainer = self._trainer
        return {
            "step": trainer.step,
            "tokens": trainer.tokens,
            "epoch": epoch,
            "seconds": round(trainer.seconds, 1),
            "rate": rate,
            "memory_gib": round(memory.resident(), 1),
        }

    def _is_to_stop(self) -> bool:
        return self._stopping or (self._folder / STOP).exists()

    def _save(self) -> None:
        place = {"place": list(self._place), "examples": len(self._epochs.examples)}
        checkpoint.save({**self._trainer.state(), **place}, self._folder / CHECKPOINT)

    def _load(self) -> None:
        """Go on from the checkpoint, if there is one; with other examples than then, at the next epoch."""
        state = checkpoint.load(self._folder / CHECKPOINT)
        if state is None:
            return
        self._trainer.restore(state)
        epoch, batch = state["place"]
        same = state["examples"] == len(self._epochs.examples)
        self._place = (epoch, batch) if same else (epoch + 1, 0)

    def _stop(self, *_: Any) -> None:
        self._stopping = True

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Let SIGTERM and Ctrl+C end the run at the next step."""
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextmanager
def ahead(batches: Iterator[tuple[int, int, Batch]], most: int) -> Iterator[Iterator[tuple[int, int, Batch]]]:
    """``batches``, made by a thread of their own, at most ``most`` ahead, as long as the context lasts.

    What goes wrong in that thread is raised where the next batch is asked for.
    """
    waiting: queue.Queue[tuple[int, int, Batch] | Exception | None] = queue.Queue(most)
    over = threading.Event()
    thread = threading.Thread(target=_fill, args=(batches, waiting, over), daemon=True)
    thread.start()
    try:
        yield _drawn(waiting)
    finally:
        over.set()
        thread.join()


def _fill(batches: Iterator[Any], waiting: queue.Queue[Any], over: threading.Event) -> None:
    """Put the batches into the queue, then None, or what went wrong."""
    try:
        for one in batches:
            if not _put(one, waiting, over):
                return
    except Exception as error:
        _put(error, waiting, over)
    else:
        _put(None, waiting, over)


def _put(one: object, waiting: queue.Queue[Any], over: threading.Event) -> bool:
    """Wait for a place in the queue; False once it is ``over``."""
    while not over.is_set():
        try:
            waiting.put(one, timeout=0.1)
        except queue.Full:
            continue
        return True
    return False


def _drawn(waiting: queue.Queue[Any]) -> Iterator[Any]:
    while (one := waiting.get()) is not None:
        if isinstance(one, Exception):
            raise one
        yield one
