"""A long text in sections, each of which can be worked on by itself, so that memory does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bitext.segmentation.segment import segment

if TYPE_CHECKING:
    from bitext.segmentation.wrapping import Unwrap
    from bitext.text.document import Document

LENGTH: Final = 1 << 17
"""Characters of a section, at most."""
_REACH: Final = 1 << 14
"""A mark that opens so near the end of a section, and is not closed there, may be closed in the next one."""


def sections(
    texts: Iterable[str], lang: str = "fr", length: int = LENGTH, *, unwrap: Unwrap = "auto"
) -> Iterator[str]:
    """One text, given in stretches of any length, in sections of at most ``length`` characters.

    A section ends behind a paragraph at which no quotation is open, where there is one; else behind a
    paragraph; else behind a sentence. One behind the other, the sections are the text. ``unwrap`` is that of
    :func:`segment`.
    """
    waiting = ""
    for text in texts:
        waiting += text
        while len(waiting) > length:
            cut = _cut(segment(waiting[:length], lang, unwrap=unwrap))
            yield waiting[:cut]
            waiting = waiting[cut:]
    if waiting:
        yield waiting


def _cut(document: Document) -> int:
    """Where to cut a stretch of text that goes on behind its end."""
    sentences = document.sentences
    ends = [there.start for here, there in pairwise(sentences)]
    paragraphs = [there.start for here, there in pairwise(sentences) if here.paragraph < there.paragraph]
    closed = list(_closed(document, paragraphs))
    return next((found[-1] for found in (closed, paragraphs, ends) if found), len(document.text))


def _closed(document: Document, offsets: Iterable[int]) -> Iterator[int]:
    """Those of ``offsets``, which rise, at which no quotation is open."""
    reach = len(document.text) - _REACH
    opened = [(mark.start, len(document.text)) for mark in document.unpaired if mark.open]
    spans = [(quotation.start, quotation.end) for quotation in document.quotations]
    waiting = sorted(spans + [span for span in opened if span[0] >= reach])[::-1]
    end = 0
    for offset in offsets:
        while waiting and waiting[-1][0] < offset:
            end = max(end, waiting.pop()[1])
        if end <= offset:
            yield offset
