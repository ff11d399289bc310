"""Which characters of a sentence belong to which quotation: what every view colours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from bitext.links import QuoteLink
from bitext.pairs import Bitext
from bitext.text import Sentence


@dataclass(slots=True)
class Quoted:
    """The quotations of a Bitext by sentence; the index of a link tells its colour on both sides."""

    bitext: Bitext
    _source: dict[int, list[tuple[int, int, int]]] = field(init=False)
    _target: dict[int, list[tuple[int, int, int]]] = field(init=False)

    def __post_init__(self) -> None:
        self._source = _by_sentence(self.bitext, "source")
        self._target = _by_sentence(self.bitext, "target")

    def source(self, sentence: Sentence) -> Iterator[tuple[str, int | None]]:
        """The sentence in pieces, each with the link that it belongs to (the innermost)."""
        return _pieces(sentence, self._source.get(sentence.start, []))

    def target(self, sentence: Sentence) -> Iterator[tuple[str, int | None]]:
        """The same of the other side."""
        return _pieces(sentence, self._target.get(sentence.start, []))

    def links(self, sentence: Sentence) -> list[QuoteLink]:
        """The links of the quotations that begin in a sentence of the source."""
        return [
            self.bitext.quotes[link]
            for start, _, link in self._source.get(sentence.start, [])
            if start >= sentence.start
        ]


def _by_sentence(bitext: Bitext, side: str) -> dict[int, list[tuple[int, int, int]]]:
    """Start of a sentence → (start, end, link) of the quotations that touch it, the outer ones first."""
    document = bitext.source if side == "source" else bitext.target
    starts = [sentence.start for sentence in document.sentences]
    found: dict[int, list[tuple[int, int, int]]] = {}
    for index, link in enumerate(bitext.quotes):
        quotation = link.source if side == "source" else link.target
        if quotation is None or not starts:
            continue
        first = max(0, bisect_right(starts, quotation.start) - 1)
        for sentence in document.sentences[first:]:
            if sentence.start >= quotation.end:
                break
            found.setdefault(sentence.start, []).append((quotation.start, quotation.end, index))
    for spans in found.values():
        spans.sort(key=lambda span: (span[0], -span[1]))
    return found


def _pieces(sentence: Sentence, spans: list[tuple[int, int, int]]) -> Iterator[tuple[str, int | None]]:
    edges = {sentence.start, sentence.end}
    for start, end, _ in spans:
        edges.update((max(start, sentence.start), min(end, sentence.end)))
    cuts = sorted(edge for edge in edges if sentence.start <= edge <= sentence.end)
    for left, right in pairwise(cuts):
        inside = [link for start, end, link in spans if start <= left and right <= end]
        yield sentence.text[left - sentence.start : right - sentence.start], inside[-1] if inside else None
