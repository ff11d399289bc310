"""Lists of beads, and the lists of sentences that they count: what hunalign and Vecalign share.

Sentence ``k`` is item ``k`` of its list, counted from 0; an empty item is an empty sentence.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bitext.errors import BitextWarning, FormatError, InputError
from bitext.files import read_text, split_lines
from bitext.formats._foreign import at
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.bitext import Bitext

Parsed = TypeVar("Parsed")


@dataclass(frozen=True, slots=True)
class ListedBead:
    """Sentences that belong together, by number, and the line of the file that says so."""

    source: Sequence[int]
    target: Sequence[int]
    score: float
    line: int


def lines_of(path: Path) -> list[str]:
    """The lines of a file; none where it is empty, as it is for a Bitext without pairs."""
    if path.is_file() and path.stat().st_size == 0:
        return []
    return split_lines(read_text(path))


def parsed_lines(path: Path, parse: Callable[[str, int], Parsed]) -> list[Parsed]:
    """What ``parse`` makes of each line that is not blank, and of its number.

    Raises FormatError with the number of a line that it does not take.
    """
    found = []
    for count, line in enumerate(lines_of(path), start=1):
        if line.strip():
            with at(f"line {count}"):
                found.append(parse(line, count))
    return found


def number(text: str) -> float:
    """A score or cost in letters. Raises FormatError where it is no finite number."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise FormatError(f"{text!r} is not a number; give one, or leave the score out.")
    return value


def within(scores: Sequence[float], what: str) -> list[float]:
    """The scores, those outside 0 to 1 brought to the nearer end, with a warning that says so."""
    outside = sum(1 for score in scores if not 0 <= score <= 1)
    if outside:
        message = f"{what} are no probabilities: {outside} of {len(scores)} were cut to lie between 0 and 1."
        warnings.warn(message, BitextWarning, stacklevel=2)
    return [min(max(score, 0.0), 1.0) for score in scores]


def sentences(items: Sequence[str], name: str) -> Sequence[str]:
    """``items`` as they are. Raises InputError where they are not a list of strings."""
    if isinstance(items, str | bytes) or not all(isinstance(item, str) for item in items):
        raise InputError(
            f"`{name}` is a list of sentences, such as bitext.segment(text) gives; not one text."
        )
    return items


def bitext_of_beads(beads: Iterable[ListedBead], source: Sequence[str], target: Sequence[str]) -> Bitext:
    """The sentences in the pairs that the beads tell.

    Raises FormatError where the beads do not hold each sentence once and in order.
    """
    left = _SentenceQueue("source", sentences(source, "source"))
    right = _SentenceQueue("target", sentences(target, "target"))
    rows = []
    for bead in beads:
        with at(f"line {bead.line}"):
            rows.append(FilePair(left.take(bead.source), right.take(bead.target), bead.score))
    left.end()
    right.end()
    return bitext_of(rows)


class _SentenceQueue:
    """The sentences of a side, taken once and in order."""

    def __init__(self, name: str, sentences: Sequence[str]) -> None:
        self._name = name
        self._sentences = sentences
        self._next = 0

    def take(self, numbers: Sequence[int]) -> list[FileSentence]:
        """The sentences of a bead. Raises FormatError where it does not go on where the last one ended."""
        if any(number != self._next + place for place, number in enumerate(numbers[: len(self._sentences)])):
            raise FormatError(
                f"the bead holds {self._name} sentence {numbers[0]}, where {self._next} is next; beads hold "
                "each sentence once and in order."
            )
        if self._next + len(numbers) > len(self._sentences):
            raise FormatError(
                f"there is no sentence {len(self._sentences)} in the {self._name}, counted from 0; give the "
                "sentences that were aligned."
            )
        self._next += len(numbers)
        return [FileSentence(self._sentences[number]) for number in numbers]

    def end(self) -> None:
        """Raises FormatError where sentences are left."""
        if self._next < len(self._sentences):
            raise FormatError(
                f"the beads end before sentence {self._next} of the {self._name}, which has "
                f"{len(self._sentences)}; give the sentences that were aligned."
            )
