"""Sentence alignment: the search, the bridges, the scores."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext import InputError
from bitext.alignment.encoders import EmbeddingBridge
from bitext.alignment.sentences import Bead, find_beads
from bitext.alignment.similarity import CombinedBridge, LengthBridge, LexicalBridge

Shape = tuple[list[int], list[int]]

WORDS = ["the", "boat", "left", "harbour", "at", "dawn", "nobody", "spoke", "rain", "fell"]
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=12)


def aligned(translations: Sequence[str], english: Sequence[str]) -> list[Shape]:
    space = LexicalBridge(translations).space(translations, english)
    return [(list(bead.source), list(bead.target)) for bead in find_beads(space)]


def made_up(count: int, seed: int = 0) -> list[str]:
    """Sentences of made-up words, some of them common to all."""
    draw = random.Random(seed)  # noqa: S311
    words = ["".join(draw.choices("bcdfglmnprst", k=3)) + draw.choice("aeiou") for _ in range(3000)]
    common = words[:20]
    return [
        " ".join(draw.choices(words, k=draw.randint(2, 12)) + draw.choices(common, k=draw.randint(1, 8)))
        for _ in range(count)
    ]


FIVE = [
    "The harbour was empty that morning.",
    "A single boat lay at the quay.",
    "Nobody had seen the captain since Tuesday, and his dog waited by the gate.",
    "The baker closed early.",
    "In the evening the lighthouse stayed dark, which had not happened in forty years.",
]


def test_one_to_one():
    assert aligned(FIVE, FIVE) == [([i], [i]) for i in range(5)]


def test_two_sentences_become_one():
    assert aligned(FIVE, [FIVE[0], f"{FIVE[1]} {FIVE[2]}", *FIVE[3:]]) == [
        ([0], [0]),
        ([1, 2], [1]),
        ([3], [2]),
        ([4], [3]),
    ]


def test_one_sentence_becomes_two():
    english = [
        *FIVE[:2],
        "Nobody had seen the captain since Tuesday.",
        "His dog waited by the gate.",
        *FIVE[3:],
    ]
    assert ([2], [2, 3]) in aligned(FIVE, english)


def test_a_sentence_is_dropped_or_added():
    assert ([2], []) in aligned(FIVE, [*FIVE[:2], *FIVE[3:]])
    assert ([], [2]) in aligned([*FIVE[:2], *FIVE[3:]], FIVE)


@pytest.mark.parametrize("gone", [range(120, 320), range(60), range(500, 700)])
def test_a_missing_chapter_is_one_gap(gone):
    text = made_up(700)
    english = [line for number, line in enumerate(text) if number not in gone]
    found = aligned(text, english)
    assert [source[0] for source, target in found if not target] == list(gone)
    assert [target for source, target in found if len(source) == len(target) == 1] == [
        [number] for number in range(len(english))
    ]


def test_the_narrow_search_finds_what_was_merged_far_into_a_long_text():
    text = made_up(900, seed=1)
    english = [*text[:600], f"{text[600]} {text[601]}", *text[602:]]
    assert aligned(text, english) == [
        *(([i], [i]) for i in range(600)),
        ([600, 601], [600]),
        *(([i], [i - 1]) for i in range(602, 900)),
    ]


@settings(deadline=None)
@given(SENTENCES, SENTENCES)
def test_every_sentence_is_in_exactly_one_bead(source, target):
    for bridge in (LengthBridge(), LexicalBridge(source)):
        beads = find_beads(bridge.space(source, target))
        assert [i for bead in beads for i in bead.source] == list(range(len(source)))
        assert [j for bead in beads for j in bead.target] == list(range(len(target)))
        assert all(0 <= bead.score <= 1 for bead in beads)
        assert all(len(bead.source) <= 4 and len(bead.target) <= 4 for bead in beads)


def test_one_sentence_against_a_thousand():
    text = made_up(1000)
    found = aligned(text[500:501], text)
    assert sum(len(target) for _, target in found) == 1000
    assert [target for source, target in found if source] == [[500]]


def test_scores_tell_what_is_sure():
    space = LexicalBridge(FIVE).space(FIVE, FIVE)
    assert all(bead.score > 0.9 for bead in find_beads(space))
    strangers = made_up(5, seed=3)
    beads = find_beads(LexicalBridge(strangers).space(strangers, FIVE))
    assert sum(bead.score for bead in beads if bead.source and bead.target) < 2.5


def test_an_empty_side():
    space = LengthBridge().space(["One.", "Two."], [])
    assert find_beads(space) == [Bead(range(1), range(0), 1.0), Bead(range(1, 2), range(0), 1.0)]


def test_paragraphs_guide():
    source, target = ["Yes.", "No.", "Well."], ["Yes.", "No.", "Well.", "Good."]
    space = LengthBridge().space(source, target)
    heads = ([True, False, True], [True, False, False, True])
    found = find_beads(space, heads)
    assert any(bead.source.start == 2 and bead.target.start == 3 for bead in found)


def test_translations_have_to_be_as_many_as_the_sentences():
    with pytest.raises(InputError, match="1 translations for 2 sentences"):
        LexicalBridge(["Yes."]).space(["Oui.", "Non."], ["Yes.", "No."])


def test_bridges_combine():
    bridge = CombinedBridge(LexicalBridge(FIVE), LengthBridge())
    assert [tuple(bead.source) for bead in find_beads(bridge.space(FIVE, FIVE))] == [(i,) for i in range(5)]


def test_embeddings_need_no_translation():
    french = [
        "Le port était désert ce matin-là.",
        "Une seule barque était amarrée au quai.",
        "Personne n’avait vu le capitaine depuis mardi, et son chien attendait près de la grille.",
        "Le boulanger ferma tôt.",
        "Le soir, le phare resta éteint, ce qui n’était pas arrivé depuis quarante ans.",
    ]
    space = EmbeddingBridge().space(french, [FIVE[0], f"{FIVE[1]} {FIVE[2]}", *FIVE[3:]])
    assert [(list(bead.source), list(bead.target)) for bead in find_beads(space)] == [
        ([0], [0]),
        ([1, 2], [1]),
        ([3], [2]),
        ([4], [3]),
    ]
