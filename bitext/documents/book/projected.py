"""The translation of a book as a side: the markup of the original projected over the word links."""

from __future__ import annotations

from collections.abc import Iterator

from bitext.documents.book.content import projected_content
from bitext.documents.book.inline import Inline, Words
from bitext.documents.book.sides import BookBlock, BookSide
from bitext.documents.book.source import BookSource
from bitext.documents.projection.block_links import LinkedBlock, link_blocks
from bitext.documents.projection.tags import project_tags
from bitext.documents.projection.token_links import TokenLinks
from bitext.documents.template import TextUnit
from bitext.result.bitext import Bitext
from bitext.text.document import Span


def projected_side(source: BookSource, bitext: Bitext) -> BookSide:
    """The target of ``bitext``, made from the text of ``source``: a block for each that has a translation.

    Raises InputError where ``bitext`` was made from another text.
    """
    return BookSide(bitext.target.lang, bitext.target.text, tuple(_blocks(source, bitext)))


def _blocks(source: BookSource, bitext: Bitext) -> Iterator[BookBlock]:
    own = source.side.blocks
    linked = link_blocks(bitext, source.side.text, source.spans)
    for block, at in zip(own, source.shown, strict=True):
        unit, found = source.units[at], linked[at]
        if found.target_span is not None and found.target:
            content = _content(unit, found, found.target_span)
            yield BookBlock(found.target_span, content, block.name, block.stanza)


def _content(unit: TextUnit, linked: LinkedBlock, span: Span) -> tuple[Inline, ...]:
    if not unit.block.tags:
        return (Words(linked.target, span.start, span.end),)
    return projected_content(unit, project_tags(unit.block, TokenLinks(linked)), span.start)
