"""What a search finds in the place of a non-word: what it was likely meant to be, or a guess."""

from __future__ import annotations

import pytest

from bitext.languages.pairs import FRENCH_ENGLISH
from bitext.translation.repair.replacements import is_replaced


@pytest.mark.parametrize(
    ("french", "before", "after", "word"),
    [
        ("un effort pénible", "a tirefsome effort", "a tiresome effort", "tirefsome"),
        (
            "la vitrerie est close",
            "the glassery is closed",
            "the glazier’s is closed, the glassworks",
            "glassery",
        ),
        (
            "un avocat pénaliste",
            "a penalistist lawyer",
            "a penal lawyer",
            "penalistist",
        ),  # begins like it
        ("les abris des chevaux", "the shelterses of the horses", "the shelters of the horses", "shelterses"),
        ("un char de foin", "a haywagon of old", "an old hay wagon", "haywagon"),
        ("la nacelle du ballon", "the nacella of the balloon", "the nacelle of the balloon", "nacella"),
        ("Une Tirelire", "A Moneybokx", "A Moneybox", "Moneybokx"),
    ],
)
def test_what_a_non_word_was_meant_to_be_is_like_it_or_like_the_source(french, before, after, word):
    assert is_replaced(word, before, after, french, FRENCH_ENGLISH)


@pytest.mark.parametrize(
    ("french", "before", "after", "word"),
    [
        ("freiner la charrette", "brake the cartoule", "brake the cart", "cartoule"),  # cut off
        ("le vieux grognard", "the old gorlan", "the old cabbage", "gorlan"),  # guessed
        ("il parla haut", "he spoke loudling", "he spoke", "loudling"),  # left out
        ("il parla haut", "he spoke loudling", "he spoke of the and for", "loudling"),  # no word of weight
    ],
)
def test_other_words_are_guesses(french, before, after, word):
    assert not is_replaced(word, before, after, french, FRENCH_ENGLISH)
