"""Tags of the source → the target, as a tree; see :mod:`bitext.documents.projection.places`."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bitext.documents.blocks import Block, Tag
from bitext.documents.projection.empty_tags import place_breaks
from bitext.documents.projection.literals import further
from bitext.documents.projection.places import TagPlaces
from bitext.documents.projection.token_links import TokenLinks
from bitext.text.document import Span


class PlacedText(str):
    """Text of the target that knows its place: it begins at ``start``."""

    __slots__ = ("start",)
    start: int

    @classmethod
    def at(cls, start: int, text: str) -> PlacedText:
        """``text``, which begins at ``start`` in the target."""
        placed = cls(text)
        placed.start = start
        return placed


@dataclass(frozen=True, slots=True)
class Element:
    """A tag with what lies in it; a literal and a point hold nothing.

    ``place`` is where it lies in the target: a literal over its mask, a point at one offset.
    """

    tag: Tag
    children: tuple[str | Element, ...] = ()
    place: Span = field(default=Span(0, 0), compare=False)


Node = str | Element
"""Text (a :class:`PlacedText` where it is that of the target, not a space around a tag), or an element."""


def project_tags(
    block: Block, links: TokenLinks, breaks: Sequence[tuple[int, Tag]] | None = None
) -> list[Node]:
    """The target of ``block``, to which ``links`` lead, with its tags, as a tree.

    ``breaks`` are the offsets of line breaks, in order; None to place those of the block.
    """
    return _TagTree(block, links).nodes(breaks)


class _TagTree:
    def __init__(self, block: Block, links: TokenLinks) -> None:
        self.block = block
        self.links = links
        self.places = TagPlaces(block, links)
        self.breaks: deque[tuple[int, int, Tag]] = deque()
        self._spaced = True

    def nodes(self, breaks: Sequence[tuple[int, Tag]] | None) -> list[Node]:
        if breaks is None:
            found = place_breaks(self.block, self.links, self.places.unbreakable())
            self.breaks = deque((offset, at, self.block.tags[at]) for offset, at in found)
        else:
            self.breaks = deque((offset, -1, tag) for offset, tag in breaks)
        return list(self._nodes(-1, Span(0, len(self.links.target)), set()))

    def _nodes(self, parent: int, home: Span, done: set[int]) -> Iterator[Node]:
        """What lies in the stretch ``home`` of a tag; ``done`` are the points that have been set."""
        items = [
            (span, at)
            for at in self.places.children.get(parent, [])
            for span in self.places.placed.get(at, ())
            if home.start <= span.start and span.end <= home.end and at not in done
        ]
        cursor = home.start
        behind = False
        for span, at in sorted(items, key=lambda item: (item[0].start, item[1])):
            tag = self.block.tags[at]
            point, literal = not len(span), tag.kind == "literal"
            behind = behind and span.start <= cursor
            yield from self._text(cursor, max(cursor, span.start), before=at)
            if point:
                done.add(at)
                spaced = tag.spaced and tag.is_empty
                if (spaced or literal) and (behind or span.start > home.start):
                    yield from self._space()
            children = () if literal else tuple(self._nodes(at, span, done))
            if not children:
                self._spaced = False
            yield Element(tag, children, span)
            yield from (Element(each, place=Span(span.end, span.end)) for each in further(tag))
            if tag.ending:
                yield tag.ending
            behind = True
            if point and (tag.after or literal) and span.end < home.end and not self._is_space(span.end):
                yield from self._space()
            cursor = max(cursor, span.end)
        yield from self._text(cursor, home.end, within=parent)

    def _space(self) -> Iterator[Node]:
        """A space, if none was written just before."""
        if not self._spaced:
            self._spaced = True
            yield " "

    def _is_space(self, offset: int) -> bool:
        return self.links.target[offset : offset + 1].isspace()

    def _text(self, start: int, end: int, before: int = -1, within: int = -1) -> Iterator[Node]:
        """A stretch of the target with the breaks that fall into it; a break eats the spaces around it.

        At its very end the tag ``before`` begins, or the tag ``within`` ends: breaks there that belong behind
        that are left.
        """
        while self.breaks:
            offset, at, tag = self.breaks[0]
            if offset > end or (offset == end and self._is_behind(at, before, within)):
                break
            self.breaks.popleft()
            text = self.links.target[start:offset].rstrip(" ")
            if text:
                self._spaced = False
                yield PlacedText.at(start, text)
            yield Element(tag, place=Span(offset, offset))
            self._spaced = True
            start = max(start, offset)
            while start < end and self.links.target[start] == " ":
                start += 1
        if start < end:
            self._spaced = self._is_space(end - 1)
            for span in self.places.literals.without_glue(start, end):
                yield PlacedText.at(span.start, self.links.target[span.start : span.end])

    def _is_behind(self, at: int, before: int, within: int) -> bool:
        """Whether a break comes behind the beginning of one tag, or the end of another."""
        if before >= 0:
            is_point = self.block.tags[before].is_empty or self.block.tags[before].kind == "literal"
            return at > before if is_point else self._is_in(at, before)
        return within >= 0 and at >= 0 and not self._is_in(at, within)

    def _is_in(self, at: int, outer: int) -> bool:
        while at >= 0 and at != outer:
            at = self.block.tags[at].parent
        return at == outer
