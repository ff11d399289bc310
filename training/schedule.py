"""How far a run is in its budget, and the learning rate that belongs to it."""

from __future__ import annotations

from training.settings import Schedule


def share_done(schedule: Schedule, step: int, seconds: float) -> float:
    """The share of the budget that is spent after ``step`` steps and ``seconds`` of training, from 0 to 1."""
    steps = step / schedule.steps if schedule.steps else 0.0
    time = seconds / (60 * schedule.minutes) if schedule.minutes else 0.0
    return min(1.0, max(steps, time))


def rate(schedule: Schedule, step: int, seconds: float) -> float:
    """The learning rate of ``step``, counted from 0, at that time: it rises, holds, and falls to a floor."""
    done = share_done(schedule, step, seconds)
    left = min(1.0, (1 - done) / (1 - schedule.hold))
    rising = min(1.0, (step + 1) / schedule.warmup) if schedule.warmup else 1.0
    return schedule.rate * rising * (schedule.floor + (1 - schedule.floor) * left)
