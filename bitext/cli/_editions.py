"""Two editions of a book that `bitext align` reads, and the bilingual book that it makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bitext.cli._books import DEFAULT, book_path
from bitext.cli._documents import put_document
from bitext.cli._files import UsageError
from bitext.documents.original import form_of
from bitext.files import read_bytes
from bitext.files.kinds import EPUB
from bitext.result.unmasking import unmasked_editions

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from bitext.aligner.aligner import Aligner
    from bitext.documents.book import BookSource
    from bitext.result.bitext import Bitext
    from bitext.result.book_layout import BookLayout
    from bitext.text.chapters import Chapter
    from bitext.translation.progress import Progress

EditionsOption = Annotated[
    bool, typer.Option("--editions", help="Two editions of a book: by chapters; EPUB is that anyway.")
]


@dataclass(frozen=True, slots=True)
class Editions:
    """Both books: of the French, and of the English."""

    source: BookSource
    target: BookSource

    @classmethod
    def opened(cls, french: Path, english: Path, form: str | None, encoding: str) -> Editions:
        """The documents as books. Raises as :func:`bitext.documents.book.open_book`."""
        from bitext.documents.book import open_book

        source, target = (
            open_book(read_bytes(path), str(path), form, encoding, lang=lang, edition=True)
            for path, lang in ((french, "fr"), (english, "en"))
        )
        return cls(source, target)

    @property
    def chapters(self) -> tuple[tuple[Chapter, ...], tuple[Chapter, ...]]:
        """The chapters of both."""
        from bitext.documents.book.chapters import book_chapters

        return book_chapters(self.source), book_chapters(self.target)

    def aligned(
        self, aligner: Aligner, progress: Progress, known: MutableMapping[str, str] | None = None
    ) -> Bitext:
        """How both texts are linked, with the masks that are in them; ``known``: kept translations."""
        texts = self.source.side.text, self.target.side.text
        return aligner.align_editions(*texts, chapters=self.chapters, known=known, progress=progress)

    def unmasked(self, result: Bitext) -> Bitext:
        """``result`` as other formats have it."""
        return unmasked_editions(result, self.source.side.masks, self.target.side.masks)

    def written(self, result: Bitext, layout: BookLayout) -> bytes:
        """The bilingual book of ``result``, whose source may be either of them."""
        from bitext.documents.book import write_book

        if result.source.lang == self.source.side.lang:
            return write_book(self.source, result, layout, target=self.target.side)
        return write_book(self.target, result, layout, target=self.source.side)


def is_book(path: Path | None) -> bool:
    """Whether a file is an EPUB, by its suffix."""
    return path is not None and form_of(path) == EPUB.form


def book_output(
    output: Path | None, layout: BookLayout | None, to: str | None, inputs: list[Path], *, force: bool
) -> Path | None:
    """Where a bilingual book is to be written, if one is.

    Raises UsageError or InputError where it must not be.
    """
    if layout is None and not (is_book(output) and to in (None, EPUB.form)):
        return None
    if any(each.is_dir() for each in inputs):
        raise UsageError("a book is made of two files; to align folders, leave --layout out.")
    return book_path(output, to, inputs, force=force)


def put_editions(
    editions: Editions, result: Bitext, layout: BookLayout | None, output: Path, *, quiet: bool
) -> None:
    """Write the bilingual book."""
    made = editions.written(result, layout or DEFAULT)
    put_document(made, editions.unmasked(result), output, quiet=quiet)
