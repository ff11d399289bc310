"""Numbers of a sentence and of its translation that do not fit."""

from __future__ import annotations

import pytest

from bitext.languages.pairs import FRENCH_ENGLISH
from bitext.translation.repair.numbers import compared


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Il pleut sur la lande.", "It is raining on the moor."),
        ("Deux cents moutons dorment.", "Two hundred sheep are asleep."),
        ("Deux cents moutons dorment.", "200 sheep are asleep."),
        ("Les 12 moutons dorment.", "The twelve sheep are asleep."),
        # A number in words on one side alone may be said in another way: "both", "a dozen".
        ("Les trois moutons dorment.", "The sheep are asleep."),
        ("Les moutons dorment.", "The three sheep are asleep."),
        ("Il faut une réponse.", "An answer is needed."),
        ("Une ferme ouverte 24h/24.", "A farm that is open 24/7."),
    ],
)
def test_numbers_that_fit(french: str, english: str):
    assert not compared(french, english, FRENCH_ENGLISH).is_any


@pytest.mark.parametrize(
    ("french", "english", "missing"),
    [
        ("Les 12 moutons dorment.", "The sheep are asleep.", ["12"]),
        ("Les moutons dorment.", "The 12 sheep are asleep.", []),
        ("Les 12 moutons dorment.", "The 13 sheep are asleep.", ["12"]),
        ("Deux cents moutons dorment.", "Three hundred sheep are asleep.", []),
        ("QUATORZE moutons dorment.", "FORTY sheep are asleep.", []),
        ("Trois millions de moutons", "3 billion sheep", []),
        ("Cela coûte 40 €.", "That costs $40.", []),
    ],
)
def test_numbers_that_do_not_fit(french: str, english: str, missing: list[str]):
    found = compared(french, english, FRENCH_ENGLISH)
    assert found.is_any
    assert [french[span.start : span.end] for span in found.missing] == missing
