"""The counts of a result in one line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bitext.result.links import QuoteLink, Verdict
    from bitext.result.pair import Pair


@dataclass(slots=True)
class Counts:
    """How many pairs there are, how many of them flagged, and quotations by verdict.

    As a text, one line for a reader: ``3 pairs, 2 quotations (2 kept), 1 flagged``.
    """

    pairs: int = 0
    flagged: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)

    def add(self, pairs: Sequence[Pair], quotes: Sequence[QuoteLink]) -> None:
        """Count those of another result, or another part of one, too."""
        self.pairs += len(pairs)
        self.flagged += sum(1 for pair in pairs if pair.flags)
        self.verdicts.update(link.verdict for link in quotes)

    def __str__(self) -> str:
        counts = Counter(self.verdicts)
        strays = counts.pop("unpaired", 0)
        verdicts = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
        parts = [count(self.pairs, "pair"), count(counts.total(), "quotation")]
        if verdicts:
            parts[-1] += f" ({verdicts})"
        if strays:
            parts.append(count(strays, "mark") + " without a partner")
        if self.flagged:
            parts.append(f"{self.flagged} flagged")
        return ", ".join(parts)


def summary(pairs: Sequence[Pair], quotes: Sequence[QuoteLink]) -> str:
    """Counts of pairs, quotations by verdict, and flagged pairs."""
    counts = Counts()
    counts.add(pairs, quotes)
    return str(counts)


def count(number: int, noun: str) -> str:
    """``1 pair``, ``2 pairs``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
