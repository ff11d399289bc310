"""Where the time of a translation goes: seconds by stage, for whoever asks.

A stage costs nothing while nobody measures::

    with measuring() as stopwatch:
        aligner.align(text)
    print(stopwatch.seconds)
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, get_args

Stage = Literal[
    "read",
    "load",
    "segment",
    "quotations",
    "prepare",
    "tokenise",
    "search",
    "second tries",
    "rescoring",
    "links",
    "terms",
    "transfer",
    "write",
]
"""What is measured by itself. *search* is the time of waiting for the search; what is checked and linked
in the meantime does not count."""


class Stopwatch:
    """Seconds by stage, in the order of :data:`Stage`; a stage within a stage counts for itself alone."""

    def __init__(self) -> None:
        self.seconds: dict[Stage, float] = dict.fromkeys(get_args(Stage), 0.0)
        self._inner = 0.0

    @contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        """Count the time that is spent inside."""
        outer, self._inner = self._inner, 0.0
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - start
            self.seconds[name] += spent - self._inner
            self._inner = outer + spent


_current: ContextVar[Stopwatch | None] = ContextVar("stopwatch", default=None)


@contextmanager
def measuring() -> Iterator[Stopwatch]:
    """A stopwatch for all that happens inside, in this thread."""
    stopwatch = Stopwatch()
    token = _current.set(stopwatch)
    try:
        yield stopwatch
    finally:
        _current.reset(token)


@contextmanager
def stage(name: Stage) -> Iterator[None]:
    """Count the time that is spent inside, if somebody measures."""
    stopwatch = _current.get()
    if stopwatch is None:
        yield
        return
    with stopwatch.stage(name):
        yield
