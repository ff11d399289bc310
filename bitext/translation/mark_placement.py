"""Where the quotation marks of one sentence go in its translation.

The marks that the translation already has are slots; each quotation of the source takes the pair of
slots that encloses the words that the attention links to it. Where there is no slot for a mark, its
place is the edge of those words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import product

from bitext.alignment.words import Attention
from bitext.text.document import Span
from bitext.translation.preprocessing import SentenceMark

_FOUND = 0.6
"""What it is worth that the translation has a mark, against how well the words fit (1 at best)."""
_STOP = re.compile(r"\s*[!?…]+")
_CANDIDATES = 6
_BEAM = 50
_NEAR = 8


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


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    open: Span | None
    close: Span | None
    score: float


def place_segments(
    text: str, source: str, marks: Sequence[SentenceMark], found: Sequence[Span], attention: Attention
) -> list[Place]:
    """A place in ``text``, the English of ``source``, for each of ``marks``.

    ``found`` are the marks that it has.
    """
    segments = _segments(marks)
    choices = [_candidates(segment, text, source, found, attention) for segment in segments]
    return [
        place
        for segment, candidate in zip(segments, _best(segments, choices), strict=True)
        for place in _places(segment, candidate)
    ]


def _segments(marks: Sequence[SentenceMark]) -> list[_Segment]:
    pairs: dict[tuple[int, int], dict[str, SentenceMark]] = {}
    for mark in marks:
        pairs.setdefault((mark.quotation.start, mark.quotation.end), {})[mark.role] = mark
    return [_Segment(pair.get("open"), pair.get("close")) for pair in pairs.values()]


def _candidates(
    segment: _Segment, text: str, source: str, found: Sequence[Span], attention: Attention
) -> list[_Candidate]:
    """Ways to place the segment's marks, the best first."""
    inside = Span(
        segment.open.end if segment.open else 0,
        segment.close.start if segment.close else attention.source_length,
    )
    profile = attention.profile(text, inside)
    start, end, _ = profile.best(None if segment.open else 0, None if segment.close else len(text))
    opens: list[Span | None] = [*_nearest(found, start), None] if segment.open else [None]
    closes: list[Span | None] = [*_nearest(found, end), None] if segment.close else [None]
    candidates = []
    for opening, closing in product(opens, closes):
        if opening is not None and closing is not None and opening.start >= closing.start:
            continue
        left = opening.end if opening else (None if segment.open else 0)
        right = closing.start if closing else (None if segment.close else len(text))
        start, end, fit = profile.best(left, right)
        bonus = _FOUND * sum(
            _looks(text, mark, side) for mark, side in ((opening, "open"), (closing, "close")) if mark
        )
        start = opening.start if opening else start
        end = closing.start if closing else _with_stop(text, end, source[: inside.end])
        candidates.append(_Candidate(start, end, opening, closing, fit + bonus))
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _nearest(found: Sequence[Span], offset: int) -> list[Span]:
    """The marks around an offset; in a sentence with many, those far away are not tried."""
    return sorted(sorted(found, key=lambda span: abs(span.start - offset))[:_NEAR])


def _with_stop(text: str, end: int, quoted: str) -> int:
    """The end of the quoted words, moved behind the question or exclamation mark that they end in."""
    stop = _STOP.match(text, end)
    return stop.end() if stop and quoted.rstrip().endswith(("!", "?", "…")) else end


def _looks(text: str, mark: Span, side: str) -> float:
    """1 for a mark that by its neighbours is of that side, less where it looks like the other."""
    before = text[: mark.start][-1:]
    after = text[mark.end :][:1]
    opening = (not before or before.isspace() or before in "([—-") and bool(after) and not after.isspace()
    closing = bool(before) and not before.isspace() and (not after or not after.isalnum())
    if opening == closing:
        return 0.8
    return 1.0 if (side == "open") == opening else 0.2


def _best(segments: Sequence[_Segment], choices: Sequence[Sequence[_Candidate]]) -> Sequence[_Candidate]:
    """One candidate a segment, such that no mark serves twice and quotations do not cross.

    A beam search over the segments, left to right.
    """
    beams: list[tuple[float, tuple[_Candidate, ...]]] = [(0.0, ())]
    for choice in choices:
        grown = [
            (score + candidate.score - _conflicts(segments, (*chosen, candidate)), (*chosen, candidate))
            for score, chosen in beams
            for candidate in _varied(choice, _CANDIDATES)
        ]
        beams = nlargest(_BEAM, grown, key=lambda beam: beam[0])
    return beams[0][1]


def _varied(choice: Sequence[_Candidate], width: int) -> list[_Candidate]:
    """The best candidates, the one that uses no found mark always among them."""
    kept = list(choice[:width])
    free = next(candidate for candidate in choice if candidate.open is None and candidate.close is None)
    if free not in kept:
        kept[-1] = free
    return kept


def _conflicts(segments: Sequence[_Segment], chosen: Sequence[_Candidate]) -> float:
    """What the last candidate costs beside those before it."""
    penalty = 0.0
    later = len(chosen) - 1
    b = chosen[later]
    for earlier, a in enumerate(chosen[:later]):
        shared = {a.open, a.close} & {b.open, b.close} - {None}
        if shared or _cross(a, b) or _nested(segments, earlier, later) != _encloses(a, b):
            penalty += 10.0
        elif b.start < a.start:
            penalty += 0.5
    return penalty


def _nested(segments: Sequence[_Segment], earlier: int, later: int) -> bool:
    outer, inner = (segments[i].open or segments[i].close for i in (earlier, later))
    if outer is None or inner is None:
        return False
    return outer.quotation.start <= inner.quotation.start < outer.quotation.end


def _cross(a: _Candidate, b: _Candidate) -> bool:
    return a.start < b.start < a.end < b.end or b.start < a.start < b.end < a.end


def _encloses(a: _Candidate, b: _Candidate) -> bool:
    return a.start <= b.start and b.end <= a.end and a.start < a.end


def _places(segment: _Segment, candidate: _Candidate) -> Iterator[Place]:
    if segment.open is not None:
        yield Place(segment.open, candidate.start, candidate.open)
    if segment.close is not None:
        yield Place(segment.close, candidate.end, candidate.close)
