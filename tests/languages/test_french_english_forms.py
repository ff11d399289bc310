"""Times, durations, sums of money and ranges of French, as English writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.languages.pairs import FRENCH_ENGLISH
from bitext.translation.protection import protected


def in_english(text: str) -> str:
    """``text`` with its forms as English writes them."""
    parts, last = [], 0
    for one in protected(text, FRENCH_ENGLISH):
        parts += [text[last : one.span.start], one.written]
        last = one.span.end
    return "".join([*parts, text[last:]])


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("à 17h30", "à 17:30"),
        ("à 17 h 30, salle B", "à 17:30, salle B"),
        ("vers 8H05.", "vers 8:05."),
        ("À 07h55, il part", "À 7:55, il part"),
        ("jusqu'à 18\u00a0h", "jusqu'à 18:00"),
        ("de 9h à 12h30", "de 9:00 à 12:30"),
        ("entre 2h et 3h du matin", "entre 2:00 et 3:00 du matin"),
        ("lundi 14h, au port", "lundi 14:00, au port"),
        ("ouvert 9h-12h30", "ouvert 9:00–12:30"),
        ("le train de 17h30", "le train de 17:30"),
        ("part à 17h30 de la gare", "part à 17:30 de la gare"),
        ("Notez ceci:17h30!", "Notez ceci:17:30!"),
        ("Il est 5h, la ville dort", "Il est 5:00, la ville dort"),
        ("3h15 : le feu se déclare", "3:15 : le feu se déclare"),
        # How long something takes.
        ("2h30 de route", "2 h 30 min de route"),
        ("retardé de 2h15", "retardé de 2 h 15 min"),
        ("pendant 1h30", "pendant 1 h 30 min"),
        ("en 2h10", "en 2 h 10 min"),
        ("une réunion de 1h30", "une réunion de 1 h 30 min"),
        ("à 2h30 de Paris", "à 2 h 30 min de Paris"),
        ("durée : 4h35", "durée : 4 h 35 min"),
        ("plus de 17h30 par semaine", "plus de 17 h 30 min par semaine"),
        ("39h30 par semaine", "39 h 30 min par semaine"),
        ("24h/24 et 7 jours sur 7", "24 hours a day et 7 days a week"),
    ],
)
def test_times(french: str, english: str) -> None:
    assert in_english(french) == english


@pytest.mark.parametrize(
    "french",
    [
        *(
            "pendant 2h",
            "en 3 h",
            "les 35 h",
            "dans 2h",
            "après 12h de vol",
            "à 2h de route",
            "à 1 h de Paris",
        ),
        *("de 2h à 3h de marche", "de 7h à 8h par jour", "la 25e heure", "17 heures", "le H1N1", "12 hommes"),
    ],
)
def test_what_is_no_time_of_the_clock(french: str) -> None:
    assert in_english(french) == french


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("283,82 €", "€283.82"),
        ("283,82€.", "€283.82."),
        ("1\u202f234\u00a0567,50 €", "€1,234,567.50"),
        ("1.234,50 €", "€1,234.50"),
        ("12.50 €", "€12.50"),
        ("12€50", "€12.50"),
        ("€ 12,50", "€12.50"),
        ("15 $ US et 10 £", "US$15 et £10"),
        ("3,5 M€, 2 Md€ et 5 k€", "€3.5m, €2bn et €5k"),
        ("2,5 millions d'€", "€2.5 million"),
        ("10-15 €", "€10–15"),
        ("de 10 à 15 €", "de €10 à €15"),
        ("-12 € et (+3 €)", "-€12 et (+€3)"),
        ("12,90 €/kg", "€12.90/kg"),
        ("8,1-16,9", "8.1–16.9"),
        ("8,1 – 16,9 %", "8.1–16.9 %"),
        ("10-12,5", "10–12.5"),
        ("12.345.678", "12,345,678"),
        ("12,5 km² et 3 µg/m³", "12.5 km² et 3 µg/m³"),
        ("6,02 × 10²³", "6.02 × 10²³"),
        ("±0,5 et ≥ 2,5", "±0.5 et ≥ 2.5"),
        ("3,5 ‰", "3.5 ‰"),
        ("1m80", "1.80 m"),
    ],
)
def test_sums_and_measures(french: str, english: str) -> None:
    assert in_english(french) == english


@pytest.mark.parametrize(
    "french",
    [
        "62,5 kg",
        "10-12 ans",
        "3-1",
        "2010-2015",
        "1 250 000 voix",
        "1,2-3,4-5,6",
        "12 euros",
        "en 2012 300 voix",
    ],
)
def test_what_a_model_reads_as_it_is(french: str) -> None:
    assert in_english(french) == french


_SIGNS = "hHjm/-–€$£¥%°×=±. ,\u00a0\u202f"
_WORDS = ["de", "à", "entre", "et", "sur", "heures", "jours", "min", "millions", "km", "Art", "er", *_SIGNS]


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map("".join))
def test_every_form_has_a_digit(text: str):
    """Texts without any are not searched, so nothing may be found in them."""
    assert all(form.in_digits for form in FRENCH_ENGLISH.forms)
    assert not [form for form in FRENCH_ENGLISH.forms if form.pattern.search(text)]


@pytest.mark.parametrize(
    ("french", "numbers"),
    [
        ("Les témoins peuvent appeler au 116 000, de jour comme de nuit.", ["116 000"]),
        ("En cas de doute, appelez le 3114 ou le 116\u00a0006.", ["116\u00a0006"]),
        ("Composez le 36 75, puis tapez 2.", ["36 75"]),
        ("Le 39 77 répond en semaine.", ["39 77"]),
        ("Le numéro 118 008 est payant.", ["118 008"]),
        ("Tél. : 118 000", ["118 000"]),
        ("La mairie se joint au 3 010, le centre de tri au 10 14.", ["3 010", "10 14"]),
        ("L’accueil du 32 39 a reçu 12 500 appels.", ["32 39"]),
        # Other numbers.
        ("La ligne a reçu 116 000 appels.", []),
        ("Il a appelé 36 500 personnes.", []),
        ("Elle a gagné le 10 000 mètres et le 3 000 m.", []),
        ("C’est le 12 000e appel.", []),
        ("Le numéro 10 000 du journal est paru.", []),
        ("Le total passe du 10 000 au 12 000.", []),
        ("Appelez, pour 1 500 euros de plus, la mairie.", []),
        ("Né le 12 10 1980.", []),
    ],
)
def test_short_telephone_numbers_stay_as_they_are(french, numbers):
    found = [one for one in protected(french, FRENCH_ENGLISH) if one.written in french]
    assert [one.written for one in found if " " in one.written or "\u00a0" in one.written] == numbers
    assert all(one.written == french[one.span.start : one.span.end] for one in found)
