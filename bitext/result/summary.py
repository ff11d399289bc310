"""The counts of a result in one line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bitext.result.links import QuoteLink, Verdict
from bitext.text.glimpse import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bitext.result.pair import Pair
    from bitext.text.document import Quotation


_GRAVITY: Final[tuple[Verdict, ...]] = ("kept", "moved", "restored", "lost", "added", "unpaired")
"""Verdicts, the gravest last."""


def verdicts_of(quotes: Iterable[QuoteLink]) -> Counter[Verdict]:
    """How many quotations there are of each verdict; marks without a partner are *unpaired*.

    A quotation of the source counts once, in how many parts the target may have it, by the gravest verdict on
    them. A quotation that the target alone has counts as well (*added*).
    """
    found: dict[Quotation | int, Verdict] = {}
    for number, link in enumerate(quotes):
        key = number if link.source is None else link.source
        found[key] = max(found.get(key, link.verdict), link.verdict, key=_GRAVITY.index)
    return Counter(found.values())


@dataclass(slots=True)
class Counts:
    """How many pairs there are, how many of them flagged, and quotations by verdict (:func:`verdicts_of`).

    As a text, one line for a reader: ``3 pairs, 2 quotations (2 kept), 1 flagged``.
    """

    pairs: int = 0
    flagged: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)

    def add(self, pairs: Sequence[Pair], quotes: Sequence[QuoteLink]) -> None:
        """Count those of another result, or another part of one, too."""
        self.pairs += len(pairs)
        self.flagged += sum(1 for pair in pairs if pair.flags)
        self.verdicts.update(verdicts_of(quotes))

    def __str__(self) -> str:
        parts = [count(self.pairs, "pair"), quotation_counts(self.verdicts)]
        if self.flagged:
            parts.append(f"{self.flagged} flagged")
        return ", ".join(parts)


def quotation_counts(verdicts: Mapping[Verdict, int]) -> str:
    """``18 quotations (17 kept, 1 restored), 1 mark without a partner``."""
    known = {verdict: number for verdict, number in verdicts.items() if verdict != "unpaired"}
    text = count(sum(known.values()), "quotation")
    if known:
        text += f" ({', '.join(f'{number} {verdict}' for verdict, number in known.items())})"
    if strays := verdicts.get("unpaired", 0):
        text += f", {count(strays, 'mark')} without a partner"
    return text


def summary(pairs: Sequence[Pair], quotes: Sequence[QuoteLink]) -> str:
    """Counts of pairs, quotations by verdict, and flagged pairs."""
    counts = Counts()
    counts.add(pairs, quotes)
    return str(counts)
