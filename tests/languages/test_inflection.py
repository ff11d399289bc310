"""Plurals, feminines and articles by the rules of French and English."""

from __future__ import annotations

import pytest

from bitext.languages import ENGLISH, FRENCH, UNKNOWN
from bitext.languages.inflection import adjective_forms, noun_forms


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("quai", "quais"),
        ("tuyau", "tuyaux"),
        ("bateau", "bateaux"),
        ("cheval", "chevaux"),
        ("festival", "festivals"),
        ("vitrail", "vitraux"),
        ("portail", "portails"),
        ("caillou", "cailloux"),
        ("clou", "clous"),
        ("œil", "yeux"),
        ("lectrice", "lectrices"),
        ("lecteur", "lectrice"),
        ("danseur", "danseuses"),
        ("infirmier", "infirmières"),
        ("gardien", "gardienne"),
        ("habitant", "habitantes"),
        ("employé", "employée"),
        ("voisin", "voisines"),
        ("maître", "maîtresse"),
        ("noir", "noires"),
        ("local", "locale"),
        ("procureur", "procureure"),
    ],
)
def test_french_forms_of_a_noun(word: str, form: str):
    assert form in [each.text for each in noun_forms(word, FRENCH.inflection)]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("port", "porte"),
        ("vent", "vente"),
        ("médecin", "médecine"),
        ("main", "maine"),
        ("plant", "plante"),
        ("capital", "capitale"),
        ("parti", "partie"),
        ("mer", "mère"),
        ("appel", "appelle"),
        ("station", "stationne"),
        ("point", "pointe"),
        ("motif", "motive"),
        ("argent", "argente"),
    ],
)
def test_what_looks_like_a_feminine_and_is_another_word(word: str, other: str):
    assert other not in [each.text for each in noun_forms(word, FRENCH.inflection)]


def test_number_and_gender_are_told():
    told = {form.text: form[1:] for form in noun_forms("directeur", FRENCH.inflection)}
    assert told["directeurs"] == (True, False)
    assert told["directrice"] == (False, True)
    assert told["directrices"] == (True, True)
    assert noun_forms("prix", FRENCH.inflection) == [("prix", False, False)]


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("neuf", "neuve"),
        ("blanc", "blanches"),
        ("public", "publique"),
        ("national", "nationaux"),
        ("européen", "européennes"),
        ("secret", "secrète"),
        ("muet", "muette"),
        ("gros", "grosse"),
        ("long", "longue"),
        ("étroit", "étroite"),
    ],
)
def test_french_forms_of_an_adjective(word: str, form: str):
    assert form in [each.text for each in adjective_forms(word, FRENCH.inflection)]


@pytest.mark.parametrize(
    ("phrase", "plural"),
    [
        ("jumble sale", "jumble sales"),
        ("head of state", "heads of state"),
        ("Member of Parliament", "Members of Parliament"),
        ("son-in-law", "sons-in-law"),
        ("attorney general", "attorneys general"),
        ("foreman", "foremen"),
        ("city", "cities"),
        ("quay", "quays"),
        ("DPRK", "DPRKs"),
        ("café", "cafés"),
        ("information", "information"),
        ("software", "software"),
        ("jumble sales", "jumble sales"),
        ("Genêts", "Genêts"),
        ("platform 9", "platform 9"),
        ("…", "…"),
    ],
)
def test_english_plurals(phrase: str, plural: str):
    assert ENGLISH.inflection.plural(phrase) == plural


@pytest.mark.parametrize(
    ("phrase", "is_plural"),
    [
        ("jumble sales", True),
        ("people", True),
        ("heads of state", True),
        ("head of states", False),
        ("series", True),
        ("status", False),
        ("glass", False),
        ("gas", False),
        ("basis", False),
        ("US", False),
        ("water tower", False),
    ],
)
def test_what_is_a_plural(phrase: str, is_plural: bool):
    assert ENGLISH.inflection.is_plural(phrase) is is_plural


@pytest.mark.parametrize(
    ("phrase", "article"),
    [("assembly", "an"), ("hour", "an"), ("union", "a"), ("MP", "an"), ("“orange”", "an"), ("!", "")],
)
def test_the_article_goes_by_the_sound(phrase: str, article: str):
    assert ENGLISH.inflection.article(phrase) == article


def test_of_a_language_of_which_nothing_is_known_words_have_one_form():
    inflection = UNKNOWN.inflection
    assert noun_forms("quai", inflection) == [("quai", False, False)]
    assert inflection.plural("quai") == "quai"
    assert inflection.article("quai") == ""
