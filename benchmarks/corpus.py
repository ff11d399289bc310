"""A corpus beside ``align`` on each of its documents: sentences a second, and what journal and shards cost.

The same lines of news, once as a few long documents, once each as a document of its own; rounds interleaved,
medians. The model is loaded before.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table

from bitext import corpus
from bitext.aligner.aligner import Aligner
from bitext.corpus import runner
from bitext.corpus.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bitext.aligner import Options

_LONG: Final = 3
"""Documents that the lines make where they are to be long."""
_loaded: list[Aligner] = []


def kept(_: Options) -> Aligner:
    """The aligner that is loaded."""
    return _loaded[0]


def run(data: Path, model: str, lines: int, rounds: int) -> None:
    """Print the table."""
    texts = (data / "mt" / "newstest2013.fr").read_text(encoding="utf-8").splitlines()[:lines]
    size = -(-len(texts) // _LONG)
    corpora = {
        f"{_LONG} long documents": ["\n\n".join(texts[at : at + size]) for at in range(0, len(texts), size)],
        f"{len(texts)} short documents": texts,
    }
    _loaded[:] = [Aligner(model)]
    table = Table("", "align, one by one", "corpus", "corpus is", "journal and shards")
    for name, documents in corpora.items():
        found = [_measured(documents) for _ in range(rounds)]
        ratios = [one / other for one, other, _ in found]
        table.add_row(
            name,
            f"{len(texts) / statistics.median(one for one, _, _ in found):.1f} lines/s",
            f"{len(texts) / statistics.median(other for _, other, _ in found):.1f} lines/s",
            f"{statistics.median(ratios):.2f} × ({min(ratios):.2f} to {max(ratios):.2f})",
            f"{statistics.median(share for _, _, share in found):.2%}",
        )
    Console().print(table)


def _measured(documents: Sequence[str]) -> tuple[float, float, float]:
    """Seconds of ``align`` on each document, of the corpus, and the share of its bookkeeping."""
    start = time.perf_counter()
    for document in documents:
        _loaded[0].align(document)
    alone = time.perf_counter() - start
    with TemporaryDirectory() as name:
        path = Path(name) / "documents.jsonl"
        lines = (json.dumps({"text": document}) + "\n" for document in documents)
        path.write_text("".join(lines), encoding="utf-8")
        with _timed() as spent:
            start = time.perf_counter()
            corpus.run(path, Path(name) / "out", load=kept)
            together = time.perf_counter() - start
    return alone, together, sum(spent) / together


@contextmanager
def _timed() -> Iterator[list[float]]:
    """Seconds that journal and shards take."""
    spent: list[float] = []
    places: tuple[tuple[Any, str], ...] = (
        *((Journal, name) for name in ("__init__", "begin", "batch", "add", "add_shard", "counts")),
        (runner, "write_shard"),
        (runner, "write_notes"),
    )
    before = [getattr(*place) for place in places]
    for place, function in zip(places, before, strict=True):
        setattr(*place, _timing(function, spent))
    try:
        yield spent
    finally:
        for place, function in zip(places, before, strict=True):
            setattr(*place, function)


def _timing(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*arguments)
        finally:
            spent.append(time.perf_counter() - start)

    return timed
