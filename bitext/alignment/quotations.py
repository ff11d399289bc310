"""Quotations of two existing texts: which of the one is which of the other.

Candidates are quotations whose sentences share a pair. They are matched by the word links between
their insides, the best first; where there are no word links, by the pairs that they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bitext.result.link_order import in_source_order
from bitext.result.links import QuoteLink
from bitext.result.pair import Pair, SideName
from bitext.text.document import Document, Quotation

_LEAST = 0.25
"""Of the words in both quotations, the share that has to be linked from one to the other."""
_PART = 0.5
"""Of the words of a part, the share that has to be linked into the whole."""


@dataclass(frozen=True, slots=True)
class _Overlap:
    """How two quotations meet: shares of their linked words, all lying between 0 and 1."""

    source: int
    target: int
    dice: float
    source_share: float
    target_share: float


def link_quotations(source: Document, target: Document, pairs: Sequence[Pair]) -> tuple[QuoteLink, ...]:
    """The links between the quotations of two documents, by their place in the source."""
    overlaps = list(_overlaps(source, target, pairs))
    matched = _match(overlaps)
    moved = _moved(matched)
    by_source = sorted(overlaps, key=lambda o: o.source_share)
    by_target = sorted(overlaps, key=lambda o: o.target_share)
    within = {o.source: o.target for o in by_source if o.source_share >= _PART and o.source not in matched}
    around = {o.target: o.source for o in by_target if o.target_share >= _PART and o.source in matched}
    linked = {*matched.values(), *within.values()}
    links: list[QuoteLink] = []
    for i, quotation in enumerate(source.quotations):
        if i in matched:
            counterpart = target.quotations[matched[i]]
            links.append(QuoteLink(quotation, counterpart, "moved" if i in moved else "kept"))
        elif i in within:
            links.append(QuoteLink(quotation, target.quotations[within[i]], "kept"))
        else:
            links.append(QuoteLink(quotation, None, "lost"))
    for j, quotation in enumerate(target.quotations):
        if j in linked:
            continue
        if j in around:
            links.append(QuoteLink(source.quotations[around[j]], quotation, "kept"))
        else:
            links.append(QuoteLink(None, quotation, "added"))
    links += [QuoteLink(stray, None, "unpaired") for stray in source.unpaired]
    links += [QuoteLink(None, stray, "unpaired") for stray in target.unpaired]
    return in_source_order(links, pairs)


def _overlaps(source: Document, target: Document, pairs: Sequence[Pair]) -> list[_Overlap]:
    left = _homes(source, pairs, "source")
    right = _homes(target, pairs, "target")
    in_pair: dict[int, list[int]] = defaultdict(list)
    for j, homes in enumerate(right):
        for home in homes:
            in_pair[home].append(j)
    found = []
    for i, homes in enumerate(left):
        for j in sorted({j for home in homes for j in in_pair[home]}):
            both = homes & right[j]
            found.append(_overlap(i, j, source.quotations[i], target.quotations[j], pairs, both))
    return found


def _overlap(
    i: int, j: int, source: Quotation, target: Quotation, pairs: Sequence[Pair], homes: set[int]
) -> _Overlap:
    """How two quotations meet in the pairs ``homes`` that they share."""
    here, there = source.inner, target.inner
    both = one = other = 0
    for home in homes:
        for a, _, c, _ in pairs[home].words.rows():
            inside, in_target = here.start <= a < here.end, there.start <= c < there.end
            both += inside and in_target
            one += inside
            other += in_target
    if one and other:
        return _Overlap(i, j, 2 * both / (one + other), both / one, both / other)
    if any(len(pairs[home].words) for home in homes):
        return _Overlap(i, j, 0.0, 0.0, 0.0)
    shorter, longer = sorted((len(here) + 1, len(there) + 1))
    return _Overlap(i, j, shorter / longer, 0.0, 0.0)


def _homes(document: Document, pairs: Sequence[Pair], side: SideName) -> list[set[int]]:
    """For each quotation, the pairs that hold its sentences."""
    pair_of: list[int] = []
    for index, pair in enumerate(pairs):
        pair_of += [index] * len(pair.source if side == "source" else pair.target)
    return [{pair_of[number] for number in quotation.sentences} for quotation in document.quotations]


def _match(overlaps: Sequence[_Overlap]) -> dict[int, int]:
    """Each source quotation's counterpart, the best first; of equals those in order."""
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for overlap in sorted(overlaps, key=lambda o: (-o.dice, o.source, o.target)):
        if overlap.dice < _LEAST or overlap.source in matched or overlap.target in taken:
            continue
        matched[overlap.source] = overlap.target
        taken.add(overlap.target)
    return matched


def _moved(matched: dict[int, int]) -> set[int]:
    """The source quotations that a later one has overtaken in the target."""
    moved = set()
    latest = -1
    for i in sorted(matched):
        if matched[i] < latest:
            moved.add(i)
        latest = max(latest, matched[i])
    return moved
