"""What stands in the place of each block in each layout: parts of both sides, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bitext.documents.book.identifiers import Identifiers, SideMarks
from bitext.documents.book.inline import Inline, split, written
from bitext.documents.book.passages import BlockFinder, Piece, passages
from bitext.documents.book.sides import BookSide
from bitext.result.bitext import Bitext
from bitext.result.book_layout import BOOK_LAYOUTS, BookLayout
from bitext.result.pair import SideName

LAYOUTS: Final[tuple[BookLayout, ...]] = tuple(BOOK_LAYOUTS)
"""How the two texts may stand to each other; see :func:`bitext.documents.book.write_book`."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one side as XHTML; ``name`` is the element that held it there.

    ``is_alone``: it belongs to nothing of the source.
    """

    side: SideName
    markup: str
    name: str
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """The target of a pair as a note: its id, its XHTML, and the id of the sentence that it is of."""

    number: str
    markup: str
    sentence: str


@dataclass(slots=True)
class BlockParts:
    """What stands in the place of a block, before it, and the notes that are of it.

    ``first`` is the block with which the passage begins that ends here.
    """

    first: int
    parts: list[Part] = field(default_factory=list)
    before: list[Part] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def all(self) -> Iterator[Part]:
        """All of its parts in order."""
        yield from self.before
        yield from self.parts


class Weaver:
    """Weaves two sides, which a bitext links, into the places of the source's blocks."""

    def __init__(
        self, source: BookSide, target: BookSide, bitext: Bitext, layout: BookLayout, ids: Identifiers
    ) -> None:
        self._bitext = bitext
        self._layout = layout
        self._ids = ids
        self._sides = source, target
        self._source = _Contents(source, SideMarks(bitext, "source", ids, notes=layout == "notes"))
        self._target = _Contents(target, SideMarks(bitext, "target", ids))
        self._found = {at: BlockParts(at) for at in range(len(source.blocks))}

    def parts(self) -> dict[int, BlockParts]:
        """What stands in the place of each block of the source."""
        if not self._found:
            return {}
        {"sentences": self._by_sentences, "notes": self._with_notes}.get(self._layout, self._by_passages)()
        return self._found

    def _by_passages(self) -> None:
        found = passages(*self._sides, self._bitext)
        contents = self._target.of([piece for passage in found for piece in passage.target])
        last = -1
        for passage in found:
            for block in passage.source:
                self._found[block].parts.append(self._whole(block))
                last = max(last, block)
            if passage.source:
                self._found[last].first = passage.source[0]
            self._place(last, passage.target, contents, is_alone=not passage.source)

    def _by_sentences(self) -> None:
        finders = [BlockFinder(side) for side in self._sides]
        rows = [
            (finders[0].pieces(pair.source), finders[1].pieces(pair.target)) for pair in self._bitext.pairs
        ]
        own = self._source.of([piece for row in rows for piece in row[0]])
        other = self._target.of([piece for row in rows for piece in row[1]])
        last = -1
        for source, target in rows:
            for piece in source:
                last = piece.block
                self._found[last].parts.append(self._part("source", piece, own))
            self._place(last, target, other, is_alone=not source)
        for block, parts in self._found.items():
            if all(part.side == "target" for part in parts.parts):
                parts.parts.insert(0, self._whole(block))

    def _with_notes(self) -> None:
        finders = [BlockFinder(side) for side in self._sides]
        for block, parts in self._found.items():
            parts.parts.append(self._whole(block))
        contents = self._target.of([p for pair in self._bitext.pairs for p in finders[1].pieces(pair.target)])
        last, sentence = 0, 0
        for at, pair in enumerate(self._bitext.pairs):
            source, target = finders[0].pieces(pair.source), finders[1].pieces(pair.target)
            last = source[-1].block if source else last
            if target:
                markup = " ".join(written(contents[piece]) for piece in target)
                of = self._ids.of("source", "", sentence) if source else ""
                self._found[last].notes.append(Note(self._ids.note(at), markup, of))
            sentence += len(pair.source)

    def _place(self, block: int, pieces: Iterable[Piece], contents: _Pieces, *, is_alone: bool) -> None:
        """Put pieces of the target behind what stands in the place of a block; before the first, if -1."""
        made = [self._part("target", piece, contents, is_alone=is_alone) for piece in pieces]
        if block < 0:
            self._found[0].before += made
        else:
            self._found[block].parts += made

    def _whole(self, block: int) -> Part:
        return Part("source", written(self._source.whole(block)), self._sides[0].blocks[block].name)

    def _part(self, side: SideName, piece: Piece, contents: _Pieces, *, is_alone: bool = False) -> Part:
        blocks = self._sides[side == "target"].blocks
        return Part(side, written(contents[piece]), blocks[piece.block].name, is_alone)


_Pieces = dict[Piece, tuple[Inline, ...]]


class _Contents:
    """The blocks of a side with their sentences and quotations marked."""

    def __init__(self, side: BookSide, marks: SideMarks) -> None:
        self._side = side
        self._marks = marks

    def whole(self, block: int) -> tuple[Inline, ...]:
        """The content of a block."""
        found = self._side.blocks[block]
        return self._marks.marked(found.content, found.span)

    def of(self, pieces: Sequence[Piece]) -> _Pieces:
        """The content of pieces, which together are all of their blocks: nothing between them is left out."""
        by_block: dict[int, list[Piece]] = defaultdict(list)
        for piece in pieces:
            by_block[piece.block].append(piece)
        found: _Pieces = {}
        for block, inside in by_block.items():
            cuts = [piece.start for piece in inside[1:]]
            found.update(zip(inside, split(self.whole(block), cuts), strict=True))
        return found
