"""Which characters of a sentence belong to which quotation: what every view colours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from bitext.links import QuoteLink
from bitext.pairs import Bitext, Pair
from bitext.text import Document, Quotation, Sentence

_NOTED = ("restored", "moved", "lost", "added", "unpaired")
_LONGEST = 40

Piece = tuple[str, int | None]
"""A stretch of a sentence and the index of the link that it belongs to (the innermost)."""

_Spans = dict[int, list[tuple[int, int, int]]]


@dataclass(slots=True)
class Quoted:
    """The quotations of a Bitext by sentence; the index of a link tells its colour on both sides."""

    bitext: Bitext
    _source: _Spans = field(init=False)
    _target: _Spans = field(init=False)

    def __post_init__(self) -> None:
        quotes = self.bitext.quotes
        self._source = _by_sentence(self.bitext.source, [link.source for link in quotes])
        self._target = _by_sentence(self.bitext.target, [link.target for link in quotes])

    def source(self, sentence: Sentence) -> Iterator[Piece]:
        """A sentence of the source in pieces."""
        return _pieces(sentence, self._source.get(sentence.start, []))

    def target(self, sentence: Sentence) -> Iterator[Piece]:
        """A sentence of the target in pieces."""
        return _pieces(sentence, self._target.get(sentence.start, []))

    def notes(self, pair: Pair) -> list[str]:
        """What a reader should know of a pair: quotations that were not simply kept, and its flags."""
        links = [self.bitext.quotes[at] for at in self._beginning(pair)]
        return [self._note(link) for link in links if link.verdict in _NOTED] + list(pair.flags)

    def _beginning(self, pair: Pair) -> Iterator[int]:
        """The links of the quotations that begin in the pair."""
        for sentence in pair.source:
            spans = self._source.get(sentence.start, [])
            yield from (link for start, _, link in spans if start >= sentence.start)
        for sentence in pair.target:
            spans = self._target.get(sentence.start, [])
            yield from (
                link
                for start, _, link in spans
                if start >= sentence.start and self.bitext.quotes[link].source is None
            )

    def _note(self, link: QuoteLink) -> str:
        if link.verdict == "unpaired" and link.source is not None:
            fate = "carried over" if link.target else "left out"
            return f"{link.source.open or link.source.close} has no partner, {fate}"
        document, quotation = (
            (self.bitext.target, link.target) if link.target else (self.bitext.source, link.source)
        )
        return f"{link.verdict}: {_excerpt(document, quotation)}" if quotation else link.verdict


def _excerpt(document: Document, quotation: Quotation) -> str:
    """The quotation on one line, its middle left out where it is long."""
    text = " ".join(document.text[quotation.start : quotation.end].split())
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half].rstrip()} … {text[-half:].lstrip()}"


def _by_sentence(document: Document, quotations: list[Quotation | None]) -> _Spans:
    """Start of a sentence → (start, end, link) of the quotations that touch it, the outer ones first."""
    starts = [sentence.start for sentence in document.sentences]
    found: _Spans = {}
    for link, quotation in enumerate(quotations):
        if quotation is None:
            continue
        for at in range(max(0, bisect_right(starts, quotation.start) - 1), len(starts)):
            if starts[at] >= quotation.end:
                break
            found.setdefault(starts[at], []).append((quotation.start, quotation.end, link))
    for spans in found.values():
        spans.sort(key=lambda span: (span[0], -span[1]))
    return found


def _pieces(sentence: Sentence, spans: list[tuple[int, int, int]]) -> Iterator[Piece]:
    edges = {sentence.start, sentence.end}
    for start, end, _ in spans:
        edges.update((max(start, sentence.start), min(end, sentence.end)))
    cuts = sorted(edge for edge in edges if sentence.start <= edge <= sentence.end)
    for left, right in pairwise(cuts):
        inside = [link for start, end, link in spans if start <= left and right <= end]
        yield sentence.text[left - sentence.start : right - sentence.start], inside[-1] if inside else None
