"""Where points and line breaks go: between the English words that their neighbours became."""

from __future__ import annotations

from collections.abc import Sequence

from bitext.inputs.blocks import Block, Tag
from bitext.inputs.ground import Ground
from bitext.text import Span


def place_point(tag: Tag, ground: Ground, near: int | None = None) -> int:
    """The offset in the target for a tag that lies over nothing (or has lost its words, ``near``)."""
    at = tag.start
    edge = _edge(at, ground, to_left=not tag.before)
    if edge is not None:
        return edge
    window = ground.window_at(at)
    tokens = ground.tokens[window.low : window.high]
    if not tokens:
        return window.target.start
    if not tag.before and near is None:
        exact = _behind_word(at, ground)
        if exact is not None:
            return exact
        candidates = [token.end for token in tokens]
    else:
        candidates = [token.start for token in tokens]
    if near is not None:
        return min(candidates, key=lambda offset: abs(offset - near))
    scores = ground.cut(at, candidates)
    return candidates[scores.index(max(scores))]


def place_breaks(block: Block, ground: Ground, closed: Sequence[Span]) -> list[tuple[int, int]]:
    """(offset, index of the tag) of each break of a block, in order; never two in one place.

    Breaks at the edges of the source stay there. A soft break that finds no place of its own is left
    out; others go to the end.
    """
    length = len(ground.target)
    spaces = [
        token.start
        for token in ground.tokens
        if ground.target[token.start - 1 : token.start].isspace()
        and not any(span.start < token.start < span.end for span in closed)
    ]
    placed: list[tuple[int, int]] = []
    last, origin = 0, -1
    for at, tag in enumerate(block.tags):
        if tag.kind not in ("break", "soft"):
            continue
        if tag.start == origin:
            offset = last
        elif tag.start in (0, len(block.text)):
            offset = 0 if tag.start == 0 else length
        else:
            later = [space for space in spaces if space > last]
            if not later:
                if tag.kind == "soft":
                    continue
                offset = length
            else:
                offset = _break(tag.start, ground, later)
        placed.append((offset, at))
        last, origin = offset, tag.start
    return placed


def _break(at: int, ground: Ground, candidates: Sequence[int]) -> int:
    edge = _edge(at, ground, to_left=False)
    if edge is not None and edge in candidates:
        return edge
    window = ground.window_at(at)
    inside = [c for c in candidates if window.target.start < c <= window.target.end] or candidates[:1]
    scores = ground.cut(at, inside)
    return inside[scores.index(max(scores))]


def _edge(at: int, ground: Ground, *, to_left: bool) -> int | None:
    """The place in the target of an offset between two sentences, or at the edges of the block."""
    if at >= len(ground.source):
        return len(ground.target)
    if at <= ground.windows[0].source.start:
        return 0
    for earlier, later in zip(ground.windows, ground.windows[1:], strict=False):
        if earlier.source.end <= at <= later.source.start:
            return earlier.target.end if to_left else later.target.start
    return None


def _behind_word(at: int, ground: Ground) -> int | None:
    """Behind what became of the word that ends at ``at``, or the same place within a copied word."""
    for a, b, c, d in ground.rows:
        if a < at < b and ground.source[a:b] == ground.target[c:d]:
            return c + at - a
    ends = [d for a, b, _, d in ground.rows if a < at <= b]
    return max(ends, default=None)
