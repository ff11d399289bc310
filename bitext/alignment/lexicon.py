"""A lexicon of two texts, learnt from them: what the other side calls the words of this one.

A translation that exists often has another word than the machine's, and has it again and again. From a first
alignment the probabilities of translations of words are estimated (Brown et al. 1993, "The Mathematics of
Statistical Machine Translation", Model 1), and a second search compares with them too (Varga et al. 2005,
"Parallel corpora for medium density languages").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bitext.alignment.similarity import HEAD_WEIGHT, Numbers, SentenceVectors, Vocabulary, head_of

_Ids = NDArray[np.int64]

_WORD: Final = re.compile(r"[^\W_]{2,}")
FEWEST: Final = 30
"""Beads from which a lexicon can be learnt."""
_LONGEST: Final = 200
"""Words of a side of a bead above which nothing is learnt from it: it costs the product of both."""
_COMMON: Final = 0.1
"""The share of the sentences in which a word is that says nothing about any of them."""
_ROUNDS: Final = 4
"""Of expectation and maximisation."""
_DISCOUNT: Final = 1.0
"""Taken from each expected count: what happened once is chance."""
_LEAST: Final = 0.05
"""The probability below which a translation of a word is none."""


def with_lexicon(space: SentenceVectors, beads: Iterable[tuple[range, range]]) -> SentenceVectors:
    """The same texts, the source with the words that the target has for its own, each by its probability.

    ``beads``: the sentences of both sides that belong together after a first search. The texts as they are
    where too few do, or where their words are not known.
    """
    if space.vocabulary is None or space.texts is None:
        return space
    source, target = (_Words(side) for side in (space.vocabulary.sources, space.texts[1]))
    pairs = [(source.of(rows), target.of(columns)) for rows, columns in beads]
    pairs = [(own, other) for own, other in pairs if max(len(own), len(other)) <= _LONGEST]
    if len(pairs) < FEWEST:
        return space
    likely = source.counts() @ _probabilities(pairs, len(source), len(target))
    new = likely - likely.multiply(target.counts(space.texts[0]) > 0)
    features = _features(list(target.numbers), space.vocabulary, space.source.shape[1])
    return replace(space, source=space.source + new @ features)


class _Words:
    """The words of a text that are not common, and their numbers."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._found = [_WORD.findall(text.lower()) for text in texts]
        sentences = Counter(word for words in self._found for word in set(words))
        most = max(1.0, _COMMON * len(self._found))
        self.numbers = {
            word: n for n, word in enumerate(w for w, count in sentences.items() if count <= most)
        }

    def __len__(self) -> int:
        return len(self.numbers)

    def of(self, rows: range) -> _Ids:
        """The words of some sentences, with repetitions."""
        found = (self.numbers.get(word) for row in rows for word in self._found[row])
        return np.array([number for number in found if number is not None], dtype=np.int64)

    def counts(self, texts: Iterable[str] | None = None) -> sparse.csr_array:
        """How often each word is in each sentence, or in each of other ``texts``: (sentences, words)."""
        found = self._found if texts is None else [_WORD.findall(text.lower()) for text in texts]
        ids = [[self.numbers[word] for word in words if word in self.numbers] for words in found]
        starts = np.cumsum([0, *map(len, ids)])
        where = np.array([number for row in ids for number in row], dtype=np.int64)
        return sparse.csr_array((np.ones(len(where)), where, starts), shape=(len(ids), len(self)))


def _probabilities(pairs: Sequence[tuple[_Ids, _Ids]], sources: int, targets: int) -> sparse.csr_array:
    """How likely each word is translated by each of the other language: (source words, target words)."""
    own, other, place = _couples(pairs, sources)
    couples, which = np.unique(own * targets + other, return_inverse=True)
    words = couples // max(1, targets)
    probability: Numbers = np.ones(len(couples), dtype=np.float64)
    for round_ in range(_ROUNDS):
        share = probability[which]
        counts = np.bincount(which, share / np.bincount(place, share)[place])
        discount = _DISCOUNT if round_ == _ROUNDS - 1 else 0.0
        probability = np.asarray((counts - discount) / np.bincount(words, counts)[words])
    kept = (probability >= _LEAST) & (words < sources)
    at = words[kept], couples[kept] % max(1, targets)
    return sparse.csr_array((probability[kept], at), shape=(sources, targets))


def _couples(pairs: Sequence[tuple[_Ids, _Ids]], none: int) -> tuple[_Ids, _Ids, _Ids]:
    """Each word of the source with each of the target in the same pair, and which occurrence the latter is.

    One more source word, ``none``, stands in every pair for what comes from none of them.
    """
    sides = [(np.append(own, none), other) for own, other in pairs]
    starts = np.cumsum([0, *(len(other) for _, other in sides)])[:-1]
    return (
        np.concatenate([np.repeat(own, len(other)) for own, other in sides]),
        np.concatenate([np.tile(other, len(own)) for own, other in sides]),
        np.concatenate(
            [
                np.tile(np.arange(start, start + len(other)), len(own))
                for (own, other), start in zip(sides, starts, strict=True)
            ]
        ),
    )


def _features(words: Sequence[str], vocabulary: Vocabulary, width: int) -> sparse.csr_array:
    """What each word of the target weighs in each column of the space: (words, ``width``)."""
    found = [
        (number, vocabulary.columns[feature], weight)
        for number, word in enumerate(words)
        for feature, weight in ((word, 1.0), (head_of(word), HEAD_WEIGHT))
        if feature in vocabulary.columns
    ]
    rows, columns, weights = np.array(found, dtype=np.float64).reshape(-1, 3).T
    at = rows.astype(np.int64), columns.astype(np.int64)
    return sparse.csr_array((weights * vocabulary.weights[at[1]], at), shape=(len(words), width))
