"""Which sentences are learnt from."""

import lzma

import pytest

from bitext.errors import InputError
from training.corpus import Exclusion, Line, mixed, read_corpora, usable

FRENCH = ("fr", "en")


def test_sentences_of_the_evaluation_are_left_out():
    exclusion = Exclusion(["Le conseil a voté hier soir la loi sur les écoles du village."])
    assert "Le conseil a voté, hier soir, la loi sur les écoles du village !" in exclusion
    assert "Le conseil a voté hier soir la loi sur les écoles de montagne." in exclusion
    assert "Le conseil a voté la loi." not in exclusion


def test_every_string_of_a_file_of_json_lines_is_left_out(tmp_path):
    (tmp_path / "set.jsonl").write_text('{"fr": ["Le bac part à midi."], "n": {"en": "The ferry leaves."}}\n')
    (tmp_path / "set.fr").write_text("La mer est calme ce matin.\n")
    exclusion = Exclusion.read([tmp_path / "set.jsonl", tmp_path / "set.fr"])
    found = ["Le bac part à midi", "The ferry leaves", "La mer est calme ce matin !"]
    assert all(text in exclusion for text in found)
    assert "La mer est haute." not in exclusion


@pytest.mark.parametrize(
    ("source", "target", "good"),
    [
        ("Bonjour à tous.", "Hello everyone.", True),
        ("Bonjour à tous.", None, True),
        ("12 345 - 678", "12 345 - 678", False),
        ("Oui.", "Yes, of course I would, and gladly, if only somebody asked me to.", False),
        ("", "", False),
        ("a" * 500, None, False),
    ],
)
def test_what_can_be_learnt_from(source, target, good):
    assert usable(Line(source, target, "x"), 400) == good


def test_corpora_are_read_and_mixed_in_an_order_of_the_seed(tmp_path):
    (tmp_path / "a.tsv").write_text(
        "Un chat.\tA cat.\tone\nUn chat !\tA cat!\tone\nDeux chiens.\tTwo dogs.\ttwo\n"
    )
    (tmp_path / "news.fr").write_text("Une nouvelle.\nUne autre nouvelle.\n")
    (tmp_path / "other.en").write_text("Some news.\n")
    corpora = read_corpora(tmp_path, Exclusion([]), 100, FRENCH)
    assert {name: len(lines) for name, lines in corpora.items()} == {"one": 1, "two": 1, "news": 2}
    weights = {"one": 1, "two": 0, "news": 3}
    drawn = list(mixed(corpora, weights, 7))
    assert drawn == list(mixed(corpora, weights, 7))
    assert {line.corpus for line in drawn} == {"one", "news"}
    assert len(drawn) == 3


def test_the_same_files_serve_the_other_direction(tmp_path):
    with lzma.open(tmp_path / "a.tsv.xz", "wt") as file:
        file.write("Un chat.\tA cat.\tone\n")
    (tmp_path / "news.en").write_text("Some news.\n")
    corpora = read_corpora(tmp_path, Exclusion(["Un chien."]), 100, ("en", "fr"), ("fr", "en"))
    assert corpora == {"one": [Line("A cat.", "Un chat.", "one")], "news": [Line("Some news.", None, "news")]}


def test_data_that_is_not_there_or_of_other_languages_is_an_error(tmp_path):
    (tmp_path / "news.fr").write_text("Une nouvelle.\n")
    with pytest.raises(InputError, match=r"\*\.en files"):
        read_corpora(tmp_path, Exclusion([]), 100, ("en", "fr"))
    with pytest.raises(InputError, match="columns"):
        read_corpora(tmp_path, Exclusion([]), 100, FRENCH, ("fr", "de"))
