"""Vecalign's list of beads: ``[0, 1]:[0]:0.25``, sentence numbers of each side and a cost.

The cost is one minus the score: 0 for a bead that is right, 1 for one that is not. Holds which
sentences belong together and nothing else; to load it, give the two lists of sentences. Vecalign's
own costs are distances, which may lie above 1: those count as 1. A line may have no cost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from bitext.errors import FormatError
from bitext.formats._bead_lists import ListedBead, bitext_of_beads, number, parsed_lines, within
from bitext.result.bitext import Bitext
from bitext.result.storage import text_format
from bitext.result.validation import check

_BEAD = re.compile(r"\[([\d, ]*)\]:\[([\d, ]*)\](?::(\S+))?\s*")


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes a line for each pair."""
    check(bitext)
    source, target = 0, 0
    for pair in bitext.pairs:
        left = list(range(source, source + len(pair.source)))
        right = list(range(target, target + len(pair.target)))
        stream.write(f"{left}:{right}:{1 - float(pair.score)!r}\n")
        source, target = source + len(left), target + len(right)


def load_links(path: Path, source: Sequence[str], target: Sequence[str]) -> Bitext:
    """Reads the beads. Raises FormatError with the line of what is wrong."""
    beads = parsed_lines(path, _bead)
    scores = within([bead.score for bead in beads], "costs")
    scored = (replace(bead, score=score) for bead, score in zip(beads, scores, strict=True))
    return bitext_of_beads(scored, source, target)


def _bead(line: str, count: int) -> ListedBead:
    found = _BEAD.fullmatch(line)
    if found is None:
        raise FormatError("this is no bead; write one as [0, 1]:[0]:0.25.")
    score = 1.0 if found[3] is None else 1 - number(found[3])
    return ListedBead(_numbers(found[1]), _numbers(found[2]), score, count)


def _numbers(text: str) -> list[int]:
    parts = text.split(",") if text.strip() else []
    if not all(part.strip().isdecimal() for part in parts):
        raise FormatError(f"[{text}] is no list of sentence numbers; write it as [0, 1].")
    return [int(part) for part in parts]


FORMAT = replace(
    text_format("vecalign", "a Vecalign bead list", (".vecalign",), write, holds=("pairs", "scores")),
    load_links=load_links,
)
