"""Names and numbers that the model miscopied, written as in the French.

A model copies a rare name or a number piece by piece and may slip: "Lethbridge" becomes "Lethbrid",
"33 000" becomes "30,000" or "33, 000"; or it leaves the accents of a name away, or translates a part of one,
"Kim Jong One". A slip nearly is what it came from, or follows a name that was kept. So does what English
calls by another name, "Chernobyl" or "Vladimir Putin"; these the model likes much better than the French
form, and they stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np

from bitext.copied import ENGLISH_NUMBER, WORD, digits, missing_names, missing_numbers, pieces_of
from bitext.engines.base import Attention, Hypothesis
from bitext.engines.vocabulary import UNKNOWN, Pieces, Vocabulary, decode
from bitext.text import Span

NAME_WORSE, SURNAME_WORSE, NUMBER_WORSE = 3.5, 2.5, 7.0
"""By how much, in nats, the model may like the French form less than its own: no language has numbers of
its own."""
NEAR_WORSE = 1.0
"""The same for a name whose English form is short, or the French one without its accents: English may well
have such a form, and the model has to be all but undecided."""

_BEFORE = re.compile(r"[^\W\d_a-zß-öø-ÿœ][^\W_]+[ -]$")
"""A name that stands before another one."""
_SPACE = "▁"
_SHORTEST = 4
"""Characters of a name; what is shorter is too easily like something else."""
_FEWEST, _NEAR_FEWEST = 3, 2
"""Pieces of a misspelt name, and of one where the model is all but undecided; the words that a model knows
have one or two."""
_RARE = 2
"""Pieces of a French name; what the vocabulary has as one, "Montréal", English knows, too."""
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
    read = Span(source.spans[0].start, source.spans[-1].end)
    found: dict[int, Slip] = {}
    for guess in (
        *_names(text, read, english),
        *_surnames(text, read, english),
        *_numbers(text, read, english),
    ):
        first, end = starts.get(guess.word.start()), ends.get(guess.word.end())
        if first is None or end is None or end - first < guess.fewest:
            continue
        origin = pieces_of(guess.origin, source)
        if len(origin) < guess.fewest_read or not _comes_from(hypothesis.attention[first:end], origin):
            continue
        inside = not hypothesis.pieces[first].startswith(_SPACE)
        if pieces := _written(guess.right, vocabulary, inside=inside):
            found.setdefault(first, Slip(first, end, pieces, guess.worse))
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


class _Guess(NamedTuple):
    """A ``word`` of the English that should be ``right`` if it comes from ``origin``, a word of the French.

    It must have ``fewest`` pieces, and the French ``fewest_read``. ``worse`` as in :class:`Slip`.
    """

    word: re.Match[str]
    origin: re.Match[str]
    right: str
    worse: float
    fewest: int = 1
    fewest_read: int = 1


def _names(text: str, read: Span, english: str) -> Iterator[_Guess]:
    """Words that nearly are a name; its plural is no slip."""
    capitals = [word for word in WORD.finditer(english) if word.group()[0].isupper()]
    for origin in missing_names(text, read, english):
        name = origin.group()
        shouted = name.isupper() and len(name) >= _SHOUTED
        if len(name) < _SHORTEST or shouted:
            continue
        for word in capitals:
            one, two = _plain(word.group()), _plain(name)
            if one == two:
                # Without any accent it may be the English form; with some of them it is misspelt.
                worse = NEAR_WORSE if word.group().isascii() else NAME_WORSE
                yield _Guess(word, origin, name, worse, 1, _RARE)
            elif one != f"{two}s" and _alike(one, two):
                yield _Guess(word, origin, name, NAME_WORSE, _FEWEST, _RARE)
                yield _Guess(word, origin, name, NEAR_WORSE, _NEAR_FEWEST, _RARE)


def _surnames(text: str, read: Span, english: str) -> Iterator[_Guess]:
    """Names that were translated after another name that was not: "Kim Jong One"."""
    for origin in missing_names(text, read, english):
        before = _BEFORE.search(text, read.start, origin.start())
        if before is None or origin.group().isupper():
            continue
        for follower in re.finditer(rf"(?<!\w){re.escape(before.group())}(?P<word>[^\W_]+)", english):
            word = WORD.search(english, follower.start("word"))
            if word and word.group()[0].isupper() and _plain(word.group()) != _plain(origin.group()):
                yield _Guess(word, origin, origin.group(), SURNAME_WORSE)


def _numbers(text: str, read: Span, english: str) -> Iterator[_Guess]:
    """Numbers that nearly are one that the English lacks, or are written in another way than English has."""
    words = list(ENGLISH_NUMBER.finditer(english))
    for origin in missing_numbers(text, read, english):
        wanted = digits(origin.group())
        for word in words:
            found = digits(word.group())
            if found == wanted or (len(wanted) > 1 and _alike(found, wanted)):
                yield _Guess(word, origin, _in_english(origin.group()), NUMBER_WORSE)


def _comes_from(attention: Attention, columns: Sequence[int]) -> bool:
    return bool(attention[:, columns].sum() >= _ORIGIN * attention.sum())


def _in_english(number: str) -> str:
    whole, comma, fraction = number.partition(",")
    return re.sub(r"[^\d]", ",", whole) + ("." if comma else "") + fraction


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
