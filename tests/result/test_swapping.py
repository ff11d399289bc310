"""English as the original: a result seen from the other text."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from pathlib import Path

import pytest

import bitext
from benchmarks.made_up import bitext_of
from bitext import Bitext
from bitext.errors import BitextWarning, InputError
from bitext.result.links import WordLinks
from bitext.result.pair import Side
from bitext.result.swapping import swapped_pair
from bitext.result.validation import check

FRENCH = ["« Un mot », dit-elle.", "Le quai est vide.", "Rien ici."]
ENGLISH = ["“A word,” she said.", "The quay is empty.", "An addition."]


@pytest.fixture
def english_first() -> Bitext:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        return bitext.align(FRENCH, ENGLISH, bridge="length", source="en")


def test_the_english_is_the_source(english_first: Bitext):
    check(english_first)
    assert (english_first.source.lang, english_first.target.lang) == ("en", "fr")
    assert [pair.source.text for pair in english_first] == ENGLISH
    assert [pair.target.text for pair in english_first] == FRENCH
    (link,) = english_first.quotes
    assert link.source is not None
    assert link.target is not None
    assert (link.source.text, link.target.text, link.verdict) == ("“A word,”", "« Un mot »", "kept")


def test_twice_swapped_is_as_it_was():
    before = bitext_of([("« Un. » Deux.", "“One.” Two."), ("Seul.", ""), ("Un « mot ».", "A word.")])
    assert before.swapped().swapped() == before
    check(before.swapped())


def test_links_and_flags_are_told_of_the_other_side():
    found = bitext.align("« Seul » un mot.", "One word.", bridge="length", source="en")
    assert [link.verdict for link in found.quotes] == ["added"]
    pair = found.pairs[0]
    alone = replace(pair, target=Side(()), words=WordLinks(), flags=("deletion", "edited"))
    assert swapped_pair(alone).flags == ("insertion", "edited")
    linked = replace(pair, words=WordLinks([(0, 1, 4, 5), (2, 3, 0, 1)]))
    assert list(swapped_pair(linked).words.rows()) == [(0, 1, 2, 3), (4, 5, 0, 1)]


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".tmx", ".xlf", ".parquet"])
def test_it_loads_equal(english_first: Bitext, tmp_path: Path, suffix: str):
    english_first.save(tmp_path / f"a{suffix}")
    assert Bitext.load(tmp_path / f"a{suffix}") == english_first


@pytest.mark.parametrize(
    ("name", "format_name", "told"),
    [
        ("a.xlf", None, r'srcLang="en" trgLang="fr"'),
        ("a.xlf", "xliff12", r'source-language="en" target-language="fr"'),
        ("a.tmx", None, r'srclang="en"'),
        ("a.csv", None, r"^\ufeffen,fr,"),
        ("a.html", None, r"en–fr</title>"),
        ("a.html", None, r"<span>English</span><span>French</span>"),
    ],
)
def test_files_say_which_is_the_original(
    english_first: Bitext, tmp_path: Path, name: str, format_name: str | None, told: str
):
    english_first.save(tmp_path / name, format_name)
    assert re.search(told, (tmp_path / name).read_text(encoding="utf-8"))


def test_a_translation_is_from_french():
    with pytest.raises(InputError, match="bitext translates French"):
        bitext.align("Un.", source="en")
    with pytest.raises(InputError, match="source must be one of fr, en"):
        bitext.align("Un.", "One.", source="de")  # type: ignore[arg-type]
