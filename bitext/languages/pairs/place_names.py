"""Names of countries, regions and cities in two languages.

From CLDR, the Common Locale Data Repository of Unicode (Unicode licence v3), as the package Babel carries it:
the names of territories and of the cities that stand for time zones. A country may also be meant by the name
of one of its official languages: "French" for « France ».
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise
from typing import Final

from bitext.text.characters import without_accents

_WORD: Final = re.compile(r"[^\W_]+")
_NO_NAME: Final = re.compile(r"[(\[,]|\A[^\W\dA-ZÀ-ÖØ-ÞŒ]")
"""In what is a description, « Tripoli (Libye) », or no proper name, « zone euro »."""
_INSIDE: Final = frozenset(" -’'\u00a0")
"""What may stand between the words of a name."""
_STEM: Final = 4
"""Letters at the head of a name that what is derived from it has, too: "German", "Iraqi", "Swedes"."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place: the ``words`` of its name in the source language, and its ``name`` in the target language.

    ``telling`` are the words that a text has if it speaks of the place, in small letters without accents.
    """

    words: tuple[str, ...]
    name: str
    telling: frozenset[str]

    def is_in(self, words: Iterable[str]) -> bool:
        """Whether ``words``, those of a text that have a capital, have the place in some form.

        What begins as one of its names does may be derived from it: "Iraqi", "Germans".
        """
        found = {without_accents(word) for word in words}
        stems = {word[:_STEM] for word in found}
        return not found.isdisjoint(self.telling) or any(
            word[:_STEM] in stems for word in self.telling if len(word) >= _STEM
        )


def words_with_capital(text: str) -> list[str]:
    """The words of ``text`` that have a capital; acronyms without their stops: "U.S." is "US"."""
    return [word for word in _WORD.findall(text.replace(".", "")) if word[0].isupper()]


@dataclass(frozen=True, eq=False)
class PlaceNames:
    """The places that two languages have names for; read when it is first asked.

    ``own`` are names beside those of CLDR, or in their place: each with its names in the target language, the
    one to write first, and what else may stand for it. ``ambiguous`` are no places alone: common words, given
    names. ``articles`` are left out at the head of a name, and ``generic`` words of the target language
    do not tell one place from another.
    """

    source: str
    target: str
    own: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ambiguous: Container[str] = frozenset()
    articles: Sequence[str] = ()
    generic: Container[str] = frozenset()

    def find(self, words: Sequence[re.Match[str]]) -> Iterator[tuple[int, int, Place]]:
        """The places among ``words``, matches in one text: the numbers of the first word and behind the last.

        One that stands beside another word with a capital is part of a longer name, and no place.
        """
        at = 0
        while at < len(words):
            place = self._at(words, at)
            if place is None:
                at += 1
                continue
            end = at + len(place.words)
            if not _is_longer(words, at, end):
                yield at, end, place
            at = end

    def named(self, name: str) -> Place | None:
        """The place that has ``name``, one word, in the source language."""
        return next((one for one in self._by_first.get(name, ()) if one.words == (name,)), None)

    def is_target_name(self, word: str) -> bool:
        """Whether a place has this name of one word in the target language."""
        return word in self._targets

    def _at(self, words: Sequence[re.Match[str]], at: int) -> Place | None:
        for place in self._by_first.get(words[at].group(), ()):
            found = words[at : at + len(place.words)]
            if tuple(word.group() for word in found) == place.words and _is_one(found):
                return place
        return None

    @cached_property
    def _targets(self) -> frozenset[str]:
        return frozenset(one.name for places in self._by_first.values() for one in places)

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[Place]]:
        """The places by the first word of their names, those with the longest names first."""
        found: dict[tuple[str, ...], Place] = {}
        own = ((name, names, ()) for name, names in self.own.items())
        for name, names, adjectives in chain(own, self._territories(), self._cities()):
            words = tuple(_WORD.findall(self._without_article(name)))
            if " ".join(words) not in self.ambiguous and words[0][0].isupper():
                telling = frozenset(chain.from_iterable(map(self._telling, (*names, *adjectives))))
                found.setdefault(words, Place(words, names[0], telling))
        by_first: defaultdict[str, list[Place]] = defaultdict(list)
        for place in sorted(found.values(), key=lambda one: -len(one.words)):
            by_first[place.words[0]].append(place)
        return by_first

    def _telling(self, name: str) -> Iterator[str]:
        """The words of a name that tell the place, and its initials: "Korea" of "North Korea"; "UAE"."""
        words = [without_accents(word) for word in _WORD.findall(name)]
        if len(words) > 1:
            yield "".join(word[0] for word in words)
        yield from (word for word in words if len(words) == 1 or word not in self.generic)

    def _without_article(self, name: str) -> str:
        for article in self.articles:
            if name.startswith(article):
                return name[len(article) :]
        return name

    def _territories(self) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
        from babel import Locale
        from babel.languages import get_official_languages

        source, target = Locale(self.source), Locale(self.target)
        for code, name in source.territories.items():
            other = target.territories.get(code)
            if other and code.isalpha() and not _NO_NAME.search(name):
                spoken = get_official_languages(code, regional=False, de_facto=True)
                yield name, [other], [target.languages[one] for one in spoken if one in target.languages]

    def _cities(self) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
        """Those whose names differ; the others are names that are written alike."""
        from babel import Locale

        source, target = Locale(self.source).time_zones, Locale(self.target).time_zones
        for zone, names in source.items():
            city, plain = names.get("city"), zone.rpartition("/")[2].replace("_", " ")
            other = target.get(zone, {}).get("city", plain)
            if city and city != other and not _NO_NAME.search(city) and "," not in other:
                yield city, [other], ()


def _is_one(words: Sequence[re.Match[str]]) -> bool:
    """Whether nothing but a space, a hyphen or an apostrophe stands between any two of ``words``."""
    text = words[0].string
    return all(text[one.end() : two.start()] in _INSIDE for one, two in pairwise(words))


def _is_longer(words: Sequence[re.Match[str]], first: int, end: int) -> bool:
    """Whether another word with a capital, or a part of a compound, stands right beside them.

    The first word of a text has a capital in any case.
    """
    text, start, stop = words[first].string, words[first].start(), words[end - 1].end()
    if "-" in {text[start - 1 : start], text[stop : stop + 1]}:
        return True
    before = first > 1 and words[first - 1].end() == start - 1 and words[first - 1].group()[0].isupper()
    behind = end < len(words) and words[end].start() == stop + 1 and words[end].group()[0].isupper()
    return (before and text[start - 1] == " ") or (behind and text[stop] == " ")
