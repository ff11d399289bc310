"""Who says the quotations of a result: found in the text whose language has rules, projected to the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bitext.result.links import QuoteSpeaker
from bitext.result.pair import SIDES, SideName
from bitext.result.projection import Projector

if TYPE_CHECKING:
    from bitext.result.links import QuoteLink
    from bitext.result.pair import Pair
    from bitext.text.document import Document, Speaker, TextSpan

_Found = dict[tuple[int, int], "QuoteSpeaker"]
"""The speaker of each quotation of a side, by the offsets of the quotation."""


@dataclass(slots=True, eq=False)
class ResultSpeakers:
    """The speakers of the quotations of two linked texts; they are found when the first one is asked for."""

    source: Document
    target: Document
    pairs: tuple[Pair, ...]
    _found: dict[SideName, _Found] | None = field(default=None, init=False, repr=False)

    def of(self, link: QuoteLink) -> QuoteSpeaker | None:
        """The speaker of a link; None where no rule is sure."""
        if self._found is None:
            self._found = {side: self._of_side(side) for side in SIDES}
        for side in SIDES:
            quotation = getattr(link, side)
            speaker = self._found[side].get((quotation.start, quotation.end)) if quotation else None
            if speaker is not None:
                return speaker
        return None

    def _of_side(self, side: SideName) -> _Found:
        document: Document = getattr(self, side)
        projector = Projector(self, side)
        spoken = zip(document.quotations, document.speakers, strict=True)
        return {
            (quotation.start, quotation.end): _linked(speaker, side, projector)
            for quotation, speaker in spoken
            if speaker is not None
        }

    def __getstate__(self) -> tuple[object, ...]:
        return self.source, self.target, self.pairs

    def __setstate__(self, state: tuple[Document, Document, tuple[Pair, ...]]) -> None:
        self.source, self.target, self.pairs = state
        self._found = None


def _linked(speaker: Speaker, side: SideName, projector: Projector) -> QuoteSpeaker:
    projection = projector.project(speaker.start, speaker.end)
    other = max(projection.spans, key=len) if projection else None
    ends: tuple[TextSpan | None, TextSpan | None] = (speaker, other)
    return QuoteSpeaker(*(ends if side == "source" else ends[::-1]), speaker.evidence)
