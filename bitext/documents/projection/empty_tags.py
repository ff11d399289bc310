"""Where points and line breaks go: between the words of the target that their neighbours became."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from bitext.documents.blocks import Block, Tag
from bitext.documents.projection.token_links import SentenceWindow, TokenLinks
from bitext.text.document import Span

_NEAR: Final = 100
"""How many words around its likely place a tag is tried at."""
_LONG: Final = 200
"""Up to so many words, a sentence is tried as a whole."""


def place_point(tag: Tag, links: TokenLinks, near: int | None = None) -> int:
    """The offset in the target for a tag that lies over nothing (or has lost its words, ``near``)."""
    at = tag.start
    edge = _edge(at, links, to_left=not tag.before)
    if edge is not None:
        return edge
    window = links.window_at(at)
    tokens = _around(links, window, links.centre(Span(at, at)) if near is None else near)
    if not tokens:
        return window.target.start
    if not tag.before and near is None:
        exact = _behind_word(at, links)
        if exact is not None:
            return exact
        candidates = [token.end for token in tokens]
    else:
        candidates = [token.start for token in tokens]
    if near is not None:
        return min(candidates, key=lambda offset: abs(offset - near))
    scores = links.cut(at, candidates)
    return candidates[scores.index(max(scores))]


def _around(links: TokenLinks, window: SentenceWindow, offset: float) -> list[Span]:
    """The tokens of a sentence; of a very long one, those around an offset of the target."""
    if window.high - window.low <= _LONG:
        return links.tokens[window.low : window.high]
    middle = min(max(links.token_near(offset), window.low), window.high)
    return links.tokens[max(window.low, middle - _NEAR) : min(window.high, middle + _NEAR)]


def place_breaks(block: Block, links: TokenLinks, closed: Sequence[Span]) -> list[tuple[int, int]]:
    """(offset, index of the tag) of each break of a block, in order; never two in one place.

    Breaks at the edges of the source stay there; none falls into the spans of ``closed``. A soft break
    that finds no place of its own is left out; others go to the end.
    """
    length = len(links.target)
    places = _places(links, closed)
    placed: list[tuple[int, int]] = []
    last, origin = 0, -1
    for at, tag in enumerate(block.tags):
        if tag.kind not in ("break", "soft"):
            continue
        later = bisect_right(places, last)
        if tag.start == origin:
            offset = last
        elif tag.start in (0, len(block.text)):
            offset = 0 if tag.start == 0 else length
        elif later < len(places):
            offset = _break(tag.start, links, places, later)
        elif tag.kind == "soft":
            continue
        else:
            offset = length
        placed.append((offset, at))
        last, origin = offset, tag.start
    return placed


def _places(links: TokenLinks, closed: Sequence[Span]) -> list[int]:
    """Where a line of the target may begin: at the words behind a space."""
    inside = {
        links.tokens[at].start
        for span in closed
        for at in links.tokens_at(span)
        if links.tokens[at].start > span.start
    }
    starts = (token.start for token in links.tokens)
    return [at for at in starts if at not in inside and links.target[at - 1 : at].isspace()]


def _break(at: int, links: TokenLinks, places: Sequence[int], later: int) -> int:
    """The best of the ``places`` from the index ``later`` on."""
    edge = _edge(at, links, to_left=False)
    if edge is not None:
        found = bisect_left(places, edge, later)
        if found < len(places) and places[found] == edge:
            return edge
    target = links.window_at(at).target
    first = max(later, bisect_right(places, target.start))
    middle = bisect_left(places, links.ideal(at), first)
    near = places[max(first, middle - _NEAR) : min(bisect_right(places, target.end), middle + _NEAR)]
    if not near:
        return places[later]
    scores = links.cut(at, near)
    return near[scores.index(max(scores))]


def _edge(at: int, links: TokenLinks, *, to_left: bool) -> int | None:
    """The place in the target of an offset between two sentences, or at the edges of the block."""
    if at >= len(links.source):
        return len(links.target)
    if at <= links.windows[0].source.start:
        return 0
    around = [links.window_at(at - 1), links.window_at(at)]
    if around[0] is around[1]:
        following = links.window_number(at) + 1
        if at < around[1].source.end or following == len(links.windows):
            return None
        around[1] = links.windows[following]
    return around[0].target.end if to_left else around[1].target.start


def _behind_word(at: int, links: TokenLinks) -> int | None:
    """Behind what became of the word that ends at ``at``, or the same place within a copied word."""
    rows = links.rows_before(at)
    for a, b, c, d in rows:
        if a < at < b and links.source[a:b] == links.target[c:d]:
            return c + at - a
    return max((d for a, b, _, d in rows if a < at <= b), default=None)
