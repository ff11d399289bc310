"""The lines of text on the pages of a PDF, each with its place, by PDFium (pypdfium2).

PDFium is what Chromium shows PDFs with: fast, and used to hostile files. A line ends where the next character
is not beside the last, so that the lines of two columns stay apart even where the file draws them in turns.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bitext.errors import FormatError, MissingDependencyError

_MOST_PAGES: Final = 20_000
_HYPHEN_AT_END: Final = "\x02"
"""What PDFium gives for a hyphen that divides a word at the end of a line."""
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTES: Final = tuple("⁰¹²³⁴⁵⁶⁷⁸⁹")
_COLUMN_GAP: Final = 2.2
"""Widths of white space, in heights of a character, that part two columns."""


@dataclass(slots=True)
class PdfLine:
    """A line of text; ``bottom`` and ``top`` count from the bottom of the page, in points, as ``size``."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        """The height of its characters."""
        return self.top - self.bottom


def pages_of(data: bytes, name: str) -> list[list[PdfLine]]:
    """The lines of each page, in the order of the file.

    Raises:
        FormatError: it is no PDF, it is encrypted, or its pages are too many.
        MissingDependencyError: pypdfium2 is not installed.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingDependencyError("PDF needs pypdfium2: pip install 'bitext[pdf]'.") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise FormatError(
                f"{name} is a PDF that is encrypted; save it without a password first."
            ) from None
        raise FormatError(
            f"{name} is a PDF that cannot be read ({error}); save it anew, by printing it to a file."
        ) from None
    try:
        if len(document) > _MOST_PAGES:
            raise FormatError(f"{name} has {len(document)} pages; divide it, {_MOST_PAGES} are read.")
        return [_page(document, number) for number in range(len(document))]
    finally:
        document.close()


def _page(document: Any, number: int) -> list[PdfLine]:
    """The lines of a page; none where it cannot be loaded."""
    import pypdfium2

    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        return [line for line in _lines(text, number) if line.text]
    finally:
        text.close()
        page.close()


def _lines(text: Any, number: int) -> Iterator[PdfLine]:
    line: PdfLine | None = None
    for character, box in _characters(text):
        if box is None:
            if line is not None and not line.text.endswith(" "):
                line.text += " "
            continue
        left, bottom, right, top = box
        if line is None or not _is_beside(line, left, bottom, top):
            if line is not None:
                yield _trimmed(line)
            line = PdfLine("", number, left, right, bottom, top)
        raised = character.isdecimal() and top - bottom < 0.8 * line.size and bottom > line.bottom
        if raised or (line.text[-2:-1] in _NOTES and character in ".,"):
            line.text = line.text.removesuffix(" ")
        line.text += character.translate(_RAISED) if raised else character
        line.right = max(line.right, right)
        if top - bottom > line.size:
            line.bottom, line.top = bottom, top
    if line is not None:
        yield _trimmed(line)


def _characters(text: Any) -> Iterator[tuple[str, tuple[float, float, float, float] | None]]:
    """Each character with its box; None for one that has no extent, as spaces that PDFium adds."""
    import pypdfium2.raw as pdfium

    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        character = chr(code) if 0 < code <= sys.maxunicode else ""
        if character == _HYPHEN_AT_END:
            character = "\u00ad"
        if not character or (unicodedata.category(character) in ("Cc", "Cs") and not character.isspace()):
            continue
        if character.isspace() and character not in "\u00a0\u202f":
            yield " ", None
            continue
        box = text.get_charbox(at, loose=True)
        if box[3] > box[1]:
            yield (
                (
                    unicodedata.normalize("NFKC", character)
                    if "\ufb00" <= character <= "\ufb06"
                    else character
                ),
                box,
            )


def _is_beside(line: PdfLine, left: float, bottom: float, top: float) -> bool:
    """Whether a character stands on a line, behind its end."""
    shared = min(line.top, top) - max(line.bottom, bottom)
    size = max(line.size, top - bottom)
    return shared > 0.3 * min(line.size, top - bottom) and -size < left - line.right < _COLUMN_GAP * size


def _trimmed(line: PdfLine) -> PdfLine:
    line.text = " ".join(part for part in line.text.split(" ") if part)
    return line
