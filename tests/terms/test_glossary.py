"""Terms of a glossary are found in French sentences, in all their forms and nowhere else."""

from __future__ import annotations

import pytest

from bitext import InputError
from bitext.languages import FRENCH
from bitext.terms.glossary import Glossary

TERMS = {
    "verger": "orchard",
    "chef de chantier": "site manager",
    "quai": "quay",
    "quai de gare": "platform",
    "prix": "award",
    "éclusier": "lock keeper",
    "OTAN": "NATO",
    "Aigues": None,
    "garde-côte": "coastguard",
    "hôtel de l'Europe": "Europe Hotel",
    "agent municipal": "council worker",
    "salle de bain": "bathroom",
}


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(one.text, one.entry.source, one.is_plural) for one in Glossary(TERMS, FRENCH).find(text)]


@pytest.mark.parametrize(
    ("text", "written", "is_plural"),
    [
        ("Le verger est clos.", "verger", False),
        ("Vergers à vendre", "Vergers", True),
        ("LES VERGERS", "VERGERS", True),
        ("L’éclusière dort.", "éclusière", False),
        ("Les ÉCLUSIERS et les autres", "ÉCLUSIERS", True),
        ("LES ECLUSIERS", "ECLUSIERS", True),
        ("deux chefs de chantier", "chefs de chantier", True),
        ("le chef\u00a0de\nchantier", "chef\u00a0de\nchantier", False),
        ("des garde-côtes", "garde-côtes", True),
        ("à l'hôtel de l’Europe", "hôtel de l’Europe", False),
        ("l'hôtel de l'europe", None, False),
        ("une agente municipale", "agente municipale", False),
        ("des agents municipaux", "agents municipaux", True),
        ("la salle de bains", "salle de bains", False),
        ("les salles de bain", "salles de bain", True),
        ("un prix de plus", "prix", False),
        ("Les prix littéraires", "prix", True),
        ("trois grands prix", "prix", True),
        ("ses 12 prix", "prix", True),
        ("L’OTAN hésite.", "OTAN", False),
        ("l’Otan hésite", None, False),
        ("à Aigues", "Aigues", False),
        ("AIGUES", "AIGUES", False),
        ("les aigues marines", None, False),
        ("ce quai-là", "quai", False),
        ("un avant-quai", None, False),
        ("un quai-musée", None, False),
        ("vergeraie", None, False),
    ],
)
def test_a_term_in_a_sentence(text: str, written: str | None, is_plural: bool):
    expected = [] if written is None else [(written, is_plural)]
    assert [(one, number) for one, _, number in found(text)] == expected


def test_the_longest_term_wins():
    assert [source for _, source, _ in found("du quai de gare au quai")] == ["quai de gare", "quai"]


def test_offsets_are_those_of_the_sentence():
    text = "« L’éclusier », dit-elle, « garde le quai. »"
    for one in Glossary(TERMS, FRENCH).find(text):
        assert text[one.span.start : one.span.end] == one.text


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({"": "nothing"}, "has no word"),
        ({"…": "dots"}, "has no word"),
        ({"quai": ""}, "has no word"),
        ({"quai": "  "}, "has no word"),
        ({3: "three"}, "has no word"),
        ({"quai": 3}, "has no word"),
        ({"l'an": "the year", "l’an": "a year"}, "keep"),
        ({"bon  mot": "pun", "bon mot": "quip"}, "keep"),
        ([("quai", "quay")], "mapping"),
    ],
)
def test_a_glossary_that_cannot_be_used(terms, message: str):
    with pytest.raises(InputError, match=message):
        Glossary(terms, FRENCH)


def test_a_large_glossary_finds_what_a_small_one_finds():
    text = "Le verger du quai, " * 50
    large = {f"terme{number} de chantier": f"term {number}" for number in range(20_000)} | TERMS
    assert Glossary(large, FRENCH).find(text) == Glossary(TERMS, FRENCH).find(text) != []
