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
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Final

from bitext.documents.blocks import Block, Tag
from bitext.documents.projection.empty_tags import place_point
from bitext.documents.projection.free_spans import FreeSpans, anchored
from bitext.documents.projection.literals import Literals, merged
from bitext.documents.projection.token_links import SentenceWindow, TokenLinks
from bitext.result.target_tokens import kind_of_sign, leading_signs
from bitext.text.document import Span
from bitext.text.runs import runs_of

_STYLES: Final = ("style", "element")
_ORDER: Final = {"literal": 0, "link": 1, "element": 2, "style": 2}
"""Which kind of tag takes its place first."""
_NUMBER: Final = re.compile(r"\d.*|[IVXLCDM]+", re.DOTALL)
_ORDINAL: Final = re.compile(r"\d+(st|nd|rd|th)")
_LONG: Final = 200
"""Up to so many tokens, a sentence is searched as a whole for where a tag in it went."""
_NEAR: Final = 100
"""How many tokens around its likely place a tag of a longer one is looked for."""
_MOST_PIECES: Final = 64
"""Up to so many stretches of a tag, further masks are taken into it."""
_SPREAD: Final = 4
"""By how much a tag may grow in the target."""


class TagPlaces:
    """Where the tags of a block go in its target.

    ``placed`` has the stretches of each tag, by its index; ``children`` the tags right inside each (-1 is the
    block), where those of a literal whose mask lies elsewhere have moved.
    """

    def __init__(self, block: Block, links: TokenLinks) -> None:
        self.block = block
        self.links = links
        self.literals = Literals(block, links)
        self.placed: dict[int, list[Span]] = {}
        self.children = {parent: list(inside) for parent, inside in block.children.items()}
        self._place_inside(-1, [Span(0, len(links.target))])
        self._settle()

    def _place_inside(self, parent: int, home: list[Span]) -> None:
        """Place the children of a tag that lies over the stretches ``home``."""
        tags = self.block.tags
        children = list(self.children.get(parent, []))
        if not children:
            return
        spans = [at for at in children if not tags[at].is_empty]
        free = FreeSpans(self.links, home)
        rest = []
        for at in sorted(spans, key=lambda at: _ORDER[tags[at].kind]):
            region = self._region(at, free)
            if region is None:
                rest.append(at)
            else:
                self._take(at, region, free)
        for at in rest:
            if not self.literals.masks.get(at):
                self._take(at, self._beside(tags[at], free), free)
        for at in spans:
            if at in self.placed:
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
            masks = self.literals.masks[at]
            return [span for span in masks if free.has(span)] or (
                None if masks else self._replaced(tag, free)
            )
        alone = self.literals.alone(at)
        if alone and all(map(free.has, alone)):
            return alone
        region = self._region_of_words(at, free)
        return None if region is None else self._with_masks(at, region, free)

    def _replaced(self, tag: Tag, free: FreeSpans) -> list[Span] | None:
        """The word that a translation has in the place of a mask."""
        found = self._pieces(tag, free)
        return found if found and len(found) == 1 and len(self.links.tokens_in(found[0])) == 1 else None

    def _region_of_words(self, at: int, free: FreeSpans) -> list[Span] | None:
        tag = self.block.tags[at]
        is_part = _is_part(self.links.source, tag)
        part = self._part(tag, free, is_part=is_part)
        if part is not None:
            return [part]
        if is_part:
            if tag.kind == "style" and at not in self.children:
                return []
            if tag.kind == "element" and at not in self.children:
                offset = free.outside_taken(free.nearest(place_point(tag, self.links)), after=True)
                return [Span(offset, offset)]
        return self._pieces(tag, free)

    def _with_masks(self, at: int, region: list[Span], free: FreeSpans) -> list[Span]:
        """A region that takes in the masks of the literals that lie in the tag, as far as they are free."""
        for literal in self.literals.inside(at):
            for mask in self.literals.masks[literal]:
                if any(_holds(span, mask) for span in region):
                    continue
                if self.block.tags[at].kind == "style" or not region:
                    wider = merged([*region, mask])
                else:
                    wider = [Span(min(region[0].start, mask.start), max(region[-1].end, mask.end))]
                if len(wider) <= _MOST_PIECES and all(map(free.has, wider)):
                    region = wider
        return region

    def _settle(self) -> None:
        """Give the masks that lie outside of the tags around them to the tags that they lie in."""
        for at, tag in enumerate(self.block.tags):
            if tag.kind != "literal":
                continue
            placed = set(self.placed.get(at, ()))
            left = [mask for mask in self.literals.masks[at] if mask not in placed]
            for parent in dict.fromkeys(map(self._innermost, left)):
                if parent != tag.parent:
                    self.children.setdefault(parent, []).append(at)
            self.placed[at] = self.placed.get(at, []) + left

    def _innermost(self, mask: Span) -> int:
        parent = -1
        while True:
            inside = self._holders.get(parent, [])
            before = bisect_right(inside, mask.start, key=lambda row: row[0].start)
            if not before or not _holds(inside[before - 1][0], mask):
                return parent
            parent = inside[before - 1][1]

    @cached_property
    def _holders(self) -> dict[int, list[tuple[Span, int]]]:
        """By the tag around them the stretches of the tags that may hold a mask, sorted, and which tag's."""
        found: dict[int, list[tuple[Span, int]]] = {}
        for parent, inside in self.children.items():
            holders = (at for at in inside if self.block.tags[at].kind in ("link", *_STYLES))
            found[parent] = sorted((span, at) for at in holders for span in self.placed.get(at, ()) if span)
        return found

    def _part(self, tag: Tag, free: FreeSpans, *, is_part: bool) -> Span | None:
        """The same part of a copied word; if ``is_part``, also the ending of an ordinal, or an initial."""
        source, target = self.links.source, self.links.target
        for a, b, c, d in self.links.rows_before(tag.start + 1):
            if not a <= tag.start < tag.end <= b or (a, b) == (tag.start, tag.end):
                continue
            word = target[c:d]
            here = None
            if len(word) == b - a and word.casefold() == source[a:b].casefold():
                here = Span(c + tag.start - a, c + tag.end - a)
            elif not is_part:
                continue
            elif tag.start > a and _NUMBER.fullmatch(source, a, tag.start) and _ORDINAL.fullmatch(word):
                here = Span(d - 2, d)
            elif tag.start == a and tag.kind in _STYLES and len(word) > tag.end - a:
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
        low, high = self._limits(tag, windows)
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

    def _limits(self, tag: Tag, windows: list[SentenceWindow]) -> tuple[int, int]:
        """The tokens among which a tag is looked for: those of its sentences, or some of a very long one."""
        links, window = self.links, windows[0]
        low, high = window.low, max(window.low, windows[-1].high)
        if high - low <= _LONG or len(windows) > 1 or tag.end - tag.start > len(window.source) // 2:
            return low, high
        linked = links.linked_tokens(tag.start, tag.end)
        if linked:
            middle, reach = linked[len(linked) // 2], _NEAR + _SPREAD * len(linked)
        else:
            middle, reach = links.token_near(links.centre(Span(tag.start, tag.end))), _NEAR
        return max(low, min(middle, high) - reach), min(high, max(middle, low) + reach)

    def _scores(self, tag: Tag, windows: list[SentenceWindow], low: int, high: int) -> list[float]:
        """For each token from ``low`` to ``high``, how much it belongs to the tag."""
        links = self.links
        span = Span(tag.start, tag.end)
        scores = [0.0] * (high - low)
        for window in windows:
            first, end = max(low, window.low), min(high, window.high)
            part = [links.score(at, span) for at in range(first, end)]
            heads = not links.has_words(window.source.start, tag.start)
            tails = not links.has_words(tag.end, window.source.end)
            if heads and tails:
                part = [float(word) for word in links.is_word[first:end]]
            elif heads and tag.start < window.source.start:
                part = anchored(part)
            elif tails and tag.end > window.source.end:
                part = anchored(part[::-1])[::-1]
            scores[first - low : end - low] = part
        for quote in links.quotes_in(tag.start, tag.end):
            if tag.start <= quote.source_inner.start and quote.source_inner.end <= tag.end:
                for at in links.tokens_in(quote.target_inner):
                    if low <= at < high:
                        scores[at - low] = float(links.is_word[at])
        return scores

    def _usable(self, tag: Tag, free: FreeSpans, low: int, high: int) -> list[bool]:
        """Which tokens the tag may lie over: free, and inside the quotation that it was in."""
        usable = [bool(is_free) for is_free in free.between(low, high)]
        for quote in self.links.quotes_around(tag.start, tag.end):
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
        if whole and all(free.between(window.low, first)):
            return min(first, window.low)
        signs = list(leading_signs(links.source[tag.start : tag.end]))
        at = first
        while at > window.low and not links.is_word[at - 1] and free.is_free(at - 1):
            at -= 1
            if self._matches(at, signs, tag):
                first = at
        return first

    def _tail(self, tag: Tag, windows: list[SentenceWindow], run: tuple[int, int], free: FreeSpans) -> int:
        """The token behind the last, with the signs that stand in the tag behind its last word."""
        last, links = run[1], self.links
        window = windows[-1]
        whole = tag.end >= window.source.end and not links.has_words(window.source.start, tag.start)
        if whole and all(free.between(last, window.high)):
            return max(last, window.high)
        signs = list(leading_signs(reversed(links.source[tag.start : tag.end])))
        at = last
        while at < window.high and not links.is_word[at] and free.is_free(at):
            at += 1
            if self._matches(at - 1, signs, tag):
                last = at
        return last

    def _matches(self, at: int, signs: list[str], tag: Tag) -> bool:
        """Whether the sign that is a token of the target stands for one of ``signs``, which is used up."""
        token = self.links.tokens[at]
        origin = self.links.mark_of.get(token.start)
        if origin is not None:
            return tag.start <= origin < tag.end
        kind = kind_of_sign(self.links.target[token.start])
        found = next((sign for sign in signs if kind_of_sign(sign) == kind), None)
        if found is not None:
            signs.remove(found)
        return found is not None

    def _with_quotations(
        self, tag: Tag, runs: list[tuple[int, int]], free: FreeSpans
    ) -> list[tuple[int, int]]:
        """Runs of tokens, each quotation that lies in the tag covered with its marks."""
        for quote in self.links.quotes_in(tag.start, tag.end):
            if not (tag.start <= quote.source.start and quote.source.end <= tag.end):
                continue
            wanted = self.links.tokens_in(quote.target)
            touching = [run for run in runs if run[0] < wanted.stop and wanted.start < run[1]]
            if not touching or not wanted:
                continue
            first = min(wanted.start, touching[0][0])
            last = max(wanted.stop, touching[-1][1])
            if all(free.between(first, last)):
                runs = sorted([run for run in runs if run not in touching] + [(first, last)])
        return runs

    def _signs(self, tag: Tag, windows: list[SentenceWindow], free: FreeSpans) -> list[Span] | None:
        """Where the signs of a tag without a word went: to the same signs, by their number."""
        links = self.links
        sign = kind_of_sign(links.source[tag.start])
        window = windows[0] if windows else links.window_at(tag.start)
        here, there = links.source_signs[sign], links.target_signs.get(sign, [])
        rank = bisect_left(here, tag.start) - bisect_left(here, window.source.start)
        same = there[bisect_left(there, window.low) : bisect_left(there, window.high)]
        first = max(0, min(rank, len(same)) - _LONG) if len(same) > _LONG else 0
        same = [at for at in same[first : first + 2 * _LONG] if free.is_free(at)]
        return [links.tokens[same[min(rank - first, len(same) - 1)]]] if same else None

    def _beside(self, tag: Tag, free: FreeSpans) -> list[Span]:
        """A place for words that no link tells of: a free word near their neighbours' place."""
        links = self.links
        centre = links.centre(Span(tag.start, tag.end))
        window = links.window_at(tag.start)
        middle = min(max(links.token_near(centre), window.low), window.high)
        within = range(max(window.low, middle - _LONG), min(window.high, middle + _LONG))
        near = [at for at in within if free.is_free(at)] or free.beside(middle)
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

    def unbreakable(self) -> list[Span]:
        """Where no line may end: inside a literal."""
        return [s for at, tag in enumerate(self.block.tags) if tag.kind == "literal" for s in self.placed[at]]


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_part(source: str, tag: Tag) -> bool:
    """Whether the tag begins or ends within a word."""
    return any(
        0 < at < len(source) and source[at - 1].isalnum() and source[at].isalnum()
        for at in (tag.start, tag.end)
    ) and not any(map(str.isspace, source[tag.start : tag.end]))
