"""What the pronouns and possessives of a text may stand for."""

from __future__ import annotations

import pytest

import bitext
from bitext.coreference import References
from bitext.languages import language_of_code
from bitext.languages.given_names import MEN, WOMEN
from bitext.languages.language import Language


def genders(text: str) -> list[tuple[str, str]]:
    """The pronouns and possessives of the last sentence, and the genders that they may have."""
    document = bitext.segment(text)
    found = References(document, language_of_code("fr")).of(len(document) - 1)
    last = document.sentences[-1].text
    return [(last[one.span.start : one.span.end], one.genders) for one in found if one.genders]


@pytest.mark.parametrize(
    ("text", "pronoun", "gender"),
    [
        ("La fromagerie coopérative recrute. Sa directrice cherche deux apprentis.", "Sa", "n"),
        ("La coopérative recrute. Sa directrice cherche deux apprentis.", "Sa", "n"),
        ("Le musée ferme pour travaux. Son conservateur le regrette.", "Son", "n"),
        ("Mme Kerbrat a vendu la ferme. Ses voisins la saluent.", "Ses", "f"),
        ("M. Le Goff a quitté la salle. Son avocat est resté.", "Son", "m"),
        ("Solène Kerbrat préside le club. Son équipe gagne souvent.", "Son", "f"),
        ("La présidente a signé. Son mandat finit en mai.", "Son", "f"),
        ("La navigatrice a regagné le port. Elle dormira ce soir.", "Elle", "f"),
        ("La fusée a décollé. Elle emporte deux satellites.", "Elle", "n"),
        ("Le patron est venu. Il ferme la boutique.", "Il", "m"),
        ("Le train part à midi. Il traverse la plaine.", "Il", "n"),
        ("« Nous partons », a déclaré Mme Kerbrat. Sa voiture attend.", "Sa", "f"),
    ],
)
def test_the_subject_of_the_sentence_before_is_the_antecedent(text: str, pronoun: str, gender: str):
    assert genders(text)[0] == (pronoun, gender)


def test_a_surname_has_the_gender_that_the_text_tells_of_it():
    assert genders("Mme Tanguy dirige le port. La mer monte. Tanguy tient bon. Ses amis restent.")[0] == (
        "Ses",
        "f",
    )
    assert genders("M. Tanguy dirige le port. La mer monte. Tanguy tient bon. Ses amis restent.")[0] == (
        "Ses",
        "m",
    )


def test_a_noun_beside_a_name_tells_its_gender():
    text = "Le directeur, Gwenn Morvan, a écrit aux habitants. La lettre est longue."
    text += " Morvan persiste. Ses amis doutent."
    assert genders(text)[0] == ("Ses", "m")


def test_pronouns_are_followed_back():
    text = "Mme Kerbrat arrive. Elle ouvre la porte. Elle sort. Son chien attend."
    assert genders(text) == [("Son", "f")]


def test_an_unknown_name_may_be_anybody():
    assert genders("Kermorvan a gagné hier. Ses supporters chantent.")[0] == ("Ses", "mfn")


@pytest.mark.parametrize(
    "sentence",
    [
        "Il faut partir.",
        "Il pleut depuis hier.",
        "Il y a du monde.",
        "Il s'agit d'une erreur.",
        "Il est possible de sortir.",
        "Il est temps que la mer monte.",
    ],
)
def test_an_impersonal_pronoun_stands_for_nothing(sentence: str):
    assert genders(f"M. Le Goff est venu. {sentence}") == []


def test_the_antecedent_may_be_in_the_same_sentence():
    assert genders("M. Le Goff a vendu sa maison.") == [("sa", "m")]
    assert genders("La coopérative a vendu son lait.") == [("son", "n")]


def test_a_person_between_competes_with_the_subject():
    assert genders("Mme Kerbrat ajoute que son père aimait son bateau.") == [("son", "f")]


def test_what_competes_with_a_thing_makes_it_unsure():
    document = bitext.segment("Mme Kerbrat attend. La fusée a décollé. Elle emporte deux satellites.")
    (one,) = (one for one in References(document, language_of_code("fr")).of(2) if one.genders)
    assert (one.genders, one.is_sure) == ("n", False)


def test_two_subjects_are_no_antecedent_of_one():
    assert genders("Mme Kerbrat et M. Le Goff sont venus. Son chien attend.")[0] == ("Son", "mfn")


def test_sentences_before_decide_alone():
    text = "La coopérative recrute. Sa directrice cherche deux apprentis."
    assert genders(text)[0] == ("Sa", "n")
    document = bitext.segment(text + " M. Le Goff arrive. Mme Kerbrat part.")
    found = References(document, language_of_code("fr")).of(1)
    assert found[0].genders == "n"


def test_a_language_without_patterns_tells_nothing():
    document = bitext.segment("Mme Kerbrat attend. Elle part.")
    assert References(document, Language("xx")).of(1) == ()


def test_no_given_name_is_that_of_both():
    assert not WOMEN & MEN
