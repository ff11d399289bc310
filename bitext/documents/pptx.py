"""PowerPoint presentations (Office Open XML): slides with their notes, tables, charts, diagrams, comments.

Slides come in the order in which they are shown, each with its notes; then alternative texts, charts,
diagrams and comments. The parts with text are read by lxml and written anew, the others copied as they are;
what only the layout says ("Click to add a title") stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from bitext.documents.docx_drawing import A, DrawingParagraph, PlainText, english
from bitext.documents.office_package import content_types, relations
from bitext.documents.text_places import PlacedText, TextPlace, rewrite
from bitext.documents.zip_archive import ZipArchive
from bitext.errors import FormatError
from bitext.files import AUTO
from bitext.result.bitext import Bitext
from bitext.text.masking import mask_letter

_MICROSOFT: Final = "application/vnd.ms-powerpoint."
_OPEN: Final = "application/vnd.openxmlformats-officedocument."
_MAINS: Final = {
    f"{_OPEN}presentationml.presentation.main+xml": ".pptx",
    f"{_OPEN}presentationml.slideshow.main+xml": ".ppsx",
    f"{_OPEN}presentationml.template.main+xml": ".potx",
    f"{_MICROSOFT}presentation.macroEnabled.main+xml": ".pptm",
    f"{_MICROSOFT}slideshow.macroEnabled.main+xml": ".ppsm",
    f"{_MICROSOFT}template.macroEnabled.main+xml": ".potm",
}
"""The content types of a presentation, and the suffix of the file."""
_SLIDE: Final = f"{_OPEN}presentationml.slide+xml"
_NOTES: Final = f"{_OPEN}presentationml.notesSlide+xml"
_BESIDE: Final = (
    f"{_OPEN}drawingml.chart+xml",
    f"{_OPEN}drawingml.chartshapes+xml",
    f"{_OPEN}drawingml.diagramData+xml",
    "application/vnd.ms-office.drawingml.diagramDrawing+xml",
    f"{_OPEN}presentationml.comments+xml",
    f"{_MICROSOFT}comments+xml",
)
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def read(data: bytes, name: str, encoding: str = AUTO) -> Presentation:  # noqa: ARG001 (what every form takes)
    """Take a presentation apart. Raises FormatError where it is none, or not safe to open."""
    return Presentation(data, name)


class Presentation:
    """A .pptx file; see :class:`bitext.documents.original.Original`."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._archive = ZipArchive(data, name, "a PowerPoint presentation (.pptx)")
        types = content_types(self._archive)
        mains = [part for part in self._archive.names if types.get(part) in _MAINS]
        if not mains:
            raise FormatError(f"{name} has no presentation in it; check that it is a .pptx file.")
        self.suffix = _MAINS[types[mains[0]]]
        """The suffix that such a file has: that of a presentation, a show or a template."""
        self._parts = list(self._with_text(mains[0], types))
        self._placed = PlacedText(_places(self._roots()))
        self.text, self.masks = self._placed.text, self._placed.masks

    def render(self, bitext: Bitext) -> bytes:
        """The presentation with the target of ``bitext`` in the place of its text, marked as English."""
        linked = self._placed.linked(bitext)
        if not linked:
            return self._data
        roots = self._roots()
        rewrite(_places(roots), linked)
        for root in roots.values():
            english(root)
        return self._archive.with_parts({part: _serialized(root) for part, root in roots.items()})

    def _roots(self) -> dict[str, Any]:
        return {part: self._archive.xml(part) for part in self._parts}

    def _with_text(self, main: str, types: Mapping[str, str]) -> Iterator[str]:
        """The parts with text: each slide in its order, with its notes, then what stands beside them."""
        targets = relations(self._archive, main)
        root = self._archive.xml(main)
        numbers = [each.get(_RELATION) or each.get(_STRICT_RELATION, "") for each in root.iter("{*}sldId")]
        shown = [targets[number] for number in numbers if types.get(targets.get(number, "")) == _SLIDE]
        others = [part for part in sorted(types) if types[part] == _SLIDE]
        done: set[str] = set()
        for slide in dict.fromkeys((*shown, *others)):
            notes = [part for part in relations(self._archive, slide).values() if types.get(part) == _NOTES]
            yield from (part for part in (slide, *notes) if part not in done)
            done.update((slide, *notes))
        yield from sorted(part for part, kind in types.items() if kind in _BESIDE)


def _places(roots: Mapping[str, Any]) -> list[TextPlace]:
    """The places of text in the parts: paragraphs, then what stands beside them."""
    letter = mask_letter("".join("".join(root.itertext()) for root in roots.values()))
    paragraphs: list[TextPlace] = []
    beside: list[TextPlace] = []
    for root in roots.values():
        paragraphs += [DrawingParagraph(element, letter) for element in root.iter(f"{A}p")]
        for attribute in ("descr", "title"):
            named = (each for each in root.iter("{*}cNvPr") if each.get(attribute, "").strip())
            beside += [PlainText(element, letter, attribute) for element in named]
        for cache in root.iter(f"{_CHART}strCache", f"{_CHART}multiLvlStrCache"):
            beside += [PlainText(element, letter) for element in cache.iter(f"{_CHART}v")]
        beside += [PlainText(element, letter) for element in root.iter("{*}text") if element.text]
    return [*paragraphs, *beside]


def _serialized(root: Any) -> bytes:
    written: bytes = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return written
