"""What goes wrong in a translation and can be seen from outside: nothing, a copy, a loop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import eq

from bitext.result.flags import Flag
from bitext.translation.engines.vocabulary import text_of
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
    repeats = _repeats(pieces)
    if (repeats >= _LEAST_REPEATS and repeats > _repeats(source_pieces)) or len(pieces) > 3 * len(
        source_pieces
    ) + 40:
        found.append("loop")
    return tuple(found)


def faults_of(job: Job) -> tuple[Flag, ...]:
    """What is wrong with the outcome of a job that was run."""
    pieces = job.outcome.pieces
    return faults(job.text, text_of(pieces), job.subwords.pieces, pieces)


def _repeats(pieces: Sequence[str]) -> int:
    """How many times in a row the most repeated group of pieces stands; 1 where that is seldom enough."""
    if max(Counter(pieces).values(), default=0) < _LEAST_REPEATS:
        return 1
    most = 1
    for size in range(1, _LONGEST_LOOP + 1):
        is_repeated = list(map(eq, pieces[size:], pieces))
        if sum(is_repeated) >= size * most:
            longest = max(len(list(run)) for same, run in groupby(is_repeated) if same)
            most = max(most, longest // size + 1)
    return most
