"""The chapters of one side of a book: by its contents, its headings, and what its paragraphs say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bitext.documents.book.contents import contents_of
from bitext.documents.book.sides import BookBlock, BookSide
from bitext.documents.book.source import BookSource
from bitext.languages import language_or_unknown
from bitext.languages.chapters import chapters_of
from bitext.text.chapters import Chapter, Heading

_HEADINGS: Final = ("h1", "h2")
"""Elements that head chapters; those further down head parts of a chapter, unless they are numbered."""
_WORD: Final = re.compile(r"\w+")


def book_chapters(book: BookSource) -> tuple[Chapter, ...]:
    r"""The chapters of a book: offsets into the text of its side.

    They begin where its contents lead, at headings, and at paragraphs that say so (« Chapitre II »); in a
    book that has none of these, at each of its files.

    Example:
        >>> from bitext.documents.book import open_book
        >>> book = open_book(b"# Le port\n\nIl pleut.\n\n# La lande\n\nIl neige.\n", "livre.md")
        >>> [chapter.title for chapter in book_chapters(book)]
        ['Le port', 'La lande']
    """
    side = book.side
    known = [*_marked(side), *_listed(side, contents_of(book.archive))]
    found = chapters_of(side.text, language_or_unknown(side.lang), known)
    if any(chapter.title for chapter in found):
        return found
    files = [Heading(side.blocks[file.blocks[0]].span.start, "") for file in side.chapters if file.blocks]
    return chapters_of(side.text, language_or_unknown(side.lang), files)


def _marked(side: BookSide) -> Iterator[Heading]:
    """The headings that the markup tells."""
    for block in side.blocks:
        if block.name in _HEADINGS:
            yield Heading(block.span.start, _text(side, block))


def _listed(side: BookSide, contents: Sequence[tuple[str, str]]) -> Iterator[Heading]:
    """Where the contents lead: to the block that says the label, else to the beginning of the file."""
    files = {file.name: file.blocks for file in side.chapters}
    taken: set[int] = set()
    for name, label in contents:
        blocks = files.get(name, range(0))
        words = _words(label)
        place = next((at for at in blocks if words and at not in taken and _begins(side, at, words)), None)
        if place is None and blocks and not any(at in taken for at in blocks):
            place = blocks[0]
        if place is not None:
            taken.add(place)
            yield Heading(side.blocks[place].span.start, label)


def _begins(side: BookSide, at: int, words: Sequence[str]) -> bool:
    return _words(_text(side, side.blocks[at]))[: len(words)] == list(words)


def _text(side: BookSide, block: BookBlock) -> str:
    return side.text[block.span.start : block.span.end]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
