"""What goes wrong in a translation and can be seen from outside: nothing, a copy, a loop."""

from __future__ import annotations

from collections.abc import Sequence

from bitext.result.flags import Flag
from bitext.translation.engines.vocabulary import decode
from bitext.translation.job import Job

_LEAST_REPEATS = 4
_LONGEST_LOOP = 12
_LEAST_WORDS = 4


def faults(source: str, target: str, source_pieces: Sequence[str], pieces: Sequence[str]) -> tuple[Flag, ...]:
    """The names of what is wrong: ``empty``, ``copy``, ``loop``."""
    found: list[Flag] = []
    if not target.strip():
        found.append("empty")
    elif source.casefold() == target.casefold() and len(source.split()) >= _LEAST_WORDS:
        found.append("copy")
    if (
        _repeats(pieces) > max(_LEAST_REPEATS - 1, _repeats(source_pieces))
        or len(pieces) > 3 * len(source_pieces) + 40
    ):
        found.append("loop")
    return tuple(found)


def faults_of(job: Job) -> tuple[Flag, ...]:
    """What is wrong with the outcome of a job that was run."""
    pieces = job.outcome.pieces
    return faults(job.text, decode(pieces)[0], job.subwords.pieces, pieces)


def _repeats(pieces: Sequence[str]) -> int:
    """How many times in a row the most repeated group of pieces stands."""
    most = 1
    for size in range(1, _LONGEST_LOOP + 1):
        run = 0
        for index in range(size, len(pieces)):
            run = run + 1 if pieces[index] == pieces[index - size] else 0
            most = max(most, run // size + 1)
    return most
