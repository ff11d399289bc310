"""Sentences a second time with other names in them, so that names are copied by their letters, not by heart.

A name here is a word with a capital inside a source sentence that stands once on both sides.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

_NAME = re.compile(r"(?<=[\s’'(\-“])[^\W\d_a-zß-öø-ÿœ]\w+")
_WORD = re.compile(r"\w+")
_VOWELS = frozenset("AEIOUYHÀÂÄÉÈÊËÎÏÔÖÙÛÜŒ")
_TRIES = 10


def shared(source: str, target: str) -> list[str]:
    """The names that stand once in ``source`` and once in ``target``."""
    words = _WORD.findall(target), _WORD.findall(source)
    return [name for name in _NAME.findall(source) if all(side.count(name) == 1 for side in words)]


class Names:
    """Names to put in the place of others: those of some sentences, and new ones made of their halves."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._names = sorted({name for pair in pairs for name in shared(*pair)})

    def renamed(self, source: str, target: str, order: random.Random) -> tuple[str, str] | None:
        """The two sentences with one name exchanged on both sides; None where there is none to exchange."""
        names = shared(source, target)
        if not names or not self._names:
            return None
        old = order.choice(names)
        new = self._drawn(old, order)
        if new is None:
            return None
        return replaced(source, old, new), replaced(target, old, new)

    def _drawn(self, old: str, order: random.Random) -> str | None:
        """A name that fits in the place of ``old``: in capitals as it is, and behind the same words as it.

        A vowel takes "l'" in French, "an" in English.
        """
        for _ in range(_TRIES):
            new, other = order.choice(self._names), order.choice(self._names)
            if order.random() < 0.5:  # noqa: PLR2004
                new = new[: (len(new) + 1) // 2] + other[len(other) // 2 :]
            fits = new.isupper() == old.isupper() and (new[0] in _VOWELS) == (old[0] in _VOWELS)
            if fits and new != old and (new.isupper() or new[1:].islower()):
                return new
        return None


def replaced(text: str, old: str, new: str) -> str:
    """``text`` with ``new`` in the place of the word ``old``."""
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text)
