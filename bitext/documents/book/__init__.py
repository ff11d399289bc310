"""Bilingual books: an EPUB in which each sentence stands with its counterpart."""

from bitext.documents.book.sides import BookBlock, BookChapter, BookSide

__all__ = ["BookBlock", "BookChapter", "BookSide"]
