"""Which characters of a sentence belong to which quotation: what every view colours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from bitext.result.pair import SIDES, SideName

if TYPE_CHECKING:
    from bitext.result.linked_texts import LinkedTexts
    from bitext.result.links import QuoteLink
    from bitext.result.pair import Pair
    from bitext.text.document import Document, Quotation, Sentence

_NOTED = ("restored", "moved", "lost", "added", "unpaired")
_LONGEST = 40

Stretch = tuple[str, int | None]
"""A stretch of a sentence and the index of the link that it belongs to (the innermost)."""

MarkKind = Literal["open", "close", "again", "stray"]
_LinkSpans = dict[int, list[tuple[int, int, int]]]
"""Start of a sentence → (start, end, index of the link) of the quotations that touch it."""


class Run(NamedTuple):
    """A stretch of a sentence that lies in the same quotations from its first character to its last."""

    text: str
    links: tuple[int, ...]
    """Indices of the links whose quotation it lies in, the outermost first."""
    mark: MarkKind | None = None
    """What it is, if it is the mark of the innermost of them: *again* repeats the opening one."""


@dataclass(slots=True)
class QuotationSpans:
    """The quotations of two linked texts by sentence; the index of a link tells its colour on both sides."""

    source: Document
    target: Document
    pairs: tuple[Pair, ...]
    quotes: tuple[QuoteLink, ...]
    _spans: dict[SideName, _LinkSpans] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._spans = {
            name: _by_sentence(self.document(name), [getattr(link, name) for link in self.quotes])
            for name in SIDES
        }

    @classmethod
    def of(cls, texts: LinkedTexts) -> QuotationSpans:
        """Those of a :class:`bitext.Bitext`."""
        return cls(texts.source, texts.target, texts.pairs, texts.quotes)

    def document(self, side: SideName) -> Document:
        """One of the two texts."""
        return self.source if side == "source" else self.target

    def stretches(self, sentence: Sentence, side: SideName) -> Iterator[Stretch]:
        """A sentence of one side, cut where its innermost quotation changes."""
        runs = self.runs(sentence, side)
        for link, together in groupby(runs, key=lambda run: run.links[-1] if run.links else None):
            yield "".join(run.text for run in together), link

    def runs(self, sentence: Sentence, side: SideName) -> Iterator[Run]:
        """A sentence in runs, the marks apart from what they enclose."""
        spans = self._spans[side].get(sentence.start, [])
        marks = {link: _marks(getattr(self.quotes[link], side)) for _, _, link in spans}
        edges = {sentence.start, sentence.end}
        for start, end, link in spans:
            edges.update((start, end, *(edge for mark in marks[link] for edge in mark[:2])))
        cuts = sorted(edge for edge in edges if sentence.start <= edge <= sentence.end)
        for left, right in pairwise(cuts):
            inside = tuple(link for start, end, link in spans if start <= left and right <= end)
            kind = next(
                (kind for link in reversed(inside) for *span, kind in marks[link] if span == [left, right]),
                None,
            )
            yield Run(sentence.text[left - sentence.start : right - sentence.start], inside, kind)

    def notes(self, pair: Pair) -> list[str]:
        """What a reader should know of a pair: quotations that were not simply kept, and its flags."""
        return [*self.quotation_notes(pair), *pair.flags]

    def quotation_notes(self, pair: Pair) -> list[str]:
        """What a reader should know of the quotations that begin in a pair."""
        links = [self.quotes[at] for at in self.beginning(pair)]
        return [self.note(link) for link in links if link.verdict in _NOTED]

    def beginning(self, pair: Pair) -> Iterator[int]:
        """The links of the quotations that begin in the pair."""
        for sentence in pair.source:
            yield from self._beginning(sentence, "source")
        for sentence in pair.target:
            found = self._beginning(sentence, "target")
            yield from (link for link in found if self.quotes[link].source is None)

    def _beginning(self, sentence: Sentence, side: SideName) -> Iterator[int]:
        spans = self._spans[side].get(sentence.start, [])
        return (link for start, _, link in spans if start >= sentence.start)

    def note(self, link: QuoteLink) -> str:
        """The verdict on a quotation and the quotation, on one line."""
        if link.verdict == "unpaired" and link.source is not None:
            fate = "carried over" if link.target else "left out"
            return f"{link.source.open or link.source.close} has no partner, {fate}"
        document, quotation = (self.target, link.target) if link.target else (self.source, link.source)
        return f"{link.verdict}: {_excerpt(document, quotation)}" if quotation else link.verdict


def _excerpt(document: Document, quotation: Quotation) -> str:
    """The quotation on one line, its middle left out where it is long."""
    text = " ".join(document.text[quotation.start : quotation.end].split())
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half].rstrip()} … {text[-half:].lstrip()}"


def _by_sentence(document: Document, quotations: Iterable[Quotation | None]) -> _LinkSpans:
    """The spans of the quotations by sentence, the outer ones first.

    A quotation that begins in white space counts for the sentence before it, too.
    """
    starts = [sentence.start for sentence in document.sentences]
    found: _LinkSpans = {}
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


def _marks(quotation: Quotation) -> list[tuple[int, int, MarkKind]]:
    """Start, end and kind of the marks of a quotation."""
    if quotation.kind == "stray":
        return [(quotation.start, quotation.end, "stray")]
    found: list[tuple[int, int, MarkKind]] = []
    if quotation.open:
        found.append((quotation.start, quotation.inner.start, "open"))
        found += [(at, at + len(quotation.open), "again") for at in quotation.continuations]
    if quotation.close:
        found.append((quotation.inner.end, quotation.end, "close"))
    return found
