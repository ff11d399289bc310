"""Names of places: where French has one, and whether English speaks of it."""

from __future__ import annotations

import re

import pytest

from bitext.languages.pairs.french_english import FRENCH_ENGLISH
from bitext.languages.pairs.french_english_places import FRENCH_ENGLISH_PLACES
from bitext.languages.pairs.place_names import words_with_capital


def named(french: str) -> list[str]:
    """What English calls the places of a French text."""
    words = list(re.finditer(r"[^\W_]+", french))
    return [place.name for _, _, place in FRENCH_ENGLISH_PLACES.find(words)]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("elle rentre de Bakou par la Géorgie", ["Baku", "Georgia"]),
        ("Londres et Varsovie se taisent", ["London", "Warsaw"]),
        ("En Lettonie, il neige", ["Latvia"]),
        ("il part du Caire pour les Pays-Bas", ["Cairo", "Netherlands"]),
        ("les vins du Soudan du Sud et du Soudan", ["South Sudan", "Sudan"]),
        ("la Côte d’Ivoire a gagné", ["Ivory Coast"]),
        ("la Corée\u00a0du Nord", ["North Korea"]),
        ("une réunion à la Réunion", []),  # a common word, too
        ("Maurice et Dominique dînent", []),  # given names
        ("les marquises de Vienne", []),  # in France as well
        ("sur Radio Japon, à Chine-Ouest", []),  # parts of longer names
        ("le Japon Express entre en gare", []),
        ("la porcelaine de chine", []),
        ("la Corée; du Nord, il vient", []),
    ],
)
def test_places_are_names_that_stand_alone(french, english):
    assert named(french) == english


@pytest.mark.parametrize(
    ("french", "english", "is_there"),
    [
        ("en Lettonie", "in Latvia", True),
        ("de Lettonie", "the Latvian harbour", True),
        ("en Allemagne", "of the Germans", True),
        ("aux Pays-Bas", "of the Dutch", True),
        ("en France", "a French harbour", True),  # by its language
        ("aux États-Unis", "in the U.S. and elsewhere", True),
        ("aux États-Unis", "in the United States", True),
        ("aux États-Unis", "at the United Nations", False),
        ("au Royaume-Uni", "to the UK", True),
        ("en Turquie", "in Türkiye", True),
        ("en Turquie", "a turkey", False),
        ("en Corée du Sud", "in South Africa", False),
        ("en Lettonie", "in Lithuania", False),
        ("en Lettonie", "there", False),
    ],
)
def test_a_place_is_there_by_a_name_or_by_what_is_derived_from_one(french, english, is_there):
    words = list(re.finditer(r"[^\W_]+", french))
    ((_, _, place),) = FRENCH_ENGLISH_PLACES.find(words)
    assert place.is_in(words_with_capital(english)) == is_there


@pytest.mark.parametrize(
    ("french", "found"),
    [
        ("le ministre de l’Unification a ri", ["Unification"]),
        ("un conseil de la Transition", ["Transition"]),
        ("le Ministère des Transports", ["Transports"]),
        ("le ministre de la Fonction publique", []),  # the civil service
        ("la ministre de la Santé", []),  # English has another word
        ("le ministre de l’unification", []),
        ("une Transition", []),
    ],
)
def test_what_a_body_is_for_is_a_word_that_english_has_too(french, found):
    assert FRENCH_ENGLISH.bodies
    assert [body["field"] for body in FRENCH_ENGLISH.bodies.finditer(french)] == found
