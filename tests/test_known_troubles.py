"""What users of translators, splitters and scorers report again and again, and what happens here."""

from __future__ import annotations

import pytest

import bitext
from bitext import Aligner, ShapeError


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner(beam=1)


@pytest.mark.model
def test_no_sentence_of_a_paragraph_is_left_out(aligner):
    text = "Il pleut. Elle lit. Non. Le chat dort près du feu ; le chien, lui, attend. Bon. Ils rient. Voilà."
    result = aligner.align(text)
    assert len(result.pairs) == 7
    assert all(pair.target.text for pair in result.pairs)


@pytest.mark.model
def test_no_sentence_of_an_item_is_left_out(aligner):
    items = [
        "Il pleut. Elle lit.",
        "« Tu viens ? » Elle hésita. « Non. »",
        "Un mot !!! ... Deux chats dorment.",
    ]
    first, second, third = (pair.target.text for pair in aligner.align(items).pairs)
    assert "raining" in first
    assert "reading" in first
    assert "hesitated" in second
    assert second.count("“") == second.count("”") == 2
    assert "cats" in third
    assert all(pair.flags == () for pair in aligner.align(items).pairs)


@pytest.mark.model
def test_nothing_is_repeated_without_end(aligner):
    lines = ["Ha ha ha ha ha ha !", "Bla bla bla.", "A A A A A A A A A A", "Oui oui oui oui.", "..."]
    for pair in aligner.align(lines).pairs:
        assert len(pair.target.text) <= 3 * len(pair.source.text) + 40 or "loop" in pair.flags


@pytest.mark.model
def test_text_beyond_the_model_is_neither_cut_nor_a_crash(aligner):
    names = ["Anne", "Brieuc", "Claude", "Denise", "Erwan", "Fanch", "Gaël", "Hervé", "Ivan", "Jeanne"]
    text = ", ".join(f"{name} a vendu {n} bateaux" for n, name in enumerate(names * 20, start=100)) + "."
    (pair,) = aligner.align([text]).pairs
    assert "split" in pair.flags
    there = sum(str(n) in pair.target.text for n in range(100, 300))
    assert there >= 195


@pytest.mark.model
def test_newlines_stay(aligner):
    text = "\n\nUn titre\n\n  Il pleut.\n\n\n\tElle lit.\r\nIl part.\n"
    assert aligner.align(text).target.text.split() != []
    english = aligner.align(text).target.text
    gaps = [part for part in english if part in "\n\r\t"]
    assert gaps == [part for part in text if part in "\n\r\t"]


@pytest.mark.model
@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_apostrophes_do_not_turn_into_quotation_marks(aligner, apostrophe):
    result = aligner.align(f"C{apostrophe}est l{apostrophe}été, aujourd{apostrophe}hui.")
    assert result.quotes == ()
    assert not set(result.target.text) & set('“”‘"')


def test_abbreviations_guillemets_and_apostrophes_do_not_split():
    text = "M. Kerbrat l’a dit à Mme Ollivier, p. ex. : « J’irai au n° 5, av. Foch, etc. », puis s’est tu."
    assert [sentence.text for sentence in bitext.segment(text)] == [text]


def test_offsets_are_right_whatever_stands_between():
    text = "\ufeffUn.  Deux\u00a0!\r\n\r\n\u200bTrois…   (Quatre.)\tCinq 😀. Six"
    for sentence in bitext.segment(text):
        assert text[sentence.start : sentence.end] == sentence.text
    assert len(bitext.segment(text).sentences) == 6


@pytest.mark.model
def test_progress_reaches_the_end(aligner):
    news: list[tuple[int, int]] = []
    aligner.align(
        "Un. Deux.\n***\nTrois, c’est tout.", progress=lambda done, total: news.append((done, total))
    )
    assert news[-1] == (4, 4)
    assert [done for done, _ in news] == sorted(done for done, _ in news)


def test_transposed_references_are_an_error():
    hypotheses = ["It rains.", "He leaves.", "She reads."]
    with pytest.raises(ShapeError, match="transposed"):
        bitext.score(hypotheses, [[line] for line in hypotheses])
