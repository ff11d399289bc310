"""The side of an edition whose text was corrected: paragraphs that are as they were keep their markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from bitext.documents.book.inline import Inline, Words
from bitext.documents.book.plain import paragraph_spans
from bitext.documents.book.sides import BookBlock, BookSide
from bitext.text.document import Document


def corrected_side(side: BookSide, document: Document) -> BookSide:
    """``side`` with the text of ``document``, made from it; a paragraph that has changed is plain text."""
    if document.text == side.text:
        return side
    spans = list(paragraph_spans(document))
    before = [side.text[block.span.start : block.span.end] for block in side.blocks]
    after = [document.text[span.start : span.end] for span in spans]
    blocks = [
        BookBlock(span, (Words(" ".join(text.split("\n")), span.start, span.end),))
        for span, text in zip(spans, after, strict=True)
    ]
    for same in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        for at in range(same.size):
            block, span = side.blocks[same.a + at], spans[same.b + at]
            content = _shifted(block.content, span.start - block.span.start)
            blocks[same.b + at] = replace(block, span=span, content=content)
    return BookSide(side.lang, document.text, tuple(blocks))


def _shifted(content: Iterable[Inline], by: int) -> tuple[Inline, ...]:
    """The tree where its text has moved by so many characters."""
    return tuple(
        replace(item, start=item.start + by, end=item.end + by)
        if isinstance(item, Words)
        else replace(item, content=_shifted(item.content, by), start=item.start + by, end=item.end + by)
        for item in content
    )
