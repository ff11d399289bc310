"""The words of a block with the markup over them: a tree whose parts know their place in the text.

Spans (a sentence, a quotation) are put into the tree as further markup; it can be cut at any offset.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape


@dataclass(frozen=True, slots=True)
class Words:
    """Text at ``start`` to ``end`` of its side; what has no place there (a space around a note's number)
    has both offsets equal."""

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


def cut(content: Sequence[Inline], start: float, end: float) -> tuple[Inline, ...]:
    """What lies from ``start`` to before ``end``; markup over more than that is there as far as it lies there.

    What lies between two characters goes with the one behind it.
    """
    return tuple(_cut(content, start, end))


def wrapped(content: Sequence[Inline], wraps: Iterable[Wrap]) -> tuple[Inline, ...]:
    """The tree with the markup of ``wraps``, the outer ones first.

    One that crosses markup which is there is divided, so that every tag of the tree stays in one piece.
    """
    for wrap in wraps:
        content = tuple(_wrapped(content, wrap))
    return tuple(content)


def _written(content: Iterable[Inline]) -> Iterator[str]:
    for item in content:
        if isinstance(item, Words):
            yield escape(item.text, quote=False)
        else:
            yield item.opening
            yield from _written(item.content)
            yield item.closing


def _cut(content: Iterable[Inline], start: float, end: float) -> Iterator[Inline]:
    for item in content:
        if _lies_in(item, start, end):
            yield item
        elif item.start < end and start < item.end:
            yield from _part(item, start, end)


def _lies_in(item: Inline, start: float, end: float) -> bool:
    if item.start == item.end:
        return start <= item.start < end
    return start <= item.start and item.end <= end


def _part(item: Inline, start: float, end: float) -> Iterator[Inline]:
    """What of an item lies over an edge of the stretch lies in it."""
    if isinstance(item, Words):
        first, last = round(max(item.start, start)), round(min(item.end, end))
        yield Words(item.text[first - item.start : last - item.start], first, last)
    elif inside := tuple(_cut(item.content, start, end)):
        yield replace(item, content=inside, start=round(max(item.start, start)), end=round(min(item.end, end)))


def _wrapped(content: Sequence[Inline], wrap: Wrap) -> Iterator[Inline]:
    """A list of items, those in the span of ``wrap`` in its markup, in as few pieces as can be."""
    run: list[Inline] = []
    for item in _divided(content, wrap):
        if wrap.start <= item.start and item.end <= wrap.end and (run or item.start < wrap.end):
            run.append(item)
            continue
        yield from _in_markup(run, wrap)
        run = []
        if isinstance(item, Markup) and item.start < wrap.end and wrap.start < item.end:
            yield replace(item, content=tuple(_wrapped(item.content, wrap)))
        else:
            yield item
    yield from _in_markup(run, wrap)


def _divided(content: Iterable[Inline], wrap: Wrap) -> Iterator[Inline]:
    """The items, text cut where the wrap begins and ends."""
    for item in content:
        edges = [at for at in (wrap.start, wrap.end) if item.start < at < item.end]
        if isinstance(item, Words) and edges:
            for first, last in zip([item.start, *edges], [*edges, item.end], strict=True):
                yield Words(item.text[first - item.start : last - item.start], first, last)
        else:
            yield item


def _in_markup(run: list[Inline], wrap: Wrap) -> Iterator[Inline]:
    if any(item.start < item.end for item in run):
        yield Markup(wrap.opening, wrap.closing, tuple(run), run[0].start, run[-1].end)
    else:
        yield from run
