"""Opens a document of any form as the original of a bilingual book."""

from __future__ import annotations

from bitext.documents.book.source import BookSource, read_book
from bitext.files import AUTO


def open_book(
    data: bytes,
    name: str,
    form: str | None = None,
    encoding: str = AUTO,
    *,
    lang: str = "fr",
    edition: bool = False,
) -> BookSource:
    """A document as one side of a bilingual book.

    Args:
        data: the document.
        name: what messages call it; its suffix tells its form where neither the content nor ``form`` does.
        form: one of :data:`bitext.documents.FORMS`.
        encoding: see :func:`bitext.files.decoded`.
        lang: the language of its text.
        edition: all text of the chapters takes part, whatever the book says of its language; else it is to be
            translated, and stretches in other languages, code and the like stay as they are.

    Raises:
        FormatError: it is of a kind that bitext does not read, or not what its form says.
        EncodingError: its characters cannot be decoded.
        InputError: there is no text in it.
    """
    return read_book(data, name, encoding, lang=lang, edition=edition)
