"""Unmasking: a bitext of a document with what its masks stand for, on both sides."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from bitext.errors import InputError
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink, WordLinks
from bitext.result.pair import Pair, Side
from bitext.text.document import Document, Quotation, Sentence, Span
from bitext.text.masking import Mask, spans_of_masks


def unmasked(bitext: Bitext, masks: Sequence[Mask]) -> Bitext:
    """``bitext`` with the code, addresses and placeholders of the document in the place of their masks.

    ``masks`` are those of the document that ``bitext`` was made from, in order. Offsets, word links and
    quotations move along. A mask of which a reader sees nothing (an empty element) stays.
    """
    seen = [mask for mask in masks if mask.shown]
    if not seen:
        return bitext
    source = _Replaced(bitext.source, [(mask.span, mask.shown) for mask in seen])
    names = list(_names(bitext, seen))
    made = _moved(bitext, source, _Replaced(bitext.target, list(_target_edits(bitext, names))))
    return replace(made, pairs=tuple(map(_with_wordings, made.pairs, names)))


def unmasked_editions(bitext: Bitext, source_masks: Sequence[Mask], target_masks: Sequence[Mask]) -> Bitext:
    """``bitext`` of two documents, each with masks of its own, with what these stand for."""
    sides = [
        _Replaced(document, [(mask.span, mask.shown) for mask in masks if mask.shown])
        for document, masks in ((bitext.source, source_masks), (bitext.target, target_masks))
    ]
    return _moved(bitext, sides[0], sides[1])


def _moved(bitext: Bitext, source: _Replaced, target: _Replaced) -> Bitext:
    """``bitext`` over the texts in which something was replaced."""
    return replace(
        bitext,
        source=source.document,
        target=target.document,
        pairs=tuple(_pair(pair, source, target) for pair in bitext.pairs),
        quotes=tuple(_link(link, source, target) for link in bitext.quotes),
    )


def masked(bitext: Bitext, text: str, masks: Sequence[Mask]) -> Bitext:
    """The way back from :func:`unmasked`: ``bitext``, whose target may have changed since, with its masks.

    ``text`` is that of the document, with ``masks``. In the target of each pair a mask takes the place of
    what it stands for, as often as the source has it; what stands there no longer has no mask.

    Raises:
        InputError: ``bitext`` was not made from the document.
    """
    shown = _shown(bitext, text, masks)
    if not shown:
        return bitext
    return _moved(
        bitext, _Replaced(bitext.source, shown), _Replaced(bitext.target, list(_masks(bitext, shown)))
    )


def masked_source(bitext: Bitext, text: str, masks: Sequence[Mask]) -> Bitext:
    """``bitext`` of two documents with the masks of the first in its source; the target stays as it is.

    Raises as :func:`masked`.
    """
    return _moved(bitext, _Replaced(bitext.source, _shown(bitext, text, masks)), _Replaced(bitext.target, ()))


def _shown(bitext: Bitext, text: str, masks: Sequence[Mask]) -> list[tuple[Span, str]]:
    """Where the source has what each mask stands for, with the mask. Raises as :func:`masked`."""
    if unmasked_text(text, masks) != bitext.source.text:
        raise InputError(
            "it was made from another text than that of the document; give the document of its own."
        )
    seen = [mask for mask in masks if mask.shown]
    grown = accumulate((len(mask.shown) - len(mask.span) for mask in seen), initial=0)
    return [
        (
            Span(mask.span.start + by, mask.span.start + by + len(mask.shown)),
            text[mask.span.start : mask.span.end],
        )
        for mask, by in zip(seen, grown, strict=False)
    ]


def _masks(bitext: Bitext, shown: Sequence[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """What to replace in the target by a mask; ``shown``: the same of the source."""
    starts = [span.start for span, _ in shown]
    for pair in bitext.pairs:
        if not (pair.source and pair.target):
            continue
        here = shown[bisect_left(starts, pair.source.start) : bisect_left(starts, pair.source.end)]
        names: dict[str, list[str]] = {}
        for span, name in here:
            names.setdefault(bitext.source.text[span.start : span.end], []).append(name)
        found: list[tuple[Span, str]] = []
        for literal in sorted(names, key=len, reverse=True):
            places = _places(bitext.target.text, literal, Span(pair.target.start, pair.target.end), found)
            found += zip(places, names[literal], strict=False)
        yield from sorted(found)


def _places(text: str, literal: str, within: Span, taken: Sequence[tuple[Span, str]]) -> list[Span]:
    """Where ``literal`` stands, apart from what is ``taken``; as a word of its own first."""
    hits = (
        Span(*hit.span()) for hit in re.compile(re.escape(literal)).finditer(text, within.start, within.end)
    )
    free = [hit for hit in hits if all(hit.end <= one.start or one.end <= hit.start for one, _ in taken)]
    return sorted(free, key=lambda hit: _is_in_word(text, hit))


def _is_in_word(text: str, span: Span) -> bool:
    edges = text[max(0, span.start - 1) : span.start + 1], text[span.end - 1 : span.end + 1]
    return any(len(edge) > 1 and edge.isalnum() for edge in edges)


def unmasked_document(document: Document, masks: Sequence[Mask]) -> Document:
    """``document``, made from the text of a document with structure, with what its masks stand for."""
    return _Replaced(document, [(mask.span, mask.shown) for mask in masks if mask.shown]).document


def unmasked_text(text: str, masks: Sequence[Mask]) -> str:
    """The text of a document with structure, with what its masks stand for."""
    return unmasked_document(Document(text, ()), masks).text


class _Replaced:
    """A document in which some stretches have been replaced, and where its offsets have gone."""

    def __init__(self, document: Document, edits: Sequence[tuple[Span, str]]) -> None:
        """``edits``: what to replace and by what, in order and apart from each other."""
        self._starts = [span.start for span, _ in edits]
        self._ends = [span.end for span, _ in edits]
        self._grown = list(accumulate((len(new) - len(span) for span, new in edits), initial=0))
        parts, last = [], 0
        for span, new in edits:
            parts += [document.text[last : span.start], new]
            last = span.end
        self.text = "".join([*parts, document.text[last:]])
        self.document = replace(
            document,
            text=self.text,
            sentences=tuple(map(self.sentence, document.sentences)),
            quotations=tuple(map(self.quotation, document.quotations)),
            unpaired=tuple(map(self.quotation, document.unpaired)),
        )

    def start(self, offset: int) -> int:
        """Where what began at ``offset`` begins now; inside a mask, with what took its place."""
        at = bisect_right(self._ends, offset)
        if at < len(self._starts) and self._starts[at] < offset:
            offset = self._starts[at]
        return offset + self._grown[at]

    def end(self, offset: int) -> int:
        """Where what ended at ``offset`` ends now; inside a mask, with what took its place."""
        at = bisect_left(self._starts, offset)
        if at and offset < self._ends[at - 1]:
            offset = self._ends[at - 1]
        return offset + self._grown[at]

    def sentence(self, sentence: Sentence) -> Sentence:
        """A sentence of the document, as it is now."""
        start, end = self.start(sentence.start), self.end(sentence.end)
        return replace(sentence, start=start, end=end, text=self.text[start:end])

    def quotation(self, quotation: Quotation) -> Quotation:
        """A quotation of the document, as it is now."""
        return replace(
            quotation,
            start=self.start(quotation.start),
            end=self.end(quotation.end),
            continuations=tuple(map(self.start, quotation.continuations)),
        )


def _names(bitext: Bitext, masks: Sequence[Mask]) -> Iterator[dict[str, list[str]]]:
    """For each pair, its masks by name, each with what it stands for: one for each time it is there."""
    starts = [mask.span.start for mask in masks]
    for pair in bitext.pairs:
        shown: dict[str, list[str]] = {}
        if pair.source and pair.target:
            here = masks[bisect_left(starts, pair.source.start) : bisect_left(starts, pair.source.end)]
            for mask in here:
                name = bitext.source.text[mask.span.start : mask.span.end]
                shown.setdefault(name, []).append(mask.shown)
        yield shown


def _target_edits(bitext: Bitext, names: Sequence[dict[str, list[str]]]) -> Iterator[tuple[Span, str]]:
    """What to replace in the target: the masks of each pair, where its target has them."""
    for pair, shown in zip(bitext.pairs, names, strict=True):
        if shown:
            yield from _edits(bitext.target.text, Span(pair.target.start, pair.target.end), shown)


def _edits(text: str, within: Span, shown: dict[str, list[str]]) -> list[tuple[Span, str]]:
    """What to replace in a stretch of ``text``, in order: masks by name, with what each stands for."""
    found = spans_of_masks(shown, text[within.start : within.end]).items()
    return sorted(
        (Span(within.start + span.start, within.start + span.end), shown[name][min(at, len(shown[name]) - 1)])
        for name, spans in found
        for at, span in enumerate(spans)
    )


def _with_wordings(pair: Pair, shown: dict[str, list[str]]) -> Pair:
    """The pair, in whose other wordings the masks are replaced as well."""
    if not (shown and pair.wordings):
        return pair
    texts = (
        _Replaced(Document(one.text, ()), _edits(one.text, Span(0, len(one.text)), shown)).text
        for one in pair.wordings
    )
    return replace(
        pair, wordings=tuple(replace(one, text=text) for one, text in zip(pair.wordings, texts, strict=True))
    )


def _pair(pair: Pair, source: _Replaced, target: _Replaced) -> Pair:
    return replace(
        pair,
        source=Side(map(source.sentence, pair.source)),
        target=Side(map(target.sentence, pair.target)),
        words=_moved_links(pair.words, source, target),
        terms=_moved_links(pair.terms, source, target),
    )


def _moved_links(links: WordLinks, source: _Replaced, target: _Replaced) -> WordLinks:
    return WordLinks(
        (source.start(a), source.end(b), target.start(c), target.end(d)) for a, b, c, d in links.rows()
    )


def _link(link: QuoteLink, source: _Replaced, target: _Replaced) -> QuoteLink:
    return replace(
        link,
        source=source.quotation(link.source) if link.source else None,
        target=target.quotation(link.target) if link.target else None,
    )
