"""Literals in the target: where their masks are, and the spaces that were set for the model alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
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

    def without_glue(self, start: int, end: int) -> Iterator[str]:
        """A stretch of the target without the spaces that keep apart what is one word in the source."""
        inside = self._glue[bisect_left(self._glue, start) : bisect_left(self._glue, end)]
        for first, last in zip([start, *(at + 1 for at in inside)], [*inside, end], strict=True):
            if last > first:
                yield self._links.target[first:last]

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
