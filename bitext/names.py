"""Names that the model misspelt, written as in the French.

A model copies a rare name piece by piece and may slip: "Kerguélenn" becomes "Kerguelen", "Lethbridge"
"Lethbrid". A slip is a word of many pieces that nearly is the French name it came from. So are names that
English writes in its own way, like "Tchaikovsky"; these the model likes much better than the French form,
and they stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np

from bitext.engines.base import Hypothesis
from bitext.engines.vocabulary import UNKNOWN, Pieces, Vocabulary, decode
from bitext.text import Span

_WORD = re.compile(r"[^\W_]+")
_SPACE = "▁"
_SHORTEST = 4
"""Characters of a name; what is shorter is too easily like something else."""
_FEWEST = 3
"""Pieces of a misspelt word; the words that a model knows have one or two."""
_LIKENESS = 0.75
_SHOUTED = 6
"""From this length on, a word in capitals is rather a word than an acronym."""
WORSE = 3.5
"""By how much, in nats, the model may like the French form less than its own."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A name that may be misspelt: the target pieces ``first`` to ``end``, and those it should be."""

    first: int
    end: int
    pieces: tuple[str, ...]


def slips(text: str, source: Pieces, hypothesis: Hypothesis, vocabulary: Vocabulary) -> list[Slip]:
    """The words of ``hypothesis`` that nearly are a name of the French ``text``; ``source``: its pieces."""
    english, spans = decode(hypothesis.pieces)
    starts = {span.start: number for number, span in enumerate(spans) if span.end > span.start}
    ends = {span.end: number + 1 for number, span in enumerate(spans)}
    names = list(_names(text, source.spans))
    found = []
    for word in _WORD.finditer(english):
        first, end = starts.get(word.start()), ends.get(word.end())
        if first is None or end is None or end - first < _FEWEST or not word.group()[0].isupper():
            continue
        attention = hypothesis.attention[first:end].sum(0)
        for name, columns in names:
            comes = attention[columns].sum() >= attention.sum() / 2
            if comes and _is_slip(word.group(), name) and _missing(name, text, english):
                pieces = _written(name, vocabulary, inside=not hypothesis.pieces[first].startswith(_SPACE))
                if pieces:
                    found.append(Slip(first, end, pieces))
    return found


def corrected(hypothesis: Hypothesis, slip: Slip) -> Hypothesis:
    """``hypothesis`` with the name as it should be; its pieces come from where the old ones came from."""
    before, after = slice(None, slip.first), slice(slip.end, None)
    row = hypothesis.attention[slip.first : slip.end].mean(0, keepdims=True)
    rows = np.repeat(row, len(slip.pieces), axis=0)
    return replace(
        hypothesis,
        pieces=(*hypothesis.pieces[before], *slip.pieces, *hypothesis.pieces[after]),
        attention=np.concatenate([hypothesis.attention[before], rows, hypothesis.attention[after]]),
    )


def _names(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, list[int]]]:
    """The words with a capital that do not begin the stretch at ``spans``, and their pieces."""
    start, end = spans[0].start, spans[-1].end
    for number, word in enumerate(_WORD.finditer(text, start, end)):
        name = word.group()
        shouted = name.isupper() and len(name) >= _SHOUTED
        if number and name[0].isupper() and len(name) >= _SHORTEST and not shouted:
            yield (
                name,
                [i for i, span in enumerate(spans) if span.start < word.end() and word.start() < span.end],
            )


def _is_slip(word: str, name: str) -> bool:
    """Whether ``word`` nearly is ``name``; its plural or the name without its accents is no slip."""
    one, two = _plain(word), _plain(name)
    if one in (two, f"{two}s"):
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _LIKENESS


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _missing(name: str, french: str, english: str) -> bool:
    return _WORD.findall(english).count(name) < _WORD.findall(french).count(name)


def _written(name: str, vocabulary: Vocabulary, *, inside: bool) -> tuple[str, ...]:
    """The target pieces of ``name``, ``inside`` a word or at its beginning; none if there are none."""
    before = "(" if inside else ""
    pieces = vocabulary.encode_target(before + name).pieces
    if inside:
        if pieces[0] != f"{_SPACE}{before}":
            return ()
        pieces = pieces[1:]
    return () if UNKNOWN in pieces else pieces
