"""What is known of two languages together."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bitext.languages.language import Language
from bitext.languages.pairs.place_names import PlaceNames


def _is_never(_target: str, _source: str) -> bool:
    """Where nothing is known of the names of the two languages."""
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """What the source writes by one rule and the target by another: « 17h30 » is 17:30.

    ``pattern`` finds it in the source, and ``written`` makes the target's form of a match, None where
    the match
    is nothing of the kind after all. ``read_as`` is what a model is to read in its place, since that tells it
    what stands there: a format with ``written``, and with ``number`` for a number that the sentence does not
    have. Empty: no more than the name of a mask. ``in_digits``: there is a digit in all that ``pattern``
    finds, so that a text without any need not be searched.
    """

    pattern: re.Pattern[str]
    written: Callable[[re.Match[str]], str | None]
    read_as: str = ""
    in_digits: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LanguagePair:
    """A language to translate from and one to translate into."""

    source: Language
    target: Language
    is_exonym: Callable[[str, str], bool] = _is_never
    """Whether the first word is what the target language makes of the second, a name of the source language:
    "Lisbon" of "Lisbonne"."""
    places: PlaceNames | None = None
    """What the target language calls places."""
    bodies: re.Pattern[str] | None = None
    """Finds bodies and offices in the source; its group ``field`` is what they are for, a word that begins
    alike in both languages."""
    forms: tuple[Form, ...] = ()
    """Times, sums of money and the like; of two that begin at one character, the first one counts."""
