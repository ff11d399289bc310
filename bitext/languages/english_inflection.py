"""Plurals and indefinite articles of English words, by :mod:`inflect`, which is loaded where it is needed."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from bitext.languages.inflection import Inflection
from bitext.languages.language import word_set

_UNCOUNTABLE: Final = word_set(
    """
    advice aircraft baggage cattle correspondence damage data electricity equipment evidence food
    freight funding furniture garbage gear hardware healthcare heritage housing information
    infrastructure knowledge labour labor legislation livestock luggage machinery malware media money
    music news pollution poultry progress research refuse rubbish scenery
    software spacecraft traffic transport trash wastewater waste weather wildlife
    """
)
"""Nouns that have no plural, or seldom one."""
_OF: Final = re.compile(r"(?<=\w)(?= (?:of|in|at|for|to|with|by|on|from|under|without) )")
_LAST_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?(?=\W*\Z)")
_WORD: Final = re.compile(r"[^\W_]")


@cache
def _engine() -> Any:
    import inflect

    return inflect.engine()


def plural(phrase: str) -> str:
    """The plural of a phrase: "flea markets", "heads of state"; what has none stays as it is.

    A name or an acronym gets an s.
    """
    head, rest = phrase, ""
    if divided := _OF.search(phrase):
        head, rest = phrase[: divided.start()], phrase[divided.start() :]
    found = _LAST_WORD.search(head)
    if found is None or found[0][-1].isdigit() or is_plural(head):
        return phrase
    if head.islower() and head.isascii():
        return str(_engine().plural_noun(head)) + rest
    return head[: found.start()] + _plural_of_word(found[0]) + head[found.end() :] + rest


def _plural_of_word(word: str) -> str:
    if word.isupper():
        return f"{word}s"
    if not word.isascii():
        return word if word.endswith(("s", "x", "z")) else f"{word}s"
    return str(_engine().plural_noun(word))


def is_plural(phrase: str) -> bool:
    """Whether the head of a phrase is a plural, or the same in both numbers."""
    head = _OF.split(phrase)[0]
    found = _LAST_WORD.search(head)
    if found is None or found[0].isupper():
        return False
    word = found[0].lower()
    if word in _UNCOUNTABLE:
        return True
    if not word.isascii() or word.endswith(("ss", "us", "is")):
        return False
    return bool(_engine().singular_noun(word)) and len(word) > len("gas")


def article(phrase: str) -> str:
    """The article "a" or "an", as the sound of ``phrase`` asks for; empty for a phrase without a word."""
    found = _WORD.search(phrase)
    if found is None:
        return ""
    before: str = _engine().a(phrase[found.start() :])
    return before.split(" ", 1)[0]


ENGLISH_INFLECTION = Inflection(
    plural_words=word_set(
        """
    these those several many few two three four five six seven eight nine ten eleven twelve various both
    numerous
    """
    ),
    singular_words=word_set(
        """
    a an one this that each every another either neither
    """
    ),
    plural=plural,
    is_plural=is_plural,
    article=article,
)
