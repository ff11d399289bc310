"""Sentences to learn from, with a person's translation where there is one.

Corpora are mixed by weight in an order that depends on the seed alone. What looks like a sentence of
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
"""Length of a target sentence over that of its source, each 8 characters longer than it is."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """A source sentence, its target if a person translated it, and the name of the corpus it is from."""

    source: str
    target: str | None
    corpus: str


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


def mixed(corpora: Mapping[str, list[Line]], weights: Mapping[str, float], seed: int) -> Iterator[Line]:
    """The lines of all corpora, shuffled, drawn by weight until the corpora are used up."""
    order = random.Random(seed)  # noqa: S311
    names = [name for name in sorted(corpora) if corpora[name] and weights.get(name, 0) > 0]
    waiting = {name: list(corpora[name]) for name in names}
    for lines in waiting.values():
        order.shuffle(lines)
    while names:
        name = order.choices(names, [weights[name] for name in names])[0]
        yield waiting[name].pop()
        if not waiting[name]:
            names.remove(name)


def read_corpora(
    folder: Path,
    exclusion: Exclusion,
    longest: int,
    languages: tuple[str, str],
    columns: tuple[str, str] | None = None,
) -> dict[str, list[Line]]:
    """Every usable line in ``folder``, by corpus.

    ``languages`` are the codes of source and target. ``*.tsv`` files have a sentence, its translation and the
    name of the corpus in three columns, the first two in the languages ``columns``, source and target if it
    is None; ``NAME.<source>`` files (``NAME.fr``) have sentences of the source alone. Both may be compressed
    (``.xz``, ``.gz``). ``longest`` is in characters.

    Raises:
        InputError: if there are no such files, or ``columns`` are not the two languages.
    """
    found: dict[str, list[Line]] = {}
    seen: set[tuple[str, ...]] = set()
    for line in _lines(folder, languages[0], turned=_are_turned(languages, columns)):
        if not usable(line, longest) or line.source in exclusion or (line.target or "") in exclusion:
            continue
        key = _words(line.source)
        if key not in seen:
            seen.add(key)
            found.setdefault(line.corpus, []).append(line)
    if not found:
        raise InputError(
            f"{folder} has no training data: put *.tsv or *.{languages[0]} files (also .xz, .gz) there."
        )
    return found


def usable(line: Line, longest: int) -> bool:
    """Whether there is something to learn from ``line``: words, of a length that fits its translation."""
    letters = sum(character.isalpha() for character in line.source)
    if not 1 < len(line.source) <= longest or letters < len(line.source) / 2:
        return False
    if line.target is None:
        return True
    return (
        len(line.target) <= longest
        and _SHORTEST <= (len(line.target) + 8) / (len(line.source) + 8) <= _LONGEST
    )


def _are_turned(languages: tuple[str, str], columns: tuple[str, str] | None) -> bool:
    """Whether the target stands in the first of the ``columns``."""
    if columns is not None and sorted(columns) != sorted(languages):
        raise InputError(f"The columns {columns} of the data are not the languages {languages}.")
    return columns == languages[::-1]


def _lines(folder: Path, source: str, *, turned: bool) -> Iterator[Line]:
    for path in sorted(folder.iterdir()):
        stem = path.name.removesuffix(".xz").removesuffix(".gz")
        if stem.endswith(".tsv"):
            with open_text(path) as file:
                for row in file:
                    one, two, corpus = row.rstrip("\n").split("\t")[:3]
                    source_text, target_text = (two, one) if turned else (one, two)
                    yield Line(source_text.strip(), target_text.strip(), corpus)
        elif stem.endswith(f".{source}"):
            with open_text(path) as file:
                for row in file:
                    yield Line(row.strip(), None, stem.removesuffix(f".{source}"))


def open_text(path: Path) -> TextIO:
    """A text file to read, which may be compressed (``.xz``, ``.gz``)."""
    match path.suffix:
        case ".xz":
            return lzma.open(path, "rt", encoding="utf-8")
        case ".gz":
            return gzip.open(path, "rt", encoding="utf-8")
        case _:
            return path.open(encoding="utf-8")


def _sentences(path: Path) -> Iterator[str]:
    with open_text(path) as file:
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
