"""Words of English: by the list that travels with the package, and by the rules that make new ones."""

from __future__ import annotations

import gzip
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from bitext.languages import pairs
from bitext.languages.english_words import is_english
from bitext.languages.word_list import WordList
from training import english_words

DATA = Path(english_words.TARGET).parent


@pytest.fixture(scope="module")
def listed() -> WordList:
    return WordList.of_package("english_words.txt.gz")


@pytest.mark.parametrize(
    "word",
    [
        *(
            "table",
            "went",
            "children",
            "mice",
            "colour",
            "color",
            "organise",
            "organize",
            "travelled",
            "traveled",
        ),
        *("don't", "she'd", "city's", "o'clock", "let’s", "O'Hara", "Dickens'"),
        *("façade", "naïve", "Zurich", "Chechen", "european", "Monday"),
        *("denuclearization", "unpresidential", "woundedness", "regionalising", "cyberbullies", "homeware"),
        *(
            "antiretrovirals",
            "recreationally",
            "bedroomless",
            "podcasts",
            "anti",
            "reinjected",
            "cinemagoing",
        ),
    ],
)
def test_words_of_english(word):
    assert is_english(word)


@pytest.mark.parametrize(
    "word",
    [
        *("tidyed", "scadalous", "degarted", "goed", "disastrophic", "unlikelyly", "sadnesss", "zaping"),
        *("deconfination", "airbress", "currentity", "profitors", "française", "Proncont", "raffolage"),
        *("ingolstadt", "d'image"),
    ],
)
def test_what_is_no_word_of_english(word):
    assert not is_english(word)


def test_the_list_has_the_first_word_and_the_last(listed):
    words = ["Aachen", "a", "b", "bc", "zoo"]
    some = WordList("".join(f"{word}\n" for word in words).encode())
    assert all(word in some for word in words)
    assert not any(word in some for word in ("", "A", "aa", "bcd", "zo", "zooo", "a\nb"))
    assert "abacus" in listed
    assert "abacuss" not in listed


def test_the_list_is_small_and_sorted(listed):
    block = listed._words
    assert (DATA / "english_words.txt.gz").stat().st_size < 1_500_000
    assert len(block) < 5_000_000
    assert all(one < other for one, other in pairwise(block.splitlines()))


def test_the_list_is_read_only_when_it_is_asked():
    code = (
        "import bitext.languages.english_words as words; print(words._word_list.cache_info().misses); "
        "words.is_english('table'); print(words._word_list.cache_info().misses)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split() == ["0", "1"]


def test_a_list_is_made_of_those_of_scowl(tmp_path, monkeypatch):
    monkeypatch.setattr(english_words, "TARGET", tmp_path / "made.txt.gz")
    for name, text in {
        "english-words.10": "table\nfaçade\ntable's\n",
        "british-words.80": "colour\n",
        "english-words.95": "zzz\n",
        "english-proper-names.50": "McRae\n",
        "english-abbreviations.80": "abbr\n",
        "special-hacker.50": "foo\n",
    }.items():
        (tmp_path / name).write_text(text, "utf-8" if name.startswith("b") else "latin-1")
    english_words.main(tmp_path)
    made = WordList(gzip.decompress((tmp_path / "made.txt.gz").read_bytes()))
    assert all(word in made for word in ("table", "facade", "colour", "Mcrae"))
    assert not any(word in made for word in ("table's", "zzz", "abbr", "foo", "mcrae"))


def test_the_licence_of_the_list_travels_with_it():
    notice = (DATA / "LICENSE-SCOWL.txt").read_text("utf-8")
    assert "Kevin Atkinson" in notice
    assert "Permission to use, copy, modify, distribute and sell these word" in notice


def test_what_is_known_of_words_is_known_of_a_pair():
    assert pairs.FRENCH_ENGLISH.target.is_word is is_english
    assert pairs.FRENCH_ENGLISH.source.is_word is None
