"""Word documents (Office Open XML): paragraphs of the body, tables, headers, footers, notes, text boxes.

The parts with text are read by lxml and written anew, the others copied as they are; so comments, charts,
diagrams, text boxes and tracked changes are reached, and nothing unknown is lost. The running text comes
first, then what stands beside it: alternative texts, charts, diagrams, comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bitext.documents.docx_drawing import (
    ENGLISH,
    A,
    DrawingParagraph,
    PlainText,
    english,
)
from bitext.documents.docx_elements import W
from bitext.documents.docx_package import BODY, Package
from bitext.documents.docx_paragraph import Paragraph
from bitext.documents.html_tokens import is_french
from bitext.documents.text_places import PlacedText, TextPlace, rewrite
from bitext.files import AUTO
from bitext.result.bitext import Bitext
from bitext.text.masking import mask_letter

_WITH_TEXT: Final = (
    *(BODY, "header", "footer", "footnotes", "endnotes"),
    *("comments", "chart", "chartUserShapes", "diagramData", "diagramDrawing"),
)
_WITH_LANGUAGE: Final = (*_WITH_TEXT, "styles", "settings")
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_ALTERNATIVES: Final = {
    "descr": ("{*}docPr", "{*}cNvPr"),
    "title": ("{*}docPr", "{*}cNvPr"),
    "alt": ("{*}shape", "{*}rect"),
}
"""Attributes with text for who does not see a picture, and the elements that have them."""
_TABLE_TEXTS: Final = (f"{W}tblCaption", f"{W}tblDescription")


def read(data: bytes, name: str, encoding: str = AUTO) -> WordDocument:  # noqa: ARG001 (what every form takes)
    """Take a Word document apart. Raises FormatError where it is none, or not safe to open."""
    return WordDocument(data, name)


class WordDocument:
    """A .docx file; see :class:`bitext.documents.original.Original`."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._package = Package(data, name)
        self.suffix = self._package.suffix
        """The suffix that such a file has: that of a document or of a template, with macros or without."""
        self._placed = PlacedText(_places(self._package.roots(_WITH_TEXT)))
        self.text, self.masks = self._placed.text, self._placed.masks

    def render(self, bitext: Bitext) -> bytes:
        """The document with the target of ``bitext`` in the place of its text, marked as English."""
        linked = self._placed.linked(bitext)
        if not linked:
            return self._data
        roots = self._package.roots(_WITH_LANGUAGE)
        rewrite(_places({part: roots[part] for part in self._package.parts(_WITH_TEXT)}), linked)
        for root in roots.values():
            _set_language(root)
        return self._package.with_parts(roots)


def _places(roots: dict[str, Any]) -> list[TextPlace]:
    """The places of text in the parts: paragraphs, then what stands beside them."""
    paragraphs: list[TextPlace] = []
    beside: list[TextPlace] = []
    for root in roots.values():
        letter = mask_letter("".join(root.itertext("{*}t")))
        paragraphs += [Paragraph(element, letter) for element in root.iter(f"{W}p")]
        beside += [DrawingParagraph(element, letter) for element in root.iter(f"{A}p")]
        beside += _plain_texts(root, letter)
    return [*paragraphs, *beside]


def _plain_texts(root: Any, letter: str) -> Iterator[PlainText]:
    """Alternative texts, captions of tables, names of series and categories."""
    for attribute, names in _ALTERNATIVES.items():
        for element in root.iter(*names):
            if element.get(attribute, "").strip():
                yield PlainText(element, letter, attribute)
    for element in root.iter(*_TABLE_TEXTS):
        yield PlainText(element, letter, f"{W}val")
    for cache in root.iter(f"{_CHART}strCache", f"{_CHART}multiLvlStrCache"):
        yield from (PlainText(element, letter) for element in cache.iter(f"{_CHART}v"))


def _set_language(root: Any) -> None:
    """Mark as English what is marked as French."""
    for element in root.iter(f"{W}lang", f"{W}themeFontLang"):
        if is_french(element.get(f"{W}val", "")):
            element.set(f"{W}val", ENGLISH)
    english(root)
