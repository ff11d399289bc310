"""Places of text in the parts of a packed document: their text taken out as one, its target put back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from bitext.documents.blocks import Block, join, masks_of
from bitext.documents.projection.block_links import LinkedBlock, link_blocks
from bitext.result.bitext import Bitext


class TextPlace(Protocol):
    """A place of text: blocks, and the way to put their targets in their place."""

    blocks: list[Block]

    def rewrite(self, linked: Sequence[LinkedBlock | None]) -> None:
        """Put the targets of the blocks in their place; None where one stays."""


class PlacedText:
    """The text of places, in order; what has no words takes no part."""

    def __init__(self, places: Iterable[TextPlace]) -> None:
        """``text`` and ``masks`` are as of :class:`bitext.documents.original.Original`."""
        blocks = [block for place in places for block in place.blocks]
        self._takes_part = [block.is_translatable for block in blocks]
        translatable = [block for block in blocks if block.is_translatable]
        self.text, self._spans = join(translatable)
        self.masks = masks_of(translatable, self._spans)

    def linked(self, bitext: Bitext) -> list[LinkedBlock | None]:
        """What became of each block of the places; None for one that takes no part, empty if all are.

        Raises InputError where ``bitext`` was made from another text.
        """
        found = iter(link_blocks(bitext, self.text, self._spans))
        return [next(found) if takes_part else None for takes_part in self._takes_part] if self._spans else []


def rewrite(places: Sequence[TextPlace], linked: Iterable[LinkedBlock | None]) -> None:
    """Rewrite the places, the last first: a text box stands in a paragraph that is copied with it."""
    blocks = iter(linked)
    shares = [[next(blocks) for _ in place.blocks] for place in places]
    for place, share in zip(reversed(places), reversed(shares), strict=True):
        place.rewrite(share)
