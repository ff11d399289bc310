"""How doubtful a translation is."""

from __future__ import annotations

import pytest

from bitext import Aligner, Bitext
from bitext.translation.doubt import DOUBTFUL, doubt

SURE = ["▁It", "▁is", "▁raining", "."]


def test_what_makes_a_translation_doubtful():
    first = doubt(-0.2, SURE)
    assert 0 < first < doubt(-0.9, SURE) < 1
    assert first < doubt(-0.2, SURE * 6)
    assert first < doubt(-0.2, ["▁It", "▁is", "▁tra", "it", "ine"])
    assert doubt(-0.2, [*SURE[:-1], ",", ".", ")"]) < doubt(-0.2, ["▁It", "▁is", "▁ra", "in", "ing", "s"])


def test_no_doubt_is_outside_its_bounds():
    assert 0 <= doubt(-1000.0, ["▁a", "b", "c"] * 500) <= 1
    assert 0 <= doubt(0.0, []) <= 1


@pytest.mark.model
def test_each_translation_has_a_doubt_and_the_doubtful_are_flagged():
    text = (
        "Il pleut. 12,5 %. Les Nantais ont concédé un coup franc et Brest a tenté une ouverture ; Le "
        "Bihan et Riou se sont alliés pour coincer l'ailier, qui, feinte de corps et râteau, mit dans le "
        "vent l'arrière brestois, "
        "piqua sa balle, rata le cadre d'un cheveu et s'en fut bouder au rond central, penaud."
    )
    sure, number, unsure = Aligner().align(text)
    assert sure.doubt is not None
    assert unsure.doubt is not None
    assert sure.doubt < 0.1 < DOUBTFUL <= unsure.doubt
    assert number.doubt is None
    assert [("doubtful" in pair.flags) for pair in (sure, number, unsure)] == [False, False, True]


@pytest.mark.model
@pytest.mark.parametrize("suffix", ["json", "jsonl", "tmx", "xlf", "tei", "html"])
def test_doubt_survives_a_file(tmp_path, suffix: str):
    result = Aligner().align("Il pleut. « Nous restons », dit le maire.")
    result.save(tmp_path / f"a.{suffix}")
    assert [pair.doubt for pair in Bitext.load(tmp_path / f"a.{suffix}")] == [pair.doubt for pair in result]


def test_two_texts_that_existed_have_none():
    assert Aligner(bridge="length").align(["Il pleut."], ["It rains."])[0].doubt is None
