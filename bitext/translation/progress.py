"""Progress: how many sentences are done, of how many."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with the number of sentences that are done, and how many there are."""


class SentenceCounter:
    """Counts finished jobs as finished sentences, of which each has one job or several."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._done = 0.0
        self._share = 1.0

    def expect(self, jobs: int, sentences: int) -> None:
        """From now on, ``jobs`` are to be counted as ``sentences``."""
        self._share = sentences / jobs if jobs else 1.0

    def skip(self, sentences: int) -> None:
        """Count sentences that need no job."""
        self._done += sentences

    def advance(self, jobs: int) -> None:
        """Count finished jobs, and say so."""
        self._done += jobs * self._share
        if self._progress is not None:
            self._progress(min(round(self._done), self._total), self._total)
