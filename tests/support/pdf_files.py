"""PDF files made for tests, with text that is known."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

MARGIN, GUTTER = 60, 24
TEXT = ParagraphStyle(
    "text", fontName="Times-Roman", fontSize=10.5, leading=13, firstLineIndent=14, alignment=4
)
HEADING = ParagraphStyle(
    "heading", fontName="Times-Bold", fontSize=15, leading=19, spaceBefore=10, spaceAfter=6
)


def article(paragraphs: Sequence[tuple[str, bool]], columns: int) -> bytes:
    """Paragraphs (of each its text, and whether it is a heading) in columns, with a head and a foot."""
    stream = io.BytesIO()
    width, height = A4
    document = BaseDocTemplate(stream, pagesize=A4)
    column = (width - 2 * MARGIN - GUTTER * (columns - 1)) / columns
    frames = [
        Frame(MARGIN + at * (column + GUTTER), 70, column, height - 150, 0, 0, 0, 0) for at in range(columns)
    ]

    def furnish(canvas: Canvas, layout: BaseDocTemplate) -> None:
        canvas.setFont("Times-Italic", 9)
        canvas.drawString(MARGIN, height - 50, "La revue du fleuve")
        canvas.drawRightString(width - MARGIN, height - 50, "avril 1931")
        canvas.drawCentredString(width / 2, 40, f"Page {layout.page} sur 9")

    document.addPageTemplates([PageTemplate(frames=frames, onPage=furnish)])
    document.build([Paragraph(text, HEADING if is_heading else TEXT) for text, is_heading in paragraphs])
    return stream.getvalue()


def drawn(pages: Sequence[Sequence[tuple[float, float, float, str]]], encrypt: str | None = None) -> bytes:
    """Pages of lines: where each begins, from the left and from the bottom, its size, its text."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, encrypt=encrypt)
    for page in pages:
        for left, bottom, size, text in page:
            canvas.setFont("Times-Roman", size)
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()
