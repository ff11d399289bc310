"""Opens a document of any form as the original of a bilingual book."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bitext.documents.book.conversion import markdown_book, page_book, word_book
from bitext.documents.book.plain import text_book
from bitext.documents.book.source import BookSource, read_book
from bitext.documents.original import PLAIN, read_source, refusal
from bitext.errors import FormatError, InputError
from bitext.files import AUTO, decoded, kind_of
from bitext.result.unmasking import unmasked_text

_BOOK: Final = "epub"


def open_book(
    data: bytes,
    name: str,
    form: str | None = None,
    encoding: str = AUTO,
    *,
    lang: str = "fr",
    edition: bool = False,
    labels: bool = False,
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
        labels: the text has what stands beside the chapters of an EPUB (titles, contents, descriptions), too,
            as that of :func:`bitext.documents.open_original` does; the book keeps them as they are.

    Raises:
        FormatError: it is of a kind that bitext does not read, or not what its form says.
        EncodingError: its characters cannot be decoded.
        InputError: there is no text in it.
    """
    if form is None:
        kind = kind_of(data, name)
        if not kind.form:
            raise FormatError(refusal(kind, name))
        form = kind.form
    if form != _BOOK:
        data = _as_book(data, name, form, encoding, lang)
    encoding = encoding if form == _BOOK else AUTO
    found = read_book(data, name, encoding, lang=lang, edition=edition, labels=labels)
    if not found.side.blocks:
        raise InputError(f"{name} has no text in it; give a document with text.")
    return found


def _as_book(data: bytes, name: str, form: str, encoding: str, lang: str) -> bytes:
    """An EPUB of a document of another form; of those that have no headings of their own, its text."""
    title = Path(name).stem
    if form == "html":
        return page_book(data, name, title, encoding, lang)
    if form == "markdown":
        return markdown_book(data, name, title, encoding, lang)
    if form == "docx":
        return word_book(data, name, title, lang)
    if form == PLAIN:
        return text_book(decoded(data, name, encoding).text, title, lang)
    original = read_source(data, name, form, encoding).original
    return text_book(unmasked_text(original.text, original.masks), title, lang)
