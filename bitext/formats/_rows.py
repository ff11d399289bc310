"""Rows of an exchange file → a :class:`Bitext`: the way in that the formats share.

A file of another program holds pairs of text and little else. Here they become two documents with
offsets, sentences in pairs, and quotations, found by the rules of the language where the file has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bitext.alignment.quotations import link_quotations
from bitext.result.alternatives import Alternative
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink, Verdict, WordLinks
from bitext.result.pair import Pair, Side
from bitext.segmentation.segment import with_quotations
from bitext.text.builder import TextBuilder
from bitext.text.document import Document, Quotation, Sentence, paired_and_unpaired


@dataclass(frozen=True, slots=True)
class FileSentence:
    """A sentence as a file holds it; white space at its edges is dropped.

    ``gap`` is the white space before it: None for a line feed where a pair begins and a space inside
    one. ``paragraph`` is its number: None to count on with each line feed in a gap.
    """

    text: str
    gap: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class FilePair:
    """A pair as a file holds it; ``words`` and ``terms`` count their offsets from the start of each side."""

    source: Sequence[FileSentence]
    target: Sequence[FileSentence]
    score: float = 1.0
    flags: tuple[str, ...] = ()
    words: WordLinks = field(default_factory=WordLinks)
    checked: bool = False
    wordings: tuple[Alternative, ...] = ()
    terms: WordLinks = field(default_factory=WordLinks)
    doubt: float | None = None


@dataclass(frozen=True, slots=True)
class FileQuotations:
    """The quotations of a file: of each side, and the links between them by index.

    Stray marks stand among the others, as their ``kind`` says.
    """

    source: Sequence[Quotation] = ()
    target: Sequence[Quotation] = ()
    links: Sequence[tuple[int | None, int | None, Verdict]] = ()


def bitext_of(
    rows: Iterable[FilePair],
    languages: tuple[str, str] = ("fr", "en"),
    *,
    model: str | None = None,
    quoted: FileQuotations | None = None,
    tails: tuple[str, str] = ("", ""),
) -> Bitext:
    """The rows as one Bitext; a line feed inside a sentence stays.

    ``quoted`` are the quotations, in offsets of the texts that come out; None has them found and
    linked. ``tails`` is the white space behind the last sentence of each side.
    """
    sides = (_SideBuilder(), _SideBuilder())
    pairs = tuple(_pair(row, sides) for row in rows)
    texts = [side.text + tail for side, tail in zip(sides, tails, strict=True)]
    if quoted is None:
        left, right = (
            with_quotations(text, tuple(side.sentences), lang)
            for text, side, lang in zip(texts, sides, languages, strict=True)
        )
        return Bitext(left, right, pairs, link_quotations(left, right, pairs), model)
    left, right = (
        Document(text, tuple(side.sentences), *paired_and_unpaired(quotations), lang)
        for text, side, quotations, lang in zip(
            texts, sides, (quoted.source, quoted.target), languages, strict=True
        )
    )
    links = tuple(
        QuoteLink(None if i is None else quoted.source[i], None if j is None else quoted.target[j], verdict)
        for i, j, verdict in quoted.links
    )
    return Bitext(left, right, pairs, links, model)


def _pair(row: FilePair, sides: tuple[_SideBuilder, _SideBuilder]) -> Pair:
    """A pair, its sentences appended to the texts of the two sides."""
    source, target = (
        Side(side.add(sentence, first=at == 0) for at, sentence in enumerate(sentences))
        for side, sentences in zip(sides, (row.source, row.target), strict=True)
    )
    words, terms = (
        links.shifted(source.start, target.start) if links else links for links in (row.words, row.terms)
    )
    return Pair(source, target, row.score, row.flags, words, row.checked, row.wordings, terms, row.doubt)


class _SideBuilder:
    """One side of a Bitext, which grows by sentences."""

    def __init__(self) -> None:
        self.sentences: list[Sentence] = []
        self._built = TextBuilder()
        self._paragraph = 0

    @property
    def text(self) -> str:
        return self._built.text

    def add(self, sentence: FileSentence, *, first: bool) -> Sentence:
        """Append a sentence; ``first``: it is the first of its pair."""
        gap = sentence.gap
        if gap is None:
            gap = ("\n" if first else " ") if self.sentences else ""
        if sentence.paragraph is not None:
            self._paragraph = sentence.paragraph
        elif self.sentences and "\n" in gap:
            self._paragraph += 1
        text = sentence.text.strip()
        span = self._built.add(gap, text)
        self.sentences.append(Sentence(span.start, span.end, text, self._paragraph))
        return self.sentences[-1]
