"""Writes a bilingual book: both sides woven into the pages of the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from lxml import etree

from bitext.documents.book.cleaning import clean_edition, clean_translation, set_unique, strip_breaks
from bitext.documents.book.frames import FilledPart, PageFrames
from bitext.documents.book.identifiers import Identifiers
from bitext.documents.book.modern import modernise, properties_of
from bitext.documents.book.notes import add_notes, link_sentences, mark_for
from bitext.documents.book.package import free_name, relative, style_sheet, written_package
from bitext.documents.book.page import XHTML, BookPage, parsed_page, without_entities, written_page
from bitext.documents.book.projected import projected_side
from bitext.documents.book.sides import BookSide
from bitext.documents.book.source import BookSource
from bitext.documents.book.tree import add_class, element
from bitext.documents.book.upgrade import is_old, navigation, title_of, upgrade_package
from bitext.documents.book.weaving import LAYOUTS, Note, Weaver
from bitext.errors import InputError
from bitext.result.bitext import Bitext
from bitext.result.book_layout import BookLayout
from bitext.result.pair import SideName

_PREFIXES: Final = ("bt-", *(f"bt{number}-" for number in range(1, 100)))


def write_book(
    source: BookSource, bitext: Bitext, layout: BookLayout = "paragraphs", *, target: BookSide | None = None
) -> bytes:
    """A bilingual EPUB: the book of ``source`` with the target of ``bitext`` in it.

    Styles, pictures, notes, contents and metadata of the book stay. Each side has its language (``lang`` and
    ``xml:lang``); each sentence and each quotation has an id, and names that of its counterpart.

    Args:
        source: the book; ``bitext`` was made from its text.
        bitext: both texts and their links.
        layout: *paragraphs*: each followed by its translation; *sentences*: sentence by sentence; *facing*:
            two columns where the screen is wide, else as *paragraphs*; *notes*: the source alone, each
            sentence leads to its translation, which readers show as a pop-up.
        target: the other side with markup of its own (another edition); None for a translation, to which the
            markup of the source is projected.

    Raises:
        InputError: the layout is unknown, or ``bitext`` was made from other texts.
    """
    if layout not in LAYOUTS:
        raise InputError(f"there is no layout {layout!r}; use one of {', '.join(LAYOUTS)}.")
    if bitext.source.text != source.side.text or (target and bitext.target.text != target.text):
        raise InputError("this bitext was made from other texts; align the texts of these books.")
    return _Writer(source, bitext, layout, target).written()


class _Writer:
    def __init__(
        self, source: BookSource, bitext: Bitext, layout: BookLayout, target: BookSide | None
    ) -> None:
        self._source = source
        self._layout = layout
        self._is_edition = target is not None
        self._languages: dict[SideName, str] = {"source": bitext.source.lang, "target": bitext.target.lang}
        self._prefix = _free_prefix(page.markup for page in source.pages)
        ids = Identifiers(self._prefix, bitext.source.lang, bitext.target.lang)
        other = target if target is not None else projected_side(source, bitext)
        self._parts = Weaver(source.side, other, bitext, layout, ids).parts()

    def written(self) -> bytes:
        archive = self._source.archive
        package = archive.xml(archive.package)
        styles = free_name(archive)
        roots = {page.name: self._page(page, styles) for page in self._source.pages if page.blocks}
        more = self._upgraded(package, roots) if is_old(package) else {}
        languages = self._languages["source"], self._languages["target"]
        pages = {name: written_page(root) for name, root in roots.items()}
        more[archive.package] = written_package(package, archive, languages, styles)
        return archive.with_parts({**pages, **more, styles: style_sheet()})

    def _upgraded(self, package: Any, roots: dict[str, Any]) -> dict[str, bytes]:
        """Make EPUB 3 of the chapters ``roots``, of the other ones, and of the package; gives new files."""
        archive = self._source.archive
        title = title_of(package)
        for name in archive.chapters:
            if name not in roots:
                empty = BookPage(name, archive.decoded(name)[0].text, range(0))
                roots[name] = parsed_page(empty)[0]
        for root in roots.values():
            modernise(root, title)
        contents, navigation_page = navigation(archive, title)
        properties = {name: properties_of(root) for name, root in roots.items()}
        upgrade_package(package, archive, properties, contents)
        return {contents: navigation_page.encode()}

    def _page(self, page: BookPage, styles: str) -> Any:
        """A page with both sides in it."""
        root, places = parsed_page(page)
        frames = PageFrames(places, self._layout, self._languages)
        notes: list[tuple[Note, Any]] = []
        nodes = iter(self._nodes(page, root))
        for index in page.blocks:
            block = self._parts[index]
            filled = [FilledPart(part, next(nodes)) for part in block.all]
            frame = frames.fill(index, block, filled)
            for note in block.notes:
                notes.append((note, next(nodes)))
                if not note.sentence:
                    frame.append(mark_for(note))
        if self._layout == "notes":
            link_sentences(root)
            add_notes(_body(root), notes, self._languages["target"])
        set_unique(root, self._prefix)
        self._finish(root, relative(page.name, styles))
        return root

    def _nodes(self, page: BookPage, root: Any) -> Iterator[Any]:
        """The parts and notes of the blocks of a page as elements, in the order in which they are used."""
        markup: list[tuple[SideName, str]] = []
        for index in page.blocks:
            block = self._parts[index]
            markup += [(part.side, part.markup) for part in block.all]
            markup += [("target", note.markup) for note in block.notes]
        for (side, _), node in zip(markup, _parsed([text for _, text in markup], root.nsmap), strict=True):
            if side == "target" and self._is_edition:
                clean_edition(node, self._prefix)
            elif side == "target":
                clean_translation(node, self._languages["source"], self._prefix)
            if side == "target" and self._layout in ("sentences", "notes"):
                strip_breaks(node)
            yield node

    def _finish(self, root: Any, styles: str) -> None:
        """Name the layout in the page, and its style sheet."""
        add_class(_body(root), f"bitext-layout-{self._layout}")
        head = root.find(f"{{{XHTML}}}head")
        if head is not None:
            head.append(element("link", rel="stylesheet", type="text/css", href=styles))


def _parsed(markup: Sequence[str], namespaces: Mapping[str | None, str]) -> list[Any]:
    """Stretches of XHTML as elements, each a ``span``; ``namespaces`` are those of their page."""
    known = {prefix: uri for prefix, uri in namespaces.items() if prefix is not None}
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in known.items())
    spans = "".join(f"<span>{text}</span>" for text in markup)
    try:
        return list(_fragment(spans, declared))
    except etree.XMLSyntaxError:
        pieces = (f"<span>{text}</span>" for text in markup)
        return [_fragment(piece, declared, recover=True)[0] for piece in pieces]


def _fragment(text: str, declared: str, *, recover: bool = False) -> Any:
    data = f'<div xmlns="{XHTML}"{declared}>{without_entities(text)}</div>'.encode()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=recover)
    return etree.fromstring(data, parser)


def _body(root: Any) -> Any:
    """The body of a page, the page itself where it has none."""
    found = root.find(f"{{{XHTML}}}body")
    return root if found is None else found


def _free_prefix(pages: Iterable[str]) -> str:
    """What ids may begin with: no id of the book does."""
    texts = list(pages)
    return next(each for each in _PREFIXES if not any(re.search(rf"\b{each}", text) for text in texts))
