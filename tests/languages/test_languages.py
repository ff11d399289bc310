"""What is known of each language is well formed, and found by its code."""

from __future__ import annotations

import dataclasses
import re

import pytest

import bitext
from bitext import languages
from bitext.errors import InputError
from bitext.languages import ENGLISH, FRENCH, UNKNOWN, Language
from bitext.languages.pairs import FRENCH_ENGLISH, pair_of, register_pair, registry

SMALL = [
    "bound_abbreviations",
    "numbered_abbreviations",
    "open_abbreviations",
    "shortened_words",
    "head_notes",
    "era_words",
    "lettered_nouns",
    "whole_phrases",
    "elided",
    "clipped",
    "function_words",
    "articles",
    "prepositions",
    "fused_articles",
    "proclitics",
]
"""Fields in which the rules look words up in small letters."""


@pytest.mark.parametrize("language", [FRENCH, ENGLISH], ids=repr)
@pytest.mark.parametrize("name", SMALL)
def test_words_that_are_looked_up_in_small_letters_are_small(language: Language, name: str) -> None:
    assert [word for word in getattr(language, name) if word != word.lower()] == []


@pytest.mark.parametrize("language", [FRENCH, ENGLISH], ids=repr)
def test_no_word_has_white_space_at_its_edges_or_its_last_stop(language: Language) -> None:
    for field in dataclasses.fields(language):
        value = getattr(language, field.name)
        if isinstance(value, frozenset):
            assert [word for word in value if word != word.strip() or word.endswith(".") or not word] == []


@pytest.mark.parametrize("language", [FRENCH, ENGLISH], ids=repr)
def test_patterns_compile(language: Language) -> None:
    speech = language.speech
    patterns = (speech.reporting_clause, speech.aside, speech.asking, speech.writing)
    for pattern in (*patterns, *(pattern for pattern, _ in speech.narration)):
        assert re.compile(pattern).fullmatch("") is None


def test_languages_are_found_by_their_codes() -> None:
    assert languages.codes()[:2] == ("fr", "en")
    assert languages.language_of_code("fr") is FRENCH
    assert languages.language_of_code("en") is ENGLISH
    with pytest.raises(InputError, match="language 'xx'; there are: fr, en"):
        languages.language_of_code("xx")


def test_a_language_takes_the_place_of_one_with_its_code() -> None:
    french = dataclasses.replace(FRENCH, titles=FRENCH.titles | {"Zt"})
    languages.register(french)
    try:
        assert len(bitext.segment("Zt. Petit part.")) == 1
    finally:
        languages.register(FRENCH)
    assert len(bitext.segment("Zt. Petit part.")) == 2


def test_nothing_is_known_of_the_unknown_language() -> None:
    known = {
        field.name for field in dataclasses.fields(UNKNOWN) if getattr(UNKNOWN, field.name) != field.default
    }
    assert known == {"code", "name"}


def test_more_is_known_of_some_pairs() -> None:
    assert pair_of("fr", "en") is FRENCH_ENGLISH
    assert FRENCH_ENGLISH.is_exonym("Varzonia", "Varzonie")
    other = pair_of("en", "fr")
    assert (other.source, other.target) == (ENGLISH, FRENCH)
    assert not other.is_exonym("Varzonie", "Varzonia")
    with pytest.raises(InputError, match="'xx'"):
        pair_of("fr", "xx")


def test_a_pair_that_is_registered_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_PAIRS", dict(registry._PAIRS))
    pair = dataclasses.replace(FRENCH_ENGLISH, source=ENGLISH, target=FRENCH)
    register_pair(pair)
    assert pair_of("en", "fr") is pair
