"""French sentences to learn from, with their human translation where there is one.

Sources are mixed by weight in an order that depends on the seed alone. What looks like a sentence of
the evaluation is left out.
"""

from __future__ import annotations

import gzip
import lzma
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import msgspec

from bitext.errors import InputError

_RUN = 5
"""Words in a row that are compared with the sentences to leave out."""
_SHORTEST, _LONGEST = 0.4, 2.2
"""Length of an English sentence over that of its French, each 8 characters longer than it is."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """A French sentence, its English if a person translated it, and where it is from."""

    french: str
    english: str | None
    source: str


class Exclusion:
    """Sentences that must not be learnt from: those of the evaluation, and what is nearly the same."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._whole: set[tuple[str, ...]] = set()
        self._runs: set[int] = set()
        for sentence in sentences:
            words = _words(sentence)
            self._whole.add(words)
            self._runs.update(_runs(words))

    def __contains__(self, sentence: str) -> bool:
        words = _words(sentence)
        if words in self._whole:
            return True
        runs = list(_runs(words))
        return 2 * sum(run in self._runs for run in runs) >= len(runs) > 0

    @classmethod
    def read(cls, paths: Iterable[Path]) -> Exclusion:
        """From text files, one sentence a line, and JSON lines, of which every string counts."""
        return cls(sentence for path in paths for sentence in _sentences(path))


def mixed(sources: Mapping[str, list[Line]], weights: Mapping[str, float], seed: int) -> Iterator[Line]:
    """The lines of all sources, shuffled, drawn by weight until the sources are used up."""
    order = random.Random(seed)  # noqa: S311
    names = [name for name in sorted(sources) if sources[name] and weights.get(name, 0) > 0]
    waiting = {name: list(sources[name]) for name in names}
    for lines in waiting.values():
        order.shuffle(lines)
    while names:
        name = order.choices(names, [weights[name] for name in names])[0]
        yield waiting[name].pop()
        if not waiting[name]:
            names.remove(name)


def read_sources(folder: Path, exclusion: Exclusion, longest: int) -> dict[str, list[Line]]:
    """Every usable line in ``folder``, by source.

    ``*.tsv`` files have French, English and the source's name in three columns; ``NAME.fr`` files
    French only. Both may be compressed (``.xz``, ``.gz``). ``longest`` is in characters.

    Raises:
        InputError: if there are no such files.
    """
    found: dict[str, list[Line]] = {}
    seen: set[tuple[str, ...]] = set()
    for line in _lines(folder):
        if not usable(line, longest) or line.french in exclusion or (line.english or "") in exclusion:
            continue
        key = _words(line.french)
        if key not in seen:
            seen.add(key)
            found.setdefault(line.source, []).append(line)
    if not found:
        raise InputError(f"{folder} has no training data: put *.tsv or *.fr files (also .xz, .gz) there.")
    return found


def usable(line: Line, longest: int) -> bool:
    """Whether there is something to learn from ``line``: words, of a length that fits its translation."""
    letters = sum(character.isalpha() for character in line.french)
    if not 1 < len(line.french) <= longest or letters < len(line.french) / 2:
        return False
    if line.english is None:
        return True
    return (
        len(line.english) <= longest
        and _SHORTEST <= (len(line.english) + 8) / (len(line.french) + 8) <= _LONGEST
    )


def _lines(folder: Path) -> Iterator[Line]:
    for path in sorted(folder.iterdir()):
        stem = path.name.removesuffix(".xz").removesuffix(".gz")
        if stem.endswith(".tsv"):
            with _open(path) as file:
                for row in file:
                    french, english, source = row.rstrip("\n").split("\t")[:3]
                    yield Line(french.strip(), english.strip(), source)
        elif stem.endswith(".fr"):
            with _open(path) as file:
                for row in file:
                    yield Line(row.strip(), None, stem.removesuffix(".fr"))


def _open(path: Path) -> TextIO:
    match path.suffix:
        case ".xz":
            return lzma.open(path, "rt", encoding="utf-8")
        case ".gz":
            return gzip.open(path, "rt", encoding="utf-8")
        case _:
            return path.open(encoding="utf-8")


def _sentences(path: Path) -> Iterator[str]:
    with _open(path) as file:
        for line in file:
            yield from _strings(msgspec.json.decode(line)) if path.suffix == ".jsonl" else [line]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _words(sentence: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(sentence.casefold()))


def _runs(words: tuple[str, ...]) -> Iterator[int]:
    for first in range(len(words) - _RUN + 1):
        yield hash(words[first : first + _RUN])
