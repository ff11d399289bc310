"""Sentences with no space between them (``C'est réussi.Les acteurs…``), told from names, hosts and files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bitext.languages.language import word_set
from bitext.quotations.marks import CLOSING, OPENING

if TYPE_CHECKING:
    from collections.abc import Container

    from bitext.languages import Language

_REACH: Final = 40
"""Characters before a stop in which the word that it ends begins."""
_EDGES: Final = re.compile(r"['’«“”»\"(\[]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?!\w|[.@/_:=]\w)")
_NO_PROSE: Final = frozenset("./\\@_=&#")
"""What a word of prose has not: it is an address, a path, code."""
_LEAST: Final = 3
"""Letters of a word, at least, that a sentence may end or begin with here."""
_LONG: Final = 4
_ENDINGS: Final = word_set("""
    com org net edu gov info fr eu be ch ca uk io bzh pdf doc docx xls xlsx odt csv txt rtf html htm php css
    xml json jpg jpeg png gif svg mp3 mp4 avi zip exe
""")
"""What names of hosts and files end in, with a capital, too: "Meteo.Com"."""


def lacks_space(
    match: re.Match[str], start: int, opens: re.Match[str] | None, known: Container[str], language: Language
) -> bool:
    """Whether a sentence may end at a stop with no space behind it.

    ``match`` is the run of stops with the closing marks behind it, in a sentence that begins at ``start``;
    ``opens`` tells that a word stands behind it that hardly does anything but open a sentence. ``known`` are
    the abbreviations in small letters.
    """
    text, at, behind = match.string, match.start(), match.end()
    if text[behind] in OPENING:
        return text[behind + 1 : behind + 4].lstrip()[:1].isupper() and not match["close"]
    if not text[behind].isupper():
        return False
    if match["apart"] or any(mark in CLOSING for mark in match["close"]):
        return True
    tokens = text[max(start, at - _REACH) : at].split()
    word = _EDGES.split(tokens[-1])[-1] if tokens else ""
    if not tokens or not _NO_PROSE.isdisjoint(tokens[-1]) or word in language.names_with_stop:
        return False
    if match["run"] == ".":
        return word.lower() not in known and _parts_words(word, text, behind, opens, language)
    return opens is not None or (match["run"].strip(".…") != "" and _WORD.match(text, behind) is not None)


def _parts_words(word: str, text: str, behind: int, opens: re.Match[str] | None, language: Language) -> bool:
    """Whether a full stop between ``word`` and what stands at ``behind`` parts sentences."""
    if opens is not None:
        return len(word) >= _LEAST or not word or word[-1].isdigit()
    following = _WORD.match(text, behind)
    if following is None or following[0].lower() in _ENDINGS or not following[0][1:].islower():
        return False
    is_whole = len(word) >= _LONG and word.islower() and word.endswith(language.word_endings)
    return is_whole and len(following[0]) >= _LEAST
