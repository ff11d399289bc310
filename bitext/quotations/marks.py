"""Quotation marks, apostrophes, primes and dashes: what the characters are, and what stands around them.

Data and small lookups for whatever handles punctuation: segmentation, quotations, translation. Nothing here
knows of sentences or pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from bitext.languages import Language

Style = Literal["angle", "single-angle", "curly", "straight", "typed-angle", "typed", "single", "apostrophe"]
"""A style of quotation marks: marks pair within one style. "typed-angle" is ``<< >>``, "typed" is
``,, ''`` and double backticks, "single" is ‘ ’, "apostrophe" is the straight single mark."""

STYLES: Final[dict[str, Style]] = {
    "«": "angle",
    "»": "angle",
    "‹": "single-angle",
    "›": "single-angle",
    "“": "curly",
    "”": "curly",
    "„": "curly",
    "‟": "curly",
    '"': "straight",
    "<<": "typed-angle",
    ">>": "typed-angle",
    ",,": "typed",
    "``": "typed",
    "''": "typed",
    "‘": "single",
    "’": "single",
    "‚": "single",
    "'": "apostrophe",
    "`": "apostrophe",
}

PAIRS: Final[dict[str, str]] = {
    "«": "»",
    "‹": "›",
    "“": "”",
    "„": "”",
    "‟": "”",
    '"': '"',
    "<<": ">>",
    ",,": "''",
    "``": "''",
    "''": "''",
    "‘": "’",
    "‚": "’",
    "'": "'",
    "`": "'",
}
"""Opening mark to the closing mark that goes with it."""

OPENING: Final = frozenset("«‹“„‟‘‚")
CLOSING: Final = frozenset("»›”’")
STRAIGHT: Final = frozenset("\"'")
SURE: Final = frozenset("«»‹›“”„‟")
"""Marks that are nothing else: each is part of a quotation or is reported as unpaired."""

APOSTROPHES: Final = frozenset("'’ʼ＇")
PRIMES: Final = frozenset("′″‴")
DASHES: Final = frozenset("—–―‒")
"""Long dashes. A hyphen or two at the head of a paragraph do the same work."""

NARROW_SPACES: Final = frozenset("\u00a0\u202f\u2009\u2007\ufeff")
"""Spaces that hold a mark to its word (no line break): U+00A0, U+202F and relatives."""

BEFORE_OPENING: Final = frozenset("([{<«‹“„‟‘‚'’—–―‒-/¿¡*_")
"""What may touch an opening mark on its left, besides white space."""
AFTER_CLOSING: Final = frozenset(".,;:!?…)]}>»”›’'\"—–―‒-/*_")
"""What may touch a closing mark on its right, besides white space."""

TERMINAL: Final = frozenset(".!?…")


def is_apostrophe(text: str, i: int, language: Language) -> bool:
    """Whether ``text[i]`` is an apostrophe, by its neighbours alone.

    It is one inside a word, after an elided one, before a clipped year or word: l’armée, aujourd'hui,
    presqu’ île, les années ’70, un p’tit, rock ’n’ roll.
    """
    if not 0 <= i < len(text) or text[i] not in APOSTROPHES:
        return False
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    if before.isalnum():
        return after.isalnum() or _elided_before(text, i, language)
    return after.isdigit() or word_after(text, i + 1).lower() in language.clipped


def _elided_before(text: str, i: int, language: Language) -> bool:
    """Whether an elided word ends at ``i``; the letter of a placeholder (%s) is none."""
    word = word_before(text, i)
    start = i - len(word)
    return word.lower() in language.elided and (not start or text[start - 1] not in "%$&@#\\")


def word_before(text: str, i: int, limit: int = 12) -> str:
    """The letters that end at ``i``; at most ``limit`` of them."""
    start = i
    while start > max(0, i - limit) and text[start - 1].isalpha():
        start -= 1
    return text[start:i]


def word_after(text: str, i: int, limit: int = 12) -> str:
    """The letters that begin at ``i``; at most ``limit`` of them."""
    end = i
    while end < min(len(text), i + limit) and text[end].isalpha():
        end += 1
    return text[i:end]


def opens_here(text: str, start: int, end: int) -> bool:
    """Whether the mark ``text[start:end]`` stands where an opening one does: a gap before, text after."""
    after = text[end : end + 1]
    before = text[start - 1 : start] if start else ""
    return (
        bool(after) and not after.isspace() and (not before or before.isspace() or before in BEFORE_OPENING)
    )


def closes_here(text: str, start: int, end: int) -> bool:
    """Whether the mark ``text[start:end]`` stands where a closing one does: text before, a gap after."""
    before = text[start - 1 : start] if start else ""
    after = text[end : end + 1]
    if not before or before.isspace():
        return False
    return not after or after.isspace() or after in AFTER_CLOSING
