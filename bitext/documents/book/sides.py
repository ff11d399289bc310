"""One side of a book: its text, the blocks that the text stands in, and the markup over their words.

Both sides of a bilingual book have this shape, wherever they come from: the original has the blocks of its
chapters, a translation has blocks to which the markup of the original was projected, another edition has its
own. A bitext is made over the texts of the two sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bitext.documents.book.inline import Inline
from bitext.text.document import Span
from bitext.text.masking import Mask

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
NO_STANZA: Final = -1


@dataclass(frozen=True, slots=True)
class BookBlock:
    """A paragraph, a heading, a cell, a caption or the like.

    ``span`` is where it stands in the text of its side; ``content`` its words and inline markup, with
    offsets into that text. ``name`` is the element that holds it (*p*, *h1* to *h6*, *li*, *td*, …).
    ``stanza`` is a number that the lines of one stanza share; :data:`NO_STANZA` for what is no line of verse.
    """

    span: Span
    content: tuple[Inline, ...]
    name: str = "p"
    stanza: int = NO_STANZA

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.name in HEADINGS


@dataclass(frozen=True, slots=True)
class BookChapter:
    """A file of a book, in reading order; ``blocks`` are the indices of its blocks in the side."""

    name: str
    blocks: range


@dataclass(frozen=True, slots=True)
class BookSide:
    """A text and its blocks, in order; every word of the text stands in one of them.

    ``lang`` is the language tag (BCP 47). ``text`` has one block a paragraph, a blank line between two, and
    ``masks`` for what takes no part (:func:`bitext.documents.original.unmasked`).
    """

    lang: str
    text: str
    blocks: tuple[BookBlock, ...]
    masks: tuple[Mask, ...] = ()
    chapters: tuple[BookChapter, ...] = ()
