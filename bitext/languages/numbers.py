"""How a language says numbers in words, and what it measures in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final


@dataclass(frozen=True, slots=True, eq=False)
class NumberWords:
    """Words of a language for numbers and units, in small letters; without words, only digits are read."""

    values: Mapping[str, int] = field(default_factory=dict)
    """Words below one hundred, which are added: "vingt" and "deux" are 22."""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    """Words that end a number: "twenty-first"."""
    scales: Mapping[str, int] = field(default_factory=dict)
    """Words that multiply what stands before them, abbreviations among them: "cent", "millions", "bn"."""
    joiners: frozenset[str] = frozenset()
    """Words that may stand within a number: "et", "and"."""
    others: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    """Words that stand for a number or nearly for one, each with what they may be: "dizaine" is 10, or a
    dozen. Two words with a space between are looked up, too."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Units and currencies behind or before a number, by a name that is the same in all languages; those in
    capitals as they are written."""
    hours: frozenset[str] = frozenset()
    """Words behind an hour of the day, which another language may count to twelve: "heures"."""
    idioms: str = ""
    """Pattern of what has digits and is no number: « 24 heures sur 24 »."""


NO_NUMBERS: Final = NumberWords()
"""Of a language of which no number words are known."""


def counted(words: Iterable[str], first: int = 1, step: int = 1) -> dict[str, int]:
    """``words`` with the numbers from ``first`` on."""
    return {word: first + step * index for index, word in enumerate(words)}


def approximate(**words: float) -> dict[str, tuple[Fraction, ...]]:
    """Words with the one number that each stands for."""
    return {word: (Fraction(str(value)),) for word, value in words.items()}
