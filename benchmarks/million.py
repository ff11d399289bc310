"""A corpus of a million short documents through the whole job, with an echo in the place of the search.

What grows is told: memory, journal, files. The run can itself be stopped: give the same folder again and it
goes on, so that it can be measured in pieces. Each process adds its samples to ``samples.csv`` in the folder.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

from benchmarks.echo import load_echo
from bitext import corpus

if TYPE_CHECKING:
    from bitext.corpus import CorpusStatus

_FILES: Final = 10
_SUBJECTS: Final = (
    "Le bateau",
    "La lettre",
    "Le train",
    "La facture",
    "Le colis",
    "La voiture",
    "Le dossier",
)
_ENDS: Final = ("part ce soir.", "arrive demain matin.", "attend toujours au port.", "a été perdu hier.")
_FIELDS: Final = (
    "process",
    "seconds",
    "documents",
    "pairs",
    "resident MiB",
    "journal MiB",
    "shards",
    "output MiB",
)
_EVERY: Final = 20_000
"""Documents between two samples."""


def run(folder: Path, count: int) -> None:
    """Work on ``count`` documents, and print what the samples of all processes so far say."""
    inputs = folder / "in"
    if not inputs.is_dir():
        _write(inputs, count)
    start, last = time.perf_counter(), -_EVERY

    def sample(status: CorpusStatus) -> None:
        nonlocal last
        if status.documents - last >= _EVERY:
            last = status.documents
            _add(folder, time.perf_counter() - start, status)

    summary = corpus.run(inputs, folder / "out", unique=True, load=load_echo, progress=sample)
    _add(folder, time.perf_counter() - start, summary.status)
    _print(folder, summary.status.documents)


def _write(inputs: Path, count: int) -> None:
    partial = inputs.with_name("in.part")
    partial.mkdir(parents=True, exist_ok=True)
    for file in range(_FILES):
        with (partial / f"{file}.jsonl").open("w", encoding="utf-8") as stream:
            for number in range(file, count, _FILES):
                subject, end = _SUBJECTS[number % len(_SUBJECTS)], _ENDS[number % len(_ENDS)]
                text = f"{subject} {number} {end}"
                stream.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
    partial.rename(inputs)


def _add(folder: Path, seconds: float, status: CorpusStatus) -> None:
    path, out = folder / "samples.csv", folder / "out"
    fresh = not path.exists()
    parts = [part.stat().st_size for part in out.glob("part-*")]
    journal = sum(file.stat().st_size for file in out.glob("journal.*"))
    row = (os.getpid(), round(seconds, 1), status.documents, status.pairs, round(_resident()), journal >> 20)
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        if fresh:
            writer.writerow(_FIELDS)
        writer.writerow((*row, len(parts), sum(parts) >> 20))


def _resident() -> float:
    """Memory of this process now, in MiB; where the system does not tell, its peak."""
    status = Path("/proc/self/statm")
    if status.is_file():
        pages = int(status.read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _print(folder: Path, documents: int) -> None:
    with (folder / "samples.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    table = Table(*_FIELDS, title=f"{documents} documents with an echo")
    for row in rows[:: max(1, len(rows) // 20)]:
        table.add_row(*row)
    table.add_row(*rows[-1])
    processes = len({row[0] for row in rows})
    table.caption = f"{processes} processes; the most resident: {max(int(row[4]) for row in rows)} MiB"
    Console().print(table)
