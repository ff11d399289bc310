"""Beads that are not sure are looked at again, by the characters of their sides."""

from __future__ import annotations

from dataclasses import replace

from bitext.alignment.likeness import character_likeness, character_worth
from bitext.alignment.sentences import find_beads
from bitext.alignment.similarity import CombinedBridge, LengthBridge, LexicalBridge


def test_likeness_is_one_of_equal_texts_and_none_of_those_without_a_common_character():
    assert character_likeness("The ferry left.", "the ferry  left.") == 1
    assert character_likeness("abc", "xyz") == 0


def test_forms_of_one_word_are_alike_strangers_are_worth_less_than_nothing():
    alike = character_worth(["He repaired the windmills."], ["She repairs a windmill."])
    strangers = character_worth(["He repaired the windmills."], ["Nobody could say why."])
    assert alike > 0 > strangers


def test_a_part_of_two_texts_keeps_the_sentences_that_it_has():
    space = LexicalBridge(["One.", "Two.", "Three."]).space(["Un.", "Deux.", "Trois."], ["One.", "Two."])
    combined = CombinedBridge(LengthBridge(), LexicalBridge(["One."])).space(["Un."], ["One."])
    part = space.part(slice(1, 3), slice(0, 1))
    assert part.texts is not None
    assert [list(side) for side in part.texts] == [["Two.", "Three."], ["One."]]
    assert combined.texts is not None
    assert LengthBridge().space(["Un."], ["One."]).texts is None


def test_a_bead_that_is_not_sure_is_surer_by_its_characters():
    """No word is the same, none begins with the same five letters."""
    translations = ["He rewrote it.", "Unbelievably unhappy.", "The gardener went home."]
    english = ["He rewrote it.", "Believably.", "Happy.", "The gardener went home."]
    space = LexicalBridge(translations).space(["Un.", "Deux.", "Trois."], english)
    without, found = find_beads(replace(space, texts=None)), find_beads(space)
    assert [(bead.source, bead.target) for bead in found] == [
        (range(1), range(1)),
        (range(1, 2), range(1, 3)),
        (range(2, 3), range(3, 4)),
    ]
    assert found[1].score > without[1].score + 0.05
