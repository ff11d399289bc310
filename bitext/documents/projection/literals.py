"""Literals in the target: where their masks are, and the spaces that were set for the model alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from bitext.documents.blocks import Block, Tag
from bitext.documents.projection.token_links import TokenLinks
from bitext.text.document import Span
from bitext.text.masking import spans_of_masks


class Literals:
    """The masks of a block in its target; ``masks`` has the places of each, by the index of its tag."""

    def __init__(self, block: Block, links: TokenLinks) -> None:
        self._block = block
        self._links = links
        names = {
            at: links.source[tag.start : tag.end]
            for at, tag in enumerate(block.tags)
            if tag.kind == "literal"
        }
        spans = spans_of_masks(names.values(), links.target)
        self.masks: dict[int, list[Span]] = {at: spans[name] for at, name in names.items()}

    def inside(self, at: int) -> Iterator[int]:
        """The literals in a tag of the source, however deep."""
        for child in self._block.children.get(at, ()):
            if self._block.tags[child].kind == "literal":
                yield child
            else:
                yield from self.inside(child)

    def alone(self, at: int) -> list[Span]:
        """The masks that a tag over nothing but literals lies over; none where it lies over words as well."""
        tag = self._block.tags[at]
        literals = [self._block.tags[each] for each in self.inside(at)]
        ends = [tag.start, *(literal.end for literal in literals)]
        starts = [*(literal.start for literal in literals), tag.end]
        gaps = (self._block.text[end:start] for end, start in zip(ends, starts, strict=True))
        if not literals or "".join(gaps).strip():
            return []
        masks = merged(mask for literal in self.inside(at) for mask in self.masks[literal])
        return masks if tag.kind == "style" or not masks else [Span(masks[0].start, masks[-1].end)]

    def without_glue(self, start: int, end: int) -> Iterator[Span]:
        """A stretch of the target without the spaces that part what is one word in the source."""
        inside = self._glue[bisect_left(self._glue, start) : bisect_left(self._glue, end)]
        for first, last in zip([start, *(at + 1 for at in inside)], [*inside, end], strict=True):
            if last > first:
                yield Span(first, last)

    @cached_property
    def _glue(self) -> list[int]:
        """Where the spaces that the source does not have are in the target, sorted."""
        found: set[int] = set()
        for offset in self._block.glued:
            before, after = self._became(offset, ends=True), self._became(offset + 1, ends=False)
            found |= {end for end in before if end + 1 in after and self._links.target[end] == " "}
        return sorted(found)

    @cached_property
    def _masks_beginning(self) -> dict[int, list[Span]]:
        return {self._block.tags[at].start: masks for at, masks in self.masks.items()}

    @cached_property
    def _masks_ending(self) -> dict[int, list[Span]]:
        return {self._block.tags[at].end: masks for at, masks in self.masks.items()}

    def _became(self, offset: int, *, ends: bool) -> set[int]:
        """Where what ends (or begins) at an offset of the source ends (or begins) in the target."""
        masks = (self._masks_ending if ends else self._masks_beginning).get(offset, ())
        found = {mask.end if ends else mask.start for mask in masks}
        for a, b, c, d in self._links.rows_before(offset if ends else offset + 1):
            if offset == (b if ends else a):
                found.add(d if ends else c)
        return found


def further(tag: Tag) -> Iterator[Tag]:
    """The literals right behind one, which its mask stands for as well."""
    return (replace(tag, key=key, further=(), ending="") for key in tag.further)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in their order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
