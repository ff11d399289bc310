"""How good a translation is: BLEU, chrF and TER, computed by sacrebleu.

Every figure carries the signature of the metric that made it, so that it can be compared with
figures from elsewhere. Shapes are checked: sacrebleu itself pairs lines off until the shorter
side ends, and gives a figure for a few lines where the references are transposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bitext.errors import InputError, ShapeError
from bitext.result.bitext import Bitext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sacrebleu.metrics.base import Metric as SacrebleuMetric


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure: ``value`` in per cent, ``signature`` as sacrebleu writes it."""

    name: str
    value: float
    signature: str

    def __str__(self) -> str:
        return f"{self.name:<4} {self.value:5.1f}  {self.signature}"


@dataclass(frozen=True, slots=True, repr=False)
class Scores:
    """BLEU and chrF (more is better), TER (less is better); ``pairs``: chrF of each pair, if asked for."""

    bleu: Metric
    chrf: Metric
    ter: Metric
    pairs: tuple[float, ...] = ()

    def __repr__(self) -> str:
        return f"<Scores {', '.join(f'{m.name} {m.value:.1f}' for m in (self.bleu, self.chrf, self.ter))}>"

    def __str__(self) -> str:
        return "\n".join(str(metric) for metric in (self.bleu, self.chrf, self.ter))


def score(
    hypotheses: Bitext | Sequence[str],
    references: Sequence[str] | Sequence[Sequence[str]],
    *,
    per_pair: bool = False,
) -> Scores:
    """Scores a translation against one or several references.

    Args:
        hypotheses: Translated lines, or a Bitext: the target of each of its pairs, in order.
        references: One reference for each line; or several lists of them, one list for each
            translator (sacrebleu's order), each as long as the hypotheses.
        per_pair: Whether chrF is computed for each line too.

    A reference that goes by line or paragraph and not by sentence is scored with
    ``score(bitext.target.text.splitlines(), reference)``; ``bitext score`` does that with files.

    Raises:
        ShapeError: The numbers of lines differ, the references are transposed, or there is nothing.
        InputError: One string, an iterator, None or a number where a list of strings belongs.
    """
    lines = _lines(hypotheses)
    streams = _streams(references, len(lines))
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    chrf = CHRF()
    return Scores(
        bleu=_measure("BLEU", BLEU(), lines, streams),
        chrf=_measure("chrF", chrf, lines, streams),
        ter=_measure("TER", TER(), lines, streams),
        pairs=_each(chrf, lines, streams) if per_pair else (),
    )


def _measure(name: str, metric: SacrebleuMetric, lines: list[str], streams: list[list[str]]) -> Metric:
    value = metric.corpus_score(lines, streams).score
    return Metric(name, float(value), str(metric.get_signature()))


def _each(metric: SacrebleuMetric, lines: list[str], streams: list[list[str]]) -> tuple[float, ...]:
    rows = zip(lines, zip(*streams, strict=True), strict=True)
    return tuple(float(metric.sentence_score(line, list(references)).score) for line, references in rows)


def _lines(hypotheses: Bitext | Sequence[str]) -> list[str]:
    if isinstance(hypotheses, Bitext):
        lines = [pair.target.text for pair in hypotheses.pairs]
    else:
        lines = _strings(hypotheses, "the hypotheses")
    if not lines:
        raise ShapeError("there are no hypotheses to score; give at least one line.")
    return lines


def _streams(references: Sequence[str] | Sequence[Sequence[str]], count: int) -> list[list[str]]:
    """The references as sacrebleu wants them: one list for each translator."""
    items = _listed(references, "the references")
    if not items:
        raise ShapeError("there are no references; give one line for each hypothesis.")
    if isinstance(items[0], str) or not isinstance(items[0], Iterable):
        streams = [_strings(items, "the references")]
    else:
        streams = [_strings(lines, f"reference {at}") for at, lines in enumerate(items, start=1)]
    _check_transposed(streams, count)
    for at, stream in enumerate(streams, start=1):
        if len(stream) != count:
            raise ShapeError(
                f"there are {count} hypotheses, but reference {at} has {len(stream)} lines; "
                "give one reference line for each hypothesis, empty lines included."
            )
    return streams


def _check_transposed(streams: list[list[str]], count: int) -> None:
    widths = {len(stream) for stream in streams}
    if len(streams) == count > 1 and len(widths) == 1 and widths != {count}:
        width = widths.pop()
        raise ShapeError(
            f"the references look transposed: {count} lists of {width} for {count} hypotheses. Give one "
            f"list for each translator ({width} of {count} lines): list(map(list, zip(*references)))."
        )


def _strings(lines: object, what: str) -> list[str]:
    items = _listed(lines, what)
    for at, line in enumerate(items):
        if not isinstance(line, str):
            raise InputError(f"item {at} of {what} is a {type(line).__name__}; give strings.")
    return [line for line in items if isinstance(line, str)]


def _listed(lines: object, what: str) -> list[object]:
    """What is in a list, a tuple, a column of a table. Raises InputError for anything else."""
    if isinstance(lines, str):
        raise InputError(f"{what} are one string; give a list of strings.")
    # Columns of pandas and arrays of numpy are no sequences by their type.
    columns = hasattr(lines, "__len__") and hasattr(lines, "__getitem__")
    if isinstance(lines, bytes | bytearray | Mapping) or not (isinstance(lines, Iterable) and columns):
        raise InputError(f"{what} are a {type(lines).__name__}; give a list of strings, as list() makes it.")
    return list(lines)
