"""Names and numbers that the model miscopied, written as in the French.

A model copies a rare name or a number piece by piece and may slip: "Lethbridge" becomes "Lethbrid",
"33 000" becomes "30,000" or "33, 000". A slip nearly is what it came from. So is a name that English writes
in its own way, like "Chernobyl"; that the model likes much better than the French form, and it stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np

from bitext.engines.base import Attention, Hypothesis
from bitext.engines.vocabulary import UNKNOWN, Pieces, Vocabulary, decode
from bitext.text import Span

NAME_WORSE, NUMBER_WORSE = 3.5, 7.0
"""By how much, in nats, the model may like the French form less than its own: no language has numbers of
its own."""

_WORD = re.compile(r"[^\W_]+")
_FRENCH_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?")
_ENGLISH_NUMBER = re.compile(r"\d+(?:(?:, ?| |\.)\d+)*")
_ENGLISH_FORM = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_SPACE = "▁"
_SHORTEST = 4
"""Characters of a name; what is shorter is too easily like something else."""
_FEWEST = 3
"""Pieces of a misspelt name; the words that a model knows have one or two."""
_SHOUTED = 6
"""From this length on, a word in capitals is rather a word than an acronym."""
_LIKENESS = 0.75
_ORIGIN = 0.5
"""The share of a word's attention that must lie on what it is compared with."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What may be miscopied: the target pieces ``first`` to ``end``, and those that it should be.

    ``worse`` is by how much, in nats, the model may like these less.
    """

    first: int
    end: int
    pieces: tuple[str, ...]
    worse: float


def slips(text: str, source: Pieces, hypothesis: Hypothesis, vocabulary: Vocabulary) -> list[Slip]:
    """What in ``hypothesis`` nearly is a name or a number of the French ``text``; ``source``: its pieces."""
    english, spans = decode(hypothesis.pieces)
    starts = {span.start: number for number, span in enumerate(spans) if span.end > span.start}
    ends = {span.end: number + 1 for number, span in enumerate(spans)}
    wanted = [*_names(text, source.spans, english), *_numbers(text, source.spans, english)]
    found: dict[int, Slip] = {}
    for pattern, right, worse in ((_WORD, _name, NAME_WORSE), (_ENGLISH_NUMBER, _number, NUMBER_WORSE)):
        for word in pattern.finditer(english):
            first, end = starts.get(word.start()), ends.get(word.end())
            if first is None or end is None:
                continue
            inside = not hypothesis.pieces[first].startswith(_SPACE)
            for origin, columns in wanted:
                should = right(word.group(), origin, end - first)
                if not should or not _comes_from(hypothesis.attention[first:end], columns):
                    continue
                if pieces := _written(should, vocabulary, inside=inside):
                    found.setdefault(first, Slip(first, end, pieces, worse))
    return [found[first] for first in sorted(found)]


def corrected(hypothesis: Hypothesis, slip: Slip) -> Hypothesis:
    """``hypothesis`` without the slip; the new pieces come from where the old ones came from."""
    before, after = slice(None, slip.first), slice(slip.end, None)
    row = hypothesis.attention[slip.first : slip.end].mean(0, keepdims=True)
    rows = np.repeat(row, len(slip.pieces), axis=0)
    return replace(
        hypothesis,
        pieces=(*hypothesis.pieces[before], *slip.pieces, *hypothesis.pieces[after]),
        attention=np.concatenate([hypothesis.attention[before], rows, hypothesis.attention[after]]),
    )


def _names(text: str, spans: Sequence[Span], english: str) -> Iterator[tuple[str, list[int]]]:
    """The words with a capital that do not begin the stretch at ``spans`` and that the English lacks.

    Each with the numbers of its pieces.
    """
    there, here = _WORD.findall(english), _WORD.findall(text)
    for number, word in enumerate(_WORD.finditer(text, spans[0].start, spans[-1].end)):
        name = word.group()
        shouted = name.isupper() and len(name) >= _SHOUTED
        named = number and name[0].isupper() and len(name) >= _SHORTEST and not shouted
        if named and there.count(name) < here.count(name):
            yield name, _columns(word, spans)


def _numbers(text: str, spans: Sequence[Span], english: str) -> Iterator[tuple[str, list[int]]]:
    """The numbers that the English lacks, each with the numbers of its pieces."""
    there = [_digits(word) for word in _ENGLISH_NUMBER.findall(english) if _ENGLISH_FORM.fullmatch(word)]
    here = [_digits(word) for word in _FRENCH_NUMBER.findall(text)]
    for word in _FRENCH_NUMBER.finditer(text, spans[0].start, spans[-1].end):
        digits = _digits(word.group())
        if there.count(digits) < here.count(digits):
            yield word.group(), _columns(word, spans)


def _columns(word: re.Match[str], spans: Sequence[Span]) -> list[int]:
    return [i for i, span in enumerate(spans) if span.start < word.end() and word.start() < span.end]


def _comes_from(attention: Attention, columns: Sequence[int]) -> bool:
    return bool(attention[:, columns].sum() >= _ORIGIN * attention.sum())


def _name(word: str, name: str, pieces: int) -> str | None:
    """``name`` if ``word`` nearly is it; its plural, or the name without its accents, is no slip."""
    if pieces < _FEWEST or not word[0].isupper() or not name[0].isalpha():
        return None
    one, two = _plain(word), _plain(name)
    return name if one not in (two, f"{two}s") and _alike(one, two) else None


def _number(word: str, number: str, _: int) -> str | None:
    """``number`` as English writes it, if ``word`` nearly is it."""
    if not number[0].isdecimal():
        return None
    one, two = _digits(word), _digits(number)
    if one == two:
        return None if _ENGLISH_FORM.fullmatch(word) else _in_english(number)
    return _in_english(number) if len(two) > 1 and _alike(one, two) else None


def _in_english(number: str) -> str:
    whole, comma, fraction = number.partition(",")
    return re.sub(r"[^\d]", ",", whole) + ("." if comma else "") + fraction


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _alike(one: str, two: str) -> bool:
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _LIKENESS


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _written(word: str, vocabulary: Vocabulary, *, inside: bool) -> tuple[str, ...]:
    """The target pieces of ``word``, ``inside`` another one or at its beginning; none if there are none."""
    before = "(" if inside else ""
    pieces = vocabulary.encode_target(before + word).pieces
    if inside:
        if pieces[0] != f"{_SPACE}{before}":
            return ()
        pieces = pieces[1:]
    return () if UNKNOWN in pieces else pieces
