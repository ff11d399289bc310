"""The counts of a result in one line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bitext.result.links import QuoteLink
    from bitext.result.pair import Pair


def summary(pairs: Sequence[Pair], quotes: Sequence[QuoteLink]) -> str:
    """Counts of pairs, quotations by verdict, and flagged pairs."""
    counts = Counter(link.verdict for link in quotes)
    strays = counts.pop("unpaired", 0)
    verdicts = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
    flagged = sum(1 for pair in pairs if pair.flags)
    parts = [count(len(pairs), "pair"), count(counts.total(), "quotation")]
    if verdicts:
        parts[-1] += f" ({verdicts})"
    if strays:
        parts.append(count(strays, "mark") + " without a partner")
    if flagged:
        parts.append(f"{flagged} flagged")
    return ", ".join(parts)


def count(number: int, noun: str) -> str:
    """``1 pair``, ``2 pairs``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
