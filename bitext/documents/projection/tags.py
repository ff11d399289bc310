"""Tags of the source → the target, over the word links.

The rules, in the order in which they decide:

1. A tag that wraps a whole sentence, or runs over the end of one, does so in the target.
2. A tag lies over the words of the target that came from its words. Of all stretches it takes the one with
   the most words of its own and the fewest of others; words without a link in between are included. A
   link stays in one piece; a style may be divided where many words of others stand in between.
3. A tag that lies inside a quotation stays inside it; a quotation that lies inside a tag stays inside
   with both of its marks. Other signs at the edges of a tag are in it if they were in the source.
4. Words without links, and points, stand where their neighbours point.
5. Where a tag covers a part of a word (``1<sup>er</sup>``), it covers the same part of a word that was
   copied or is an ordinal too; a mere style that has no such place is left out. Nothing else ever is.

The rules for edges and continued words are those of Bergamot's HTML transfer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bitext.documents.blocks import Block, Tag
from bitext.documents.projection.empty_tags import place_breaks, place_point
from bitext.documents.projection.free_spans import FreeSpans, anchored, runs_of
from bitext.documents.projection.token_links import SentenceWindow, TokenLinks
from bitext.text.document import Span
from bitext.text.masking import mask_spans

_ORDINAL: Final = re.compile(r"\d+(st|nd|rd|th)")
_QUOTES: Final = "«»“”„‟\"‹›‘’'"
_STOPS: Final = ".,;:!?…"
_DASHES: Final = "—–-‒―"


@dataclass(frozen=True, slots=True)
class Element:
    """A tag with what lies in it; a literal and a point hold nothing."""

    tag: Tag
    children: tuple[str | Element, ...] = ()


Node = str | Element


def project_tags(
    block: Block, links: TokenLinks, breaks: Sequence[tuple[int, Tag]] | None = None
) -> list[Node]:
    """The target of ``block``, to which ``links`` lead, with its tags, as a tree.

    ``breaks`` are the offsets of line breaks, in order; None to place those of the block.
    """
    return _TagProjector(block, links).nodes(breaks)


class _TagProjector:
    def __init__(self, block: Block, links: TokenLinks) -> None:
        self.block = block
        self.links = links
        self.placed: dict[int, list[Span]] = {}
        self.breaks: list[tuple[int, int, Tag]] = []
        self._spaced = True

    def nodes(self, breaks: Sequence[tuple[int, Tag]] | None) -> list[Node]:
        whole = Span(0, len(self.links.target))
        self._place_inside(-1, [whole])
        if breaks is None:
            found = place_breaks(self.block, self.links, self._unbreakable())
            self.breaks = [(offset, at, self.block.tags[at]) for offset, at in found]
        else:
            self.breaks = [(offset, -1, tag) for offset, tag in breaks]
        return list(self._nodes(-1, whole, set()))

    # Where each tag goes.

    def _place_inside(self, parent: int, home: list[Span]) -> None:
        """Place the children of a tag that lies over the stretches ``home``."""
        tags = self.block.tags
        children = self.block.children.get(parent, [])
        spans = [at for at in children if not tags[at].is_empty]
        free = FreeSpans(self.links, home)
        rest = []
        for at in sorted(spans, key=lambda at: tags[at].kind == "style"):
            region = self._region(at, free)
            if region is None:
                rest.append(at)
            else:
                self._take(at, region, free)
        for at in rest:
            self._take(at, self._beside(tags[at], free), free)
        for at in spans:
            self._place_inside(at, self.placed[at])
        for at in children:
            if tags[at].is_empty and tags[at].kind not in ("break", "soft"):
                offset = place_point(tags[at], self.links)
                offset = free.outside_taken(free.nearest(offset), after=not tags[at].before)
                self.placed[at] = [Span(offset, offset)]
                self._place_inside(at, self.placed[at])

    def _take(self, at: int, region: list[Span], free: FreeSpans) -> None:
        self.placed[at] = region
        for span in region:
            free.take(span)

    def _region(self, at: int, free: FreeSpans) -> list[Span] | None:
        """Where the words of a tag went, as rising stretches; None if nothing tells."""
        tag = self.block.tags[at]
        if tag.kind == "literal":
            return self._masks(tag, free) or self._pieces(tag, free)
        if _is_part(self.links.source, tag):
            part = self._part(tag, free)
            if part is not None:
                return [part]
            if tag.kind == "style" and at not in self.block.children:
                return []
        return self._pieces(tag, free)

    def _masks(self, tag: Tag, free: FreeSpans) -> list[Span]:
        found = mask_spans(self.links.source[tag.start : tag.end], self.links.target)
        return [span for span in found if free.has(span)]

    def _part(self, tag: Tag, free: FreeSpans) -> Span | None:
        """The same part of a word that was copied; the ending of an ordinal; an initial."""
        source, target = self.links.source, self.links.target
        for a, b, c, d in self.links.rows:
            if not a <= tag.start < tag.end <= b:
                continue
            word = target[c:d]
            here = None
            if word == source[a:b]:
                here = Span(c + tag.start - a, c + tag.end - a)
            elif tag.start > a and source[a].isdigit() and _ORDINAL.fullmatch(word):
                here = Span(d - 2, d)
            elif tag.start == a and tag.kind == "style" and len(word) > tag.end - a:
                here = Span(c, c + tag.end - a)
            if here is not None and free.has(here):
                return here
        return None

    def _pieces(self, tag: Tag, free: FreeSpans) -> list[Span] | None:
        windows = self.links.touched(tag.start, tag.end)
        if not windows or (
            not self.links.has_words(tag.start, tag.end) and not _is_part(self.links.source, tag)
        ):
            return self._signs(tag, windows, free)
        low, high = windows[0].low, max(windows[0].low, windows[-1].high)
        scores = self._scores(tag, windows, low, high)
        usable = self._usable(tag, free, low, high)
        runs = runs_of(scores, usable, divide=tag.kind == "style") or runs_of(
            [score == 0 for score in scores], usable, divide=False
        )
        if not runs:
            return None
        tokens = self.links.tokens
        runs = [(low + i, low + j) for i, j in runs]
        runs[0] = self._head(tag, windows, runs[0], free), runs[0][1]
        runs[-1] = runs[-1][0], self._tail(tag, windows, runs[-1], free)
        return [Span(tokens[i].start, tokens[j - 1].end) for i, j in self._with_quotations(tag, runs, free)]

    def _scores(self, tag: Tag, windows: list[SentenceWindow], low: int, high: int) -> list[float]:
        """For each token from ``low`` to ``high``, how much it belongs to the tag."""
        links = self.links
        span = Span(tag.start, tag.end)
        scores = [0.0] * (high - low)
        for window in windows:
            part = [links.score(at, span) for at in range(window.low, window.high)]
            heads = not links.has_words(window.source.start, tag.start)
            tails = not links.has_words(tag.end, window.source.end)
            if heads and tails:
                part = [float(word) for word in links.is_word[window.low : window.high]]
            elif heads and tag.start < window.source.start:
                part = anchored(part)
            elif tails and tag.end > window.source.end:
                part = anchored(part[::-1])[::-1]
            scores[window.low - low : window.high - low] = part
        for quote in links.quotes:
            if tag.start <= quote.source_inner.start and quote.source_inner.end <= tag.end:
                for at in links.tokens_in(quote.target_inner):
                    if low <= at < high:
                        scores[at - low] = float(links.is_word[at])
        return scores

    def _usable(self, tag: Tag, free: FreeSpans, low: int, high: int) -> list[bool]:
        """Which tokens the tag may lie over: free, and inside the quotation that it was in."""
        usable = [bool(free) for free in free.tokens[low:high]]
        for quote in self.links.quotes:
            if quote.source_inner.start <= tag.start and tag.end <= quote.source_inner.end:
                inside = self.links.tokens_in(quote.target_inner)
                narrowed = [use and low + at in inside for at, use in enumerate(usable)]
                if any(narrowed):
                    usable = narrowed
        return usable

    def _head(self, tag: Tag, windows: list[SentenceWindow], run: tuple[int, int], free: FreeSpans) -> int:
        """The first token, with the signs that stand in the tag before its first word."""
        first, links = run[0], self.links
        window = windows[0]
        whole = tag.start <= window.source.start and not links.has_words(tag.end, window.source.end)
        if whole and all(free.tokens[window.low : first]):
            return min(first, window.low)
        signs = _leading(links.source[tag.start : tag.end])
        at = first
        while at > window.low and not links.is_word[at - 1] and free.tokens[at - 1]:
            at -= 1
            if self._matches(at, signs, tag):
                first = at
        return first

    def _tail(self, tag: Tag, windows: list[SentenceWindow], run: tuple[int, int], free: FreeSpans) -> int:
        """The token behind the last, with the signs that stand in the tag behind its last word."""
        last, links = run[1], self.links
        window = windows[-1]
        whole = tag.end >= window.source.end and not links.has_words(window.source.start, tag.start)
        if whole and all(free.tokens[last : window.high]):
            return max(last, window.high)
        signs = _leading(links.source[tag.start : tag.end][::-1])
        at = last
        while at < window.high and not links.is_word[at] and free.tokens[at]:
            at += 1
            if self._matches(at - 1, signs, tag):
                last = at
        return last

    def _matches(self, at: int, signs: str, tag: Tag) -> bool:
        """Whether the sign that is a token of the target stands for one of ``signs``."""
        token = self.links.tokens[at]
        origin = self.links.mark_of.get(token.start)
        if origin is not None:
            return tag.start <= origin < tag.end
        return _kind_of_sign(self.links.target[token.start]) in {_kind_of_sign(sign) for sign in signs}

    def _with_quotations(
        self, tag: Tag, runs: list[tuple[int, int]], free: FreeSpans
    ) -> list[tuple[int, int]]:
        """Runs of tokens, each quotation that lies in the tag covered with its marks."""
        for quote in self.links.quotes:
            if not (tag.start <= quote.source.start and quote.source.end <= tag.end):
                continue
            wanted = self.links.tokens_in(quote.target)
            touching = [run for run in runs if run[0] < wanted.stop and wanted.start < run[1]]
            if not touching or not wanted:
                continue
            first = min(wanted.start, touching[0][0])
            last = max(wanted.stop, touching[-1][1])
            if all(free.tokens[first:last]):
                runs = sorted([run for run in runs if run not in touching] + [(first, last)])
        return runs

    def _signs(self, tag: Tag, windows: list[SentenceWindow], free: FreeSpans) -> list[Span] | None:
        """Where the signs of a tag without a word went: to the same signs, by their number."""
        links = self.links
        sign = _kind_of_sign(links.source[tag.start])
        window = windows[0] if windows else links.window_at(tag.start)
        rank = sum(_kind_of_sign(a) == sign for a in links.source[window.source.start : tag.start])
        same = [
            token
            for at, token in enumerate(links.tokens[window.low : window.high], window.low)
            if free.tokens[at] and _kind_of_sign(links.target[token.start]) == sign
        ]
        return [same[min(rank, len(same) - 1)]] if same else None

    def _beside(self, tag: Tag, free: FreeSpans) -> list[Span]:
        """A place for words that no link tells of: a free word near their neighbours' place."""
        links = self.links
        centre = links.centre(Span(tag.start, tag.end))
        window = links.window_at(tag.start)
        near = [at for at in range(window.low, window.high) if free.tokens[at]]
        near = near or [at for at, free in enumerate(free.tokens) if free]
        if near and tag.kind != "literal":
            wants_word = links.has_words(tag.start, tag.end)

            def cost(at: int) -> float:
                token = links.tokens[at]
                distance = max(token.start - centre, centre - token.end, 0.0)
                return distance + 8 * bool(links.by_token[at]) + 40 * (wants_word and not links.is_word[at])

            return [links.tokens[min(near, key=cost)]]
        at = place_point(tag, links, round(centre))
        at = free.outside_taken(free.nearest(at), after=True)
        return [Span(at, at)]

    def _unbreakable(self) -> list[Span]:
        """Where no line may end: inside a literal."""
        return [s for at, tag in enumerate(self.block.tags) if tag.kind == "literal" for s in self.placed[at]]

    # The tree.

    def _nodes(self, parent: int, home: Span, done: set[int]) -> Iterator[Node]:
        """What lies in the stretch ``home`` of a tag; ``done`` are the points that have been set."""
        items = [
            (span, at)
            for at in self.block.children.get(parent, [])
            for span in self.placed.get(at, ())
            if home.start <= span.start and span.end <= home.end and at not in done
        ]
        cursor = home.start
        behind = False
        for span, at in sorted(items, key=lambda item: (item[0].start, item[1])):
            tag = self.block.tags[at]
            point, literal = not len(span), tag.kind == "literal"
            behind = behind and span.start <= cursor
            yield from self._text(cursor, max(cursor, span.start), up_to=at if point else None)
            if point:
                done.add(at)
                if ((tag.before and tag.is_empty) or literal) and (behind or span.start > home.start):
                    yield from self._space()
            children = () if literal else tuple(self._nodes(at, span, done))
            if not children:
                self._spaced = False
            yield Element(tag, children)
            behind = True
            if point and (tag.after or literal) and span.end < home.end and not self._is_space(span.end):
                yield from self._space()
            cursor = max(cursor, span.end)
        yield from self._text(cursor, home.end, up_to=-1 if parent >= 0 else None)

    def _space(self) -> Iterator[Node]:
        """A space, if none was written just before."""
        if not self._spaced:
            self._spaced = True
            yield " "

    def _is_space(self, offset: int) -> bool:
        return self.links.target[offset : offset + 1].isspace()

    def _text(self, start: int, end: int, up_to: int | None) -> Iterator[Node]:
        """A stretch of the target with the breaks that fall into it; a break eats the spaces around it.

        Of the breaks at its very end, those before the tag ``up_to`` belong to it; None for all.
        """
        while self.breaks:
            offset, at, tag = self.breaks[0]
            if offset > end or (offset == end and up_to is not None and at > up_to):
                break
            self.breaks.pop(0)
            before = self.links.target[start:offset].rstrip(" ")
            if before:
                self._spaced = False
                yield before
            yield Element(tag)
            self._spaced = True
            start = max(start, offset)
            while start < end and self.links.target[start] == " ":
                start += 1
        if start < end:
            self._spaced = self._is_space(end - 1)
            yield self.links.target[start:end]


def _is_part(source: str, tag: Tag) -> bool:
    """Whether the tag begins or ends within a word."""
    return any(
        0 < at < len(source) and source[at - 1].isalnum() and source[at].isalnum()
        for at in (tag.start, tag.end)
    ) and not any(map(str.isspace, source[tag.start : tag.end]))


def _leading(text: str) -> str:
    """The signs before the first word."""
    for at, character in enumerate(text):
        if character.isalnum():
            return text[:at].replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    return text


def _kind_of_sign(character: str) -> str:
    for group in (_QUOTES, _STOPS, _DASHES):
        if character in group:
            return group
    return character
