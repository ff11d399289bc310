"""Where the quotation marks of one sentence go in its translation.

The marks that the translation already has are slots; each quotation of the source takes the pair of
slots that encloses the words that the attention links to it. Where there is no slot for a mark, its
place is the edge of those words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import product
from math import inf

from bitext.alignment.words import Profiler
from bitext.text.document import Quotation, Span
from bitext.translation.preprocessing import SentenceMark

_FOUND = 0.6
"""What it is worth that the translation has a mark, against how well the words fit (1 at best)."""
_CONTRADICTED = 0.3
"""Marks that the translation has count for nothing where other words fit better by more than this."""
_EPSILON = 1e-6
_BETWEEN = 2
"""Words in a row that do not belong to a quotation, and stand between those that do."""
_STOP = re.compile(r"\s*[!?…]+")
_CANDIDATES = 6
_BEAM = 50
_NEAR = 8
_MANY, _FEW_BEAMS, _VERY_NEAR = 16, 8, 2
"""In a sentence with more quotations than this, so many beams are kept and marks tried."""
_BACK = 12
"""Segments before one that its candidates are compared with."""
_REACH = 24
"""Characters in which the last sign of a quotation is looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark goes: at offset ``at`` of the translation, in place of the mark ``found``."""

    mark: SentenceMark
    at: int
    found: Span | None


@dataclass(frozen=True, slots=True)
class _Segment:
    """The part of a quotation that lies in this sentence; a side without a mark is its edge."""

    open: SentenceMark | None
    close: SentenceMark | None

    def holds(self, other: _Segment) -> bool:
        """Whether ``other`` stands within this part, in the source."""
        return self is not other and self._start <= other._start and other._end <= self._end

    @property
    def _start(self) -> int:
        return self.open.start if self.open else -1

    @property
    def _end(self) -> int | float:
        return self.close.end if self.close else inf


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    open: Span | None
    close: Span | None
    score: float


def place_segments(
    text: str, source: str, marks: Sequence[SentenceMark], found: Sequence[Span], profiler: Profiler
) -> list[Place]:
    """A place in ``text``, the English of ``source``, for each of ``marks``.

    ``found`` are the marks that it has, in order.
    """
    segments = _segments(marks)
    near = _NEAR if len(segments) <= _MANY else _VERY_NEAR
    choices = [_candidates(segment, text, source, found, profiler, near) for segment in segments]
    return [
        place
        for segment, candidate in zip(segments, _best(segments, choices), strict=True)
        for place in _places(segment, candidate)
    ]


def _segments(marks: Sequence[SentenceMark]) -> list[_Segment]:
    """The parts of quotations between ``marks``; a reporting clause divides one into several."""
    found: list[_Segment] = []
    last: dict[Quotation, int] = {}
    for mark in marks:
        at = last.get(mark.quotation)
        if mark.role == "close" and at is not None and found[at].close is None:
            found[at] = _Segment(found[at].open, mark)
        elif mark.role == "close":
            found.append(_Segment(None, mark))
        else:
            last[mark.quotation] = len(found)
            found.append(_Segment(mark, None))
    return found


def _candidates(
    segment: _Segment, text: str, source: str, found: Sequence[Span], profiler: Profiler, near: int
) -> list[_Candidate]:
    """Ways to place the segment's marks, the best first; ``near`` of the marks ``found`` are tried."""
    inside = Span(
        segment.open.end if segment.open else 0,
        segment.close.start if segment.close else len(source),
    )
    last_words = source[max(0, inside.end - _REACH) : inside.end]
    profile = profiler.profile(inside)
    start, end, best_fit = profile.best(None if segment.open else 0, None if segment.close else len(text))
    least_left = profile.left_out(start, end)
    opens: list[Span | None] = [*_nearest(found, start, near), None] if segment.open else [None]
    closes: list[Span | None] = [*_nearest(found, end, near), None] if segment.close else [None]
    is_empty = not source[inside.start : inside.end].strip()
    candidates = []
    for opening, closing in product(opens, closes):
        if opening is not None and closing is not None and opening.start >= closing.start:
            continue
        left = opening.end if opening else (None if segment.open else 0)
        right = closing.start if closing else (None if segment.close else len(text))
        start, end, fit = profile.best(left, right)
        if is_empty and opening is None and closing is None:
            start = end = profiler.cut(inside.start)
        wide = profile.widened(start, end, _BETWEEN)
        # Where words that belong to the quotation are outside its marks, the words win.
        agree = wide[0] >= start, wide[1] <= end
        bonus = _FOUND * sum(
            _looks(text, mark, side) * agrees
            for mark, side, agrees in zip((opening, closing), ("open", "close"), agree, strict=True)
            if mark
        )
        if best_fit - fit > _CONTRADICTED and profile.left_out(start, end) > least_left - _EPSILON:
            bonus = 0.0
        if segment.open is not None:
            start = opening.start if opening else wide[0]
        if segment.close is not None:
            end = closing.start if closing else _with_stop(text, wide[1], last_words)
        candidates.append(_Candidate(start, end, opening, closing, fit + bonus))
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _nearest(found: Sequence[Span], offset: int, count: int) -> list[Span]:
    """The marks around an offset, at most ``count``."""
    at = bisect_left(found, offset, key=lambda span: span.start)
    around = found[max(0, at - count) : at + count]
    return sorted(sorted(around, key=lambda span: abs(span.start - offset))[:count])


def _with_stop(text: str, end: int, quoted: str) -> int:
    """The end of the quoted words, moved behind the question or exclamation mark that they end in."""
    stop = _STOP.match(text, end)
    return stop.end() if stop and quoted.rstrip().endswith(("!", "?", "…")) else end


def _looks(text: str, mark: Span, side: str) -> float:
    """1 for a mark that by its neighbours is of that side, less where it looks like the other."""
    before = text[max(0, mark.start - 1) : mark.start]
    after = text[mark.end : mark.end + 1]
    opening = (not before or before.isspace() or before in "([—-") and bool(after) and not after.isspace()
    closing = bool(before) and not before.isspace() and (not after or not after.isalnum())
    if opening == closing:
        return 0.8
    return 1.0 if (side == "open") == opening else 0.2


@dataclass(frozen=True, slots=True)
class _Beam:
    """Candidates for the segments so far: the last one, those before it, and those that the next may hurt."""

    score: float
    last: _Candidate | None = None
    before: _Beam | None = None
    near: tuple[tuple[int, _Candidate], ...] = ()
    """The candidates that the next one is compared with, each with the number of its segment."""


def _best(segments: Sequence[_Segment], choices: Sequence[Sequence[_Candidate]]) -> list[_Candidate]:
    """One candidate a segment, such that no mark serves twice and quotations do not cross.

    A beam search over the segments, left to right; a candidate is compared with the :data:`_BACK` before it
    and with those of the quotations around it.
    """
    width = _BEAM if len(segments) <= _MANY else _FEW_BEAMS
    beams = [_Beam(0.0)]
    for number, choice in enumerate(choices):
        grown = [
            (beam.score + candidate.score - _conflicts(segments, beam, number, candidate), beam, candidate)
            for beam in beams
            for candidate in _varied(choice, _CANDIDATES)
        ]
        kept = nlargest(width, grown, key=lambda row: row[0])
        beams = [_grown(segments, number, *row) for row in kept]
    return list(_chosen(beams[0]))[::-1]


def _grown(
    segments: Sequence[_Segment], number: int, score: float, beam: _Beam, candidate: _Candidate
) -> _Beam:
    """The beam with a candidate for the segment of that number."""
    near = (*beam.near, (number, candidate)) if number + 1 < len(segments) else ()
    kept = tuple(
        row for row in near if row[0] > number - _BACK or segments[row[0]].holds(segments[number + 1])
    )
    return _Beam(score, candidate, beam, kept)


def _chosen(beam: _Beam) -> Iterator[_Candidate]:
    """The candidates of a beam, the last first."""
    while beam.last is not None and beam.before is not None:
        yield beam.last
        beam = beam.before


def _varied(choice: Sequence[_Candidate], width: int) -> list[_Candidate]:
    """The best candidates, the one that uses no found mark always among them."""
    kept = list(choice[:width])
    free = next(candidate for candidate in choice if candidate.open is None and candidate.close is None)
    if free not in kept:
        kept[-1] = free
    return kept


def _conflicts(segments: Sequence[_Segment], beam: _Beam, later: int, b: _Candidate) -> float:
    """What the candidate ``b`` for the segment ``later`` costs beside those before it."""
    penalty = 0.0
    for earlier, a in beam.near:
        shared = {a.open, a.close} & {b.open, b.close} - {None}
        if shared or _cross(a, b) or segments[earlier].holds(segments[later]) != _encloses(a, b):
            penalty += 10.0
        elif b.start < a.start:
            penalty += 0.5
    return penalty


def _cross(a: _Candidate, b: _Candidate) -> bool:
    return a.start < b.start < a.end < b.end or b.start < a.start < b.end < a.end


def _encloses(a: _Candidate, b: _Candidate) -> bool:
    return a.start <= b.start and b.end <= a.end and a.start < a.end


def _places(segment: _Segment, candidate: _Candidate) -> Iterator[Place]:
    if segment.open is not None:
        yield Place(segment.open, candidate.start, candidate.open)
    if segment.close is not None:
        yield Place(segment.close, candidate.end, candidate.close)
