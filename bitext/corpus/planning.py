"""Documents to batches and shards: the same ones for the same documents, wherever a run was stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from bitext.corpus.documents import CorpusDocument, Record
from bitext.corpus.settings import BATCH_DOCUMENTS
from bitext.errors import InputError

if TYPE_CHECKING:
    from bitext.corpus.journal import BatchRecord, Journal

_DIGEST: Final = 16
_OVERHEAD: Final = 16
"""Characters that a document counts beyond its text, so that empty ones fill a batch, too."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that are worked on together; ``repeats``: by its number, the first of one that came before.

    ``size`` is in characters.
    """

    number: int
    shard: int
    documents: tuple[CorpusDocument, ...]
    repeats: dict[int, int]
    size: int
    digest: bytes

    @property
    def reached(self) -> int:
        """Bytes of the inputs that had been read behind it."""
        return max((document.reached for document in self.documents), default=0)

    @property
    def work(self) -> tuple[CorpusDocument, ...]:
        """The documents that have not come before."""
        return tuple(one for one in self.documents if one.number not in self.repeats)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A batch that is done already."""

    record: BatchRecord


@dataclass(frozen=True, slots=True)
class ShardEnd:
    """All the ``batches`` of a shard have been given; so many they are."""

    shard: int
    batches: int


Step = Batch | Skipped | ShardEnd


class Plan:
    """The batches of a run and the ends of its shards, in order."""

    def __init__(
        self,
        records: Iterator[Record],
        journal: Journal,
        *,
        batch_characters: int,
        shard_characters: int,
        unique: Callable[[CorpusDocument], bytes] | None,
        check: bool,
        passed: int = 0,
    ) -> None:
        """The plan for ``records``, without the batches that ``journal`` has.

        The documents of the first ``passed`` batches, which are done, are not among the ``records``.

        ``unique``: a digest of what is in a document; one that came before is not worked on again. ``check``:
        make sure that the documents of batches that are done are those that they were.
        """
        self._records = records
        self._journal = journal
        self._sizes = batch_characters, shard_characters
        self._unique = unique
        self._check = check
        self._passed = passed
        self._next = 0

    def __iter__(self) -> Iterator[Step]:
        shard = filled = number = batches = 0
        while (step := self._step(number, shard)) is not None:
            yield step
            filled += step.record.size if isinstance(step, Skipped) else step.size
            batches, number = batches + 1, number + 1
            if filled >= self._sizes[1]:
                yield ShardEnd(shard, batches)
                shard, filled, batches = shard + 1, 0, 0
        if batches:
            yield ShardEnd(shard, batches)

    def _step(self, number: int, shard: int) -> Batch | Skipped | None:
        """The next batch; None where there are no more documents."""
        record = self._journal.batch(number)
        if record is None:
            documents = tuple(self._some())
            return self._batch(number, shard, documents) if documents else None
        if number < self._passed:
            self._next += record.documents
            return Skipped(record)
        passed = list(islice(self._records, record.documents))
        if self._check:
            found = _digest([make(self._next + at) for at, make in enumerate(passed)])
            if found != record.digest:
                raise _other(self._next, len(passed))
        if len(passed) != record.documents:
            raise _other(self._next, len(passed))
        self._next += record.documents
        return Skipped(record)

    def _some(self) -> Iterator[CorpusDocument]:
        """Documents for a batch."""
        size = count = 0
        while size < self._sizes[0] and count < BATCH_DOCUMENTS:
            make = next(self._records, None)
            if make is None:
                return
            document = make(self._next)
            self._next, count, size = self._next + 1, count + 1, size + document.size + _OVERHEAD
            yield document

    def _batch(self, number: int, shard: int, documents: tuple[CorpusDocument, ...]) -> Batch:
        size = sum(document.size + _OVERHEAD for document in documents)
        return Batch(number, shard, documents, self._repeats(documents), size, _digest(documents))

    def _repeats(self, documents: Sequence[CorpusDocument]) -> dict[int, int]:
        if self._unique is None:
            return {}
        firsts = {
            one.number: self._journal.first_seen(self._unique(one), one.number)
            for one in documents
            if not one.reason
        }
        return {number: first for number, first in firsts.items() if first != number}


def _digest(documents: Sequence[CorpusDocument]) -> bytes:
    """A digest of the documents as they were read."""
    found = hashlib.blake2b(digest_size=_DIGEST)
    for document in documents:
        for text in (document.name, document.path, document.source, document.target or "", document.reason):
            found.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return found.digest()


def text_digest(source: str, target: str | None) -> bytes:
    """A digest of the texts of a document, wherever it comes from."""
    found = hashlib.blake2b(digest_size=_DIGEST)
    for text in (source, *(() if target is None else (target,))):
        found.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return found.digest()


def _other(first: int, count: int) -> InputError:
    return InputError(
        f"the {count} documents from number {first} on are not those that were read before; give the same "
        "input and run the same command again, or begin anew in another folder."
    )
