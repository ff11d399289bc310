"""Rows of an exchange file → a :class:`Bitext`: the way in that the formats share.

A file of another program holds pairs of text and little else. Here they become two documents with
offsets, sentences in pairs, and quotations, found by the rules of the language where the file has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bitext.alignment.quotations import link_quotations
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink, Verdict, WordLinks
from bitext.result.pair import Pair, Side
from bitext.segmentation.segment import with_quotations
from bitext.text.document import Document, Quotation, Sentence


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence as a file holds it; white space at its edges is dropped.

    ``gap`` is the white space before it: None for a line feed where a pair begins and a space inside
    one. ``paragraph`` is its number: None to count on with each line feed in a gap.
    """

    text: str
    gap: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as a file holds it; ``words`` counts its offsets from the start of each side."""

    source: Sequence[Item]
    target: Sequence[Item]
    score: float = 1.0
    flags: tuple[str, ...] = ()
    words: WordLinks = field(default_factory=WordLinks)
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quotations of a file: of each side, and the links between them by index.

    Stray marks stand among the others, as their ``kind`` says.
    """

    source: Sequence[Quotation]
    target: Sequence[Quotation]
    links: Sequence[tuple[int | None, int | None, Verdict]]


def bitext_of(
    rows: Iterable[Row],
    languages: tuple[str, str] = ("fr", "en"),
    *,
    model: str | None = None,
    quoted: Quoted | None = None,
    tails: tuple[str, str] = ("", ""),
) -> Bitext:
    """The rows as one Bitext; a line feed inside a sentence stays.

    ``quoted`` are the quotations, in offsets of the texts that come out; None has them found and
    linked. ``tails`` is the white space behind the last sentence of each side.
    """
    sides = (_Growing(), _Growing())
    pairs = []
    for row in rows:
        source, target = (
            Side(side.add(item, first=at == 0) for at, item in enumerate(items))
            for side, items in zip(sides, (row.source, row.target), strict=True)
        )
        words = row.words.shifted(source.start, target.start) if row.words else row.words
        pairs.append(Pair(source, target, row.score, row.flags, words, row.checked))
    texts = [side.text + tail for side, tail in zip(sides, tails, strict=True)]
    if quoted is None:
        left, right = (
            with_quotations(text, tuple(side.sentences), lang)
            for text, side, lang in zip(texts, sides, languages, strict=True)
        )
        return Bitext(left, right, tuple(pairs), link_quotations(left, right, pairs), model)
    left, right = (
        _document(text, side.sentences, quotations, lang)
        for text, side, quotations, lang in zip(
            texts, sides, (quoted.source, quoted.target), languages, strict=True
        )
    )
    links = tuple(
        QuoteLink(None if i is None else quoted.source[i], None if j is None else quoted.target[j], verdict)
        for i, j, verdict in quoted.links
    )
    return Bitext(left, right, tuple(pairs), links, model)


class _Growing:
    """A text that grows by sentences."""

    def __init__(self) -> None:
        self.sentences: list[Sentence] = []
        self._parts: list[str] = []
        self._length = 0
        self._paragraph = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, item: Item, *, first: bool) -> Sentence:
        """Append a sentence; ``first``: it is the first of its pair."""
        gap = item.gap
        if gap is None:
            gap = ("\n" if first else " ") if self.sentences else ""
        if item.paragraph is not None:
            self._paragraph = item.paragraph
        elif self.sentences and "\n" in gap:
            self._paragraph += 1
        text = item.text.strip()
        start = self._length + len(gap)
        self._parts += [gap, text]
        self._length = start + len(text)
        self.sentences.append(Sentence(start, self._length, text, self._paragraph))
        return self.sentences[-1]


def _document(text: str, sentences: list[Sentence], found: Sequence[Quotation], lang: str) -> Document:
    return Document(
        text,
        tuple(sentences),
        tuple(quotation for quotation in found if quotation.kind != "stray"),
        tuple(quotation for quotation in found if quotation.kind == "stray"),
        lang,
    )
