"""Progress: how many sentences are done, of how many."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[int, int], None]
"""Told how many sentences are done, and how many there are."""


class _Counter:
    """Turns finished jobs into finished sentences."""

    def __init__(self, total: int, tell: Tell | None) -> None:
        self._total = total
        self._tell = tell
        self._done = 0.0
        self._share = 1.0

    def expect(self, jobs: int, sentences: int) -> None:
        self._share = sentences / jobs if jobs else 1.0

    def skip(self, sentences: int) -> None:
        self._done += sentences

    def advance(self, jobs: int) -> None:
        self._done += jobs * self._share
        if self._tell is not None:
            self._tell(min(round(self._done), self._total), self._total)
