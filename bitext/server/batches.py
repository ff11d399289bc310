"""Requests of many clients translated together.

A short text alone fills no batch of the model. So whatever waits when the model is free goes through it in
one go; what each text becomes does not depend on the others. Long texts have a thread of their own, so that
a short one does not wait behind a book.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from bitext.aligner.batch import BatchResult, BatchText, align_batch

if TYPE_CHECKING:
    from bitext.aligner import Aligner

_SHORT: Final = 4_000
"""Characters up to which a request is a short one."""
_FULL: Final = 20_000
"""Characters from which on no further request joins those that are translated together."""
_USUAL_SPEED: Final = 2_000.0
"""Characters a second, before any was measured."""
_LONGEST_WAIT: Final = 60

BatchDone = Callable[[int, int, float], None]
"""Told of each batch: requests, characters, seconds."""


class OverloadedError(Exception):
    """Too much waits already; ``seconds`` from now there may be room."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many requests are waiting; try again in {seconds} seconds.")
        self.seconds = seconds


class StoppingError(Exception):
    """The service is about to stop and takes no new requests."""


@dataclass(slots=True)
class _Request:
    texts: Sequence[BatchText]
    characters: int
    found: Future[list[BatchResult]] = field(default_factory=Future)


class SharedBatches:
    """Translates texts of many requests together; to be used from one event loop."""

    def __init__(self, aligner: Aligner, most_waiting: int, done: BatchDone = lambda *_: None) -> None:
        """``most_waiting``: characters that may wait; ``done`` is told of each batch."""
        self._most_waiting = most_waiting
        self._lanes = tuple(_Lane(name, aligner, done) for name in ("short", "long"))

    @property
    def waiting(self) -> int:
        """Characters that were taken and are not translated yet."""
        return sum(lane.waiting for lane in self._lanes)

    async def run(self, texts: Sequence[BatchText], seconds: float) -> list[BatchResult]:
        """What became of each of ``texts``.

        Raises:
            OverloadedError: too much waits already.
            StoppingError: the service is about to stop.
            TimeoutError: it took more than ``seconds``.
        """
        size = sum(len(text.source) * (1 + text.alternatives) + len(text.target or "") for text in texts)
        lane = self._lanes[size > _SHORT]
        if self.waiting and self.waiting + size > self._most_waiting:
            raise OverloadedError(lane.seconds_left())
        request = _Request(texts, size)
        lane.add(request)
        async with asyncio.timeout(seconds):
            return await asyncio.wrap_future(request.found)

    def close(self) -> None:
        """Take no more; wait until what was taken is done."""
        for lane in self._lanes:
            lane.stop()
        for lane in self._lanes:
            lane.join()


class _Lane:
    """A thread that translates requests, those that wait together."""

    def __init__(self, name: str, aligner: Aligner, done: BatchDone) -> None:
        self._aligner = aligner
        self._done = done
        self._requests: deque[_Request] = deque()
        self._changed = Condition()
        self._stopping = False
        self._speed = _USUAL_SPEED
        self.waiting = 0
        self._thread = Thread(target=self._work, name=f"bitext-{name}", daemon=True)
        self._thread.start()

    def add(self, request: _Request) -> None:
        with self._changed:
            if self._stopping:
                raise StoppingError
            self._requests.append(request)
            self.waiting += request.characters
            self._changed.notify()

    def seconds_left(self) -> int:
        """How long what waits here will take."""
        return max(1, min(_LONGEST_WAIT, math.ceil(self.waiting / self._speed)))

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()

    def join(self) -> None:
        self._thread.join()

    def _work(self) -> None:
        while requests := self._next():
            wanted = [request for request in requests if request.found.set_running_or_notify_cancel()]
            size = sum(request.characters for request in requests)
            started = time.perf_counter()
            self._run(wanted)
            seconds = time.perf_counter() - started
            with self._changed:
                self.waiting -= size
            if wanted:
                self._speed += (size / max(seconds, 1e-3) - self._speed) / 4
                self._done(len(wanted), size, seconds)

    def _next(self) -> list[_Request]:
        """The requests to translate together; none once the lane is stopped and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._requests or self._stopping)
            found: list[_Request] = []
            size = 0
            while self._requests and (not found or size + self._requests[0].characters <= _FULL):
                found.append(self._requests.popleft())
                size += found[-1].characters
            return found

    def _run(self, requests: Sequence[_Request]) -> None:
        try:
            results = iter(align_batch(self._aligner, [text for one in requests for text in one.texts]))
        except Exception as error:  # a fault of one request is not to be that of the others
            if len(requests) == 1:
                requests[0].found.set_exception(error)
                return
            for request in requests:
                self._run([request])
            return
        for request in requests:
            request.found.set_result([next(results) for _ in request.texts])
