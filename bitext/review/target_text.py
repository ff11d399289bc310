"""Edited lines → the whole target text again, with a paragraph for each sentence and a map of what moved.

Lines that stayed side by side keep the gap between them, character for character. Of the gaps round a
line that is gone the strongest stays, so that paragraphs stay apart and no space is doubled. A new line
is set off by a space, and by a paragraph break where its source stands in a paragraph of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise

from bitext.result.pair import Side
from bitext.review.diff import EditedLine
from bitext.review.offset_map import OffsetMap
from bitext.text.builder import TextBuilder
from bitext.text.characters import LINE_BREAKS
from bitext.text.document import Document, Sentence

_BREAKS = frozenset(LINE_BREAKS)
"""Characters that end a line, and so a paragraph."""


@dataclass(frozen=True, slots=True)
class PairLines:
    """A pair as it stands after the edit: its sentences of the source and its lines of the target."""

    source: Side
    lines: Sequence[EditedLine]


@dataclass(frozen=True, slots=True)
class Draft:
    """The new text; ``sides`` has the sentences of each group.

    ``ends`` tells where the last line now ends that stands for an old sentence.
    """

    text: str
    sides: tuple[Side, ...]
    offsets: OffsetMap
    ends: dict[int, int]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order."""
        return tuple(chain.from_iterable(self.sides))


@dataclass(frozen=True, slots=True)
class _Gap:
    text: str
    origin: int | None = None
    """Offset in the old text."""
    step: int = 0
    """Paragraphs that it leads on."""

    @property
    def breaks(self) -> bool:
        return not _BREAKS.isdisjoint(self.text)


_SPACE = _Gap(" ")


def redraft(source: Document, target: Document, groups: Sequence[PairLines]) -> Draft:
    """The text of the lines of ``groups``, which replaces ``target``."""
    lines = [line for group in groups for line in group.lines]
    *gaps, tail = _Gaps(source, target, groups).between()
    offsets, built, ends = OffsetMap(), TextBuilder(), dict[int, int]()
    sentences = []
    paragraph = 0
    for line, gap, following in zip(lines, gaps, _first_kept(lines), strict=True):
        _keep(offsets, gap, len(built), following)
        span = built.add(gap.text, line.text)
        paragraph += gap.step
        for old, new, length in line.kept:
            offsets.keep(old, span.start + new, length)
        for old, new in line.swaps:
            offsets.swap(old, span.start + new)
        if line.cover:
            ends[line.cover[1]] = span.end
        sentences.append(Sentence(span.start, span.end, line.text, paragraph))
    _keep(offsets, tail, len(built), None)
    rest = iter(sentences)
    sides = tuple(Side(next(rest) for _ in group.lines) for group in groups)
    return Draft(built.text + tail.text, sides, offsets, ends)


def _keep(offsets: OffsetMap, gap: _Gap, position: int, following: int | None) -> None:
    """Note the gap, unless words before or behind it have come over from its other side.

    ``following`` is the old offset of what stayed behind it.
    """
    if gap.origin is None or gap.origin < offsets.end:
        return
    if following is None or gap.origin + len(gap.text) <= following:
        offsets.keep(gap.origin, position, len(gap.text))


def _first_kept(lines: Sequence[EditedLine]) -> list[int | None]:
    """For each line the old offset of the first thing that stayed in it or behind it."""
    first, found = None, list[int | None]()
    for line in reversed(lines):
        first = line.kept[0][0] if line.kept else first
        found.append(first)
    return found[::-1]


class _Gaps:
    """Chooses the white space before each line, and that at the end."""

    def __init__(self, source: Document, target: Document, groups: Sequence[PairLines]) -> None:
        self._source = _gaps_of(source)
        self._target = _gaps_of(target)
        self._groups = groups
        self._lines = [line for group in groups for line in group.lines]
        self._group_of = [index for index, group in enumerate(groups) for _ in group.lines]
        self._heads = list(accumulate((len(group.source) for group in groups), initial=0))

    def between(self) -> list[_Gap]:
        """A gap before each line and one at the end of the text."""
        found: list[_Gap] = []
        last = -1
        for at, line in enumerate(self._lines):
            if line.cover:
                found += self._run(range(len(found), at + 1), last, line.cover[0])
                last = line.cover[1]
        found += self._run(range(len(found), len(self._lines)), last, None)
        edges = self._target[:1] if not found else []
        edges += self._target[1:][-1:]
        return [*found, edges[0] if len(edges) == 1 else _Gap("".join(gap.text for gap in edges))]

    def _run(self, slots: range, last: int, following: int | None) -> list[_Gap]:
        """The gaps before the lines ``slots``, which stand between two old sentences.

        All of them are new lines, but for the last if ``following`` says which sentence it stands for.
        """
        if slots.start == 0:
            return [self._target[0], *(self._as_in_source(slot) for slot in slots[1:])][: len(slots)]
        if following is None:
            return [self._as_in_source(slot) for slot in slots]
        gap = _strongest(self._target[last + 1 : following + 1])
        places = [slot for slot in slots if gap.breaks and self._as_in_source(slot).breaks] or [slots[-1]]
        again = replace(gap, origin=None)
        chosen = dict.fromkeys(places, again) | {places[0]: gap}
        return [chosen.get(slot, _SPACE) for slot in slots]

    def _as_in_source(self, slot: int) -> _Gap:
        """The paragraph break that the source has where the line ``slot`` begins; else a space."""
        before, here = self._group_of[slot - 1 : slot + 1]
        first = self._heads[here]
        if before == here or not self._groups[here].source or not self._heads[before + 1]:
            return _SPACE
        gap = _strongest(self._source[self._heads[before + 1] : first + 1])
        return _Gap(gap.text, None, 1) if gap.breaks else _SPACE


def _gaps_of(document: Document) -> list[_Gap]:
    """The gaps before, between and after the sentences."""
    ends = [0, *(sentence.end for sentence in document.sentences)]
    paragraphs = [0, *(sentence.paragraph for sentence in document.sentences)]
    steps = [after - before for before, after in pairwise(paragraphs)]
    return [_Gap(*row) for row in zip(document.gaps(), ends, [*steps, 0], strict=True)]


def _strongest(gaps: Sequence[_Gap]) -> _Gap:
    """The gap that sets most apart, of equals the last; a space where there is none."""

    def strength(gap: _Gap) -> tuple[int, bool]:
        return sum(character in _BREAKS for character in gap.text), bool(gap.text)

    return max(reversed(gaps), key=strength, default=_SPACE)
