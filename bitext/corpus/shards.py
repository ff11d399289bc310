"""The files of the output: each appears whole or not at all, and is the same wherever a run was stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from bitext.corpus.reading import parquet_packages
from bitext.files import writing

if TYPE_CHECKING:
    from bitext.corpus.journal import BatchRecord, Note
    from bitext.corpus.planning import ShardEnd
    from bitext.corpus.settings import ShardFormat

_GROUP: Final = 10_000
_LINK: Final = ("source_start", "source_end", "target_start", "target_end")
_NO_HALVES: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass(slots=True)
class _OpenShard:
    """What is done of a shard; ``wanted``: how many batches it has, once that is known."""

    batches: int = 0
    pairs: int = 0
    wanted: int | None = None


class OpenShards:
    """The shards that are not written yet, and which of them can be."""

    def __init__(self, written: Collection[int]) -> None:
        self._written = frozenset(written)
        self._open: dict[int, _OpenShard] = {}

    def add(self, batch: BatchRecord) -> None:
        """A batch is done."""
        if batch.shard not in self._written:
            shard = self._open.setdefault(batch.shard, _OpenShard())
            shard.batches += 1
            shard.pairs += batch.pairs

    def end(self, end: ShardEnd) -> None:
        """All batches of a shard are known."""
        if end.shard not in self._written:
            self._open.setdefault(end.shard, _OpenShard()).wanted = end.batches

    def complete(self) -> Iterator[tuple[int, int]]:
        """The number and the pairs of each shard of which all is done; it is not open any more."""
        for number in [number for number, shard in self._open.items() if shard.batches == shard.wanted]:
            yield number, self._open.pop(number).pairs


def shard_name(number: int, to: ShardFormat) -> str:
    """The name of the file of a shard."""
    return f"part-{number:06d}.{to}"


def write_shard(path: Path, lines: Iterable[bytes], to: ShardFormat) -> int:
    """Write the rows of a shard, which are JSON in ``lines``; how many bytes the file has.

    Raises:
        InputError: it cannot be written.
        MissingDependencyError: it is to be Parquet, and pyarrow is not installed.
    """
    with writing(path) as stream:
        if to == "parquet":
            _write_parquet(stream.buffer, lines)
        else:
            for some in lines:
                stream.buffer.write(some)
    _settle(path.parent)
    return path.stat().st_size


def _write_parquet(stream: Any, lines: Iterable[bytes]) -> None:
    arrow, parquet = parquet_packages()
    schema = _schema(arrow)
    rows = (_columns(json.loads(line)) for some in lines for line in some.splitlines())
    with parquet.ParquetWriter(stream, schema, compression="zstd", write_page_checksum=True) as writer:
        while group := list(islice(rows, _GROUP)):
            writer.write_batch(arrow.RecordBatch.from_pylist(group, schema=schema))


def _schema(arrow: Any) -> Any:
    link = arrow.struct([(name, arrow.int32()) for name in _LINK])
    return arrow.schema(
        {
            "number": arrow.int64(),
            "document": arrow.string(),
            "pair": arrow.int32(),
            "source": arrow.string(),
            "target": arrow.string(),
            "score": arrow.float64(),
            "flags": arrow.list_(arrow.string()),
            "verdicts": arrow.list_(arrow.string()),
            "words": arrow.list_(link),
            **{name: arrow.int64() for name in _LINK},
        }
    )


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    """A row as Parquet has it: without lone halves of characters, for which UTF-8 has no form."""
    texts = {name: row[name].translate(_NO_HALVES) for name in ("document", "source", "target")}
    words = [dict(zip(_LINK, link, strict=True)) for link in row["words"]]
    return {**row, **texts, "words": words}


def write_notes(path: Path, notes: Iterator[Note], key: str) -> None:
    """Write what is to be told of documents, a line of JSON each; no file where there is nothing."""
    first = next(notes, None)
    if first is None:
        path.unlink(missing_ok=True)
        return
    with writing(path) as stream:
        for note in chain((first,), notes):
            stream.buffer.write(_told(note, key))


def _told(note: Note, key: str) -> bytes:
    value: Any = note.told if key == "reason" else json.loads(note.told)
    return msgspec.json.encode({"number": note.number, "document": note.name, key: value}) + b"\n"


def remove_leftovers(folder: Path) -> None:
    """Remove what a run that was killed had begun to write."""
    for path in folder.glob(".*.part"):
        with suppress(OSError):
            path.unlink()


def _settle(folder: Path) -> None:
    """Let the names of a folder reach the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
