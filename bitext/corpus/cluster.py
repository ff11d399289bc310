"""Workers elsewhere: what is given to them is reconciled with what comes back.

Each batch is keyed by its number. A cluster that loses workers does a batch again, so that it may come back
late or, by an error, twice or never; here each has to come back once, with each of its documents once.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from bitext.corpus.documents import Outcome
from bitext.errors import BitextError

if TYPE_CHECKING:
    from bitext.corpus.planning import Batch

_WAITING: Final = 3
"""Batches that are given to each worker: one that it works on, and the next ones."""
_ROOM: Final = 4
"""Batches beside those, which are on their way."""
_ATTEMPTS: Final = 3
"""How often in a row a stream may break without a batch done in between."""

Done = tuple[int, list[Outcome]]
"""The number of a batch, and what became of its documents."""


class ClusterError(BitextError):
    """A cluster cannot be reached, or lost or doubled what it was given."""


class BatchStream(Protocol):
    """A way to the workers and back."""

    def put(self, batch: Batch) -> None:
        """Give a batch to the workers."""

    def end(self) -> None:
        """There are no more batches."""

    def take(self) -> Done | BaseException | None:
        """The next batch that is done; what went wrong; None behind the last one."""

    def close(self) -> None:
        """Give up what is not done."""


class ClusterPool:
    """Workers on other machines, in the place of :class:`bitext.corpus.pools.Pool`."""

    def __init__(
        self, stream: Callable[[], BatchStream], jobs: int, leave: Callable[[], None] = lambda: None
    ) -> None:
        """``stream`` begins a way to the ``jobs`` workers; ``leave`` is called at the end."""
        self._begin = stream
        self._leave = leave
        self._most = _WAITING * jobs + _ROOM
        self._waiting: dict[int, Batch] = {}
        self._failures = 0
        self._ended = False
        self._stream = stream()

    def submit(self, batch: Batch) -> Iterator[tuple[Batch, list[Outcome]]]:
        """Give a batch to the workers; first take what is finished, if they have enough to do."""
        while len(self._waiting) >= self._most:
            yield from self._take()
        self._waiting[batch.number] = batch
        self._stream.put(batch)

    def drain(self) -> Iterator[tuple[Batch, list[Outcome]]]:
        """Wait for all that was given.

        Raises:
            ClusterError: a batch was lost, or came back twice; or the cluster fails again and again.
        """
        self._ended = True
        self._stream.end()
        while self._waiting:
            yield from self._take()
        while (found := self._stream.take()) is not None:
            raise _failed(found) if isinstance(found, BaseException) else _twice(found[0])

    def close(self) -> None:
        """Give up what is not done; the cluster goes on."""
        self._stream.close()
        self._leave()

    def _take(self) -> Iterator[tuple[Batch, list[Outcome]]]:
        """What comes next; where the stream has broken, it is begun again with what is not done."""
        found = self._stream.take()
        if found is None:
            raise ClusterError(
                f"batches {', '.join(map(str, sorted(self._waiting)))} did not come back from the cluster; "
                "run the same command again: what is done is kept."
            )
        if isinstance(found, BaseException):
            self._again(found)
            return
        number, outcomes = found
        if number not in self._waiting:
            raise _twice(number)
        batch = self._waiting.pop(number)
        reconcile(batch, outcomes)
        self._failures = 0
        yield batch, outcomes

    def _again(self, error: BaseException) -> None:
        """Begin the stream again with all batches that are not done; raise what no new stream would mend."""
        if isinstance(error, BitextError):
            raise error
        self._failures += 1
        if self._failures >= _ATTEMPTS:
            raise _failed(error) from error
        self._stream.close()
        self._stream = self._begin()
        for batch in self._waiting.values():
            self._stream.put(batch)
        if self._ended:
            self._stream.end()


def reconcile(batch: Batch, outcomes: Sequence[Outcome]) -> None:
    """Raises ClusterError where not each document of a batch came back once, in its place."""
    given, found = [one.number for one in batch.work], [one.number for one in outcomes]
    if given != found:
        missing, doubled = Counter(given) - Counter(found), Counter(found) - Counter(given)
        raise ClusterError(
            f"documents of batch {batch.number} came back otherwise than they were given: missing "
            f"{sorted(missing)}, doubled or unknown {sorted(doubled)}; run the same command again."
        )


def _twice(number: int) -> ClusterError:
    return ClusterError(f"batch {number} came back twice from the cluster; run the same command again.")


def _failed(error: BaseException) -> ClusterError:
    told = (str(error).strip() or type(error).__name__).split(os.linesep)[0]
    return ClusterError(
        f"the cluster failed ({told}); run the same command again when it is well: what is done is kept."
    )
