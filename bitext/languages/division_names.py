"""Words that head the divisions of a book, each with its English name; data only."""

from __future__ import annotations

from typing import Final


def _named(**words: str) -> dict[str, str]:
    """Each word of the values, which white space parts, with the name that stands for it."""
    return {word: name for name, words_ in words.items() for word in words_.split()}


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
