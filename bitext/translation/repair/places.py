"""Places and bodies of the source that the translation does not name: « Bakou » that became "Bako".

What a ministry is for, or a party, is looked for where both languages have the same word for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bitext.languages.pairs import LanguagePair
from bitext.languages.pairs.place_names import Place, words_with_capital
from bitext.text.characters import without_accents
from bitext.text.document import Span
from bitext.translation.repair.names_and_numbers import WORD

_STEM: Final = 5
"""Letters at the head that words of both languages share."""


@dataclass(frozen=True, slots=True)
class MissingPlace:
    """A place that is missing, and the words of the source that name it."""

    place: Place
    words: tuple[re.Match[str], ...]

    @property
    def span(self) -> Span:
        """Where the source has it."""
        return Span(self.words[0].start(), self.words[-1].end())


def missing_places(words: Sequence[re.Match[str]], target: str, pair: LanguagePair) -> Iterator[MissingPlace]:
    """The places among ``words``, those of the source, that no word with a capital in ``target`` names."""
    if pair.places is None:
        return
    found = list(pair.places.find(words))
    if not found:
        return
    there = words_with_capital(target)
    for first, end, place in found:
        if not place.is_in(there):
            yield MissingPlace(place, tuple(words[first:end]))


def missing_bodies(text: str, read: Span, target: str, pair: LanguagePair) -> Iterator[Span]:
    """Where the stretch ``read`` of the source says what a body is for and no word of ``target`` does."""
    if pair.bodies is None:
        return
    for body in pair.bodies.finditer(text, read.start, read.end):
        stem = without_accents(body["field"])[:_STEM]
        if not any(without_accents(word).startswith(stem) for word in WORD.findall(target)):
            yield Span(*body.span("field"))
