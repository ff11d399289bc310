"""What became of each block: its translation and the links between the two, in offsets of the block."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from bitext.errors import InputError
from bitext.languages import UNKNOWN, Language, language_or_unknown
from bitext.result.bitext import Bitext
from bitext.result.links import LinkRow
from bitext.result.pair import Pair
from bitext.text.characters import LINE_BREAKS
from bitext.text.document import Quotation, Sentence, Span

_TO_SPACE = dict.fromkeys(map(ord, f"\t{LINE_BREAKS}"), " ")


@dataclass(frozen=True, slots=True)
class BlockQuotation:
    """A quotation, marks included, on both sides of a block."""

    source: Span
    source_inner: Span
    target: Span
    target_inner: Span


@dataclass(slots=True)
class LinkedBlock:
    """A block of the source and its translation; ``target`` is empty where there is none.

    ``sentences`` are the spans of what says the same on both sides, ``words`` the word links, ``marks``
    those of quotation marks and dashes, ``quotes`` the quotations that have both of their marks here;
    ``language`` is that of the target, ``target_span`` where it stands in the text of the target.
    """

    source: str
    target: str = ""
    sentences: list[tuple[Span, Span]] = field(default_factory=list)
    words: list[LinkRow] = field(default_factory=list)
    marks: list[LinkRow] = field(default_factory=list)
    quotes: list[BlockQuotation] = field(default_factory=list)
    language: Language = UNKNOWN
    target_span: Span | None = None

    @property
    def is_changed(self) -> bool:
        """Whether there is a translation, and it is not the text itself (white space at the edges aside)."""
        return self.target not in ("", self.source.strip())


@dataclass(slots=True)
class _Share:
    """The part of a pair that lies in one block."""

    source: list[Sentence] = field(default_factory=list)
    target: list[Sentence] = field(default_factory=list)
    pair: Pair | None = None


def link_blocks(
    bitext: Bitext, text: str, spans: Sequence[Span], ahead: Container[int] = ()
) -> list[LinkedBlock]:
    """For each of the blocks at ``spans`` of ``text``, its part of ``bitext``.

    A pair without a source goes with the block before it, or with the next if its number is in ``ahead``.

    Raises InputError where ``bitext`` was not made from ``text``.
    """
    if bitext.source.text != text:
        raise InputError("this bitext was made from another text; align the text of this document.")
    shares = _shares(bitext, spans, ahead)
    targets = [_target_span(share) for share in shares]
    result = [_linked(bitext, *row) for row in zip(spans, targets, shares, strict=True)]
    _add_quotations(bitext, spans, targets, result)
    return result


def _shares(bitext: Bitext, spans: Sequence[Span], ahead: Container[int]) -> list[list[_Share]]:
    """The pairs by block. A target sentence goes where the source sentence that leads to it stands."""
    shares: list[list[_Share]] = [[] for _ in spans]
    starts = [span.start for span in spans]
    last = -1
    for number, pair in enumerate(bitext.pairs):
        lone = min(last + 1, len(spans) - 1) if number in ahead else max(0, last)
        homes = [max(0, bisect_right(starts, s.start) - 1) for s in pair.source]
        here: dict[int, _Share] = {home: _Share(pair=pair) for home in homes or [lone]}
        for home, sentence in zip(homes, pair.source, strict=True):
            here[home].source.append(sentence)
        for at, sentence in enumerate(pair.target):
            home = homes[at * len(homes) // len(pair.target)] if homes else lone
            here[home].target.append(sentence)
        for home, share in here.items():
            if shares:
                shares[home].append(share)
        last = homes[-1] if homes else last
    return shares


def _linked(bitext: Bitext, span: Span, target_span: Span | None, shares: Sequence[_Share]) -> LinkedBlock:
    language = language_or_unknown(bitext.target.lang)
    source_text = bitext.source.text[span.start : span.end]
    linked = LinkedBlock(source_text, language=language, target_span=target_span)
    if target_span is None:
        return linked
    linked.target = bitext.target.text[target_span.start : target_span.end].translate(_TO_SPACE)
    for share in shares:
        if share.source and share.target:
            source = Span(share.source[0].start - span.start, share.source[-1].end - span.start)
            target = Span(share.target[0].start - target_span.start, share.target[-1].end - target_span.start)
            linked.sentences.append((source, target))
        if share.pair is not None:
            linked.words += _inside(share.pair.words.rows(), span, target_span)
    return linked


def _target_span(shares: Sequence[_Share]) -> Span | None:
    sentences = [sentence for share in shares for sentence in share.target if sentence.text]
    return Span(sentences[0].start, sentences[-1].end) if sentences else None


def _inside(rows: Iterator[LinkRow], span: Span, target_span: Span) -> Iterator[LinkRow]:
    for a, b, c, d in rows:
        if span.start <= a < b <= span.end and target_span.start <= c < d <= target_span.end:
            yield a - span.start, b - span.start, c - target_span.start, d - target_span.start


def _add_quotations(
    bitext: Bitext, spans: Sequence[Span], targets: Sequence[Span | None], found: Sequence[LinkedBlock]
) -> None:
    """The quotations with both marks in one block, and every mark as a word link."""
    starts = [span.start for span in spans]
    for link in bitext.quotes:
        if link.source is None or link.target is None or link.source.kind == "stray":
            continue
        at = max(0, bisect_right(starts, link.source.start) - 1)
        while at < len(spans) and spans[at].start < link.source.end:
            target_span = targets[at]
            if target_span is not None:
                _add_quotation(link.source, link.target, spans[at], target_span, found[at])
            at += 1


def _add_quotation(
    source: Quotation, target: Quotation, span: Span, target_span: Span, linked: LinkedBlock
) -> None:
    """The marks of a quotation that lie in a block, and the quotation if both do."""
    opening, closing = (
        list(_inside(iter([(a.start, a.end, c.start, c.end)]), span, target_span))
        for a, c in zip(_marks(source), _marks(target), strict=True)
    )
    linked.marks += opening + closing
    for a, b, c, d in opening:
        for e, f, g, h in closing:
            inner = _trimmed(linked.source, b, e)
            linked.quotes.append(BlockQuotation(Span(a, f), inner, Span(c, h), Span(d, g)))


def _trimmed(text: str, start: int, end: int) -> Span:
    """A stretch without the white space at its edges."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return Span(start, max(start, start + len(inner.strip())))


def _marks(quotation: Quotation) -> tuple[Span, Span]:
    inner = quotation.inner
    return Span(quotation.start, inner.start), Span(inner.end, quotation.end)
