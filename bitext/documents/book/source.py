"""The original of a bilingual book: its archive, its pages, the text of its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bitext.documents.blocks import join, masks_of
from bitext.documents.book.content import own_content
from bitext.documents.book.page import BookPage, Place, parsed_page, place_of, places_in
from bitext.documents.book.sides import BookBlock, BookChapter, BookSide
from bitext.documents.epub import label_parts
from bitext.documents.epub_archive import EpubArchive, with_empty_tags, with_two_tags
from bitext.documents.html import html_parts
from bitext.documents.template import Template, TextUnit
from bitext.files import AUTO
from bitext.text.document import Span
from bitext.text.masking import mask_letter


@dataclass(frozen=True, slots=True)
class BookSource:
    """A book that is to become a bilingual one.

    ``side`` is its text with its blocks. ``units`` are the stretches of the text as documents know them, to
    which the markup of a translation is projected, at ``spans``; ``shown`` are the indices of those that are
    blocks: all but titles, contents and the like.
    """

    side: BookSide
    archive: EpubArchive
    pages: tuple[BookPage, ...]
    units: tuple[TextUnit, ...] = ()
    spans: tuple[Span, ...] = ()
    shown: tuple[int, ...] = ()


def read_book(
    data: bytes,
    name: str,
    encoding: str = AUTO,
    *,
    lang: str = "fr",
    edition: bool = False,
    labels: bool = False,
) -> BookSource:
    """An EPUB as the original of a bilingual book; see :func:`bitext.documents.book.open_book`.

    Raises FormatError where ``data`` is none, is encrypted, or is not safe to open.
    """
    archive = EpubArchive(data, name, encoding)
    texts = {part: archive.decoded(part)[0].text for part in archive.texts}
    letter = mask_letter("".join(texts.values()))
    parts = {
        part: list(html_parts(with_two_tags(texts[part]), letter, original="every" if edition else "kept"))
        for part in (archive.chapters if labels else archive.spine)
    }
    pages: list[BookPage] = []
    blocks: list[TextUnit] = []
    for part in archive.spine:
        first = len(blocks)
        has_head = "<body" in texts[part].lower()
        markup = with_empty_tags("".join(_with_places(parts[part], blocks, has_head=has_head)))
        pages.append(BookPage(part, markup, range(first, len(blocks))))
    units: Sequence[TextUnit] = blocks
    if labels:
        every = [each for found in parts.values() for each in found]
        for part in (*archive.contents, archive.package):
            every += label_parts(archive, part, texts[part], letter)
        units = Template(every, str.encode).units
    return _source(archive, pages, units, blocks, lang)


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


def _source(
    archive: EpubArchive,
    pages: Sequence[BookPage],
    units: Sequence[TextUnit],
    shown: Sequence[TextUnit],
    lang: str,
) -> BookSource:
    """The source with the blocks ``shown`` of all its ``units``."""
    every = [unit.block for unit in units]
    text, spans = join(every)
    numbers = {id(unit): at for at, unit in enumerate(units)}
    at = [numbers[id(unit)] for unit in shown]
    places = _places(pages)
    blocks = tuple(
        BookBlock(spans[own], own_content(unit, spans[own].start), places[number].name, places[number].stanza)
        for number, (own, unit) in enumerate(zip(at, shown, strict=True))
    )
    chapters = tuple(BookChapter(page.name, page.blocks) for page in pages)
    side = BookSide(lang, text, blocks, tuple(masks_of(every, spans)), chapters)
    return BookSource(side, archive, tuple(pages), tuple(units), tuple(spans), tuple(at))


def _places(pages: Iterable[BookPage]) -> dict[int, Place]:
    found: dict[int, Place] = {}
    for page in pages:
        found |= places_in(parsed_page(page)[1], first_stanza=len(found))
    return found
