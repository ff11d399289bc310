"""The order of quotation links: by where they stand in the source."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bitext.result.links import QuoteLink
    from bitext.result.pair import Pair


def in_source_order(links: Iterable[QuoteLink], pairs: Sequence[Pair]) -> tuple[QuoteLink, ...]:
    """The links by the start of their quotation in the source, of equals by that in the target.

    A link without a source stands where the pair of its target begins in the source.
    """
    return tuple(sorted(links, key=_Place(pairs)))


class _Place:
    """Where a link stands: offsets in the source and in the target."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._ends: list[int] = []
        self._starts: list[int] = []
        start = 0
        for pair in pairs:
            start = pair.source.start if pair.source else start
            if pair.target:
                self._ends.append(pair.target.end)
                self._starts.append(start)

    def __call__(self, link: QuoteLink) -> tuple[int, int]:
        target = link.target.start if link.target else 0
        if link.source is not None:
            return link.source.start, target
        return self._source_start(target), target

    def _source_start(self, target: int) -> int:
        """Where the pair that has an offset of the target begins in the source, or the one behind it."""
        if not self._ends:
            return 0
        return self._starts[min(bisect_right(self._ends, target), len(self._ends) - 1)]
