"""Attention → word links.

The decoder's attention says, for each piece of the English, which pieces of the French it came
from. Here it is read for words (links) and for stretches of text (where quoted words went).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bitext.text.document import Span, SpanIndex
from bitext.text.runs import heaviest_run
from bitext.text.words import overlaps, words_of

Matrix = NDArray[np.float32]

_PUNCTUATION_WEIGHT = 0.1
_STRONG = 0.5
"""Weight of a word that belongs to a stretch for the most part."""
_AGREEMENT = 0.5
"""A link of less agreement than this is dropped."""
_SECOND = 0.3
"""A source word that is left over is linked from this share of a target word's attention."""
_EPSILON = 1e-3
_MOST_WORDS = 8
"""Words that one piece may be all of and they are still linked one by one; signs such as "..." are words."""


@dataclass(frozen=True, slots=True)
class AttentionPart:
    """A stretch that the model translated in one go.

    ``source`` and ``target`` are the spans of the pieces in the French sentence and in the English one;
    ``attention`` has the shape (target pieces, source pieces).
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    attention: Matrix


@dataclass(frozen=True, slots=True)
class Attention:
    """How a translation came about: one part, or several where the sentence was too long for one.

    ``source_length`` is the length of the French sentence in characters.
    """

    parts: tuple[AttentionPart, ...]
    source_length: int

    def profile(self, text: str, inside: Span) -> SpanProfile:
        """How much each word of ``text``, the English, comes from ``inside`` of the French."""
        return Profiler(self, text).profile(inside)

    def links(self, french: Sequence[Span], english: Sequence[Span]) -> Iterator[tuple[int, int]]:
        """The links (i, j) between the words at ``french`` and those at ``english``."""
        for part in self.parts:
            sources = _units(part.source, french, _window(french, part.source))
            targets = _units(part.target, english, _window(english, part.target))
            matrix = word_matrix(part, _spans(french, sources), _spans(english, targets))
            for i, j in link_words(matrix):
                source, target = sources[i], targets[j]
                if len(source) == len(target) == 1:
                    yield source.start, target.start
                else:
                    yield from _in_parallel(source, target)


class Profiler:
    """Says of stretches of the French where in ``text``, the English, they went.

    Only the parts that a stretch touches are looked at, so that a long sentence with many quotations takes no
    longer than its length asks for.
    """

    def __init__(self, attention: Attention, text: str, function_words: Container[str] = ()) -> None:
        """``function_words``: words of grammar, in small letters, which tell little of a stretch's end."""
        self._parts = [part for part in attention.parts if part.source and part.target]
        self._length = len(text)
        self._words = words_of(text)
        self._punctuation = [not text[word.start].isalnum() for word in self._words]
        self._light = [
            text[word.start : word.end].lower() in function_words or mark
            for word, mark in zip(self._words, self._punctuation, strict=True)
        ]
        self._index = SpanIndex(self._words)
        self._starts = [part.source[0].start for part in self._parts]
        self._ends = [part.source[-1].end for part in self._parts]

    def profile(self, inside: Span) -> SpanProfile:
        """How much each word of the English comes from ``inside`` of the French.

        Words of parts that have nothing of it are left out.
        """
        touched = self._touched(inside)
        first, end = self._window(touched)
        words = self._words[first:end]
        weights = np.zeros(len(words))
        for part in self._parts[touched.start : touched.stop]:
            gain = _gain(part, inside)
            for index, share in overlaps(part.target, words):
                weights[share] += gain[index]
        punctuation = self._punctuation[first:end]
        weights[punctuation] *= _PUNCTUATION_WEIGHT
        light = tuple(self._light[first:end])
        return SpanProfile(tuple(words), weights, tuple(punctuation), light, self._length)

    def cut(self, offset: int) -> int:
        """The offset of the English that divides it as ``offset`` divides the French."""
        around = self._touched(Span(offset, offset + 1))
        start = self._starts[around.start] if around else 0
        return self.profile(Span(start, offset)).best(0, None)[1]

    def _touched(self, inside: Span) -> range:
        """The parts that have something of a stretch of the French, or those beside it."""
        first, end = bisect_right(self._ends, inside.start), bisect_left(self._starts, inside.end)
        return range(first, end) if first < end else range(max(0, end - 1), min(first + 1, len(self._parts)))

    def _window(self, touched: range) -> tuple[int, int]:
        """The words between the parts before and behind ``touched``."""
        first, end = 0, len(self._words)
        if touched.start > 0:
            first = bisect_right(self._index.ends, self._parts[touched.start - 1].target[-1].end)
        if touched.stop < len(self._parts):
            end = bisect_left(self._index.starts, self._parts[touched.stop].target[0].start)
        return first, max(first, end)


@dataclass(frozen=True, slots=True)
class SpanProfile:
    """A weight for each word of the English: positive where it belongs to a stretch of French."""

    words: tuple[Span, ...]
    weights: NDArray[np.float64]
    punctuation: tuple[bool, ...]
    light: tuple[bool, ...]
    length: int

    def best(self, left: int | None, right: int | None) -> tuple[int, int, float]:
        """The stretch with the greatest weight, and its fit: 1 if it has all of it and nothing else.

        ``left`` and ``right`` are offsets where the stretch has to begin and end, if not None.
        """
        ends = self.length if right is None else right
        if not self.words:
            return left or 0, ends, 0.0
        count = len(self.words)
        first = self._starts() if left is None else (self._index(left),)
        last = range(1, count + 1) if right is None else (self._index(right),)
        found = heaviest_run(self.weights.tolist(), first, last)
        if found is None:
            return left if left is not None else ends, ends, -1.0
        a, b, value = found
        total = max(float(self.weights[self.weights > 0].sum()), 1e-6)
        start = self.words[a].start if left is None else left
        return start, self.words[b - 1].end if right is None else right, max(value / total, -1.0)

    def left_out(self, start: int, end: int) -> float:
        """Of what belongs to the stretch of French, the share (0 to 1) outside ``start`` to ``end``."""
        gains = self.weights.clip(min=0)
        total = float(gains.sum())
        inside = [start <= word.start and word.end <= end for word in self.words]
        return 1 - float(gains[inside].sum()) / total if total > 0 else 0.0

    def widened(self, start: int, end: int, most: int) -> tuple[int, int]:
        """``start`` to ``end`` with the words near it that belong to the stretch of French for the most part.

        Up to ``most`` other words in a row may stand between. Words of grammar widen nothing.
        """
        near = [i for i, word in enumerate(self.words) if start <= word.start and word.end <= end]
        if not near:
            return start, end
        first, last = near[0], near[-1]
        strong = [i for i in range(len(self.words)) if self.weights[i] >= _STRONG and not self.light[i]]
        for i in reversed([i for i in strong if i < first]):
            first = i if first - i <= most + 1 else first
        for i in (i for i in strong if i > last):
            last = i if i - last <= most + 1 else last
        return min(start, self.words[first].start), max(end, self.words[last].end)

    def _starts(self) -> Container[int]:
        """The words that a stretch may begin with: no punctuation, if there is anything else."""
        plain = {index for index, mark in enumerate(self.punctuation) if not mark}
        return plain or range(len(self.words))

    def _index(self, offset: int) -> int:
        """How many words lie before ``offset``."""
        return bisect_right(self.words, offset, key=lambda word: word.end)


def _gain(part: AttentionPart, inside: Span) -> Matrix:
    """For each target piece, its attention inside a stretch of the French less that outside."""
    starts = np.array([span.start for span in part.source], dtype=np.int64)
    ends = np.array([span.end for span in part.source], dtype=np.int64)
    within = (inside.start <= starts) & (ends <= inside.end)
    return np.asarray(part.attention[:, within].sum(1) - part.attention[:, ~within].sum(1))


def _window(words: Sequence[Span], pieces: Sequence[Span]) -> tuple[int, int]:
    """Which of the words, in order, the pieces lie in."""
    if not pieces:
        return 0, 0
    first = bisect_right(words, pieces[0].start, key=lambda word: word.end)
    return first, bisect_left(words, pieces[-1].end, key=lambda word: word.start)


def _units(pieces: Sequence[Span], words: Sequence[Span], window: tuple[int, int]) -> list[range]:
    """The words of a window one by one, but together those that one piece is all of: what was masked."""
    at, stop = window
    units: list[range] = []
    for piece in pieces:
        if piece.end - piece.start <= _MOST_WORDS:
            continue
        first = bisect_left(words, piece.start, at, stop, key=lambda word: word.start)
        end = bisect_right(words, piece.end, first, stop, key=lambda word: word.end)
        if end - first > _MOST_WORDS:
            units += [*(range(i, i + 1) for i in range(at, first)), range(first, end)]
            at = end
    return [*units, *(range(i, i + 1) for i in range(at, stop))]


def _spans(words: Sequence[Span], units: Sequence[range]) -> Sequence[Span]:
    if units and len(units) == units[-1].stop - units[0].start:
        return words[units[0].start : units[-1].stop]
    return [Span(words[unit[0]].start, words[unit[-1]].end) for unit in units]


def _in_parallel(source: range, target: range) -> Iterator[tuple[int, int]]:
    """The links between the words of two units: the first with the first, and so on."""
    for at in range(max(len(source), len(target))):
        yield source[min(at, len(source) - 1)], target[min(at, len(target) - 1)]


def word_matrix(part: AttentionPart, source: Sequence[Span], target: Sequence[Span]) -> Matrix:
    """The attention between words: shape (target words, source words).

    The pieces of a source word add up; those of a target word are averaged.
    """
    gather = np.zeros((len(part.source), len(source)), dtype=np.float32)
    for piece, word in overlaps(part.source, source):
        gather[piece, word] = 1.0
    average = np.zeros((len(target), len(part.target)), dtype=np.float32)
    for piece, word in overlaps(part.target, target):
        average[word, piece] = 1.0
    average /= np.maximum(average.sum(1, keepdims=True), np.float32(1))
    return np.asarray(average @ part.attention @ gather, dtype=np.float32)


def link_words(matrix: Matrix) -> list[tuple[int, int]]:
    """The links (source word, target word) that a matrix of :func:`word_matrix` holds.

    A cell counts by the geometric mean of two shares: of the target word's attention that lies on
    the source word, and of all the attention on the source word that comes from the target word. So
    both directions have to agree. Each target word takes its best source word; a source word that
    nobody took takes its best target word, if the attention there is not too thin.
    """
    if not matrix.size:
        return []
    shares = matrix / np.maximum(matrix.sum(0, keepdims=True), _EPSILON)
    agreement = np.sqrt(matrix * shares)
    best = zip(agreement.argmax(1).tolist(), agreement.max(1).tolist(), strict=True)
    links = [(j, i) for j, (i, value) in enumerate(best) if value >= _AGREEMENT]
    taken = {i for _, i in links}
    for i, j in enumerate(shares.argmax(0).tolist()):
        if i not in taken and matrix[j, i] >= _SECOND:
            links.append((j, i))
    return [(i, j) for j, i in sorted(links)]


def link_rows(attention: Attention, source: str, target: str) -> Iterator[tuple[int, int, int, int]]:
    """The word links of a sentence and its translation: start and end on both sides."""
    french, english = words_of(source), words_of(target)
    for i, j in attention.links(french, english):
        yield french[i].start, french[i].end, english[j].start, english[j].end
