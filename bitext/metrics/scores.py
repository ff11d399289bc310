"""How good a translation is: BLEU, chrF and TER, computed by sacrebleu.

Every figure carries the signature of the metric that made it, so that it can be compared with
figures from elsewhere. Shapes are checked: sacrebleu itself pairs lines off until the shorter
side ends, and gives a figure for a few lines where the references are transposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bitext.errors import InputError, ShapeError
from bitext.metrics.retention import kept_of_references, kept_of_source
from bitext.result.bitext import Bitext
from bitext.result.scores import Metric, Scores
from bitext.text.strings import items_of, strings_of

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric as SacrebleuMetric

References = str | Sequence[str] | Sequence[Sequence[str]]
"""A text; or a line for each segment; or several lists of lines, one for each translator."""


def score(
    hypotheses: Bitext | Sequence[str],
    references: References,
    *,
    per_pair: bool = False,
) -> Scores:
    """Score a translation against one or several references: BLEU, chrF, TER, and quotations kept.

    Args:
        hypotheses: Translated lines, or a Bitext: the target of each of its pairs, in order.
        references: One reference for each line; or several lists of them, one list for each
            translator (sacrebleu's order), each as long as the hypotheses. For a Bitext also one text: it is
            aligned to the pairs first.
        per_pair: Whether chrF is computed for each line too.

    Returns:
        Figures in per cent, each with its signature. The quotations that should be there are those of the
        source for a Bitext, those of the first reference for lines.

    Raises:
        ShapeError: The numbers of lines differ, the references are transposed, or there is nothing.
        InputError: One string where a list of strings belongs, or a text with ``per_pair``.

    A reference that goes by line or paragraph and not by sentence is scored with
    ``score(result.target.text.splitlines(), reference)``; ``bitext score`` does that with files.

    Example:
        >>> import bitext
        >>> scores = bitext.score(["The bridge is closed."], ["The bridge is shut."])
        >>> print(f"{scores.chrf.value:.1f}")
        62.6
    """
    lines, streams = matched(hypotheses, references, per_pair=per_pair)
    from sacrebleu.metrics.chrf import CHRF

    measures = metrics()
    found = {name: _measure(name, metric, lines, streams) for name, metric in measures.items()}
    return Scores(
        bleu=found["BLEU"],
        chrf=found["chrF"],
        ter=found["TER"],
        pairs=_each(CHRF(), lines, streams) if per_pair else (),
        quotations=retention(hypotheses, lines, streams),
    )


def metrics() -> dict[str, SacrebleuMetric]:
    """The metrics of sacrebleu with its own settings, by name."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return {"BLEU": BLEU(), "chrF": CHRF(), "TER": TER()}


def matched(
    hypotheses: Bitext | Sequence[str], references: References, *, per_pair: bool = False
) -> tuple[list[str], list[list[str]]]:
    """The lines that are scored and a list of reference lines for each translator, of the same length."""
    lines = lines_of(hypotheses)
    if not isinstance(references, str) or not isinstance(hypotheses, Bitext):
        return lines, streams_of(references, len(lines))
    if per_pair:
        raise InputError("per_pair needs a reference line for each pair; the reference is one text.")
    # What the search for beads needs takes as long to import as most texts to score.
    from bitext.metrics.references import aligned

    (segments,), reference = aligned([lines], references, hypotheses.target.lang)
    return segments, [reference]


def retention(
    hypotheses: Bitext | Sequence[str], lines: Sequence[str], streams: Sequence[Sequence[str]]
) -> Metric | None:
    """The quotations that a translation has, of its source where that is known, or else of the reference."""
    if isinstance(hypotheses, Bitext):
        return kept_of_source(hypotheses)
    return kept_of_references(lines, streams)


def _measure(name: str, metric: SacrebleuMetric, lines: list[str], streams: list[list[str]]) -> Metric:
    value = metric.corpus_score(lines, streams).score
    return Metric(name, float(value), str(metric.get_signature()))


def _each(metric: SacrebleuMetric, lines: list[str], streams: list[list[str]]) -> tuple[float, ...]:
    rows = zip(lines, zip(*streams, strict=True), strict=True)
    return tuple(float(metric.sentence_score(line, list(references)).score) for line, references in rows)


def lines_of(hypotheses: Bitext | Sequence[str]) -> list[str]:
    """The lines of a translation. Raises ShapeError where there is none."""
    if isinstance(hypotheses, Bitext):
        lines = [pair.target.text for pair in hypotheses.pairs]
    else:
        lines = strings_of(hypotheses, "the hypotheses")
    if not lines:
        raise ShapeError("there are no hypotheses to score; give at least one line.")
    return lines


def streams_of(references: References, count: int) -> list[list[str]]:
    """The references as sacrebleu wants them: one list for each translator."""
    items = items_of(references, "the references")
    if not items:
        raise ShapeError("there are no references; give one line for each hypothesis.")
    if isinstance(items[0], str) or not isinstance(items[0], Iterable):
        streams = [strings_of(items, "the references")]
    else:
        streams = [strings_of(lines, f"reference {at}") for at, lines in enumerate(items, start=1)]
    _check_transposed(streams, count)
    for at, stream in enumerate(streams, start=1):
        if len(stream) != count:
            raise ShapeError(
                f"there are {count} hypotheses, but reference {at} has {len(stream)} lines; "
                "give one reference line for each hypothesis, empty lines included; for a Bitext, the "
                "reference may be one text."
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
