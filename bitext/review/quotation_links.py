"""Quotations of an edited target text → their links to the source.

A link goes with its quotation. What is new is linked to what the source has and the target had lost: to
the quotation whose other mark it has, else by the word links, else where only one of each is left. The
verdict is then *restored*, as it is where a person has moved a mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bitext.alignment.quotations import link_quotations
from bitext.result.bitext import Bitext
from bitext.result.link_order import in_source_order
from bitext.result.links import QuoteLink, Verdict
from bitext.result.pair import Pair, SideName
from bitext.review.quotations import EditedQuotations, PlacedMarks, finished, marks_of
from bitext.review.target_text import Draft
from bitext.text.document import Document, Quotation, SpanIndex, paired_and_unpaired


@dataclass(slots=True, eq=False)
class _LinkDraft:
    """A link on its way to the edited text."""

    source: Quotation | None
    target: Quotation | None
    verdict: Verdict

    def take(self, target: Quotation) -> None:
        """Link the source to ``target``, which is new or has been moved by hand."""
        self.target, self.verdict = target, _set_by_hand(self.source, target)


def relinked(
    original: Bitext, draft: Draft, pairs: Sequence[Pair], placed: Mapping[int, PlacedMarks]
) -> tuple[Document, tuple[QuoteLink, ...]]:
    """The target document of ``draft`` and the links of its quotations; ``pairs`` are the new pairs.

    ``placed`` goes by the index of the link in ``original.quotes``. Raises InputError where a closing mark
    was placed before its opening one.
    """
    quotations = EditedQuotations(original, draft, placed)
    links = _carried(original.quotes, quotations)
    broken: dict[Quotation, list[_LinkDraft]] = defaultdict(list)
    for old, link in zip(original.quotes, links, strict=True):
        if old.target and link.source and not link.target:
            broken[old.target].append(link)
    left = [each for each in quotations.found if not _rejoin(each, quotations, broken, links)]
    target = Document(draft.text, draft.sentences, lang=original.target.lang)
    left = _join_by_words(left, links, original.source, target, pairs)
    left = _join_only(left, links, pairs)
    links += [_LinkDraft(None, each, _alone(each)) for each in left]
    return _result(links, quotations, original.source, target, pairs)


def _carried(old: Sequence[QuoteLink], quotations: EditedQuotations) -> list[_LinkDraft]:
    """The links, each with what its quotation is now."""
    links = []
    for index, link in enumerate(old):
        before = quotations.carried.get(link.target) if link.target else None
        now = quotations.hand.get(index) or (quotations.now.get(link.target) if link.target else None)
        made = _LinkDraft(link.source, now, link.verdict)
        if now is None and link.target is not None:
            made.verdict = "unpaired" if link.source and link.source.kind == "stray" else "lost"
        elif now and (before is None or (before.start, before.end) != (now.start, now.end)):
            made.take(now)
        links.append(made)
    return links


def _rejoin(
    found: Quotation,
    quotations: EditedQuotations,
    broken: Mapping[Quotation, Sequence[_LinkDraft]],
    links: list[_LinkDraft],
) -> bool:
    """Link what has a mark of a quotation that broke to the source of that quotation."""
    if found.kind == "stray":
        return False
    owners = dict.fromkeys(quotations.loose.get(at) for at in marks_of(found))
    theirs = [link for owner in owners if owner for link in broken.get(owner, ())]
    for link in theirs:
        if link.target is None:
            link.take(found)
        else:
            links.append(_LinkDraft(link.source, found, link.verdict))
    return bool(theirs)


def _join_by_words(
    left: list[Quotation],
    links: Sequence[_LinkDraft],
    source: Document,
    target: Document,
    pairs: Sequence[Pair],
) -> list[Quotation]:
    """Link by the words inside; returns what is left."""
    lost = {link.source: link for link in _lost(links) if link.source and _has_inside(link.source)}
    found = tuple(each for each in left if _has_inside(each))
    if not lost or not found:
        return left
    wanted = replace(source, quotations=tuple(sorted(lost, key=_span)), unpaired=())
    done: set[Quotation] = set()
    for link in link_quotations(wanted, replace(target, quotations=found), pairs):
        if link.source in lost and link.target and link.target not in done:
            lost.pop(link.source).take(link.target)
            done.add(link.target)
    return [each for each in left if each not in done]


def _join_only(left: list[Quotation], links: Sequence[_LinkDraft], pairs: Sequence[Pair]) -> list[Quotation]:
    """Link what is the only one in its pairs to the only one that the source has there.

    Stray marks go with stray marks. What the word links speak against is not linked.
    """
    sources, targets = _Homes(pairs, "source"), _Homes(pairs, "target")
    wanting: dict[tuple[int, bool], list[_LinkDraft]] = defaultdict(list)
    found: dict[tuple[int, bool], list[Quotation]] = defaultdict(list)
    for link in _lost(links) if left else ():
        for home in sources.of(link.source):
            wanting[home, _is_stray(link.source)].append(link)
    for each in left:
        for home in targets.of(each):
            found[home, _is_stray(each)].append(each)
    rest = []
    for each in left:
        keys = [(home, _is_stray(each)) for home in targets.of(each)]
        theirs = {link for key in keys for link in wanting[key]}
        mine = theirs.pop() if len(theirs) == 1 and all(found[key] == [each] for key in keys) else None
        if mine is None or mine.target or _contradicted(mine.source, each, pairs, targets.of(each)):
            rest.append(each)
        else:
            mine.take(each)
    return rest


def _contradicted(
    source: Quotation | None, target: Quotation, pairs: Sequence[Pair], homes: Sequence[int]
) -> bool:
    """Whether words in ``source`` are linked, but none of them into ``target``."""
    if source is None or source.kind == "stray":
        return False
    here, there = source.inner, target.inner
    rows = (row for home in homes for row in pairs[home].words.rows())
    linked = [c for a, _, c, _ in rows if here.start <= a < here.end]
    return bool(linked) and not any(there.start <= c < there.end for c in linked)


def _lost(links: Sequence[_LinkDraft]) -> list[_LinkDraft]:
    """Links whose source has nothing in the target."""
    live = {link.source for link in links if link.target}
    return [link for link in links if link.source and link.source not in live]


class _Homes:
    """Finds the pairs that a quotation of one side touches."""

    def __init__(self, pairs: Sequence[Pair], side: SideName) -> None:
        filled = {at: here for at, pair in enumerate(pairs) if (here := getattr(pair, side))}
        self._pairs = list(filled)
        self._index = SpanIndex(list(filled.values()))

    def of(self, quotation: Quotation | None) -> list[int]:
        """The indices of the pairs."""
        if quotation is None:
            return []
        return [self._pairs[at] for at in self._index.touched(quotation.start, quotation.end)]


def _result(
    links: Sequence[_LinkDraft],
    quotations: EditedQuotations,
    source: Document,
    target: Document,
    pairs: Sequence[Pair],
) -> tuple[Document, tuple[QuoteLink, ...]]:
    """The document with its quotations, and every quotation of both sides in a link."""
    known = chain((link.target for link in links), quotations.now.values())
    final = finished((each for each in dict.fromkeys(known) if each), target.sentences)
    quotations_now, unpaired = paired_and_unpaired(dict.fromkeys(final.values()))
    document = replace(target, quotations=quotations_now, unpaired=unpaired)
    rows = [
        QuoteLink(link.source, final[link.target] if link.target else None, link.verdict) for link in links
    ]
    return document, in_source_order(_complete(rows, source, document), pairs)


def _complete(links: Sequence[QuoteLink], source: Document, target: Document) -> Iterator[QuoteLink]:
    """The links, none twice, none without need; with those that are missing."""
    sources = {link.source for link in links if link.target}
    targets = {link.target for link in links if link.source}
    seen = set()
    for link in links:
        ends = (link.source, link.target)
        idle = (link.target is None and link.source in sources) or (
            link.source is None and link.target in targets
        )
        if any(ends) and not idle and ends not in seen:
            seen.add(ends)
            yield link
    left = {each for each, _ in seen}
    for each in (*source.quotations, *source.unpaired):
        if each not in left:
            yield QuoteLink(each, None, "unpaired" if each.kind == "stray" else "lost")
    right = {each for _, each in seen}
    for each in (*target.quotations, *target.unpaired):
        if each not in right:
            yield QuoteLink(None, each, _alone(each))


def _set_by_hand(source: Quotation | None, target: Quotation) -> Verdict:
    if source is None:
        return _alone(target)
    return "unpaired" if source.kind == "stray" else "restored"


def _alone(target: Quotation) -> Verdict:
    return "unpaired" if target.kind == "stray" else "added"


def _is_stray(quotation: Quotation | None) -> bool:
    return quotation is not None and quotation.kind == "stray"


def _has_inside(quotation: Quotation) -> bool:
    return quotation.kind != "stray" and quotation.inner.start <= quotation.inner.end


def _span(quotation: Quotation) -> tuple[int, int]:
    return quotation.start, -quotation.end
