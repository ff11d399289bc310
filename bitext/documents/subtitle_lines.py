"""A sentence on the screen: over cues, and in lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bitext.documents.projection.token_links import TokenLinks
from bitext.languages import Language
from bitext.text.document import Span

_WIDTH: Final = 42
"""Characters a line, as broadcasters have it."""
_LINES: Final = 2
_CROWDED: Final = 0.1
_UNEVEN: Final = 4.0
_OUTSIDE: Final = -50.0
_PROCLITIC: Final = 0.4
"""What it costs to cut behind a word that leans on the next one."""
_REACH: Final = 100
"""How many words around its likely place a cut is tried at."""
_AROUND: Final = 32
_STOPS: Final = (",", ";", ":", ".", "?", "!", "…")
_SPACE: Final = re.compile(r" +")


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


def line_ends(text: str, start: int, end: int, widest: int, language: Language) -> list[int]:
    """Where the lines of ``text[start:end]`` end (each offset begins a line): two even ones if they fit.

    ``widest`` is the longest line of the source, which may be surpassed no more than the usual width;
    ``language`` is that of the text.
    """
    width = max(_WIDTH, widest)
    part = text[start:end].rstrip()
    lead = len(part) - len(part.lstrip())
    if len(part) - lead <= width:
        return []
    spaces = [Span(*space.span()) for space in _SPACE.finditer(part, lead)]
    number = max(_LINES, -(-(len(part) - lead) // width))
    ends: list[int] = []
    first = lead
    for left in range(number - 1, 0, -1):
        ideal = first + (len(part) - first) / (left + 1)
        # It is best at one of these, but for what makes one word end a line better than its neighbours.
        later = _around(spaces, first, (ideal, first + width, len(part) - left * width))
        if not later:
            break
        space = min(later, key=lambda space: _raggedness(part, first, space, ideal, width, left, language))
        ends.append(start + space.end)
        first = space.end
    return ends


def _around(spaces: Sequence[Span], first: int, offsets: Sequence[float]) -> list[Span]:
    """The spaces behind ``first``; of many, those around each of the offsets."""
    begin = bisect_right(spaces, first, key=lambda space: space.start)
    if len(spaces) - begin <= 2 * _AROUND:
        return list(spaces[begin:])
    middles = (bisect_left(spaces, offset, key=lambda space: space.start) for offset in offsets)
    near = {at for middle in middles for at in range(middle - _AROUND, middle + _AROUND)}
    return [spaces[at] for at in sorted(near) if begin <= at < len(spaces)]


def _gains(links: TokenLinks, end: int, places: Sequence[int]) -> list[float]:
    """What each place is worth as the cut that goes with ``end`` of the source."""
    window = links.window_at(end)
    gains = links.cut(end, places)
    for at, place in enumerate(places):
        if not window.target.start <= place <= window.target.end:
            gains[at] += _OUTSIDE
        if _word_before(links.target, place) in links.language.proclitics:
            gains[at] -= _PROCLITIC
    between = [w for w in links.windows if w.source.start >= end]
    if end >= window.source.end and between and between[0].target.start in places:
        gains[places.index(between[0].target.start)] -= 2 * _OUTSIDE
    return gains


def _cost(length: int, share: float, whole: int) -> float:
    """What a part costs that is too long for the screen, or out of proportion."""
    crowded = max(0, length - _LINES * _WIDTH) * _CROWDED
    return crowded + _UNEVEN * abs(length / max(1, whole) - share)


def _raggedness(
    part: str, first: int, space: Span, ideal: float, width: int, left: int, language: Language
) -> float:
    """How badly a line ends at a space: too long, uneven, behind a proclitic; well behind a comma."""
    over = max(0, space.start - first - width) + max(0, len(part) - space.end - left * width)
    word = _word_before(part, space.end)
    manner = 8 * (word in language.proclitics) - 8 * part.endswith(_STOPS, 0, space.start)
    return 100 * over + abs(space.start - ideal) + manner


def _word_before(text: str, place: int) -> str:
    words = text[max(0, place - 20) : place].split()
    return words[-1].lower() if words else ""
