"""Two editions of a book: chapters first, sentences inside; running heads and page numbers by themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bitext.alignment.chapters import ChapterStart, find_cuts
from bitext.alignment.paragraphs import paragraph_heads
from bitext.alignment.sentences import Bead, find_beads
from bitext.alignment.similarity import Bridge, LexicalBridge, SentenceVectors
from bitext.languages import language_or_unknown
from bitext.languages.chapters import chapters_of
from bitext.languages.running_heads import running_heads
from bitext.text.chapters import Chapter
from bitext.text.document import Document, SpanIndex


@dataclass(frozen=True, slots=True)
class _Side:
    """An edition: its chapters, and the indices of its sentences but for those of running heads."""

    document: Document
    chapters: Sequence[Chapter]
    kept: NDArray[np.int64]

    @classmethod
    def of(cls, document: Document, chapters: Sequence[Chapter] | None) -> _Side:
        language = language_or_unknown(document.lang)
        index = SpanIndex(document.sentences)
        apart = {
            number
            for span in running_heads(document.text, language)
            for number in index.touched(span.start, span.end)
        }
        kept = np.array([n for n in range(len(document)) if n not in apart], dtype=np.int64)
        known = chapters_of(document.text, language) if chapters is None else chapters
        return cls(document, known, kept)

    def starts(self) -> list[ChapterStart]:
        """Where the chapters begin, counted in the sentences that are kept."""
        places = [self.document.sentences[number].start for number in self.kept]
        return [
            ChapterStart(bisect_left(places, chapter.start), chapter.divisions) for chapter in self.chapters
        ]

    def paragraphs(self) -> list[int]:
        """The paragraph of each sentence that is kept."""
        return [self.document.sentences[number].paragraph for number in self.kept]


@dataclass(frozen=True, slots=True)
class EditionBead:
    """A bead of two editions; ``is_running_head``: a line that takes no part, on one side."""

    bead: Bead
    is_running_head: bool = False


def edition_beads(
    source: Document,
    target: Document,
    bridge: Bridge,
    chapters: tuple[Sequence[Chapter], Sequence[Chapter]] | None,
) -> list[EditionBead]:
    """The beads of two editions, in order; each sentence of both is in exactly one.

    ``chapters`` of both; without, they are found by their headings. A running head within the sentences of a
    bead belongs to it.
    """
    sides = [
        _Side.of(document, chapters[at] if chapters else None) for at, document in enumerate((source, target))
    ]
    space = bridge.space([s.text for s in source], [s.text for s in target])
    part = space.part(sides[0].kept, sides[1].kept)
    cuts = find_cuts(_with_words(part, sides), sides[0].starts(), sides[1].starts())
    beads = find_beads(part, paragraph_heads(sides[0].paragraphs(), sides[1].paragraphs()), cuts)
    return list(_with_running_heads(beads, sides))


def _with_words(space: SentenceVectors, sides: Sequence[_Side]) -> SentenceVectors:
    """``space``, or one of the words that both languages share where it has nothing but lengths."""
    if space.source.shape[1]:
        return space
    texts = [[side.document.sentences[number].text for number in side.kept] for side in sides]
    return LexicalBridge(texts[0]).space(*texts)


def _with_running_heads(beads: Sequence[Bead], sides: Sequence[_Side]) -> Iterator[EditionBead]:
    """Beads of the sentences that are kept to beads of all sentences."""
    source, target = sides
    i = j = 0
    for bead in beads:
        rows, columns = _whole(bead.source, source.kept, i), _whole(bead.target, target.kept, j)
        yield from _alone(range(i, rows.start), range(j, columns.start))
        yield EditionBead(Bead(rows, columns, bead.score))
        i, j = rows.stop, columns.stop
    yield from _alone(range(i, len(source.document)), range(j, len(target.document)))


def _whole(rows: range, kept: NDArray[np.int64], at: int) -> range:
    """The sentences of a document from the first to the last of ``rows``; none, where there are no rows."""
    return range(int(kept[rows.start]), int(kept[rows.stop - 1]) + 1) if rows else range(at, at)


def _alone(source: range, target: range) -> Iterator[EditionBead]:
    for i in source:
        yield EditionBead(Bead(range(i, i + 1), range(target.start, target.start), 1.0), is_running_head=True)
    for j in target:
        yield EditionBead(Bead(range(source.stop, source.stop), range(j, j + 1), 1.0), is_running_head=True)
