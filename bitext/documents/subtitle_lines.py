"""A sentence on the screen: over cues, and in lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from bitext.documents.projection.token_links import TokenLinks
from bitext.languages import Language
from bitext.text.document import Span

WIDTH: Final = 42
"""Characters a line, as broadcasters have it."""
_LINES: Final = 2
_CROWDED: Final = 0.1
_UNEVEN: Final = 1.0
_OUTSIDE: Final = -50.0
_PROCLITIC: Final = 0.4
"""What it costs to cut behind a word that leans on the next one."""
_REACH: Final = 100
"""How many words around its likely place a cut is tried at."""
_LEANS: Final = 60.0
"""What it costs to end a line behind such a word: more than lines can be uneven."""
_CLAUSE: Final = 10.0
"""What it is worth to end a line where a clause ends, in characters that lines are uneven by."""
_PHRASE: Final = 4.0
"""The same where a phrase begins: before a preposition, an article, a conjunction."""
_STOPS: Final = (",", ";", ":", ".", "?", "!", "…")
_CLOSERS: Final = "”’\"')]»"
_WORD: Final = re.compile(r"[^ ]+")

Widths = Callable[[str], int]
"""How many characters a word takes on the screen."""


@cache
def leaning_words(language: Language) -> frozenset[str]:
    """Words behind which neither a line nor a cue should end."""
    return language.proclitics | language.articles | language.prepositions


def divide(links: TokenLinks, ends: Sequence[int]) -> list[int]:
    """Where the target is cut, to go with the cuts at ``ends`` of the source; rising, none in one place.

    The cuts respect the word links and keep the parts in proportion. Where the target has too few
    words, the last parts are empty.
    """
    text = links.target
    places = [0] + [token.start for token in links.tokens if text[token.start - 1 : token.start].isspace()]
    if len(places) <= len(ends):
        return (places[1:] + [len(text)] * len(ends))[: len(ends)]
    edges = [0, *ends, len(links.source)]
    shares = [(end - start) / max(1, len(links.source)) for start, end in pairwise(edges)]
    # worth[to]: the best way to set the cuts so far, the last of them at places[to].
    worth = {0: 0.0}
    chosen: list[dict[int, int]] = []
    for number, end in enumerate(ends):
        near = _near(end * len(places) // max(1, len(links.source)), number + 1, len(ends), len(places))
        gains = _gains(links, end, places[near.start : near.stop])
        steps = {
            to: max(
                (value - _cost(places[to] - places[at], shares[number], len(text)), at)
                for at, value in worth.items()
                if at < to
            )
            for to in near
            if to > min(worth)
        }
        chosen.append({to: at for to, (_, at) in steps.items()})
        worth = {to: value + gains[to - near.start] for to, (value, _) in steps.items()}
    total = {at: value - _cost(len(text) - places[at], shares[-1], len(text)) for at, value in worth.items()}
    at = max(total, key=lambda at: (total[at], -at))
    cuts = []
    for pointers in reversed(chosen):
        cuts.append(places[at])
        at = pointers[at]
    return cuts[::-1]


def _near(middle: int, number: int, cuts: int, places: int) -> range:
    """Which of the ``places`` may be the cut of that number: those about the ``middle`` if there are many.

    As many places are left before it and behind it as there are cuts.
    """
    first, end = number, places - (cuts - number)
    if end - first <= 2 * _REACH:
        return range(first, end)
    first = min(max(first, middle - _REACH), end - _REACH)
    return range(first, min(end, first + 2 * _REACH))


def line_ends(
    text: str, start: int, end: int, language: Language, lead: int = 0, tail: int = 0, widths: Widths = len
) -> list[int]:
    """Where the lines of ``text[start:end]`` end (each offset begins a line).

    There are as few lines as can be of at most 42 characters; only a word that is longer makes a longer
    one. Of the ways to set them that is taken which ends no line behind a word that leans on the next, ends
    lines where clauses end, and has even lines, the former counting for more.

    ``lead`` and ``tail`` are the characters that stand before and behind on the screen, such as the dash of
    a speaker; ``language`` is that of the text, ``widths`` the characters that a part of it takes.
    """
    part = text[start:end].rstrip()
    words = [Span(*word.span()) for word in _WORD.finditer(part)]
    lines = _Lines(part, words, language, lead, tail, widths)
    return [start + words[at].start for at in lines.breaks()]


class _Lines:
    """The ways to set the words of a part in lines, each of which is known by the numbers of its words."""

    def __init__(
        self, part: str, words: Sequence[Span], language: Language, lead: int, tail: int, widths: Widths
    ) -> None:
        self._leaning = leaning_words(language)
        self._words = [part[word.start : word.end] for word in words]
        self._lead, self._tail = lead, tail
        self._starts, self._ends = [], []
        at = 0
        for word, last in zip(words, [None, *words], strict=False):
            at += word.start - last.end if last else 0
            self._starts.append(at)
            at += widths(part[word.start : word.end])
            self._ends.append(at)

    def breaks(self) -> list[int]:
        """The words that begin a line, without the first."""
        latest = self._latest()
        count = len(latest) - 1
        if count < _LINES:
            return []
        ideal = (self._ends[-1] + self._lead + self._tail) / count
        costs = {0: 0.0}
        came: list[dict[int, int]] = []
        for first, last in zip(self._earliest(count + 1)[1:], latest[1:], strict=True):
            ways = {
                to: min((costs[at] + self._cost(at, to, ideal), at) for at in costs if self._fits(at, to))
                for to in range(first, last + 1)
                if any(self._fits(at, to) for at in costs)
            }
            costs = {to: cost for to, (cost, _) in ways.items()}
            came.append({to: at for to, (_, at) in ways.items()})
        found = [len(self._words)]
        for pointers in reversed(came[1:]):
            found.append(pointers[found[-1]])
        return found[:0:-1]

    def _latest(self) -> list[int]:
        """Where lines begin that hold as much as they can, and the end."""
        found = [0]
        while found[-1] < len(self._words):
            to = found[-1] + 1
            while to < len(self._words) and self._fits(found[-1], to + 1):
                to += 1
            found.append(to)
        return found

    def _earliest(self, count: int) -> list[int]:
        """Where lines begin if the last of them hold as much as they can, and the end: ``count`` in all."""
        found = [len(self._words)]
        while len(found) < count:
            at = max(0, found[-1] - 1)
            while at and self._fits(at - 1, found[-1]):
                at -= 1
            found.append(at)
        return found[::-1]

    def _width(self, at: int, to: int) -> int:
        """The characters of the line with the words from ``at`` to before ``to``."""
        edges = (0 if at else self._lead) + (self._tail if to == len(self._words) else 0)
        return self._ends[to - 1] - self._starts[at] + edges

    def _fits(self, at: int, to: int) -> bool:
        return at < to and (to == at + 1 or self._width(at, to) <= WIDTH)

    def _cost(self, at: int, to: int, ideal: float) -> float:
        """How badly a line is set."""
        uneven = abs(self._width(at, to) - ideal)
        if to == len(self._words):
            return uneven
        word, later = self._words[to - 1].lower(), self._words[to].lower()
        leans = word in self._leaning
        ends = word.rstrip(_CLOSERS).endswith(_STOPS)
        return uneven + _LEANS * leans - _CLAUSE * ends - _PHRASE * (later in self._leaning)


def _gains(links: TokenLinks, end: int, places: Sequence[int]) -> list[float]:
    """What each place is worth as the cut that goes with ``end`` of the source."""
    window, leaning = links.window_at(end), leaning_words(links.language)
    gains = links.cut(end, places)
    for at, place in enumerate(places):
        if not window.target.start <= place <= window.target.end:
            gains[at] += _OUTSIDE
        if _word_before(links.target, place) in leaning:
            gains[at] -= _PROCLITIC
    between = [w for w in links.windows if w.source.start >= end]
    if end >= window.source.end and between and between[0].target.start in places:
        gains[places.index(between[0].target.start)] -= 2 * _OUTSIDE
    return gains


def _cost(length: int, share: float, whole: int) -> float:
    """What a part costs that is too long for the screen, or out of proportion."""
    crowded = max(0, length - _LINES * WIDTH) * _CROWDED
    return crowded + _UNEVEN * abs(length / max(1, whole) - share)


def _word_before(text: str, place: int) -> str:
    words = text[max(0, place - 20) : place].split()
    return words[-1].lower() if words else ""
