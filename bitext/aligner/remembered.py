"""What a translation memory has of the sentences of a document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from bitext.memory import TranslationMemory
from bitext.result.alternatives import Alternative, wording

_MOST: Final = 3
"""Translations of like sentences that a pair gets as other wordings, at most."""


class Remembered:
    """The sentences ``texts`` of one document, looked up in a memory."""

    def __init__(self, memory: TranslationMemory, texts: Sequence[str]) -> None:
        self._memory = memory
        self._texts = texts

    @cached_property
    def given(self) -> dict[int, str]:
        """The translations of those that are there word for word, by number."""
        found: dict[int, str] = {}
        before: str | None = None
        for number, text in enumerate(self._texts):
            match = self._memory.translation(text, before)
            if match is not None:
                found[number] = match.target
            before = text
        return found

    def wordings(self, number: int, target: str) -> tuple[Alternative, ...]:
        """The translations of sentences like number ``number``, but for ``target``, the likest first.

        The score of each is its likeness.
        """
        known = {wording(target), ()}
        found: list[Alternative] = []
        for match in self._memory.find(self._texts[number], _MOST + 1):
            words = wording(match.target)
            if words not in known:
                known.add(words)
                found.append(Alternative(match.target, match.likeness / 100, match.likeness))
        return tuple(found[:_MOST])
