"""Ellipses before a capital that end no sentence: speech that hesitates or begins again, words in a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bitext.quotations.marks import APOSTROPHES

if TYPE_CHECKING:
    from bitext.languages import Language

_NEARBY: Final = 3000
"""Characters back to the mark that opens a quotation."""
_SPEECH: Final = 40
"""Characters of words before an ellipsis that are too few for a sentence, at most."""
_FEW: Final = 3
"""Words that are too few."""
_TITLE: Final = 80
"""Characters within which a quotation ends that is a part of its sentence."""
_TAIL: Final = 30
"""Characters up to the end of a quotation in which hardly a sentence has room."""
_MARKS: Final = (("«", "»"), ("“", "”"), ('"', '"'))
_STOPS: Final = re.compile("[.!?…]")


def goes_on(text: str, start: int, at: int, following: int, last: int, language: Language) -> bool:
    """Whether a sentence that begins at ``start`` goes on behind the ellipsis at ``at``.

    What follows begins at ``following``, the line ends at ``last``. It goes on where a word is said again
    (« Je… Je ne sais pas ») and, within a quotation, where what stands before is too little for a sentence,
    where the quotation is a part of the sentence around it (le film « Et puis… Rien »), or where the reporter
    goes on behind a last word or two.
    """
    if _is_repeated(text, start, at, following):
        return True
    opened, close = _opened(text, start, at)
    if opened < 0 or text.find(close, following, min(last, following + _NEARBY)) < 0:
        return False
    begins = max(opened + 1, start)
    words = text[begins:at].split() if at - begins <= _SPEECH else []
    if 0 < len(words) <= _FEW or _leans(text, at, language):
        return True
    if opened > start and text[max(start, opened - 3) : opened].rstrip()[-1:].isalnum():
        return text.find(close, following, following + _TITLE) >= 0
    return _is_tail(text, following, close)


def _is_repeated(text: str, start: int, at: int, following: int) -> bool:
    """Whether the word before the ellipsis is said again behind it."""
    tokens = text[max(start, at - _TAIL) : at].split()
    word = tokens[-1].lstrip('«“"(—–-').casefold() if tokens else ""
    again = text[following : following + len(word) + 1].casefold()
    if not word or again[: len(word)].replace("'", "’") != word.replace("'", "’"):
        return False
    return word[-1] in APOSTROPHES or not again[len(word) :].isalnum()


def _opened(text: str, start: int, at: int) -> tuple[int, str]:
    """Where the quotation round ``at`` opens, with the mark that closes it; -1 where there is none."""
    first = max(0, at - _NEARBY)
    found = -1, ""
    for opening, closing in _MARKS:
        if opening != closing:
            opened = text.rfind(opening, first, at)
            is_open = opened > text.rfind(closing, first, at)
        else:
            opened = text.rfind(opening, max(first, start), at)
            is_open = text.count(opening, max(first, start), at) % 2 == 1
        if is_open and opened > found[0]:
            found = opened, closing
    return found


def _leans(text: str, at: int, language: Language) -> bool:
    """Whether the word before ``at`` is one of grammar, which ends no sentence."""
    tokens = text[max(0, at - _TAIL) : at].split()
    if not tokens:
        return False
    word = re.split("['’]", tokens[-1])[-1].lower()
    return not word or word in language.function_words


def _is_tail(text: str, following: int, close: str) -> bool:
    """Whether the quotation ends after a few words without a stop, and its sentence goes on behind it."""
    end = text.find(close, following, following + _TAIL)
    if end < 0 or _STOPS.search(text, following, end) or len(text[following:end].split()) > _FEW:
        return False
    behind = text[end + 1 : end + 4].lstrip()[:1]
    return behind == "," or behind.islower()
