"""Passages: the blocks of one side and what belongs to them on the other, as few as the beads allow.

A passage ends where both sides are at the end of a block, so that the paragraphs of either stay whole; after
many blocks it ends with a block of the source, in the middle of one of the target if need be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bitext.documents.book.sides import NO_STANZA, BookSide
from bitext.result.bitext import Bitext
from bitext.result.pair import Pair, Side
from bitext.text.document import Sentence

_MOST_BLOCKS: Final = 8
"""So many blocks of the source a passage has before it ends within a block of the target."""
NOWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a block belongs together: ``text[start:end]`` of its side."""

    block: int
    start: int
    end: int


@dataclass(slots=True)
class Passage:
    """Blocks of the source, by their indices, and pieces of blocks of the target; either may be missing."""

    source: list[int] = field(default_factory=list)
    target: list[Piece] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on either side."""
        return not (self.source or self.target)


class BlockFinder:
    """Finds the block that a sentence stands in."""

    def __init__(self, side: BookSide) -> None:
        self._starts = [block.span.start for block in side.blocks]
        self._ends = [block.span.end for block in side.blocks]

    def block_of(self, sentence: Sentence) -> int:
        """The index of the block; :data:`NOWHERE` for a sentence that stands in none."""
        at = bisect_right(self._starts, sentence.start) - 1
        return at if at >= 0 and sentence.start < self._ends[at] else NOWHERE

    def pieces(self, sentences: Side | Sequence[Sentence]) -> list[Piece]:
        """Sentences as pieces of the blocks that they stand in."""
        found: list[Piece] = []
        for sentence in sentences:
            block = self.block_of(sentence)
            if block == NOWHERE or sentence.start == sentence.end:
                continue
            if found and found[-1].block == block:
                found[-1] = Piece(block, found[-1].start, sentence.end)
            else:
                found.append(Piece(block, sentence.start, sentence.end))
        return found


def passages(source: BookSide, target: BookSide, bitext: Bitext, *, stanzas: bool = True) -> list[Passage]:
    """The passages of a book in order; each block of the source, each sentence of the target is in one.

    ``stanzas``: the lines of a stanza are of one passage.
    """
    return list(_Passages(source, target, stanzas=stanzas).found(bitext.pairs))


class _Passages:
    def __init__(self, source: BookSide, target: BookSide, *, stanzas: bool) -> None:
        self._blocks = source.blocks
        self._source = BlockFinder(source)
        self._target = BlockFinder(target)
        self._stanzas = stanzas

    def found(self, pairs: Sequence[Pair]) -> Iterator[Passage]:
        """Walk along the pairs and close a passage wherever it can end."""
        passage = Passage()
        ahead = 0
        sides = [(self._source.pieces(pair.source), self._target.pieces(pair.target)) for pair in pairs]
        next_source = _following([[piece.block for piece in row[0]] for row in sides])
        next_target = _following([[piece.block for piece in row[1]] for row in sides])
        for (own, other), after, after_target in zip(sides, next_source, next_target, strict=True):
            for piece in own:
                passage.source += range(ahead, piece.block + 1)
                ahead = max(ahead, piece.block + 1)
            _add(passage.target, other)
            if self._ends(passage, after, after_target):
                yield passage
                passage = Passage()
        passage.source += range(ahead, len(self._blocks))
        if not passage.is_empty:
            yield passage

    def _ends(self, passage: Passage, after: int, after_target: int) -> bool:
        """Whether a passage can end; ``after`` and ``after_target`` are the blocks that come next."""
        last = passage.source[-1] if passage.source else NOWHERE
        if passage.is_empty or last == after:
            return False
        if self._stanzas and self._are_of_one_stanza(last, after):
            return False
        within = bool(passage.target) and passage.target[-1].block == after_target
        return not within or len(passage.source) >= _MOST_BLOCKS

    def _are_of_one_stanza(self, last: int, after: int) -> bool:
        if NOWHERE in (last, after):
            return False
        stanza = self._blocks[last].stanza
        return stanza != NO_STANZA and stanza == self._blocks[after].stanza


def _following(blocks: Sequence[Sequence[int]]) -> list[int]:
    """For each pair, the block of the first sentence behind it; :data:`NOWHERE` where there is none."""
    found = [NOWHERE] * len(blocks)
    for at in range(len(blocks) - 2, -1, -1):
        found[at] = blocks[at + 1][0] if blocks[at + 1] else found[at + 1]
    return found


def _add(pieces: list[Piece], more: Sequence[Piece]) -> None:
    for piece in more:
        if pieces and pieces[-1].block == piece.block:
            pieces[-1] = Piece(piece.block, pieces[-1].start, piece.end)
        else:
            pieces.append(piece)
