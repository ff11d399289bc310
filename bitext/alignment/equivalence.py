"""Whether sentences are translations of each other at all.

The search for beads compares one alignment with others; of two texts that have nothing in common it still
finds the best one. Here the target of each bead is held against a machine translation of its source, and
against the source itself, which may have been left as it is: the words that both have, words of grammar
counting for little, the runs of up to six characters (Popović 2015, "chrF"), and the lengths. Logistic
regression weighs them. It was fitted on 960 pairs of debates, law, literature and everyday sentences, each
beside three strangers, one of nearly the same length.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from bitext.alignment.likeness import character_likeness
from bitext.alignment.sentences import Bead
from bitext.alignment.similarity import word_weights

_WORD: Final = 3.878
_WORD_ROOT: Final = 8.321
_CHARACTERS: Final = 19.711
_LENGTH_RATIO: Final = -1.616
_LENGTH: Final = -2.865
_CONSTANT: Final = 4.183
"""The weights of the features, and the constant for as many strangers as counterparts."""
_SMOOTHED: Final = 3
"""Characters added to a length before its logarithm is taken."""
_LIGHT: Final = 0.25
"""The weight of a word of grammar."""

_PRIOR: Final = 3.0
"""Log odds that a bead among others is right, before its words are looked at."""
_STRANGERS: Final = -4.5
"""Log odds below which a bead is no bead, in a text where those of the others are no better than usual."""
_USUAL_MEDIAN: Final = 8.0
_PER_MEDIAN: Final = 0.8
_MOST: Final = 2.0
_FREEST: Final = -0.5
"""The better the beads of a text are in the middle, the sooner one that is not is taken for none; where the
translation is free, a little later."""


def log_odds(hypothesis: str, target: str, light: Collection[str]) -> float:
    """How sure it is that ``target`` is a translation, given the machine translation ``hypothesis``.

    Log odds: 0 where a translation and a stranger are equally likely, about 10 where it is close, -5 for
    most strangers. ``light``: the words of grammar of the language of both, in small letters.
    """
    likeness = _word_likeness(hypothesis, target, light)
    lengths = [len(text) + _SMOOTHED for text in (hypothesis, target)]
    return (
        _CONSTANT
        + _WORD * likeness
        + _WORD_ROOT * math.sqrt(likeness)
        + _CHARACTERS * character_likeness(hypothesis, target)
        + _LENGTH_RATIO * abs(math.log(lengths[0] / lengths[1]))
        + _LENGTH * math.log(min(lengths))
    )


def judged(
    beads: Sequence[Bead], sources: Sequence[Sequence[str]], target: Sequence[str], light: Collection[str]
) -> list[list[Bead]]:
    """Each bead with the probability that its sides are translations of each other in its score.

    A bead of strangers becomes two, a deletion and an insertion, unless it is the only one of the text.

    Args:
        beads: Those of two texts.
        sources: The sentences of the source, and a machine translation of each.
        target: The sentences of the target.
        light: The words of grammar of the target's language.
    """
    odds = {
        at: max(
            log_odds(_joined(source, bead.source), _joined(target, bead.target), light) for source in sources
        )
        for at, bead in enumerate(beads)
        if bead.source and bead.target
    }
    least, prior = (_least(odds), _PRIOR) if len(odds) > 1 else (-math.inf, 0.0)
    return [
        list(_judged(bead, odds[at] + prior, least + prior)) if at in odds else [bead]
        for at, bead in enumerate(beads)
    ]


def _least(odds: Mapping[int, float]) -> float:
    """The log odds below which a bead of a text is none."""
    better = median(odds.values()) - _USUAL_MEDIAN
    return _STRANGERS + min(_MOST, max(_FREEST, _PER_MEDIAN * better))


def _judged(bead: Bead, odds: float, least: float) -> Iterator[Bead]:
    right = bead.score / (1 + math.exp(-odds))
    if odds >= least:
        yield replace(bead, score=right)
        return
    i, j = bead.source.stop, bead.target.start
    yield Bead(bead.source, range(j, j), 1 - right)
    yield Bead(range(i, i), bead.target, 1 - right)


def _joined(sentences: Sequence[str], numbers: range) -> str:
    return " ".join(sentences[number] for number in numbers)


def _word_likeness(one: str, other: str, light: Collection[str]) -> float:
    """The cosine of the counts of words and of their first letters, 0 to 1."""
    sides = [
        {word: weight * (_LIGHT if word in light else 1.0) for word, weight in word_weights(text).items()}
        for text in (one, other)
    ]
    norms = [math.sqrt(sum(weight * weight for weight in side.values())) for side in sides]
    product = sum(weight * sides[1].get(word, 0.0) for word, weight in sides[0].items())
    return min(1.0, product / (norms[0] * norms[1])) if all(norms) else 0.0
