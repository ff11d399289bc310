"""Figures of a translation against references, and of a result by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bitext.result.linked_texts import LinkedTexts


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure: ``value`` in per cent; ``signature`` says how it was reached, as sacrebleu writes it.

    ``name`` is that of the metric: BLEU, chrF, TER or quotations.

    Example:
        >>> import bitext
        >>> bleu = bitext.score(["Nobody was hurt."], ["Nobody was hurt."]).bleu
        >>> bleu.name, round(bleu.value), bleu.signature.split("|")[0]
        ('BLEU', 100, 'nrefs:1')
    """

    name: str
    value: float
    signature: str

    def __str__(self) -> str:
        return f"{self.name:<4} {self.value:5.1f}  {self.signature}"


@dataclass(frozen=True, slots=True, repr=False)
class Scores:
    """BLEU, chrF and the share of quotations that were kept (more is better), and TER (less is better).

    ``pairs``: chrF of each pair, if asked for. ``quotations``: of the quotations of the source (of a Bitext)
    or of the reference (of lines), the share that the translation has with both marks; None where there is
    none. ``bleu``, ``chrf`` and ``ter`` are in per cent, each with sacrebleu's signature.

    Example:
        >>> import bitext
        >>> scores = bitext.score(["“No,” he said."], ["“No,” said he."])
        >>> [metric.name for metric in scores.metrics], scores.quotations.value
        (['BLEU', 'chrF', 'TER', 'quotations'], 100.0)
    """

    bleu: Metric
    chrf: Metric
    ter: Metric
    pairs: tuple[float, ...] = ()
    quotations: Metric | None = None

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The figures that there are: BLEU, chrF, TER and, where there are quotations, their retention."""
        known = (self.bleu, self.chrf, self.ter)
        return (*known, self.quotations) if self.quotations else known

    def __repr__(self) -> str:
        return f"<Scores {', '.join(f'{metric.name} {metric.value:.1f}' for metric in self.metrics)}>"

    def __str__(self) -> str:
        return "\n".join(str(metric) for metric in self.metrics)


class ResultScore(float):
    """How well the two texts of a result belong together, from 0 to 1; called, it scores the translation.

    ``result.score`` is a number; ``result.score(reference)`` is :class:`Scores`.
    """

    __slots__ = ("_result",)
    _result: LinkedTexts

    def __new__(cls, value: float, result: LinkedTexts) -> ResultScore:
        """``value`` of the ``result``."""
        made = super().__new__(cls, value)
        made._result = result
        return made

    def __call__(
        self, reference: str | Sequence[str] | Sequence[Sequence[str]], *, per_pair: bool = False
    ) -> Scores:
        """Score the target text against a reference: BLEU, chrF, TER and the quotations that were kept.

        Args:
            reference: A text, which is aligned to the pairs first; or a line for each pair; or several lists
                of lines, one for each translator.
            per_pair: Whether chrF is computed for each pair too; needs lines.

        Raises:
            ShapeError: There are not as many lines as pairs, or nothing to score.
            InputError: The reference has no sentence; or is a text, and ``per_pair`` is asked for.

        Example:
            >>> import bitext
            >>> result = bitext.align(["Il pleut."], ["It rains."], bridge="length")
            >>> print(round(result.score("It rains. We stay.").chrf.value))
            50
        """
        scores: Scores = import_module("bitext.metrics").score(self._result, reference, per_pair=per_pair)
        return scores

    def __reduce__(self) -> tuple[type[float], tuple[float]]:
        return float, (float(self),)
