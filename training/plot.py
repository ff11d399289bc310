"""A picture of a training run, from its log."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from bitext.errors import InputError

_PANELS = (
    ("loss\n−log p of the target (nats)", ("target",)),
    ("aligning head\ncross-entropy (nats)", ("alignment",)),
    ("BLEU, held out", ("bleu_news", "bleu_people")),
    ("tokens a second", ("tokens_per_second",)),
)
_NAMES = {"bleu_news": "news, against the teacher's English", "bleu_people": "against people's English"}
_SMOOTHED = 15
"""Entries of the log that are averaged, save for BLEU."""


def draw(log: Path, output: Path) -> None:
    """Draw loss, BLEU and speed of the run in ``log`` over the target tokens seen; the suffix says the form.

    Raises:
        InputError: if there is nothing in the log to draw.
    """
    from matplotlib.figure import Figure

    entries = [msgspec.json.decode(line, type=dict[str, Any]) for line in log.read_bytes().splitlines()]
    if not any("target" in entry for entry in entries):
        raise InputError(f"{log} has no steps to draw; train first.")
    figure = Figure(figsize=(8, 9), layout="constrained")
    axes = figure.subplots(len(_PANELS), sharex=True)
    for axis, (label, names) in zip(axes, _PANELS, strict=True):
        for name in names:
            rows = [(entry["tokens"] / 1e6, entry[name]) for entry in entries if name in entry]
            if rows:
                tokens, values = zip(*rows, strict=True)
                axis.plot(tokens, values if name in _NAMES else _smooth(values), label=_NAMES.get(name))
        axis.set_ylabel(label)
        axis.grid(alpha=0.3)
        if len(names) > 1:
            axis.legend(loc="center right")
    axes[-1].set_xlabel("target tokens (millions)")
    axes[-1].set_ylim(bottom=0)
    figure.savefig(output)


def _smooth(values: Sequence[float]) -> list[float]:
    """Means over the entries before and after each."""
    half = _SMOOTHED // 2
    windows = [values[max(0, i - half) : i + half + 1] for i in range(len(values))]
    return [sum(window) / len(window) for window in windows]
