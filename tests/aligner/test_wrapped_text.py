"""Wrapped text: what the model reads is joined, what is linked stands in the text as it came."""

from __future__ import annotations

import pytest

from bitext import Aligner, Bitext
from bitext.errors import WrappingWarning
from tests.aligner.test_invariants import check, keep, make

__all__ = ["make"]

MAIL = (
    "Bonjour,\n\nLe conseil examinera jeudi soir, dans la salle des fêtes, le projet de bud-\n"
    "get de la commune. Comme l’a dit hier à la radio locale le porte-\n"
    "parole de la majorité : « La hausse des tarifs de la cantine sera limitée\n"
    "et connue de tous. » Les associations de parents d’élèves, elles, ont déjà\n"
    "annoncé leur venue.\n\nAnne Le Goff\n12 rue des Lices\n"
)
pytestmark = pytest.mark.filterwarnings("ignore::bitext.errors.WrappingWarning")


def test_the_model_reads_whole_words(make):
    result = make(keep).align(MAIL)
    check(result)
    english = result.target.text
    assert "projet de budget de la commune." in english
    assert "le porte-parole de la majorité" in english
    assert "“La hausse des tarifs de la cantine sera limitée et connue de tous.”" in english
    assert english.endswith("\n\nAnne Le Goff\n12 rue des Lices\n")
    assert english.count("\n\n") == MAIL.count("\n\n")


def test_the_source_stays_as_it_came(make):
    result = make(keep).align(MAIL)
    assert result.source.text == MAIL
    flagged = [pair for pair in result.pairs if "unwrapped" in pair.flags]
    assert [pair for pair in result.pairs if "\n" in pair.source.text] == flagged
    assert len(flagged) == 3


def test_word_links_point_into_the_lines(make):
    result = make(keep).align(MAIL)
    found = {
        MAIL[word.source.start : word.source.end]: result.target.text[word.target.start : word.target.end]
        for pair in result.pairs
        for word in pair.words
    }
    assert found["conseil"] == "conseil"
    assert found["bud"] == found["get"] == "budget"
    assert found["limitée"] == "limitée"
    assert found["connue"] == "connue"


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".tmx", ".xlf"])
def test_it_can_be_saved(make, tmp_path, suffix):
    result = make(keep).align(MAIL)
    result.save(tmp_path / f"saved{suffix}")
    assert Bitext.load(tmp_path / f"saved{suffix}") == result


def test_it_can_be_refused(make):
    result = make(keep, unwrap=False).align(MAIL)
    check(result)
    assert result.target.text.count("\n") == MAIL.count("\n")
    assert not any("unwrapped" in pair.flags for pair in result.pairs)


def test_items_of_a_list_are_kept(make):
    lines = MAIL.splitlines()
    result = make(keep).align(lines)
    assert [pair.source.text for pair in result.pairs] == lines


def test_two_texts_are_unwrapped_and_linked():
    english = (
        "Hello,\n\nOn Thursday evening the council will look at the budget of the town in\n"
        "the village hall. As the spokesman of the majority said on the local radio\n"
        "yesterday: “The rise in the price of school meals will be limited and known\n"
        "to everyone.” The parents’ associations have already announced that they\n"
        "will come.\n\nAnne Le Goff\n12 rue des Lices\n"
    )
    result = Aligner(bridge="length").align(MAIL, english)
    assert len(result.source) == len(result.target) == 6
    assert ["unwrapped" in pair.flags for pair in result.pairs] == [False, True, True, True, False, False]


def test_what_is_not_sure_is_told(make):
    with pytest.warns(WrappingWarning, match="A line break looks"):
        make(keep).align("Le maire a présenté le bud-\nget de la ville.")


@pytest.mark.model
def test_a_wrapped_mail_is_translated_whole():
    result = Aligner(beam=1).align(MAIL)
    check(result)
    assert "budget" in result.target.text
    assert "spokes" in result.target.text
