"""Annotation projection: a span of one side of a result → the spans of the other that say the same.

Yarowsky, Ngai and Wicentowski (2001), "Inducing Multilingual Text Analysis Tools via Robust Projection across
Aligned Corpora", project what is marked over word links; the rules for the edges of a span are in
:mod:`bitext.result.projected_pieces`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bitext.errors import InputError
from bitext.languages import language_or_unknown
from bitext.result.projected_pieces import PairProjection, Pieces
from bitext.text.document import Span, TextSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bitext.result.linked_texts import PairedTexts
    from bitext.result.pair import Side, SideName


@dataclass(frozen=True, slots=True)
class Projection:
    """The counterpart of a span: one or more ``spans`` of the other side, in order, each with its ``text``.

    ``confidence`` lies between 0 and 1: how well the word links of the two sides agree, as the harmonic mean
    of two shares: of the words of the span that lead into ``spans``, and of the words in ``spans`` that come
    from the span. Words of grammar are left out where there are others. A pair that lies in the span as a
    whole counts by its score.

    Example:
        >>> import bitext
        >>> result = bitext.translate("Le maire de Rennes a parlé.")
        >>> result.project(12, 18).text
        'Rennes'
    """

    spans: tuple[TextSpan, ...]
    confidence: float

    @property
    def start(self) -> int:
        """Offset of the first span."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset behind the last span."""
        return self.spans[-1].end

    @property
    def text(self) -> str:
        """The texts of the spans; " … " stands between two."""
        return " … ".join(span.text for span in self.spans)


class Projector:
    """Projects any number of spans of one side of a result; what it needs of a pair it works out once.

    Example:
        >>> import bitext
        >>> result = bitext.align(["Il vit à Rennes."], ["He lives in Rennes."], bridge="length")
        >>> bitext.Projector(result, "target").project(12, 18).text
        'Rennes'
    """

    def __init__(self, bitext: PairedTexts, side: SideName = "source") -> None:
        """``side`` is the one that the spans to project lie in."""
        near, far = (bitext.source, bitext.target)[:: 1 if side == "source" else -1]
        self._near, self._far = near.text, far.text
        self._languages = language_or_unknown(near.lang), language_or_unknown(far.lang)
        self._is_source = side == "source"
        self._pairs = [pair for pair in bitext.pairs if getattr(pair, side)]
        sides: list[Side] = [getattr(pair, side) for pair in self._pairs]
        self._starts, self._ends = [at.start for at in sides], [at.end for at in sides]
        self._known: dict[int, PairProjection] = {}

    def project(self, start: int, end: int) -> Projection | None:
        """The counterpart of the text from ``start`` to ``end``; None where nothing supports one.

        Raises:
            InputError: if this is no stretch of the text.
        """
        if not 0 <= start < end <= len(self._near):
            raise InputError(
                f"{start} to {end} is no stretch of this text, which has {len(self._near)} characters."
            )
        found = list(self._by_pair(start, end))
        spans = self._joined([span for pieces in found for span in pieces.spans])
        weight = sum(pieces.words for pieces in found)
        if not spans:
            return None
        confidence = sum(pieces.words * pieces.confidence for pieces in found) / weight
        return Projection(tuple(TextSpan.of(span, self._far) for span in spans), confidence)

    def _by_pair(self, start: int, end: int) -> Iterator[Pieces]:
        """What each pair that the stretch touches has of its counterpart, in offsets of the whole text."""
        for at in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            if at not in self._known:
                self._known[at] = PairProjection(
                    self._pairs[at], self._near, self._far, self._languages, from_source=self._is_source
                )
            pieces = self._known[at].project(Span(start, end))
            if pieces is not None:
                yield pieces

    def _joined(self, spans: Sequence[Span]) -> list[Span]:
        """Spans between which no word stands, as one."""
        found: list[Span] = []
        for span in sorted(spans):
            if found and not any(map(str.isalnum, self._far[found[-1].end : span.start])):
                found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
            else:
                found.append(span)
        return found
