"""hunalign's ladder: ``i<TAB>j<TAB>score``, a rung before each pair and one behind the last.

A rung counts the sentences of each side that stand before it; the score is that of the pair from this
rung to the next, and 0 on the last one, which gives the lengths of the two texts. Holds which sentences
belong together and nothing else; to load it, give the two lists of sentences. A ladder may lack scores,
and the last rung. hunalign's own scores are no probabilities: those above 1 count as 1, those below 0
as 0.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TextIO

from bitext.errors import BitextWarning, FormatError
from bitext.formats._bead_lists import ListedBead, bitext_of_beads, number, parsed_lines, within
from bitext.result.bitext import Bitext
from bitext.result.storage import text_format
from bitext.result.validation import check

_RUNG = re.compile(r"(\d{1,9})\t(\d{1,9})(?:\t(\S+))?\s*")


class _Rung(NamedTuple):
    source: int
    target: int
    score: float
    line: int


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes a rung for each pair, and the last one."""
    check(bitext)
    source, target = 0, 0
    for pair in bitext.pairs:
        stream.write(f"{source}\t{target}\t{float(pair.score)!r}\n")
        source, target = source + len(pair.source), target + len(pair.target)
    stream.write(f"{source}\t{target}\t0\n")


def load_links(path: Path, source: Sequence[str], target: Sequence[str]) -> Bitext:
    """Reads a ladder. Raises FormatError with the line of what is wrong."""
    rungs = parsed_lines(path, _rung)
    if not rungs or rungs[0][:2] != (0, 0):
        raise FormatError("there is no first rung with 0 and 0; give the whole ladder.")
    _close(rungs, len(source), len(target))
    scores = within([rung.score for rung in rungs[:-1]], "hunalign's scores")
    return bitext_of_beads(map(_bead, pairwise(rungs), scores), source, target)


def _close(rungs: list[_Rung], source: int, target: int) -> None:
    """Add the last rung where it is missing: some versions of hunalign do not write it."""
    last = rungs[-1]
    if last[:2] == (source, target):
        return
    if last.source > source or last.target > target:
        raise FormatError(
            f"the ladder reaches {last.source} and {last.target}, but there are {source} and {target} "
            "sentences; give those that were aligned."
        )
    message = (
        f"the ladder ends at {last.source} and {last.target}; what is behind, up to {source} and {target}, "
        "became one pair. If that is wrong, give the sentences that were aligned."
    )
    warnings.warn(message, BitextWarning, stacklevel=3)
    rungs.append(_Rung(source, target, 0.0, last.line))


def _rung(line: str, count: int) -> _Rung:
    found = _RUNG.fullmatch(line)
    if found is None:
        raise FormatError("this is no rung; write two sentence counts and a score with tabs between them.")
    return _Rung(int(found[1]), int(found[2]), 1.0 if found[3] is None else number(found[3]), count)


def _bead(ends: tuple[_Rung, _Rung], score: float) -> ListedBead:
    low, high = ends
    if high.source < low.source or high.target < low.target:
        raise FormatError(f"line {high.line}: the ladder goes down; its counts never fall.")
    return ListedBead(range(low.source, high.source), range(low.target, high.target), score, low.line)


FORMAT = replace(
    text_format("hunalign", "a hunalign ladder", (".ladder",), write, holds=("pairs", "scores")),
    load_links=load_links,
)
