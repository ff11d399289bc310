"""Terms in translations whose word links are given by hand: what is replaced, and by which form."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from bitext.alignment.words import Attention, AttentionPart, link_rows
from bitext.languages.pairs import FRENCH_ENGLISH
from bitext.terms.glossary import Glossary
from bitext.text.document import Span
from bitext.text.words import words_of
from bitext.translation.joining import Translation, linked
from bitext.translation.terms import Enforced, with_terms


def translation(source: str, target: str, links: list[tuple[int, int]]) -> Translation:
    """A translation whose pieces are its words; ``links`` are pairs of their numbers."""
    words = words_of(source), words_of(target)
    matrix = np.zeros((len(words[1]), len(words[0])), np.float32)
    for i, j in links:
        matrix[j, i] = 1.0
    matrix /= np.maximum(matrix.sum(1, keepdims=True), 1)
    attention = Attention((AttentionPart(tuple(words[0]), tuple(words[1]), matrix),), len(source))
    found = linked(link_rows(attention, source, target), source, target)
    return Translation(target, 0.5, (), found, attention)


def enforced(source: str, target: str, links: str, terms: Mapping[str, str | None]) -> Enforced:
    """``links`` are written as "0-1 2-2"."""
    pairs = [(int(i), int(j)) for i, j in (each.split("-") for each in links.split())]
    found = Glossary(terms, FRENCH_ENGLISH.source).find(source)
    return with_terms(source, translation(source, target, pairs), found, FRENCH_ENGLISH)


@pytest.mark.parametrize(
    ("source", "target", "links", "terms", "wanted"),
    [
        ("Le verger dort", "The garden sleeps", "0-0 1-1 2-2", {"verger": "orchard"}, "The orchard sleeps"),
        ("les travaux", "the works", "0-0 1-1", {"travaux": "roadworks"}, "the roadworks"),
        ("les déchets", "the waste", "0-0 1-1", {"déchet": "refuse"}, "the refuse"),
        ("Un verger.", "A garden.", "0-0 1-1 2-2", {"verger": "orchard"}, "An orchard."),
        ("Une heure.", "An hour.", "0-0 1-1 2-2", {"heure": "slot"}, "A slot."),
        ("Les vergers", "The gardens", "0-0 1-1", {"verger": "orchard"}, "The orchards"),
        ("ces prix", "these prizes", "0-0 1-1", {"prix": "award"}, "these awards"),
        ("Vergers à vendre", "Gardens for sale", "0-0 1-1 2-2", {"verger": "orchard"}, "Orchards for sale"),
        ("LE VERGER", "THE GARDEN", "0-0 1-1", {"verger": "orchard"}, "THE ORCHARD"),
        ("Le verger du maire", "The mayor’s garden", "0-0 1-2 3-1", {"maire": "reeve"}, "The reeve’s garden"),
        ("Fête du Verger", "Garden Festival", "0-1 2-0", {"verger": "fruit grove"}, "Fruit Grove Festival"),
        ("la maire de Lens", "the Mayor of Lens", "0-0 1-1 2-2 3-3", {"maire": "reeve"}, "the Reeve of Lens"),
        ("Il est maire.", "He is a mayor.", "0-0 1-1 2-3 3-4", {"maire": "elder"}, "He is an elder."),
        ("Une friperie", "A jumble sale", "0-0 1-2", {"friperie": "thrift shop"}, "A thrift shop"),
        ("à Aigues", "in Waters", "0-0 1-1", {"Aigues": None}, "in Aigues"),
        ("Les pommes vertes", "The green apples", "0-0 1-2 2-1", {"vert": "unripe"}, "The unripe apples"),
        (
            "un chef de chantier",
            "a head of the works",
            "0-0 1-1 2-2 3-4",
            {"chef de chantier": "foreman"},
            "a foreman",
        ),
        ("deux iPods", "two players", "0-0 1-1", {"iPods": "iPods"}, "two iPods"),
    ],
)
def test_the_term_takes_the_form_that_its_place_asks_for(source, target, links, terms, wanted):
    found = enforced(source, target, links, terms)
    assert found.translation.text == wanted
    assert not found.missing


@pytest.mark.parametrize(
    ("source", "target", "links", "terms"),
    [
        ("Le verger dort.", "The orchard sleeps.", "0-0 1-1 2-2 3-3", {"verger": "orchard"}),
        ("Le verger dort.", "The Orchards sleep.", "0-0 1-1 2-2 3-3", {"verger": "orchard"}),
        ("La brocante", "The flea market", "0-0 1-2", {"brocante": "flea market"}),
        ("à Aigues", "in Aigues", "0-0 1-1", {"Aigues": None}),
    ],
)
def test_what_is_right_stays(source, target, links, terms):
    found = enforced(source, target, links, terms)
    assert found.translation.text == target
    assert len(found.translation.terms) == 1


def test_two_terms_do_not_share_one_place():
    terms = {"quai": "wharf", "jetée": "wharf"}
    found = enforced("le quai, la jetée", "the quay, the wharf", "0-0 1-1 2-2 3-3 4-4", terms)
    assert found.translation.text == "the wharf, the wharf"
    assert [row[2:] for row in found.translation.terms.rows()] == [(4, 9), (15, 20)]


def test_a_term_that_became_nothing_is_missing():
    found = enforced("Il y a un verger", "There is", "0-0 2-1", {"verger": "orchard"})
    assert [one.text for one in found.missing] == ["verger"]
    assert found.translation.text == "There is"


def test_a_term_that_became_two_stretches_far_apart_is_missing():
    terms: dict[str, str | None] = {"chef de chantier": "foreman"}
    found = enforced("ce chef de chantier", "works where this head is", "0-2 1-3 3-0", terms)
    assert [one.text for one in found.missing] == ["chef de chantier"]


def test_marks_are_never_replaced():
    found = enforced('un "vieux" verger', 'an "old garden"', "0-0 1-1 2-2 4-3 4-4", {"verger": "orchard"})
    assert found.translation.text.count('"') == 2


def test_a_subject_that_changes_its_number_is_doubtful():
    found = enforced("Les vergers dorment", "The garden sleeps", "0-0 1-1 2-2", {"verger": "orchard"})
    assert found.translation.text == "The orchards sleeps"
    assert [one.text for one in found.doubtful] == ["vergers"]


def test_links_lead_to_the_words_of_the_term():
    found = enforced("La brocante dort.", "The sale sleeps.", "0-0 1-1 2-2 3-3", {"brocante": "flea market"})
    text = found.translation.text
    rows = [(row[0], text[row[2] : row[3]]) for row in found.translation.words.rows()]
    assert rows == [(0, "The"), (3, "flea"), (3, "market"), (12, "sleeps"), (16, ".")]
    for part in found.translation.attention.parts:
        assert all(span.end <= len(text) for span in part.target)


def test_what_is_kept_by_a_rule_stays():
    source, target = "Le verger 17h30", "The garden 17:30"
    given = translation(source, target, [(0, 0), (1, 2), (2, 1)])
    terms = Glossary({"verger": "orchard"}, FRENCH_ENGLISH.source).find(source)
    kept = Translation(target, 0.5, (), given.words, given.attention, (Span(11, 16),))
    found = with_terms(source, kept, terms, FRENCH_ENGLISH)
    assert "17:30" in found.translation.text
