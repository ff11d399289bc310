"""EPUB: a bilingual book, of the text alone or of the document that the text is from.

It is written alone: a reader's book keeps ids and languages, not scores and word links.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bitext.documents.book import open_book, plain_source, side_of, write_book
from bitext.documents.book.corrected import corrected_side
from bitext.errors import InputError
from bitext.files import read_bytes, writing
from bitext.result.storage import Format
from bitext.result.unmasking import masked, masked_source

if TYPE_CHECKING:
    from bitext.documents.book import BookSource
    from bitext.result.bitext import Bitext
    from bitext.result.book_layout import BookLayout


def save(bitext: Bitext, path: Path) -> None:
    """Writes the book of both texts, paragraph by paragraph."""
    write(bitext, path, "paragraphs")


def write(
    bitext: Bitext,
    path: Path,
    layout: BookLayout,
    document: Path | None = None,
    edition: Path | None = None,
) -> None:
    """Writes the book; of ``document``, whose text is the source of ``bitext``, it keeps the form.

    ``edition``: the document that the target is the text of. Raises InputError where the layout is unknown,
    or ``bitext`` was made from another document.
    """
    if document is None and edition is not None:
        raise InputError("an edition goes with the document that it is an edition of; give that, too.")
    if document is None:
        data = plain_book(bitext, path.stem, layout)
    elif edition is None:
        data = book_of(bitext, document, layout)
    else:
        data = book_of_editions(bitext, document, edition, layout)
    with writing(path) as stream:
        stream.buffer.write(data)


def plain_book(bitext: Bitext, title: str, layout: BookLayout) -> bytes:
    """The book of a bitext of two texts; ``title`` is its title where the text has none of its own."""
    return write_book(plain_source(bitext, title), bitext, layout, target=side_of(bitext, "target"))


def book_of(bitext: Bitext, document: Path, layout: BookLayout) -> bytes:
    """The book of a document and its translation. Raises as :func:`write`."""
    data = read_bytes(document)
    for labels in (False, True):
        source = open_book(data, str(document), lang=bitext.source.lang, labels=labels)
        if (found := _matching(bitext, source)) is not None:
            return write_book(source, found, layout)
    raise InputError(
        f"this bitext was not made from the text of {document}; give the document that it was made from."
    )


def book_of_editions(bitext: Bitext, document: Path, edition: Path, layout: BookLayout) -> bytes:
    """The book of two documents; the target may have been corrected since. Raises as :func:`write`."""
    source = open_book(read_bytes(document), str(document), lang=bitext.source.lang, edition=True)
    target = open_book(read_bytes(edition), str(edition), lang=bitext.target.lang, edition=True)
    try:
        found = masked_source(bitext, source.side.text, source.side.masks)
    except InputError:
        raise InputError(
            f"this bitext was not made from the text of {document}; give the document that it was made from."
        ) from None
    return write_book(source, found, layout, target=corrected_side(target.side, found.target))


def _matching(bitext: Bitext, source: BookSource) -> Bitext | None:
    """``bitext`` over the text of a book, with its masks; None where it was made from another text."""
    if bitext.source.text == source.side.text:
        return bitext
    try:
        return masked(bitext, source.side.text, source.side.masks)
    except InputError:
        return None


FORMAT = Format("epub", "a bilingual EPUB", (".epub",), save, holds=("source", "target", "pairs"))
