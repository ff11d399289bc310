"""Ids of sentences and quotations on both sides, and the markup that carries them.

The ids of a sentence's counterparts stand in its attribute ``data-counterpart``, with spaces between them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bitext.documents.book.inline import Inline, Wrap, wrapped
from bitext.result.bitext import Bitext
from bitext.result.pair import SIDES, SideName
from bitext.text.document import Quotation, Sentence, Span

ALONE = "bitext-alone"
SENTENCE = "bitext-sentence"
QUOTATION = "bitext-quotation"


@dataclass(frozen=True, slots=True)
class Identifiers:
    """How ids are made: ``prefix``, which no id of the book begins with, and the language of each side."""

    prefix: str
    source: str
    target: str

    def of(self, side: SideName, kind: str, number: int) -> str:
        """The id of what has a ``number`` among those of its kind on its side."""
        return f"{self.prefix}{getattr(self, side)}-{kind}{number}"

    def note(self, pair: int) -> str:
        """The id of the note that has the target of a pair."""
        return f"{self.prefix}note{pair}"


class SideMarks:
    """The spans of one side that are marked: its sentences, and its quotations by their depth."""

    def __init__(self, bitext: Bitext, side: SideName, ids: Identifiers, *, notes: bool = False) -> None:
        """``notes``: each sentence of the source names the note of its pair, ``data-note``."""
        self._layers = [_Layer(_sentence_wraps(bitext, side, ids, notes=notes))]
        by_depth: dict[int, list[Wrap]] = {}
        for quotation, wrap in _quotation_wraps(bitext, side, ids):
            by_depth.setdefault(quotation.depth, []).append(wrap)
        for depth in sorted(by_depth):
            self._layers += [_Layer(wraps) for wraps in _apart(by_depth[depth])]

    def marked(self, content: tuple[Inline, ...], span: Span) -> tuple[Inline, ...]:
        """The content of a block, which stands at ``span``, with what is marked in it."""
        for layer in self._layers:
            wraps = layer.within(span)
            if wraps:
                content = wrapped(content, wraps)
        return content


class _Layer:
    """Spans that are in order and apart from each other."""

    def __init__(self, wraps: Sequence[Wrap]) -> None:
        self._wraps = wraps
        self._starts = [wrap.start for wrap in wraps]
        self._ends = [wrap.end for wrap in wraps]

    def within(self, span: Span) -> Sequence[Wrap]:
        """Those that touch a span."""
        return self._wraps[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]


def _apart(wraps: Iterable[Wrap]) -> list[list[Wrap]]:
    """Wraps in layers of such as do not overlap; of one depth, most often all are in one."""
    layers: list[list[Wrap]] = []
    for wrap in sorted(wraps, key=lambda wrap: (wrap.start, -wrap.end)):
        layer = next((each for each in layers if each[-1].end <= wrap.start), None)
        if layer is None:
            layers.append([wrap])
        else:
            layer.append(wrap)
    return layers


def _sentence_wraps(bitext: Bitext, side: SideName, ids: Identifiers, *, notes: bool) -> list[Wrap]:
    """The sentences of a side; in the order of the text, for pairs run in order."""
    numbers = dict.fromkeys(SIDES, 0)
    wraps = []
    for at, pair in enumerate(bitext.pairs):
        here: dict[SideName, list[tuple[Sentence, str]]] = {}
        for name in SIDES:
            sentences: Sequence[Sentence] = getattr(pair, name)
            first = numbers[name]
            here[name] = [(s, ids.of(name, "", first + i)) for i, s in enumerate(sentences) if s.text]
            numbers[name] += len(sentences)
        other = [number for _, number in here["target" if side == "source" else "source"]]
        note = ids.note(at) if notes and other else ""
        wraps += [Wrap(s.start, s.end, _opening(SENTENCE, number, other, note)) for s, number in here[side]]
    return wraps


def _quotation_wraps(bitext: Bitext, side: SideName, ids: Identifiers) -> Iterable[tuple[Quotation, Wrap]]:
    """The quotations of a side; one that has several parts on the other side points to each."""
    numbers = {name: _quotation_numbers(bitext, name, ids) for name in SIDES}
    other: SideName = "target" if side == "source" else "source"
    counterparts: dict[Span, list[str]] = {}
    found: dict[Span, Quotation] = {}
    for link in bitext.quotes:
        own, there = getattr(link, side), getattr(link, other)
        if own is None or own.kind == "stray":
            continue
        span = Span(own.start, own.end)
        found[span] = own
        known = counterparts.setdefault(span, [])
        if there is not None and (number := numbers[other].get(Span(there.start, there.end))):
            known += [number] if number not in known else []
    for span, quotation in found.items():
        opening = _opening(QUOTATION, numbers[side][span], counterparts[span])
        yield quotation, Wrap(span.start, span.end, opening)


def _quotation_numbers(bitext: Bitext, side: SideName, ids: Identifiers) -> Mapping[Span, str]:
    """The ids of the quotations of a side, by where they stand."""
    quotations: Iterable[Quotation | None] = (getattr(link, side) for link in bitext.quotes)
    spans = sorted({Span(q.start, q.end) for q in quotations if q is not None and q.kind != "stray"})
    return {span: ids.of(side, "q", number) for number, span in enumerate(spans)}


def _opening(name: str, number: str, counterparts: Sequence[str], note: str = "") -> str:
    classes = name if counterparts else f"{name} {ALONE}"
    points = f' data-counterpart="{escape(" ".join(counterparts))}"' if counterparts else ""
    noted = f' data-note="{note}"' if note else ""
    return f'<span class="{classes}" id="{escape(number)}"{points}{noted}>'
