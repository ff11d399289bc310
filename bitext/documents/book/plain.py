"""Plain text as a book: paragraphs, headings, stanzas of verse, chapters.

What a text shows of its form: a blank line between paragraphs, short lines that follow one another in verse,
headings that say so ("Chapitre IX") or are numbers or capitals alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby
from statistics import median
from typing import Final

from bitext.documents.book.inline import Words
from bitext.documents.book.packing import PackedChapter, packed_book
from bitext.documents.book.page import BookPage, place_of
from bitext.documents.book.sides import NO_STANZA, BookBlock, BookChapter, BookSide
from bitext.documents.book.source import BookSource
from bitext.documents.epub_archive import EpubArchive
from bitext.files import AUTO
from bitext.result.bitext import Bitext
from bitext.result.pair import SideName
from bitext.text.characters import NOT_XML
from bitext.text.document import Document, Span

_HEADING: Final = re.compile(
    r"(?:chapitre|livre|partie|acte|sc[eè]ne|tome|chant|chapter|book|part|act|scene|volume|canto)\s+\S.{0,60}"
    r"|(?:premi[eè]re|deuxi[eè]me|seconde|troisi[eè]me|quatri[eè]me) partie.{0,50}"
    r"|(?:prologue|[eé]pilogue|pr[eé]face|avant-propos|introduction|conclusion|postface|foreword|preface)"
    r"|(?:[ivxlcdm]{1,7}|\d{1,3})(?:\s*[.)–—-].{0,60})?",
    re.IGNORECASE,
)
_PART: Final = re.compile(r"(?:livre|partie|acte|tome|book|part|act|volume|\S+ partie)\b", re.IGNORECASE)
_LONGEST_HEADING: Final = 70
_LONGEST_LINE: Final = 60
_MEDIAN_LINE: Final = 50
"""Lines of verse are not longer, and wrapped lines of prose seldom shorter."""
_MOST_LINES: Final = 40
"""A stanza has no more lines."""
_MOST_PARAGRAPHS: Final = 500
"""So many paragraphs without a heading are a file of their own: reading systems open one as a whole."""
_CAPITALS: Final = re.compile(r"[^\W\d_a-zà-öø-ÿ]")
_FEW: Final = 3
_STOPS: Final = (".", ",", ";", ":", "…", "»", "”", "-")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a plain text: what it says, its XHTML, and whether a blank line stands before it."""

    text: str
    markup: str
    is_apart: bool


def text_book(text: str, title: str, lang: str) -> bytes:
    """An EPUB of a plain text, whose lines are joined where they look wrapped."""
    paragraphs = _paragraphs(text)
    title = _title(paragraphs) or title
    return packed_book(_chapters(paragraphs, title), title, lang)


def side_of(bitext: Bitext, name: SideName) -> BookSide:
    """A side of a bitext of plain texts: a block for each of its paragraphs."""
    document: Document = getattr(bitext, name)
    blocks = tuple(
        BookBlock(span, (Words(_flat(document.text[span.start : span.end]), span.start, span.end),))
        for span in paragraph_spans(document)
    )
    return BookSide(document.lang or "", document.text, blocks)


def plain_source(bitext: Bitext, title: str) -> BookSource:
    """The source of a bitext of plain texts as a book."""
    side = side_of(bitext, "source")
    paragraphs = list(_paragraphs_of(side))
    title = _title(paragraphs) or title
    archive = EpubArchive(packed_book(_chapters(paragraphs, title), title, side.lang), "the book", AUTO)
    pages = tuple(_pages(archive))
    chapters = tuple(BookChapter(page.name, page.blocks) for page in pages)
    stanzas = (
        NO_STANZA if len(stanza) == 1 else number
        for number, stanza in enumerate(_stanzas(paragraphs))
        for _ in stanza
    )
    blocks = tuple(replace(block, stanza=stanza) for block, stanza in zip(side.blocks, stanzas, strict=True))
    return BookSource(BookSide(side.lang, side.text, blocks, (), chapters), archive, pages)


def _paragraphs_of(side: BookSide) -> Iterator[Paragraph]:
    """The blocks of a plain text, each with its place in a page."""
    last = 0
    for number, block in enumerate(side.blocks):
        between = side.text[last : block.span.start]
        text = _flat(side.text[block.span.start : block.span.end])
        yield Paragraph(text, place_of(number), not last or between.count("\n") > 1)
        last = block.span.end


def paragraph_spans(document: Document) -> Iterator[Span]:
    """Where the paragraphs of a text stand."""
    for _, sentences in groupby(document.sentences, key=lambda sentence: sentence.paragraph):
        inside = list(sentences)
        yield Span(inside[0].start, inside[-1].end)


def _flat(text: str) -> str:
    """A text without the ends of lines within it; no character more or less."""
    return re.sub(r"\s", " ", text)


def _pages(archive: EpubArchive) -> Iterator[BookPage]:
    """The pages of a book that was packed with places in it."""
    first = 0
    for name in archive.spine:
        markup = archive.decoded(name)[0].text
        number = markup.count("<bitext-block ")
        yield BookPage(name, markup, range(first, first + number))
        first += number


def _paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text: what stands between blank lines; each line where there are none."""
    found: list[Paragraph] = []
    text = NOT_XML.sub("", text)
    groups = re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    for group in groups:
        lines = [line.strip() for line in group.split("\n") if line.strip()]
        if len(groups) > 1 and not _is_verse(lines):
            lines = [" ".join(lines)] if lines else []
        found += [Paragraph(line, escape(line, quote=False), not at) for at, line in enumerate(lines)]
    return found


def _is_verse(lines: Sequence[str]) -> bool:
    """Whether lines that follow one another are each for itself: short ones, as in verse and lists."""
    return len(lines) > 1 and max(map(len, lines)) <= _LONGEST_LINE and median(map(len, lines)) < _MEDIAN_LINE


def _title(paragraphs: Sequence[Paragraph]) -> str | None:
    """The title of a text: a first line by itself that looks like one."""
    first = paragraphs[0].text if paragraphs else ""
    is_title = len(first) <= _LONGEST_HEADING and not first.endswith(_STOPS) and len(paragraphs) > 1
    return first if is_title and paragraphs[1].is_apart else None


@dataclass(slots=True)
class _Chapter:
    """A chapter that is being written: its headings so far, its XHTML, and how many paragraphs it has."""

    title: str
    body: list[str] = field(default_factory=list)
    size: int = 0


def _chapters(paragraphs: Sequence[Paragraph], title: str) -> list[PackedChapter]:
    """Paragraphs as chapters, which begin at headings; headings that follow one another are of one."""
    chapters: list[_Chapter] = []
    for number, stanza in enumerate(_stanzas(paragraphs)):
        first = stanza[0]
        is_title = number == 0 and first.text == _title(paragraphs)
        is_heading = is_title or (len(stanza) == 1 and first.is_apart and _is_heading(first.text))
        if not chapters or (is_heading and chapters[-1].size) or chapters[-1].size >= _MOST_PARAGRAPHS:
            name = chapters[-1].title if chapters else title
            chapters.append(_Chapter(first.text if is_heading else name))
        elif is_heading:
            chapters[-1].title += f" – {first.text}"
        chapter = chapters[-1]
        level = 1 if is_title else _level(first.text)
        chapter.body.append(_markup(stanza, is_heading=is_heading, level=level))
        chapter.size += 0 if is_heading else len(stanza)
    return [PackedChapter(chapter.title, "\n".join(chapter.body)) for chapter in chapters]


def _stanzas(paragraphs: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """Paragraphs without a blank line between them, together where they look like verse, else one by one."""
    groups: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if paragraph.is_apart or not groups:
            groups.append([])
        groups[-1].append(paragraph)
    for group in groups:
        lines = [paragraph.text for paragraph in group]
        if len(groups) > 1 and len(group) <= _MOST_LINES and _is_verse(lines):
            yield group
        else:
            yield from ([paragraph] for paragraph in group)


def _is_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or "\n" in text:
        return False
    is_capitals = text == text.upper() and len(_CAPITALS.findall(text)) >= _FEW and not text.endswith(_STOPS)
    return is_capitals or (_HEADING.fullmatch(text) is not None and not text.endswith(_STOPS[1:]))


def _level(text: str) -> int:
    return 2 if _PART.match(text) else 3


def _markup(stanza: Sequence[Paragraph], *, is_heading: bool, level: int) -> str:
    """The XHTML of a heading, a paragraph, a stanza."""
    if is_heading:
        return f"<h{level}>{stanza[0].markup}</h{level}>"
    if len(stanza) == 1:
        return f"<p>{stanza[0].markup}</p>"
    lines = "\n".join(f'<p class="line">{line.markup}</p>' for line in stanza)
    return f'<div class="stanza">\n{lines}\n</div>'
