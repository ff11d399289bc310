"""Bilingual books: an EPUB in which each sentence stands with its counterpart."""

from bitext.documents.book.opening import open_book
from bitext.documents.book.plain import plain_source, side_of
from bitext.documents.book.sides import BookBlock, BookChapter, BookSide
from bitext.documents.book.source import BookSource
from bitext.documents.book.weaving import LAYOUTS
from bitext.documents.book.writing import write_book
from bitext.result.book_layout import BookLayout as Layout

__all__ = [
    "LAYOUTS",
    "BookBlock",
    "BookChapter",
    "BookSide",
    "BookSource",
    "Layout",
    "open_book",
    "plain_source",
    "side_of",
    "write_book",
]
