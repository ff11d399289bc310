"""Heads of sentences: what a stop parts from the words that it opens, and yet is one sentence with them.

A number or a letter (``1. Texte``), an article or a chapter (``Art. 5. – Texte``), who speaks
(``SUZANNE. — Texte``), an item of a list within a sentence (``Ordre du jour : 1. Budget ; 2. École``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from bitext.languages.patterns import any_of

if TYPE_CHECKING:
    from bitext.languages import Language

_SHORT: Final = 12
"""Characters of a numbering, at most."""
_LONG: Final = 120
"""Characters of a head that names an article or a speaker, at most."""
_ITEM_REACH: Final = 24
"""Characters before a stop in which an item's number and what announces it are looked for."""
_LEADING: Final = '«“"([*— – -\u00a0\u202f'
_MARKER: Final = re.compile(
    r"\W{0,4}(?:\d{1,3}(?:\.\d{1,3}){0,4}|(?i:(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})|[a-z]))"
)
_ROMAN: Final = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_CAPITAL: Final = "[A-ZÀ-ÖØ-ÞŒŸ]"


@dataclass(frozen=True, slots=True)
class HeadPatterns:
    """The heads of a language, compiled."""

    numbered: re.Pattern[str]
    """A noun that numbers name, with its number: ``Art. L. 213-4``, ``Chapitre premier``."""
    speaker: re.Pattern[str]
    """A name in capitals or behind a title, with a party or a stage direction: ``Mme Roux (LR)``."""
    at_line: re.Pattern[str]
    """Other names and nouns, which speak only where a line begins: ``Harpagon``, ``Le maire``."""
    dash: re.Pattern[str]
    """The dash behind who speaks, up to the first word."""
    item: re.Pattern[str]
    """The number of an item at the end of a stretch, with what announces it."""


@cache
def head_patterns(language: Language) -> HeadPatterns:
    """The patterns of a language."""
    dashes = re.escape(language.dialogue_dashes)
    return HeadPatterns(
        numbered=_numbered_pattern(language),
        speaker=_speaker_pattern(language),
        at_line=_at_line_pattern(language),
        dash=re.compile(rf"[{dashes}]{{1,2}}(?:\s+|(?=[^\W\d]))" if dashes else r"(?!)"),
        item=re.compile(
            rf"(?:(?P<sign>[:;,])|(?<!\w)(?P<word>{any_of(language.list_words)})|(?<=\w))"
            r"\s+(?P<value>\d{1,2}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})$"
        ),
    )


def _numbered_pattern(language: Language) -> re.Pattern[str]:
    ordinal = any_of(language.ordinal_endings)
    number = (
        rf"n[°ºo]s?|[LRDA]\.?\*{{0,2}}|\d{{1,6}}(?:[-.]\d{{1,4}}){{0,4}}(?:{ordinal})?"
        rf"|[IVXLC]{{1,8}}(?:{ordinal})?|[A-Z]|{any_of(language.head_numerals)}"
    )
    return re.compile(
        rf"(?i:{any_of(language.head_nouns)})\.?(?:\s?(?:{number})(?![^\W\d_])){{1,4}}(?:\s?\([^()]{{1,40}}\))?"
    )


_ROLE: Final = r"(?:\s?\([^()]{1,60}\)|,\s[^.!?…:;]{1,60})?"
"""What may stand behind a speaker's name: a party, an office, a stage direction."""


_LETTERS: Final = r"[^\W\d_]{1,30}"


def _speaker_pattern(language: Language) -> re.Pattern[str]:
    particle, title = any_of(language.name_particles), any_of(language.titles)
    loud = (
        rf"(?:{_CAPITAL}(?:['’]|\.\s?)){{0,3}}{_CAPITAL}{{2,30}}"
        rf"(?:[\s'’-]{{1,2}}(?:{particle}(?!\w)|{_CAPITAL}{{1,30}}\.?|\d{{1,2}}(?!\w))){{0,6}}"
    )
    name = rf"(?:{particle}[\s'’])?{_CAPITAL}[\w.’'-]{{1,30}}"
    office = rf"{particle}(?:\s|['’]){_LETTERS}(?:[\s'’-]{_LETTERS}){{0,5}}"
    titled = rf"{title}\.?\s(?:{name}(?:\s{name}){{0,5}}|{office})"
    return re.compile(rf"(?:(?:{title}\.?\s)?{loud}|{titled}){_ROLE}")


def _at_line_pattern(language: Language) -> re.Pattern[str]:
    no_name = any_of((*language.opening_words, *language.opening_elisions))
    article = any_of((*language.opening_or_name, *language.opening_or_name_elisions))
    particle = any_of(language.name_particles)
    name = rf"(?:{particle}[\s'’])?{_CAPITAL}[\w’-]{{1,30}}"
    noun = rf"{article}[\s'’]{_LETTERS}(?:-{_LETTERS}){{0,2}}(?:\s{particle}[\s'’]{_LETTERS})?"
    return re.compile(rf"(?!{no_name}(?!\w))(?:{name}(?:\s{name}){{0,3}}|{noun}){_ROLE}")


@dataclass(slots=True)
class Heads:
    """The heads of the sentence in hand, as the stops of one line are met in turn.

    ``start`` is where the words of the sentence begin behind the heads that were found.
    """

    text: str
    last: int
    patterns: HeadPatterns
    start: int
    line: int
    """Where the line begins."""
    is_scene: bool = False
    """Whether who speaks was told at the head of the line."""
    item: int = 0
    """The number of the last item in the sentence."""
    is_announced: bool = False
    """Whether a colon or a semicolon stood before an item."""

    def begin(self, start: int) -> None:
        """A sentence begins at ``start``."""
        self.start, self.item, self.is_announced = start, 0, False

    def takes(self, at: int, following: int, *, is_period: bool, is_closed: bool) -> bool:
        """Whether the stop at ``at`` belongs to a head; the words behind it begin at ``following``."""
        if at - self.start > _LONG:
            return is_period and not is_closed and self._is_item(at)
        so_far = self.text[self.start : at]
        if at - self.start <= _SHORT and not any(map(str.isalnum, so_far)):
            return True
        if not is_period or is_closed:
            return False
        if at - self.start <= _SHORT and _MARKER.fullmatch(so_far):
            self.item = _value(so_far.strip(_LEADING))
            if self._skip_dash(following) or not so_far[-1:].isupper():  # "M." is more often a title
                self.start = max(self.start, following)
            return True
        if self.patterns.numbered.fullmatch(so_far.lstrip(_LEADING)):
            self._skip_dash(following)
            return True
        return self._is_speaker(so_far, following) or self._is_item(at)

    def _skip_dash(self, following: int) -> bool:
        """Whether a dash stands at ``following``; the words of the sentence begin behind it."""
        dash = self.patterns.dash.match(self.text, following, self.last)
        if dash is not None:
            self.start = dash.end()
        return dash is not None

    def _is_speaker(self, so_far: str, following: int) -> bool:
        """Whether ``so_far`` tells who speaks behind the dash at ``following``."""
        if self.patterns.dash.match(self.text, following, self.last) is None:
            return False
        at_line = self.start == self.line
        if not self.patterns.speaker.fullmatch(so_far) and not (
            (at_line or self.is_scene) and self.patterns.at_line.fullmatch(so_far)
        ):
            return False
        self.is_scene = self.is_scene or at_line
        return self._skip_dash(following)

    def _is_item(self, at: int) -> bool:
        """Whether an item's number ends at ``at``: the first behind a colon, or the next of a list."""
        found = self.patterns.item.search(self.text, max(self.start, at - _ITEM_REACH), at)
        if found is None:
            return False
        values = _values(found["value"])
        follows = self.item + 1 in values and bool(found["sign"] or found["word"] or self.is_announced)
        if not follows and not (found["sign"] == ";" or (found["sign"] == ":" and 1 in values)):
            return False
        self.item = self.item + 1 if follows else values[0]
        self.is_announced = self.is_announced or found["sign"] in {":", ";"}
        return True


def _value(marker: str) -> int:
    return _values(marker)[0] if marker.isalnum() else 0


def _values(marker: str) -> tuple[int, ...]:
    """The numbers that a marker may stand for: ``i`` is the first by Roman numerals, the ninth letter."""
    if marker.isdecimal():
        return (int(marker),)
    found = []
    if _ROMAN.fullmatch(marker):
        found.append(_roman(marker.lower()))
    if len(marker) == 1 and marker.isascii():
        found.append(ord(marker.lower()) - ord("a") + 1)
    return tuple(found) or (0,)


def _roman(marker: str) -> int:
    digits = [{"i": 1, "v": 5, "x": 10}[letter] for letter in marker]
    return sum(-one if one < other else one for one, other in zip(digits, [*digits[1:], 0], strict=True))
