"""Words that head the divisions of a book, each with its English name; data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, eq=False)
class DivisionNames:
    """What a language calls the divisions of a book; without words, only lone numbers head them."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    """Words in small letters with a name that is the same in all languages: "chapitre" is "chapter"."""


NO_DIVISIONS: Final = DivisionNames()
"""Of a language of which no such words are known."""


def _named(**words: str) -> DivisionNames:
    """Each word of the values, which white space parts, with the name that stands for it."""
    return DivisionNames({word: name for name, several in words.items() for word in several.split()})


FRENCH_DIVISIONS: Final = _named(
    chapter="chapitre chap",
    part="partie",
    book="livre",
    volume="tome volume",
    act="acte",
    scene="scène",
    canto="chant",
    letter="lettre",
    section="section",
    preface="préface avertissement introduction prologue",
    epilogue="épilogue postface conclusion",
    notes="notes",
)
ENGLISH_DIVISIONS: Final = _named(
    chapter="chapter chap",
    part="part",
    book="book",
    volume="volume tome vol",
    act="act",
    scene="scene",
    canto="canto",
    letter="letter",
    section="section",
    preface="preface foreword introduction prologue",
    epilogue="epilogue afterword conclusion",
    notes="notes endnotes footnotes",
)
