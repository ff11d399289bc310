"""How close sentences of the two languages are: vectors of both sides in one space.

A bridge turns the sentences of each side into rows whose sum stands for a group of sentences, so that
the closeness of any two groups is the cosine of two sums. :mod:`bitext.alignment.sentences` searches with it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bitext.alignment.clock import Clock
from bitext.errors import InputError

Numbers = NDArray[np.float64]
Texts = NDArray[np.object_]
"""Sentences, an array of strings."""
Rows = slice | NDArray[np.int64]
"""Which sentences of a text: a stretch, or their indices."""

_WORD: Final = re.compile(r"[^\W_]+")
_MARK: Final = re.compile("[?!]")
"""What a translation keeps of the marks of its source."""
_HEAD: Final = 5
"""The first letters of a word that stand for its inflected forms."""
HEAD_WEIGHT: Final = 0.5
"""What they weigh beside the word."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words behind the features of two texts.

    ``sources``: the sentences of the source in their own language. ``columns``: the feature of each word of
    the target's language, and of the head of each (:func:`head_of`); ``weights``: what each feature weighs.
    """

    sources: Texts
    columns: Mapping[str, int]
    weights: Numbers

    def within(self, features: int, scale: float) -> Vocabulary:
        """The same, its features behind others, all divided by ``scale``."""
        columns = {word: features + column for word, column in self.columns.items()}
        return Vocabulary(self.sources, columns, np.concatenate([np.zeros(features), self.weights / scale]))


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """Two texts in one space: a row for each sentence, and the length of each in characters.

    ``source`` and ``target`` have the shapes (sentences, features); without features, only lengths
    say how close two groups are. ``clock`` tells when each is spoken, where that is known. ``texts``: the
    sentences of both sides in one language, that of the target, and ``vocabulary``: their words, where they
    are known.
    """

    source: sparse.csr_array
    target: sparse.csr_array
    source_lengths: Numbers
    target_lengths: Numbers
    clock: Clock | None = None
    texts: tuple[Texts, Texts] | None = None
    vocabulary: Vocabulary | None = None

    def halved(self) -> Self:
        """The same texts with every two neighbouring sentences taken as one."""
        return type(self)(
            _pairs(self.source) @ self.source,
            _pairs(self.target) @ self.target,
            _pairs(self.source) @ self.source_lengths,
            _pairs(self.target) @ self.target_lengths,
            self.clock and self.clock.halved(),
        )

    def part(self, source: Rows, target: Rows) -> Self:
        """Some sentences of the two texts."""
        return type(self)(
            self.source[source],
            self.target[target],
            self.source_lengths[source],
            self.target_lengths[target],
            self.clock and self.clock.part(source, target),
            self.texts and (self.texts[0][source], self.texts[1][target]),
            self.vocabulary and replace(self.vocabulary, sources=self.vocabulary.sources[source]),
        )


class Bridge(Protocol):
    """Puts the sentences of two texts into one :class:`Space`."""

    def space(self, source: Sequence[str], target: Sequence[str]) -> SentenceVectors:
        """One row for each sentence of both sides, in order."""

    @property
    def translations(self) -> Sequence[str] | None:
        """A machine translation of each sentence of the source; None where it compares without one."""


class LengthBridge:
    """Lengths alone (Gale and Church 1993, "A Program for Aligning Sentences in Bilingual Corpora")."""

    @property
    def translations(self) -> None:
        """None: lengths need no translation."""

    def space(self, source: Sequence[str], target: Sequence[str]) -> SentenceVectors:
        """See :meth:`Bridge.space`."""
        left, right = (sparse.csr_array((len(side), 0), dtype=np.float64) for side in (source, target))
        return SentenceVectors(left, right, _lengths(source), _lengths(target))


class LexicalBridge:
    """Words that a machine translation of the source and the target have in common.

    After Sennrich and Volk (2010, "MT-based Sentence Alignment for OCR-generated Parallel Texts"), with
    cosines of word counts in place of BLEU: words and their first letters, those that few sentences
    have weighing more (inverse document frequency).
    """

    def __init__(self, translations: Sequence[str]) -> None:
        """``translations``: one for each sentence of the source, in the language of the target."""
        self._translations = translations

    @property
    def translations(self) -> Sequence[str]:
        """A machine translation of each sentence of the source."""
        return self._translations

    def space(self, source: Sequence[str], target: Sequence[str]) -> SentenceVectors:
        """See :meth:`Bridge.space`.

        Raises:
            InputError: if there are not as many translations as sentences.
        """
        if len(self._translations) != len(source):
            raise InputError(
                f"There are {len(self._translations)} translations for {len(source)} sentences of the "
                "source; give one for each sentence, as segment(text).sentences has them."
            )
        counts = [_with_marks(*texts) for texts in zip(self._translations, source, strict=True)]
        counts += [_with_marks(text, text) for text in target]
        frequency = Counter(feature for found in counts for feature in found)
        columns = {feature: column for column, feature in enumerate(frequency)}
        rarity = np.log1p(len(counts) / np.array(list(frequency.values()), dtype=np.float64))
        rows = _rows(counts, columns) @ sparse.diags_array(rarity) if columns else _rows(counts, columns)
        rows = sparse.csr_array(rows)
        middle = len(source)
        lengths = _lengths(self._translations), _lengths(target)
        texts = _texts(self._translations), _texts(target)
        vocabulary = Vocabulary(_texts(source), columns, rarity)
        return SentenceVectors(rows[:middle], rows[middle:], *lengths, texts=texts, vocabulary=vocabulary)


class CombinedBridge:
    """Several bridges, each with the same say: the cosine is the mean of theirs, nearly."""

    def __init__(self, *bridges: Bridge) -> None:
        self._bridges = bridges

    @property
    def translations(self) -> Sequence[str] | None:
        """Those of the first bridge that has any."""
        return next(
            (bridge.translations for bridge in self._bridges if bridge.translations is not None), None
        )

    def space(self, source: Sequence[str], target: Sequence[str]) -> SentenceVectors:
        """See :meth:`Bridge.space`; the lengths are those of the first bridge."""
        spaces = [bridge.space(source, target) for bridge in self._bridges]
        vocabulary, features = None, 0
        left, right = [], []
        for space in spaces:
            squares = sum(float(side.multiply(side).sum()) for side in (space.source, space.target))
            scale = math.sqrt(squares) or 1.0
            left.append(space.source / scale)
            right.append(space.target / scale)
            vocabulary = vocabulary or (space.vocabulary and space.vocabulary.within(features, scale))
            features += space.source.shape[1]
        return SentenceVectors(
            sparse.csr_array(sparse.hstack(left)),
            sparse.csr_array(sparse.hstack(right)),
            spaces[0].source_lengths,
            spaces[0].target_lengths,
            texts=next((space.texts for space in spaces if space.texts is not None), None),
            vocabulary=vocabulary,
        )


def word_weights(text: str) -> dict[str, float]:
    """The words of a text and the heads of the longer ones, with their weights."""
    found: Counter[str] = Counter(_WORD.findall(text.lower()))
    weights: dict[str, float] = dict(found)
    for word, count in found.items():
        if len(word) >= _HEAD:
            weights[head_of(word)] = weights.get(head_of(word), 0.0) + HEAD_WEIGHT * count
    return weights


def head_of(word: str) -> str:
    """The feature of the first letters of a word; of a shorter one, a feature that there is not."""
    return f"{word[:_HEAD]}…"


def _with_marks(text: str, marked: str) -> dict[str, float]:
    """The words of a text, and the marks of one that has them as its author set them."""
    return {**word_weights(text), **Counter(_MARK.findall(marked))}


def _rows(counts: Sequence[dict[str, float]], columns: dict[str, int]) -> sparse.csr_array:
    starts = np.cumsum([0, *(len(found) for found in counts)])
    where = [columns[feature] for found in counts for feature in found]
    weights = [weight for found in counts for weight in found.values()]
    return sparse.csr_array(
        (np.array(weights, dtype=np.float64), np.array(where, dtype=np.int64), starts),
        shape=(len(counts), len(columns)),
    )


def _texts(sentences: Sequence[str]) -> Texts:
    return np.array(sentences, dtype=object)


def _lengths(texts: Sequence[str]) -> Numbers:
    return np.array([len(text) + 1 for text in texts], dtype=np.float64)


def _pairs(rows: sparse.csr_array) -> sparse.csr_array:
    """The matrix that sums every two neighbouring rows."""
    count = rows.shape[0]
    where = np.arange(count)
    return sparse.csr_array((np.ones(count), (where // 2, where)), shape=(-(-count // 2), count))
