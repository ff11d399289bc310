"""Sentences that are no translations of each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bitext
from bitext.alignment.equivalence import judged, log_odds
from bitext.alignment.sentences import Bead
from bitext.languages import language_of_code

LIGHT = language_of_code("en").function_words
FRENCH = [
    "La jetée sera fermée tout l'hiver.",
    "Les pêcheurs demandent un calendrier précis.",
    "Le maire a promis une réponse avant lundi.",
    "Une tempête a emporté deux bateaux en novembre.",
    "Personne n'a été blessé.",
    "La ville compte trois cents habitants.",
    "Le phare date de 1864.",
    "On y vient en bac depuis Brest.",
    "L'école n'a plus que douze élèves.",
    "Le boulanger part à la retraite en juin.",
]
ENGLISH = [
    "The pier will be closed all winter.",
    "The fishermen are asking for a precise schedule.",
    "The mayor has promised an answer before Monday.",
    "A storm carried off two boats in November.",
    "Nobody was injured.",
    "The town has three hundred inhabitants.",
    "The lighthouse dates from 1864.",
    "You get there by ferry from Brest.",
    "The school has only twelve pupils left.",
    "The baker retires in June.",
]
STRANGERS = [
    "My sister plays the violin in a small orchestra.",
    "Boil the potatoes for twenty minutes and drain them.",
    "Parliament adopted the budget after a long debate.",
    "He could not remember where he had left his keys.",
]


def test_a_translation_is_told_from_a_stranger():
    close = log_odds("The pier will be closed for the whole winter.", ENGLISH[0], LIGHT)
    free = log_odds("He can't remember where he put the keys.", STRANGERS[3], LIGHT)
    strangers = [log_odds(ENGLISH[0], stranger, LIGHT) for stranger in STRANGERS]
    assert close > free > 0 > max(strangers)


@pytest.mark.parametrize("text", ["12", "…", "Brest", "***", "A", ""])
def test_what_has_no_words_to_compare_is_not_taken_for_a_stranger(text: str):
    assert log_odds(text, text, LIGHT) > -4.5


@given(st.text(max_size=40), st.text(max_size=40))
def test_log_odds_are_finite_and_the_same_both_ways(one: str, other: str):
    odds = log_odds(one, other, LIGHT)
    assert abs(odds) < 100
    assert odds == pytest.approx(log_odds(other, one, LIGHT))


def test_the_only_bead_of_a_text_stays_one():
    bead = Bead(range(1), range(1), 0.9)
    ((found,),) = judged([bead], [["Le pont."], [ENGLISH[0]]], [STRANGERS[0]], LIGHT)
    assert (found.source, found.target) == (bead.source, bead.target)
    assert found.score < 0.1


def test_a_gap_keeps_its_score():
    gap = Bead(range(1), range(0), 0.4)
    assert judged([gap], [["Le pont."], ["The bridge."]], [], LIGHT) == [[gap]]


def test_sentences_divided_are_all_there():
    result = bitext.align(FRENCH, [*ENGLISH[:4], STRANGERS[0], *ENGLISH[5:]])
    assert [sentence.text for pair in result for sentence in pair.source] == FRENCH
    assert [s.text for pair in result for s in pair.target] == [*ENGLISH[:4], STRANGERS[0], *ENGLISH[5:]]


@pytest.mark.parametrize("at", range(1, 9))
@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_among_translations_has_no_counterpart(at: int, stranger: str):
    result = bitext.align(FRENCH, [*ENGLISH[:at], stranger, *ENGLISH[at + 1 :]])
    alone = [pair.flags for pair in result if FRENCH[at] in pair.source.text or stranger in pair.target.text]
    assert sorted(alone) == [("deletion",), ("insertion",)]
    assert all(pair.score > 0.5 for pair in result if pair.source and pair.target)


@pytest.mark.parametrize("french", FRENCH)
@pytest.mark.parametrize("stranger", STRANGERS)
def test_two_unrelated_sentences_have_a_low_score(french: str, stranger: str):
    assert bitext.align(french, stranger).score < 0.3
    assert bitext.align(french, ENGLISH[FRENCH.index(french)]).score > 0.6
