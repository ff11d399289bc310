"""Some pairs of a result as a result of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink
from bitext.result.pair import Pair, Side
from bitext.text.document import Document, Quotation, Sentence


def part_of(
    sides: tuple[str, str],
    langs: tuple[str, str],
    pairs: Sequence[Pair],
    quotes: Sequence[QuoteLink],
    first: int,
) -> Bitext:
    """The one-to-one ``pairs`` from number ``first`` on, with their ``quotes``.

    ``sides`` are the stretches of the two texts that they cover, in the languages ``langs``. Offsets and
    numbers of sentences count from the beginning of the part.
    """
    source, target = _Shift(pairs[0].source.start, first), _Shift(pairs[0].target.start, first)
    links = tuple(
        replace(link, source=source.quotation(link.source), target=target.quotation(link.target))
        for link in quotes
    )
    moved = tuple(
        replace(
            pair,
            source=Side(map(source.sentence, pair.source)),
            target=Side(map(target.sentence, pair.target)),
            words=pair.words.shifted(-source.offset, -target.offset),
            terms=pair.terms.shifted(-source.offset, -target.offset),
        )
        for pair in pairs
    )
    documents = [
        _document(
            text, [getattr(pair, name)[0] for pair in moved], [getattr(link, name) for link in links], lang
        )
        for text, name, lang in zip(sides, ("source", "target"), langs, strict=True)
    ]
    return Bitext(documents[0], documents[1], moved, links)


class _Shift:
    """Moves what stands in a text to where it stands in a part of it."""

    def __init__(self, offset: int, first: int) -> None:
        self.offset = offset
        self._first = first

    def sentence(self, sentence: Sentence) -> Sentence:
        return replace(sentence, start=sentence.start - self.offset, end=sentence.end - self.offset)

    def quotation(self, quotation: Quotation | None) -> Quotation | None:
        if quotation is None:
            return None
        return replace(
            quotation,
            start=quotation.start - self.offset,
            end=quotation.end - self.offset,
            sentences=tuple(number - self._first for number in quotation.sentences),
            continuations=tuple(at - self.offset for at in quotation.continuations),
        )


def _document(
    text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation | None], lang: str
) -> Document:
    known = sorted(dict.fromkeys(q for q in quotations if q is not None), key=lambda q: (q.start, -q.end))
    paired = tuple(q for q in known if q.kind != "stray")
    return Document(text, tuple(sentences), paired, tuple(q for q in known if q.kind == "stray"), lang)
