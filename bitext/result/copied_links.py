"""Word links of names and numbers, repaired: what stands in both texts as it is, belongs together.

A model that copies a name piece by piece looks now at one piece of it and now at its neighbours; attention is
least certain where the text itself leaves no doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from bitext.result.links import LinkRow
from bitext.text.characters import without_accents
from bitext.text.document import Span

_ALIKE: Final = 0.6
"""Likeness of two spellings of a name: "Lisbonne" and "Lisbon" have 0.86."""
_MOST_NAMES: Final = 40
"""Up to so many names without a link on either side, each is compared with each."""
_LONG: Final = 60
"""Characters of a name that are compared."""

IsLight = Callable[[str], bool]
"""Whether a word is one of grammar, of either language."""


def with_copies(
    texts: tuple[str, str],
    words: tuple[Sequence[Span], Sequence[Span]],
    rows: Iterable[LinkRow],
    is_light: IsLight,
) -> list[LinkRow]:
    """The links ``rows`` between the ``words`` of two texts, with names and numbers linked to their copies.

    Names and numbers that both texts have equally often are linked in their order, and to nothing else; other
    words that are alike only where neither has a link. Names that are spelled alike follow.
    """
    copies = set(_copies(texts, words, is_light))
    certain = {row for row in copies if _is_name(texts[0][row[0] : row[1]])}
    sources, targets = {row[:2] for row in certain}, {row[2:] for row in certain}
    found = {row for row in rows if row[:2] not in sources and row[2:] not in targets} | certain
    found |= _unlinked(copies - certain, found)
    return sorted(found | _unlinked(_likely(texts, words, found), found))


def _copies(
    texts: tuple[str, str], words: tuple[Sequence[Span], Sequence[Span]], is_light: IsLight
) -> Iterator[LinkRow]:
    """Each word of the source with the same one of the target, where both have it equally often."""
    places: tuple[defaultdict[str, list[Span]], ...] = defaultdict(list), defaultdict(list)
    for text, spans, found in zip(texts, words, places, strict=True):
        for span in spans:
            found[without_accents(text[span.start : span.end])].append(span)
    for word, here in places[0].items():
        there = places[1].get(word, [])
        if len(here) == len(there) and any(map(str.isalnum, word)) and not is_light(word):
            for one, other in zip(here, there, strict=True):
                yield one.start, one.end, other.start, other.end


def _likely(
    texts: tuple[str, str], words: tuple[Sequence[Span], Sequence[Span]], rows: Iterable[LinkRow]
) -> set[LinkRow]:
    """Names without a link on either side that are spelled much alike, each with the most alike."""
    linked = list(rows)
    taken = {row[:2] for row in linked}, {row[2:] for row in linked}
    free = [
        [
            span
            for span in spans
            if (span.start, span.end) not in used and _is_name(text[span.start : span.end])
        ]
        for text, spans, used in zip(texts, words, taken, strict=True)
    ]
    if max(map(len, free)) > _MOST_NAMES:
        return set()
    return {
        (one.start, one.end, other.start, other.end)
        for one in free[0]
        if (other := _most_alike(texts[0][one.start : one.end], texts[1], free[1])) is not None
    }


def _most_alike(word: str, text: str, others: Iterable[Span]) -> Span | None:
    """The one of ``others`` that is spelled most like ``word``, if it is alike enough."""
    own = without_accents(word[:_LONG])
    likeness = {
        other: SequenceMatcher(None, own, without_accents(text[other.start : other.end][:_LONG])).ratio()
        for other in others
    }
    best = max(likeness, key=lambda other: likeness[other], default=None)
    return best if best is not None and likeness[best] >= _ALIKE else None


def _unlinked(rows: Iterable[LinkRow], links: Iterable[LinkRow]) -> set[LinkRow]:
    """Those of ``rows`` of which neither word has one of the ``links``."""
    known = list(links)
    sources, targets = {row[:2] for row in known}, {row[2:] for row in known}
    return {row for row in rows if row[:2] not in sources and row[2:] not in targets}


def _is_name(word: str) -> bool:
    """Whether a word begins with a capital, or has a digit in it."""
    return word[:1].isupper() or any(map(str.isdigit, word))
