"""The word links of a block by token: words and signs of the target, what in the source they came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bitext.documents.projection.block_links import BlockQuotation, LinkedBlock
from bitext.result.links import LinkRow
from bitext.result.target_tokens import TargetTokens, is_word, kind_of_sign
from bitext.text.document import Span, SpanIndex
from bitext.text.words import words_of

_REACH: Final = 400
"""How many characters around a cut its links are counted."""
_FAR: Final = 0.001
_MARK: Final = 8
"""Characters that the mark of a quotation takes, with the space behind it."""
_FEW: Final = 32
"""Links before an offset among which the nearest is looked for."""


@dataclass(frozen=True, slots=True)
class SentenceWindow:
    """A sentence of the block: where it stands in the source, and its tokens in the target."""

    source: Span
    low: int
    high: int
    target: Span


class TokenLinks(TargetTokens):
    """A linked block, cut into tokens; among its links are those of quotation marks."""

    def __init__(self, linked: LinkedBlock) -> None:
        words = [
            row
            for row in linked.words
            if is_word(linked.source[row[0] : row[1]]) and is_word(linked.target[row[2] : row[3]])
        ]
        function_words = linked.language.function_words
        super().__init__(linked.source, linked.target, words + linked.marks, function_words)
        self.language = linked.language
        self.quotes = sorted(linked.quotes, key=lambda quote: (quote.source.start, -quote.source.end))
        self._quote_starts = [quote.source.start for quote in self.quotes]
        self._outer = _parents([quote.source for quote in self.quotes])
        self.source_words = [w for w in words_of(linked.source) if is_word(linked.source[w.start : w.end])]
        self.mark_of = {c: a for a, _, c, _ in linked.marks}
        """Where a mark of the target starts → where that of the source does."""
        self.windows = [
            SentenceWindow(
                source, bisect_left(self._index.starts, target.start), self.up_to(target.end), target
            )
            for source, target in linked.sentences
        ] or [SentenceWindow(Span(0, len(self.source)), 0, len(self.tokens), Span(0, len(self.target)))]
        self._windows = SpanIndex([window.source for window in self.windows])

    @cached_property
    def source_starts(self) -> list[int]:
        """Where the words of the source start."""
        return [word.start for word in self.source_words]

    def has_words(self, start: int, end: int) -> bool:
        """Whether a word begins in ``source[start:end]``."""
        return bisect_left(self.source_starts, start) < bisect_left(self.source_starts, end)

    def rows_before(self, offset: int) -> list[LinkRow]:
        """The links of the words that begin a little before ``offset`` of the source."""
        first = bisect_left(self._row_starts, offset - _REACH)
        return self.rows[first : bisect_left(self._row_starts, offset)]

    def touched(self, start: int, end: int) -> list[SentenceWindow]:
        """The sentences that have a character in ``source[start:end]``."""
        return [self.windows[at] for at in self._windows.touched(start, end)]

    def window_number(self, offset: int) -> int:
        """The number of the sentence that ``offset`` of the source lies in, or of the one before it."""
        return max(0, bisect_right(self._windows.starts, offset) - 1)

    def window_at(self, offset: int) -> SentenceWindow:
        """The sentence that ``offset`` of the source lies in, or the one before it."""
        return self.windows[self.window_number(offset)]

    def quotes_in(self, start: int, end: int) -> list[BlockQuotation]:
        """The quotations that begin in ``source[start:end]``, or with their mark right before it."""
        first = bisect_left(self._quote_starts, start - _MARK)
        return self.quotes[first : bisect_left(self._quote_starts, end)]

    def quotes_around(self, start: int, end: int) -> list[BlockQuotation]:
        """The quotations that ``source[start:end]`` lies in, the outer ones first."""
        found = []
        at = bisect_right(self._quote_starts, start) - 1
        while at >= 0:
            inner = self.quotes[at].source_inner
            if inner.start <= start and end <= inner.end:
                found.append(self.quotes[at])
            at = self._outer[at]
        return found[::-1]

    @cached_property
    def source_signs(self) -> dict[str, list[int]]:
        """Where the source has each kind of sign."""
        found: dict[str, list[int]] = {}
        for at, character in enumerate(self.source):
            found.setdefault(kind_of_sign(character), []).append(at)
        return found

    @cached_property
    def target_signs(self) -> dict[str, list[int]]:
        """The tokens of the target by the kind of their first sign."""
        found: dict[str, list[int]] = {}
        for at, token in enumerate(self.tokens):
            found.setdefault(kind_of_sign(self.target[token.start]), []).append(at)
        return found

    def centre(self, span: Span) -> float:
        """Where in the target a stretch without links should stand: between its neighbours."""
        window = self.window_at(span.start)
        first, last = (bisect_left(self._row_starts, at) for at in (window.source.start, window.source.end))
        at, behind = bisect_left(self._row_starts, span.start), bisect_left(self._row_starts, span.end)
        rows = self.rows[max(first, at - _FEW) : min(last, at)]
        before = max((r for r in rows if r[1] <= span.start), default=None, key=lambda r: r[1])
        after = self.rows[behind] if first <= behind < last else None
        if before and after:
            return (before[3] + after[2]) / 2 if before[3] <= after[2] else before[3]
        if before or after:
            return before[3] + 1 if before else after[2] - 1 if after else 0
        share = (span.start - window.source.start) / max(1, len(window.source))
        return window.target.start + share * len(window.target)

    def ideal(self, offset: int) -> float:
        """The offset of the target at the same share of its sentence as ``offset`` of the source."""
        window = self.window_at(offset)
        share = (offset - window.source.start) / max(1, len(window.source))
        return window.target.start + share * len(window.target)

    def cut(self, offset: int, candidates: Sequence[int]) -> list[float]:
        """How well each of the offsets in ``candidates`` (rising) cuts the target as ``offset`` the source.

        Counts the word links nearby that lie on the same side of both cuts; of equals, that at the same
        share of the sentence is best, and one behind a stop where the source has one.
        """
        window = self.window_at(offset)
        first = bisect_left(self._row_starts, max(window.source.start, offset - _REACH))
        at = bisect_left(self._row_starts, offset)
        last = bisect_left(self._row_starts, min(window.source.end, offset + _REACH))
        before = sorted(row[2] for row in self.rows[first:at])
        after = sorted(row[2] for row in self.rows[at : max(at, last)])
        ideal = self.ideal(offset)
        stopped = self.ends_in_stop(self.source, offset)
        return [
            bisect_left(before, place)
            + len(after)
            - bisect_left(after, place)
            + 0.5 * (stopped == self.ends_in_stop(self.target, place))
            - _FAR * abs(place - ideal)
            for place in candidates
        ]

    @staticmethod
    def ends_in_stop(text: str, offset: int) -> bool:
        """Whether the last character before ``offset`` that is no space is a sign."""
        before = text[max(0, offset - 3) : max(0, offset)].rstrip()[-1:]
        return bool(before) and not is_word(before)


def _parents(spans: Sequence[Span]) -> list[int]:
    """For each of the spans, which are sorted, the index of the innermost one around it; -1 for none."""
    parents: list[int] = []
    stack: list[int] = []
    for at, span in enumerate(spans):
        while stack and spans[stack[-1]].end < span.end:
            stack.pop()
        parents.append(stack[-1] if stack else -1)
        stack.append(at)
    return parents
