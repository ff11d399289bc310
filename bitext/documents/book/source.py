"""The original of a bilingual book: its archive, its pages, the text of its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bitext.documents.blocks import join, masks_of
from bitext.documents.book.content import own_content
from bitext.documents.book.page import BookPage, Place, parsed_page, place_of, places_in
from bitext.documents.book.sides import BookBlock, BookChapter, BookSide
from bitext.documents.epub_archive import EpubArchive, with_empty_tags, with_two_tags
from bitext.documents.html import html_parts
from bitext.documents.template import TextUnit
from bitext.files import AUTO
from bitext.text.masking import mask_letter


@dataclass(frozen=True, slots=True)
class BookSource:
    """A book that is to become a bilingual one.

    ``side`` is its text with its blocks; ``units`` are these as documents know them, to which the markup of a
    translation is projected.
    """

    side: BookSide
    archive: EpubArchive
    pages: tuple[BookPage, ...]
    units: tuple[TextUnit, ...]


def read_book(
    data: bytes, name: str, encoding: str = AUTO, *, lang: str = "fr", edition: bool = False
) -> BookSource:
    """An EPUB as the original of a bilingual book; see :func:`bitext.documents.book.open_book`.

    Raises FormatError where ``data`` is none, is encrypted, or is not safe to open.
    """
    archive = EpubArchive(data, name, encoding)
    texts = {part: archive.decoded(part)[0].text for part in archive.texts}
    letter = mask_letter("".join(texts.values()))
    pages: list[BookPage] = []
    units: list[TextUnit] = []
    for part in archive.spine:
        parts = html_parts(with_two_tags(texts[part]), letter, original="every" if edition else "kept")
        first = len(units)
        has_head = "<body" in texts[part].lower()
        markup = with_empty_tags("".join(_with_places(parts, units, has_head=has_head)))
        pages.append(BookPage(part, markup, range(first, len(units))))
    return BookSource(_side(units, pages, lang), archive, tuple(pages), tuple(units))


def _with_places(parts: Iterable[str | TextUnit], units: list[TextUnit], *, has_head: bool) -> Iterator[str]:
    """The XHTML of a page with a place for each block of its body, which is added to ``units``."""
    in_body = not has_head
    for part in parts:
        if isinstance(part, str):
            in_body = in_body or "<body" in part.lower()
            yield part
        elif part.aside or not in_body:
            yield part.raw
        else:
            yield place_of(len(units))
            units.append(part)


def _side(units: Sequence[TextUnit], pages: Sequence[BookPage], lang: str) -> BookSide:
    blocks = [unit.block for unit in units]
    text, spans = join(blocks)
    places = _places(pages)
    found = (
        BookBlock(span, own_content(unit, span.start), places[at].name, places[at].stanza)
        for at, (unit, span) in enumerate(zip(units, spans, strict=True))
    )
    chapters = tuple(BookChapter(page.name, page.blocks) for page in pages)
    return BookSide(lang, text, tuple(found), tuple(masks_of(blocks, spans)), chapters)


def _places(pages: Iterable[BookPage]) -> dict[int, Place]:
    found: dict[int, Place] = {}
    for page in pages:
        found |= places_in(parsed_page(page)[1], first_stanza=len(found))
    return found
