"""The counts of a result in one line."""

from __future__ import annotations

from bitext.result.bitext import Bitext


def summary(bitext: Bitext) -> str:
    """Counts of pairs, quotations by verdict, and flags."""
    counts = bitext.verdicts()
    strays = counts.pop("unpaired", 0)
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    flagged = sum(1 for pair in bitext.pairs if pair.flags)
    parts = [count(len(bitext.pairs), "pair"), count(counts.total(), "quotation")]
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
