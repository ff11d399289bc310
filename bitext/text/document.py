"""Value types of one language: spans, sentences, quotations, documents.

All offsets are indices into a Python ``str`` (Unicode code points), end exclusive, counted over
the whole text of the document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

QuotationKind = Literal["quotation", "dialogue", "stray"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, ``text[start:end]``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


class Located(Protocol):
    """What has a place in a text: a span, a sentence, a quotation, a side of a pair."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset behind its last character."""


class SpanIndex:
    """Finds which of some spans a stretch of the text touches, by binary search.

    The spans run in order and do not overlap: the sentences of a document, the words of a sentence.
    """

    __slots__ = ("ends", "starts")

    def __init__(self, spans: Sequence[Located]) -> None:
        self.starts = [span.start for span in spans]
        self.ends = [span.end for span in spans]

    def touched(self, start: int, end: int) -> range:
        """Indices of the spans that share a character with ``text[start:end]``."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or a heading, a line without a stop).

    ``text == document.text[start:end]``; it has no white space at its edges. ``paragraph`` counts
    from 0; a paragraph is a line of the text that is not blank.
    """

    start: int
    end: int
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Text between two quotation marks, the marks included in ``start`` and ``end``.

    ``open`` and ``close`` are the mark characters; ``depth`` is 0 for an outer quotation, 1 for one
    inside it, and so on; ``sentences`` are the indices of the sentences it touches;
    ``continuations`` are the offsets of the marks that repeat it at the head of later paragraphs.

    Two relatives are kept in the same form: direct speech behind a dialogue dash (``kind``
    "dialogue": ``open`` is the dash, ``close`` is empty) and a mark without a partner (``kind``
    "stray": one of ``open`` and ``close`` is empty, the span covers the mark alone).
    """

    start: int
    end: int
    open: str
    close: str
    depth: int = 0
    sentences: tuple[int, ...] = ()
    kind: QuotationKind = "quotation"
    continuations: tuple[int, ...] = ()

    @property
    def inner(self) -> Span:
        """What stands between the marks, without them."""
        return Span(self.start + len(self.open), self.end - len(self.close))


def paired_and_unpaired(found: Iterable[Quotation]) -> tuple[tuple[Quotation, ...], tuple[Quotation, ...]]:
    """Quotations (dialogue included), and apart from them unpaired marks, each in the order given."""
    every = tuple(found)
    paired = tuple(quotation for quotation in every if quotation.kind != "stray")
    return paired, tuple(quotation for quotation in every if quotation.kind == "stray")


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its sentences and quotations.

    ``sentences`` run in order and do not overlap; the text between them is white space only, so
    that sentences and gaps give the text back. ``quotations`` (quotations and dialogue, by start)
    and ``unpaired`` (stray marks, by start) are found over the whole text.
    """

    text: str
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...] = ()
    unpaired: tuple[Quotation, ...] = ()
    lang: str = "fr"

    def __len__(self) -> int:
        return len(self.sentences)

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

    def gaps(self) -> Iterator[str]:
        """What stands before, between and after the sentences: ``len(self) + 1`` strings."""
        last = 0
        for sentence in self.sentences:
            yield self.text[last : sentence.start]
            last = sentence.end
        yield self.text[last:]
