"""Two or more translations compared: whether a difference is more than chance, by sacrebleu's own test.

Paired bootstrap resampling after Koehn (2004, "Statistical Significance Tests for Machine Translation
Evaluation"), as :class:`sacrebleu.significance.PairedTest` does it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from bitext.errors import InputError, ShapeError
from bitext.metrics.scores import References, lines_of, metrics, retention, streams_of
from bitext.result.bitext import Bitext
from bitext.result.scores import Metric

NAMES: Final = ("BLEU", "chrF", "TER")

SIGNIFICANT: Final = 0.05
"""A difference with a lower p-value is marked in the text of a comparison."""


@dataclass(frozen=True, slots=True)
class SystemMetric:
    """A figure of one system, all but ``p_value`` in the metric's per cent.

    ``mean`` and ``interval`` are those of the resamples: the interval is ``mean`` ± ``interval`` (95 %).
    ``p_value``, from 0 to 1: the probability of a difference as great to the baseline by chance; None for the
    baseline itself. ``name`` is that of the metric, ``value`` its figure over all segments.

    Example:
        >>> import bitext
        >>> lines = ["Nobody was hurt.", "The bridge is shut."] * 5
        >>> first, second = bitext.compare({"one": lines, "two": lines}, lines, samples=50).systems
        >>> first.bleu.p_value is None, round(second.bleu.value)
        (True, 100)
    """

    name: str
    value: float
    mean: float
    interval: float
    p_value: float | None

    def __str__(self) -> str:
        star = "*" if self.p_value is not None and self.p_value < SIGNIFICANT else ""
        chance = "" if self.p_value is None else f", p = {self.p_value:.3f}{star}"
        return f"{self.name:<4} {self.value:5.1f}  ({self.mean:.1f} ± {self.interval:.1f}{chance})"


@dataclass(frozen=True, slots=True)
class SystemScores:
    """The figures of one system: ``bleu``, ``chrf``, ``ter``, tested against the baseline.

    ``name`` is the system's; ``quotations`` as in :class:`bitext.Scores`, without a test.

    Example:
        >>> import bitext
        >>> lines = ["“No,” he said.", "Nobody was hurt."] * 5
        >>> (_, other) = bitext.compare({"one": lines, "two": lines}, lines, samples=50).systems
        >>> other.name, other.quotations.value
        ('two', 100.0)
    """

    name: str
    bleu: SystemMetric
    chrf: SystemMetric
    ter: SystemMetric
    quotations: Metric | None = None

    def __str__(self) -> str:
        rows = [self.name, *(f"  {metric}" for metric in (self.bleu, self.chrf, self.ter))]
        return "\n".join([*rows, *([f"  {self.quotations}"] if self.quotations else [])])


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """Systems compared with the first of them, the baseline.

    ``systems`` are in the order that was given; ``signatures`` are those of sacrebleu by the metrics' names.
    As a text, a figure that is unlikely to differ by chance alone (p < 0.05) has a star.

    Example:
        >>> import bitext
        >>> lines = ["Nobody was hurt.", "The bridge is shut."] * 5
        >>> found = bitext.compare({"one": lines, "two": lines}, lines, samples=50)
        >>> list(found.signatures), [system.name for system in found.systems]
        (['BLEU', 'chrF', 'TER'], ['one', 'two'])
    """

    systems: tuple[SystemScores, ...]
    signatures: dict[str, str]

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(system.name for system in self.systems)}>"

    def __str__(self) -> str:
        signatures = (f"{name}: {signature}" for name, signature in self.signatures.items())
        return "\n".join([*map(str, self.systems), *signatures])


def compare(
    systems: Mapping[str, Bitext | Sequence[str]], references: References, *, samples: int = 1000
) -> Comparison:
    """Compare translations of the same text by paired bootstrap resampling.

    Args:
        systems: By name translated lines, or a Bitext each. The first is the baseline.
        references: As for :func:`bitext.score`. One text is aligned to all systems first, so that all are
            compared by the same segments, whatever their own are; lines are one for each of every system's.
        samples: How many times the segments are drawn anew.

    Returns:
        A :class:`bitext.Comparison`: for each system BLEU, chrF and TER in per cent with mean, 95 % interval
        and p-value against the baseline, and sacrebleu's signatures. The seed is sacrebleu's: same in, same
        out.

    Raises:
        InputError: There are fewer than two systems or samples.
        ShapeError: The numbers of lines differ, or there is nothing.

    Example:
        >>> import bitext
        >>> reference = ["The bridge is shut.", "Nobody was hurt."] * 5
        >>> other = ["The bridge is closed.", "No one was hurt."] * 5
        >>> found = bitext.compare({"one": other, "two": reference}, reference, samples=100)
        >>> round(found.systems[1].bleu.value)
        100
    """
    if not isinstance(systems, Mapping):
        raise InputError(
            f"the systems are a {type(systems).__name__}; give a dict of names and translations."
        )
    if len(systems) < 2:  # noqa: PLR2004 (a comparison has two sides)
        raise InputError(f"there is {len(systems)} system to compare; give two or more.")
    if not isinstance(samples, int) or samples < 2:  # noqa: PLR2004 (a mean of one says nothing)
        raise InputError(f"samples must be a whole number, 2 or more, not {samples!r}.")
    lines, streams = _matched(systems, references)
    from sacrebleu.significance import PairedTest

    named: list[tuple[str, Sequence[str]]] = list(zip(systems, lines, strict=True))
    with _quiet():
        signatures, found = PairedTest(named, metrics(), streams, "bs", samples)()
    rows = zip(*(found[key] for key in signatures), strict=True)
    return Comparison(
        tuple(
            _system(name, row, retention(systems[name], own, streams))
            for (name, own), row in zip(named, rows, strict=True)
        ),
        {name: str(signature) for name, signature in zip(NAMES, signatures.values(), strict=True)},
    )


def _matched(
    systems: Mapping[str, Bitext | Sequence[str]], references: References
) -> tuple[list[list[str]], list[list[str]]]:
    """The lines of each system and of each translator of the references, all of the same length."""
    lines = [lines_of(system) for system in systems.values()]
    if isinstance(references, str):
        from bitext.metrics.references import aligned

        segments, reference = aligned(lines, references)
        return segments, [reference]
    for name, own in zip(systems, lines, strict=True):
        if len(own) != len(lines[0]):
            raise ShapeError(
                f"{next(iter(systems))} has {len(lines[0])} lines, but {name} has {len(own)}; give the lines "
                "of the same segments, or the reference as one text."
            )
    return lines, streams_of(references, len(lines[0]))


def _system(name: str, results: Sequence[object], quotations: Metric | None) -> SystemScores:
    """The figures of a system from sacrebleu's results, in the order of :data:`NAMES`."""
    bleu, chrf, ter = (_figure(metric, result) for metric, result in zip(NAMES, results, strict=True))
    return SystemScores(name, bleu, chrf, ter, quotations)


def _figure(name: str, result: object) -> SystemMetric:
    value, mean, interval, p_value = (getattr(result, field) for field in ("score", "mean", "ci", "p_value"))
    return SystemMetric(
        name, float(value), float(mean), float(interval), None if p_value is None else float(p_value)
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what sacrebleu tells of its progress."""
    logger = logging.getLogger("sacrebleu")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
