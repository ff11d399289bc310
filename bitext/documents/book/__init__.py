"""Bilingual books: an EPUB in which each sentence stands with its counterpart."""

from bitext.documents.book.opening import open_book
from bitext.documents.book.sides import BookBlock, BookChapter, BookSide
from bitext.documents.book.source import BookSource
from bitext.documents.book.weaving import LAYOUTS, Layout
from bitext.documents.book.writing import write_book

__all__ = [
    "LAYOUTS",
    "BookBlock",
    "BookChapter",
    "BookSide",
    "BookSource",
    "Layout",
    "open_book",
    "write_book",
]
