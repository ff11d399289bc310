"""PDF documents: their text is read, and comes out as a Word document or in any format of results.

What is on every page (running heads, page numbers) is left out, columns are read one after the other, words
that the end of a line divides are mended, and notes at the foot come behind the text. A PDF is never written:
the target is put into a .docx file, paragraph by paragraph.
"""

from __future__ import annotations

from bitext.documents.blocks import Block, join
from bitext.documents.pdf.layout import in_reading_order, without_running_heads
from bitext.documents.pdf.lines import pages_of
from bitext.documents.pdf.paragraphs import PdfParagraph, paragraphs_of, texts_of
from bitext.documents.pdf.word_file import word_file
from bitext.documents.projection.block_links import link_blocks
from bitext.errors import FormatError
from bitext.files import AUTO
from bitext.result.bitext import Bitext
from bitext.text.masking import Mask


def read(data: bytes, name: str, encoding: str = AUTO) -> PdfDocument:  # noqa: ARG001 (what every form takes)
    """Take the text out of a PDF.

    Raises:
        FormatError: it cannot be read, is encrypted, or has no text, as scanned pages do.
        MissingDependencyError: pypdfium2 is not installed.
    """
    pages = pages_of(data, name)
    if not any(any(map(str.isalnum, line.text)) for page in pages for line in page):
        raise FormatError(
            f"{name} is a PDF without text: its pages are pictures (scans). Have them recognized (OCR), "
            "for example with: ocrmypdf FILE NEW.pdf."
        )
    columns = [in_reading_order(page) for page in without_running_heads(pages)]
    return PdfDocument(paragraphs_of(columns))


class PdfDocument:
    """The text of a PDF; see :class:`bitext.documents.original.Original`."""

    suffix = ".docx"
    """The suffix of the file that it is rendered to."""

    def __init__(self, paragraphs: list[PdfParagraph]) -> None:
        self._paragraphs = paragraphs
        self.text, self._spans = join([Block(text) for text in texts_of(paragraphs)])
        self.masks: tuple[Mask, ...] = ()

    @property
    def pages(self) -> list[int]:
        """The number of the page on which each paragraph begins, counted from 1."""
        return [paragraph.page + 1 for paragraph in self._paragraphs]

    def render(self, bitext: Bitext) -> bytes:
        """A Word document with the target of ``bitext``."""
        found = link_blocks(bitext, self.text, self._spans)
        rows = zip(found, self._paragraphs, strict=True)
        return word_file((linked.target or linked.source, each.is_heading) for linked, each in rows)
