"""Pairs that were edited: what they keep of the pairs that stood there before.

Words, flags and scores for :mod:`bitext.review.merge`; the texts come from
:mod:`bitext.review.target_text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import fsum

from bitext.result.alternatives import Alternative, Piece, distinct, varied
from bitext.result.bitext import Bitext
from bitext.result.flags import BEAD_FLAGS, EDITED, MACHINE_FLAGS, Flag
from bitext.result.links import LinkRow, WordLinks
from bitext.result.pair import Pair, Side
from bitext.review.target_text import Draft, PairLines


@dataclass(frozen=True, slots=True)
class HandMark:
    """A quotation mark placed by hand: the index of its link, the line of its pair, the offset there."""

    link: int
    opening: bool
    line: int
    offset: int
    name: str


@dataclass(frozen=True, slots=True)
class PlannedPair:
    """A pair as it is to be, and the old pairs that its edit replaces (itself, where not ``edited``)."""

    group: PairLines
    olds: range
    edited: bool = False
    checked: bool = False
    marks: tuple[HandMark, ...] = ()


def merged_pairs(original: Bitext, items: Sequence[PlannedPair], draft: Draft) -> tuple[Pair, ...]:
    """The new pairs, with their words in offsets of the new text."""
    merger = _PairMerger(original, items, draft)
    return tuple(merger.pair(item, side) for item, side in zip(items, draft.sides, strict=True))


class _PairMerger:
    """Makes the new pairs of what stayed of the old ones."""

    def __init__(self, original: Bitext, items: Sequence[PlannedPair], draft: Draft) -> None:
        self._old = original.pairs
        self._text, self._draft = original.target.text, draft
        self._home = {sentence: at for at, pair in enumerate(self._old) for sentence in pair.source}
        self._line_home = [at for at, pair in enumerate(self._old) for _ in pair.target]
        self._firsts = list(accumulate((len(pair.target) for pair in self._old), initial=0))
        self._stayed = {line.old for item in items for line in item.group.lines}

    def pair(self, item: PlannedPair, side: Side) -> Pair:
        """The pair of ``item``, whose target is now ``side``."""
        same = self._same(item)
        if same is None:
            return self._changed(item, side)
        pair = self._old[same]
        words, terms = (
            links.shifted(0, side.start - pair.target.start) if links else links
            for links in (pair.words, pair.terms)
        )
        pair = replace(pair, target=side, words=words, terms=terms)
        if not item.edited:
            return pair
        flags = _with(pair.flags, EDITED) if item.marks else pair.flags
        return replace(pair, flags=flags, checked=item.checked)

    def _same(self, item: PlannedPair) -> int | None:
        """The old pair that has the same sentences on both sides, if there is one."""
        lines = [line.old for line in item.group.lines]
        for at in self._origins(item):
            if lines == list(self._lines_of(at)) and self._old[at].source == item.group.source:
                return at
        return None

    def _lines_of(self, at: int) -> range:
        return range(self._firsts[at], self._firsts[at + 1])

    def _changed(self, item: PlannedPair, side: Side) -> Pair:
        before = self._origins(item)
        olds = [self._old[at] for at in before]
        chosen = _chosen(olds, side.text)
        words, terms = (
            WordLinks(self._links(item, side, [getattr(self._old[at], name) for at in self._homes(item)]))
            for name in ("words", "terms")
        )
        return Pair(
            item.group.source,
            side,
            chosen.score if chosen else _score(olds),
            self._flags(item, before),
            words,
            item.checked,
            self._wordings(item, side, before),
            terms,
        )

    def _wordings(self, item: PlannedPair, side: Side, before: Sequence[int]) -> tuple[Alternative, ...]:
        """The other wordings of the old pairs that still are: those of the same sentences of the source.

        Where one of them was chosen, what stood there before is one now. Of several pairs that were merged as
        they are, one is said otherwise at a time.
        """
        olds = [self._old[at] for at in before]
        if not side or Side(sentence for old in olds for sentence in old.source) != item.group.source:
            return ()
        if len(olds) == 1:
            (old,) = olds
            was = [Alternative(old.target.text, old.score)] if _chosen(olds, side.text) else []
            return distinct((*was, *old.wordings), (side.text,))
        if not self._has_stayed(item, before):
            return ()
        texts = [old.target.text for old in olds]
        pieces = [Piece(text, old.score, old.wordings) for text, old in zip(texts, olds, strict=True)]
        found = (
            Alternative(" ".join([*texts[:at], one.text, *texts[at + 1 :]]), score)
            for at, one, score in varied(pieces)
        )
        return distinct(found, (side.text,), max(len(old.wordings) for old in olds))

    def _homes(self, item: PlannedPair) -> list[int]:
        """The old pairs that the source sentences of an item come from."""
        return list(dict.fromkeys(self._home[sentence] for sentence in item.group.source))

    def _origins(self, item: PlannedPair) -> Sequence[int]:
        """The old pairs that the sentences come from; where there are none, all that were replaced."""
        covered = {at for line in item.group.lines for at in line.cover or ()}
        found = {self._home[sentence] for sentence in item.group.source}
        found |= {self._line_home[at] for at in covered}
        return sorted(found) or item.olds

    def _flags(self, item: PlannedPair, before: Sequence[int]) -> tuple[str, ...]:
        """The flags of the old pairs that still hold, and what the edit has made of the pair."""
        gone = BEAD_FLAGS if self._has_stayed(item, before) else BEAD_FLAGS | MACHINE_FLAGS
        kept = (flag for at in before for flag in self._old[at].flags if flag not in gone)
        return _with(tuple(dict.fromkeys((*kept, *_lacking(item)))), EDITED)

    def _has_stayed(self, item: PlannedPair, before: Sequence[int]) -> bool:
        """Whether the pair has other sentences now, but each of them as the machine left it."""
        old = {line for at in before for line in self._lines_of(at)}
        return all(line.old is not None for line in item.group.lines) and old <= self._stayed

    def _links(self, item: PlannedPair, side: Side, olds: Iterable[WordLinks]) -> Iterator[LinkRow]:
        """Those of the links of old pairs whose two ends are in this one and did not change."""
        source = item.group.source
        if not source or not side:
            return
        for a, b, c, d in (row for links in olds for row in links.rows()):
            now = self._draft.offsets.outer(c, d)
            if now is None or not (source.start <= a and b <= source.end):
                continue
            if not (side.start <= now.start < now.end <= side.end):
                continue
            if self._draft.text[now.start : now.end].split() == self._text[c:d].split():
                yield a, b, now.start, now.end


def _chosen(olds: Sequence[Pair], text: str) -> Alternative | None:
    """The other wording of the one old pair that ``text`` is."""
    if len(olds) != 1:
        return None
    return next((one for one in olds[0].wordings if one.text == text), None)


def _lacking(item: PlannedPair) -> Iterator[Flag]:
    """The flags of a pair that has nothing on a side."""
    lines = item.group.lines
    if not lines:
        yield "deletion"
    elif not any(line.text for line in lines):
        yield "empty"
    if not item.group.source:
        yield "insertion"


def _score(pairs: Sequence[Pair]) -> float:
    """The mean score, by length."""
    if len(pairs) == 1:
        return pairs[0].score
    lengths = [1 + len(pair.source.text) + len(pair.target.text) for pair in pairs]
    weighed = fsum(pair.score * length for pair, length in zip(pairs, lengths, strict=True))
    return min(1.0, weighed / sum(lengths))


def _with(flags: tuple[str, ...], flag: str) -> tuple[str, ...]:
    return flags if flag in flags else (*flags, flag)
