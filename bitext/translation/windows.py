"""A long list in windows, so that a book fits in memory and its first sentences are there early.

While the engine searches one window, the one before it is repaired and linked, and the next is prepared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TypeVar

from bitext.translation.timing import stage

Prepared = TypeVar("Prepared")
Found = TypeVar("Found")
Finished = TypeVar("Finished")

LARGEST = 1024
"""Sentences in a window, at most."""
SMALLEST = 8
"""Sentences in the first window, where the first are wanted early; each later one has four times as many."""


class StoppedError(Exception):
    """Raised in a search that nobody waits for any more, so that it ends after the batch in hand."""


def windows(count: int, *, early: bool) -> Iterator[slice]:
    """``count`` items in windows of at most :data:`LARGEST`; ``early``: small ones first."""
    size, first = SMALLEST if early else LARGEST, 0
    while first < count:
        yield slice(first, min(count, first + size))
        first += size
        size = min(LARGEST, 4 * size)


def pipelined(
    parts: Iterator[slice],
    prepare: Callable[[slice], Prepared],
    search: Callable[[Prepared, Callable[[], None]], Found],
    finish: Callable[[Prepared, Found], Finished],
) -> Iterator[Finished]:
    """What ``finish`` makes of each of ``parts``, in order, while the search of the next one runs.

    ``search`` runs in a thread of its own, one part at a time. It gets a function to call now and then,
    which raises :class:`StoppedError` once the iterator was closed.
    """
    stop = Event()

    def check() -> None:
        if stop.is_set():
            raise StoppedError

    pool = ThreadPoolExecutor(1, "bitext-search")
    waiting: list[tuple[Prepared, Future[Found]]] = []
    try:
        for part in parts:
            prepared = prepare(part)
            waiting.append((prepared, pool.submit(search, prepared, check)))
            if len(waiting) > 1:
                yield finish(*_result(*waiting.pop(0)))
        while waiting:
            yield finish(*_result(*waiting.pop(0)))
    finally:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)


def _result(prepared: Prepared, future: Future[Found]) -> tuple[Prepared, Found]:
    with stage("search"):
        return prepared, future.result()
