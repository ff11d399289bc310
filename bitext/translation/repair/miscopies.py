"""Names and numbers that the model miscopied, written as in the source.

A model copies a rare name or a number piece by piece and may slip: "Lethbridge" becomes "Lethbrid",
"33 000" becomes "30,000" or "33, 000"; or it leaves the accents of a name away, or translates a part of one,
"Kim Jong One". A slip nearly is what it came from, or follows a name that was kept. So does what the target
language calls by another name, "Chernobyl" or "Vladimir Putin"; these the model likes much better than the
form of the source, or they differ from it in what the :class:`bitext.languages.pairs.LanguagePair` knows, and
they stay.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

import numpy as np

from bitext.languages.pairs import LanguagePair
from bitext.text.characters import without_accents
from bitext.text.document import Span
from bitext.translation.engines.base import AttentionMatrix, Hypothesis, Scores
from bitext.translation.engines.vocabulary import UNKNOWN, Subwords, Vocabulary, decode
from bitext.translation.repair.names_and_numbers import (
    WORD,
    any_number_of,
    digits,
    missing_names,
    missing_numbers,
    number_in_target,
    ordinal_of,
    pieces_of,
)
from bitext.translation.repair.places import missing_places

NAME_WORSE, NUMBER_WORSE = 3.5, 7.0
"""By how much, in nats, the model may like the form of the source less than its own: no language has numbers
of its own."""
SURNAME_WORSE, TRANSLATED_WORSE = 4.5, 2.5
"""The same after a name that was kept, for a name that is misspelt and for one that was translated."""
ACCENT_WORSE, NEAR_WORSE = 1.5, 1.0
"""The same where the translation lacks no more than accents, and where its form is short: the target language
may well have such a form."""
LOST_WORSE = 12.0
"""The same where it has some of the accents, and no others: that is no form of any language."""
KNOWN_WORSE = 7.5
"""The same for a surname of the document that lacks all accents, or became something else that the model is
not sure of."""
PLACE_WORSE, OTHER_PLACE_WORSE = 12.0, 4.5
"""The same for the name that the target language has for a place: where the translation has a form like it or
that of the source, and where it has the name of another place."""
GUESSED_WORSE = 7.5
"""The same where the model was not sure of its form: the forms that its language has, it knows."""
GUESSED = -2.0
"""A form whose log probability is lower, in nats, is one that the model is not sure of."""

_BEFORE = re.compile(r"[^\W\d_a-zß-öø-ÿœ][^\W_]+[ -]$")
"""A name that stands before another one."""
_SPACE = "▁"
_SHORTEST = 4
"""Characters of a name; what is shorter is too easily like something else."""
_FEWEST, _NEAR_FEWEST = 3, 2
"""Pieces of a misspelt name, and of one that is short; the words that a model knows have one or two."""
_RARE = 2
"""Pieces of a name in the source; what the vocabulary has as one, "Montréal", is known in the target, too."""
_SHOUTED = 6
"""From this length on, a word in capitals is rather a word than an acronym."""
_LONGEST = 60
"""What is longer is no name, and comparing it would take long."""
_LIKENESS = 0.75
_ORIGIN = 0.5
"""The share of a word's attention that must lie on what it is compared with."""


SlipKind = Literal["accents", "misspelt", "translated", "place", "number"]
"""What a name lacks, how it differs, that it is a place by another name, or that it is a number."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What may be miscopied: the target pieces ``first`` to ``end``, and those that it should be.

    ``kind`` says what the likeness is, None where it is none: any other pieces are put there.
    ``worse`` is by how much, in nats, the model may like these less, and ``guessed_worse`` by how much if it
    is not sure of its own (:func:`is_guess`).
    """

    first: int
    end: int
    pieces: tuple[str, ...]
    worse: float
    guessed_worse: float
    kind: SlipKind | None = None


def slips(
    text: str,
    source: Subwords,
    hypothesis: Hypothesis,
    vocabulary: Vocabulary,
    pair: LanguagePair,
    known: Container[str] = frozenset(),
) -> list[Slip]:
    """What in ``hypothesis`` nearly is a name or a number of the source ``text``; ``source``: its pieces.

    ``known``: words that are surnames wherever they stand.
    """
    target, spans = decode(hypothesis.pieces)
    starts = {span.start: number for number, span in enumerate(spans) if span.end > span.start}
    ends = {span.end: number + 1 for number, span in enumerate(spans)}
    read = Span(source.spans[0].start, source.spans[-1].end)
    found: dict[int, Slip] = {}
    guesses = *_places(text, read, target, pair), *_names(text, read, target, pair, known)
    for guess in (*guesses, *_numbers(text, read, target, pair)):
        first, end = starts.get(guess.word.start()), ends.get(guess.word.end())
        if first is None or end is None or end - first < guess.fewest:
            continue
        origin = pieces_of(guess.origin, source)
        if len(origin) < guess.fewest_read or not _comes_from(hypothesis.attention[first:end], origin):
            continue
        inside = not hypothesis.pieces[first].startswith(_SPACE)
        if pieces := written(guess.right, vocabulary, inside=inside):
            found.setdefault(first, Slip(first, end, pieces, guess.worse, guess.guessed_worse, guess.kind))
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


def is_guess(scores: Scores, slip: Slip) -> bool:
    """Whether the model was not sure of its own pieces; ``scores``: those of its translation."""
    return bool(scores[slip.first : slip.end].sum() < GUESSED)


class _Guess(NamedTuple):
    """A ``word`` of the target that should be ``right`` if it comes from ``origin``, a word of the source.

    It must have ``fewest`` pieces, and the source's word ``fewest_read``. The rest is as in :class:`Slip`.
    """

    word: re.Match[str]
    origin: re.Match[str]
    right: str
    worse: float
    guessed_worse: float
    kind: SlipKind
    fewest: int = 1
    fewest_read: int = 1


def _names(text: str, read: Span, target: str, pair: LanguagePair, known: Container[str]) -> Iterator[_Guess]:
    """Words that nearly are a name, or stand for one after another name that was kept.

    Of the guesses at one word, the most lenient comes first.
    """
    words = list(WORD.finditer(target))
    capitals = [word for word in words if word.group()[0].isupper()]
    for origin in missing_names(text, read, target, known):
        if ordinal_of(pair.source).fullmatch(origin.group()):
            continue
        before = _BEFORE.search(text, read.start, origin.start())
        is_known = origin.group() in known
        for word in words if is_known else capitals:
            if _is_own_form(word.group(), origin.group(), pair):
                continue
            follows = before is not None and _follows(word, before.group())
            yield from _misspelt(word, origin, follows=follows, is_known=is_known)
            yield from _translated(word, origin, follows=follows, is_known=is_known)


def _places(text: str, read: Span, target: str, pair: LanguagePair) -> Iterator[_Guess]:
    """Words that stand for a place and nearly are a name of it, or are the name of another place."""
    places = pair.places
    words = list(WORD.finditer(text, read.start, read.end))
    for missing in missing_places(words, target, pair):
        if places is None or len(missing.words) > 1:
            continue
        origin, right = missing.words[0], missing.place.name
        names = without_accents(origin.group()), without_accents(right)
        for word in WORD.finditer(target):
            written = without_accents(word.group())
            if not word.group()[0].isupper():
                continue
            if any(_alike(written, name) for name in names):
                yield _Guess(word, origin, right, PLACE_WORSE, PLACE_WORSE, "place")
            elif places.is_target_name(word.group()):
                yield _Guess(word, origin, right, OTHER_PLACE_WORSE, GUESSED_WORSE, "place")


def _is_own_form(word: str, name: str, pair: LanguagePair) -> bool:
    """Whether ``word`` is what the target language makes of ``name``, or its plural."""
    if pair.places and (place := pair.places.named(name)):
        # What a place is called otherwise is written by its name, or stays.
        return place.name != name or place.is_in([word])
    if pair.places and pair.places.is_target_name(word):
        return True
    plurals = {without_accents(name) + ending for ending in pair.target.plural_endings}
    return pair.is_exonym(word, name) or without_accents(word) in plurals


def _misspelt(
    word: re.Match[str], origin: re.Match[str], *, follows: bool, is_known: bool
) -> Iterator[_Guess]:
    name, written = origin.group(), word.group()
    one, two = without_accents(written), without_accents(name)
    if len(name) < _SHORTEST or (name.isupper() and len(name) >= _SHOUTED):
        return
    if one == two:
        worse = _accents_worse(written, name, follows=follows, is_known=is_known)
        yield _Guess(word, origin, name, worse, max(worse, GUESSED_WORSE), "accents", 1, _RARE)
    elif _alike(one, two):
        if follows or is_known:
            yield _Guess(word, origin, name, SURNAME_WORSE, GUESSED_WORSE, "misspelt", 1, _RARE)
        yield _Guess(word, origin, name, NAME_WORSE, GUESSED_WORSE, "misspelt", _FEWEST, _RARE)
        yield _Guess(word, origin, name, NEAR_WORSE, GUESSED_WORSE, "misspelt", _NEAR_FEWEST, _RARE)


def _accents_worse(written: str, name: str, *, follows: bool, is_known: bool) -> float:
    """By how much less the model may like a ``name`` that was ``written`` with other accents."""
    if not written.isascii() and all(
        a in {b, without_accents(b)} for a, b in zip(written.lower(), name.lower(), strict=False)
    ):
        return LOST_WORSE
    if is_known:
        return KNOWN_WORSE
    return SURNAME_WORSE if follows else ACCENT_WORSE if written.isascii() else NAME_WORSE


def _translated(
    word: re.Match[str], origin: re.Match[str], *, follows: bool, is_known: bool
) -> Iterator[_Guess]:
    """A name that was translated after one that was not ("Kim Jong One"), or is known for a surname.

    Of such a surname, a form that the model is sure of may be that of the target language: "Aurelius".
    """
    one, two = without_accents(word.group()), without_accents(origin.group())
    if origin.group().isupper() or _alike(one, two) or not word.group()[0].isupper():
        return
    worse = TRANSLATED_WORSE if follows else 0.0
    if is_known:
        yield _Guess(word, origin, origin.group(), worse, KNOWN_WORSE, "translated", 1, _RARE)
    if follows:
        yield _Guess(word, origin, origin.group(), worse, worse, "translated")


def _follows(word: re.Match[str], before: str) -> bool:
    """Whether ``word`` stands right after ``before``, which is a word and what divides it from the next."""
    start = word.start() - len(before)
    return start >= 0 and word.string.startswith(before, start) and not word.string[:start][-1:].isalnum()


def _numbers(text: str, read: Span, target: str, pair: LanguagePair) -> Iterator[_Guess]:
    """Numbers that nearly are one that the target lacks, or that are not in the form of its language."""
    words = list(any_number_of(pair).finditer(target))
    for origin in missing_numbers(text, read, target, pair):
        wanted = digits(origin.group())
        for word in words:
            found = digits(word.group())
            if found == wanted or (len(wanted) > 1 and _alike(found, wanted)):
                right = number_in_target(origin.group(), pair)
                yield _Guess(word, origin, right, NUMBER_WORSE, NUMBER_WORSE, "number")


def _comes_from(attention: AttentionMatrix, columns: Sequence[int]) -> bool:
    return bool(attention[:, columns].sum() >= _ORIGIN * attention.sum())


def _alike(one: str, two: str) -> bool:
    if max(len(one), len(two)) > _LONGEST:
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _LIKENESS


def written(word: str, vocabulary: Vocabulary, *, inside: bool) -> tuple[str, ...]:
    """The target pieces of ``word``, ``inside`` another one or at its beginning; none if there are none."""
    before = "(" if inside else ""
    pieces = vocabulary.encode_target(before + word).pieces
    if inside:
        if pieces[0] != f"{_SPACE}{before}":
            return ()
        pieces = pieces[1:]
    return () if UNKNOWN in pieces else pieces
