"""What the texts themselves teach of each other's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bitext.alignment.lexicon import with_lexicon
from bitext.alignment.sentences import find_beads
from bitext.alignment.similarity import Bridge, CombinedBridge, LengthBridge, LexicalBridge, SentenceVectors

_PLACES = [
    ("port", "port", "haven"), ("phare", "lighthouse", "beacon"), ("moulin", "mill", "windmill"),
    ("jardin", "garden", "orchard"), ("marché", "market", "fair"), ("pont", "bridge", "viaduct"),
    ("clocher", "steeple", "belfry"), ("grenier", "attic", "loft"), ("verger", "grove", "plantation"),
    ("quai", "quay", "wharf"), ("sentier", "path", "trail"), ("ruisseau", "stream", "brook"),
]  # fmt: skip
"""Of each place the French, the machine's word, and that of the translation that exists."""
_DEEDS = [("vit", "saw", "beheld"), ("quitta", "left", "abandoned"), ("peignit", "painted", "drew")]
_ALL = [(place, deed) for deed in _DEEDS for place in _PLACES]
FRENCH = [f"Jeanne {deed[0]} le {place[0]}." for place, deed in _ALL]
MACHINE = [f"Jeanne {deed[1]} the {place[1]}." for place, deed in _ALL]
ENGLISH = [f"Jeanne {deed[2]} the {place[2]}." for place, deed in _ALL]
ROWS = [(range(number, number + 1), range(number, number + 1)) for number in range(len(_ALL))]


def cosine(space: SentenceVectors, at: int, other: int) -> float:
    left, right = space.source[[at]].toarray()[0], space.target[[other]].toarray()[0]
    return float(left @ right / (np.linalg.norm(left) * np.linalg.norm(right)))


class OtherBridge(CombinedBridge):
    """Vectors of which no words are known."""

    def space(self, source: Sequence[str], target: Sequence[str]) -> SentenceVectors:
        return replace(super().space(source, target), texts=None, vocabulary=None)


def bridges() -> list[Bridge]:
    """A bridge of words alone, and with features of others behind and before its own."""
    words, other = LexicalBridge(MACHINE), OtherBridge(LexicalBridge(ENGLISH))
    return [words, CombinedBridge(words, other), CombinedBridge(other, words)]


@pytest.mark.parametrize("bridge", bridges(), ids=["alone", "first", "last"])
def test_counterparts_are_closer_by_the_words_that_the_texts_teach_and_strangers_are_not(bridge: Bridge):
    space = bridge.space(FRENCH, ENGLISH)
    learnt = with_lexicon(space, ROWS)
    assert cosine(learnt, 0, 0) > cosine(space, 0, 0) + 0.1
    assert cosine(learnt, 0, 13) < cosine(space, 0, 13) + 0.05


def test_texts_as_they_are_where_there_is_too_little_to_learn_from_or_no_words():
    space = LexicalBridge(MACHINE).space(FRENCH, ENGLISH)
    assert with_lexicon(space, ROWS[:20]) is space
    lengths = LengthBridge().space(FRENCH, ENGLISH)
    assert with_lexicon(lengths, ROWS) is lengths


def test_beads_of_very_many_words_teach_nothing():
    french = [f"{text} " * 300 for text in FRENCH]
    space = LexicalBridge(MACHINE).space(french, ENGLISH)
    assert with_lexicon(space, ROWS) is space


def test_texts_without_words_stay_as_they_are():
    space = LexicalBridge(["!"] * 40).space(["!"] * 40, ["!"] * 40)
    learnt = with_lexicon(space, [(range(n, n + 1), range(n, n + 1)) for n in range(40)])
    assert np.array_equal(learnt.source.toarray(), space.source.toarray())
    assert len(find_beads(LexicalBridge([""] * 40).space([""] * 40, [""] * 40))) == 40


def test_a_word_that_the_text_has_taught_decides_where_a_sentence_belongs():
    """The machine's words for the quay and the brook are in no sentence of the translation."""
    french = [*FRENCH, "Le quai, puis rien.", "Il alla au ruisseau.", "Jeanne vit le port."]
    machine = [*MACHINE, "The quay, then none.", "He went to the stream.", "Jeanne saw the port."]
    english = [
        *ENGLISH,
        "The wharf, and nothing.",
        "He walked.",
        "The brook lay there.",
        "Jeanne beheld the haven.",
    ]
    found = find_beads(LexicalBridge(machine).space(french, english))
    at = len(FRENCH)
    assert [(bead.source, bead.target) for bead in found[-3:]] == [
        (range(at, at + 1), range(at, at + 1)),
        (range(at + 1, at + 2), range(at + 1, at + 3)),
        (range(at + 2, at + 3), range(at + 3, at + 4)),
    ]


def test_a_question_is_held_with_a_question_though_no_word_is_the_same():
    machine, french = ["Really?", "I guess.", "Good."], ["Vraiment ?", "Je suppose.", "Bien."]
    english = ["Are you sure?", "Could be.", "Good."]
    space = LexicalBridge(machine).space(french, english)
    assert cosine(space, 0, 0) > 0 == cosine(space, 0, 1)
    lost = LexicalBridge(["Really.", *machine[1:]]).space(french, english)
    assert cosine(lost, 0, 0) > 0
