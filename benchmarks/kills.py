"""Runs over a corpus that are killed (SIGKILL) at random moments, again and again, until they are through.

After each kill, every shard that is there must be one of an uninterrupted run, to the last byte; in the end
the output must be that run's. Lost, doubled and half-written documents would each show as a difference, and
are counted by themselves, too. Each run is a fork of this process, so that it begins at once.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console

from benchmarks.echo import load_echo
from bitext import corpus
from bitext.aligner.aligner import Aligner

if TYPE_CHECKING:
    from bitext.aligner import Options

_DOCUMENTS: Final = 400
_REAL_DOCUMENTS: Final = 40
_SENTENCES: Final = (
    "Le phare s’éteint à l’aube.",
    "« Ouvrez », ordonne le gendarme, « ou j’enfonce la porte. »",
    "Où sont passées les clés de la cave ?",
    "La neige tient depuis mardi sur les hauteurs de Gap.",
)


@cache
def _echo() -> Aligner:
    return load_echo({})


def kept_echo(_: Options) -> Aligner:
    """An echo that was loaded before the process was forked."""
    return _echo()


@dataclass(slots=True)
class KillCounts:
    """What came of the kills; all but the first two must be 0."""

    kills: int = 0
    runs: int = 0
    lost: int = 0
    doubled: int = 0
    half_written: int = 0
    different: int = 0
    moments: list[float] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled, half-written or different."""
        return not (self.lost or self.doubled or self.half_written or self.different)


def run(count: int, seed: int, *, real: bool = False) -> None:
    """Kill ``count`` times, and print what came of it; code 1 where anything is not as it should be."""
    with TemporaryDirectory() as folder:
        counts = killed(Path(folder), count, seed, real=real)
    console = Console()
    console.print(f"{counts.kills} kills in {counts.runs} runs, {min(counts.moments):.2f} to", end=" ")
    console.print(f"{max(counts.moments):.2f} s after their beginning (seed {seed})")
    console.print(
        f"lost {counts.lost}, doubled {counts.doubled}, half-written {counts.half_written}, "
        f"outputs that differ {counts.different}"
    )
    if not counts.is_clean:
        raise SystemExit(1)


def killed(folder: Path, count: int, seed: int, *, real: bool = False) -> KillCounts:
    """Run a corpus in ``folder`` until ``count`` kills have come; each finished output is compared."""
    chance = random.Random(seed)
    inputs = _inputs(folder / "in", _REAL_DOCUMENTS if real else _DOCUMENTS)
    work = _work(inputs, real=real)
    start = time.perf_counter()
    if _forked(work, folder / "whole", None):
        raise RuntimeError("the uninterrupted run failed")
    length = time.perf_counter() - start
    wanted, counts = _contents(folder / "whole"), KillCounts()
    while counts.kills < count:
        out = folder / f"out-{counts.runs}"
        while counts.kills < count:
            moment = chance.uniform(0, length)
            if _forked(work, out, moment) == 0:
                break
            counts.kills += 1
            counts.moments.append(moment)
            _check_parts(out, wanted, counts)
        else:
            _forked(work, out, None)
        counts.runs += 1
        _check_whole(out, wanted, counts)
    return counts


def _inputs(folder: Path, count: int) -> list[Path]:
    """Records, some of them damaged or repeated, and a folder of texts and pages."""
    (folder / "texts").mkdir(parents=True)
    with (folder / "records.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(count):
            text = f"Pièce {number % (count - 7)}. {_SENTENCES[number % len(_SENTENCES)]}"
            stream.write(json.dumps({"id": f"r{number}", "text": text}) + "\n")
            if number % 50 == 49:
                stream.write("{damaged\n")
    for number in range(count // 10):
        suffix = ("txt", "html", "md")[number % 3]
        text = f"Dossier {number}.\n\n{_SENTENCES[number % len(_SENTENCES)]}\n"
        (folder / "texts" / f"{number:03d}.{suffix}").write_text(text, encoding="utf-8")
    return [folder / "records.jsonl", folder / "texts"]


def _work(inputs: list[Path], *, real: bool) -> Callable[[Path], object]:
    options: dict[str, Any] = {"unique": True, "batch_characters": 1500, "shard_characters": 6000}
    if not real:
        _echo()
        options["load"] = kept_echo
    return lambda out: corpus.run(inputs, out, **options)


def _forked(work: Callable[[Path], object], out: Path, moment: float | None) -> int:
    """Do ``work`` in a fork of this process, killed after ``moment`` seconds; 0 if it came to its end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work(out)
            code = 0
        finally:
            os._exit(code)
    end = None if moment is None else time.monotonic() + moment
    while True:
        done, status = os.waitpid(child, os.WNOHANG if end else 0)
        if done:
            return status
        if end and time.monotonic() >= end:
            os.kill(child, signal.SIGKILL)
            return os.waitpid(child, 0)[1]
        time.sleep(0.001)


def _contents(out: Path) -> dict[str, bytes]:
    if not out.is_dir():
        return {}
    return {
        path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith((".", "journal."))
    }


def _check_parts(out: Path, wanted: dict[str, bytes], counts: KillCounts) -> None:
    found = _contents(out)
    counts.half_written += sum(name.startswith("part-") and found[name] != wanted.get(name) for name in found)


def _check_whole(out: Path, wanted: dict[str, bytes], counts: KillCounts) -> None:
    found = _contents(out)
    counts.different += found != wanted
    mine, theirs = _keys(found), _keys(wanted)
    counts.lost += len(theirs.keys() - mine.keys())
    counts.doubled += sum(number - 1 for number in mine.values())


def _keys(contents: dict[str, bytes]) -> Counter[tuple[int, int]]:
    parts = (contents[name] for name in sorted(contents) if name.startswith("part-"))
    rows = (json.loads(line) for part in parts for line in part.splitlines())
    return Counter((row["number"], row["pair"]) for row in rows)
