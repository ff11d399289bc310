"""The words of a block with the markup over them: a tree whose parts know their place in the text.

Spans (sentences, quotations) are put into the tree as further markup, and it can be cut at any offset; both
take one pass over it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from bitext.text.characters import NOT_XML


@dataclass(frozen=True, slots=True)
class Words:
    """Text that stands at ``start`` to ``end`` of its side.

    What has no place there, such as a space around the number of a note, has both offsets equal.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Markup:
    """An element over what lies at ``start`` to ``end``: the XHTML of its tags, and what is in it.

    Without ``content``, ``opening`` is all of it: an image, a note's number, code.
    """

    opening: str
    closing: str
    content: tuple[Inline, ...]
    start: int
    end: int


Inline = Words | Markup


@dataclass(frozen=True, slots=True)
class Wrap:
    """What is to be marked: the span ``start`` to ``end``, and the XHTML of the tags around it."""

    start: int
    end: int
    opening: str
    closing: str = "</span>"


def written(content: Iterable[Inline]) -> str:
    """The tree as XHTML."""
    return "".join(_written(content))


def split(content: Iterable[Inline], cuts: Sequence[int]) -> list[tuple[Inline, ...]]:
    """The tree cut at offsets, which rise: what lies before the first, up to the second, and so on.

    Markup over more than one part is in each. What lies between two characters goes with the one behind it.
    """
    parts: list[list[Inline]] = [[] for _ in range(len(cuts) + 1)]
    for item in content:
        first = bisect_right(cuts, item.start)
        last = max(first, bisect_left(cuts, item.end))
        if first == last or (isinstance(item, Markup) and not item.content):
            parts[first].append(item)
            continue
        here = cuts[first:last]
        for at, piece in enumerate(_pieces(item, here), first):
            parts[at] += piece
    return [tuple(part) for part in parts]


def wrapped(content: Iterable[Inline], wraps: Sequence[Wrap]) -> tuple[Inline, ...]:
    """The tree with the markup of ``wraps``, which are in order and apart from each other.

    One that crosses markup which is there is divided, so that every tag of the tree stays in one piece.
    """
    return tuple(_wrapped(content, wraps))


def _written(content: Iterable[Inline]) -> Iterator[str]:
    for item in content:
        if isinstance(item, Words):
            yield escape(NOT_XML.sub("", item.text), quote=False)
        else:
            yield item.opening
            yield from _written(item.content)
            yield item.closing


def _pieces(item: Inline, cuts: Sequence[int]) -> Iterator[tuple[Inline, ...]]:
    """An item cut at offsets inside it."""
    starts, ends = [item.start, *cuts], [*cuts, item.end]
    if isinstance(item, Words):
        for start, end in zip(starts, ends, strict=True):
            yield (Words(item.text[start - item.start : end - item.start], start, end),)
        return
    for inside, start, end in zip(split(item.content, cuts), starts, ends, strict=True):
        yield (replace(item, content=inside, start=start, end=end),) if inside else ()


def _wrapped(content: Iterable[Inline], wraps: Sequence[Wrap]) -> Iterator[Inline]:
    """A list of items, each run of them that lies in a wrap in its markup."""
    run: list[Inline] = []
    of: Wrap | None = None
    for item in _divided(content, wraps):
        wrap = _around(item, wraps, of)
        if wrap is not of:
            yield from _in_markup(run, of)
            run, of = [], wrap
        run.append(item if wrap is not None else _inside(item, wraps))
    yield from _in_markup(run, of)


def _around(item: Inline, wraps: Sequence[Wrap], last: Wrap | None) -> Wrap | None:
    """The wrap that an item lies in, with what has no length at its end as well."""
    if last is not None and last.start <= item.start and item.end <= last.end:
        return last
    at = bisect_right(wraps, item.start, key=lambda wrap: wrap.start) - 1
    return wraps[at] if at >= 0 and item.end <= wraps[at].end and item.start < wraps[at].end else None


def _inside(item: Inline, wraps: Sequence[Wrap]) -> Inline:
    """An item that lies in no wrap as a whole; what is in it may."""
    if isinstance(item, Words) or not item.content:
        return item
    first = bisect_right(wraps, item.start, key=lambda wrap: wrap.end)
    last = bisect_left(wraps, item.end, key=lambda wrap: wrap.start)
    return replace(item, content=wrapped(item.content, wraps[first:last])) if first < last else item


def _divided(content: Iterable[Inline], wraps: Sequence[Wrap]) -> Iterator[Inline]:
    """The items, text cut where a wrap begins or ends."""
    edges = sorted({edge for wrap in wraps for edge in (wrap.start, wrap.end)})
    for item in content:
        cuts = edges[bisect_right(edges, item.start) : bisect_left(edges, item.end)]
        if isinstance(item, Words) and cuts:
            for piece in _pieces(item, cuts):
                yield from piece
        else:
            yield item


def _in_markup(run: Sequence[Inline], wrap: Wrap | None) -> Iterator[Inline]:
    if wrap is not None and any(item.start < item.end for item in run):
        yield Markup(wrap.opening, wrap.closing, tuple(run), run[0].start, run[-1].end)
    else:
        yield from run
