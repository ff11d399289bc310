"""Numbers and units of French, in words. Data only; :class:`bitext.languages.numbers.NumberWords`."""

from __future__ import annotations

from fractions import Fraction

from bitext.languages.numbers import NumberWords, approximate, counted

_BELOW_TWENTY = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"]
_ORDINALS = ["premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième", "onzième", "douzième", "treizième", "quatorzième", "quinzième", "seizième"]
_UNITS = {
    "EUR": "€ euro euros eur",
    "USD": "$ dollar dollars usd $us",
    "GBP": "£ gbp sterling",
    "percent": "% pour-cent",
    "permille": "‰",
    "km": "km kms kilomètre kilomètres",
    "m": "mètre mètres m",
    "cm": "cm centimètre centimètres",
    "mm": "mm millimètre millimètres",
    "kg": "kg kilo kilos kilogramme kilogrammes",
    "g": "gramme grammes g",
    "t": "tonne tonnes",
    "l": "litre litres",
    "ha": "hectare hectares ha",
    "°C": "°c",
    "second": "seconde secondes",
    "minute": "minute minutes",
    "day": "jour jours",
    "week": "semaine semaines",
    "month": "mois",
    "year": "an ans année années",
}

FRENCH_NUMBERS = NumberWords(
    values={
        **counted(_BELOW_TWENTY),
        **counted(["vingt", "trente", "quarante", "cinquante", "soixante"], 20, 10),
        "une": 1, "vingts": 20, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90, "zéro": 0,
    },
    ordinals={
        **counted(_ORDINALS),
        **counted(["vingtième", "trentième", "quarantième", "cinquantième", "soixantième"], 20, 10),

            "première": 1,
            "premiers": 1,
            "premières": 1,
            "unième": 1,
            "second": 2,
            "seconde": 2,
            "centième": 100
        ,
    },
    scales={
        "cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6,

            "milliard": 10**9,
            "milliards": 10**9,
            "mds": 10**9,
            "md": 10**9,
            "billion": 10**12,
            "billions": 10**12
        ,
    },
    joiners=frozenset({"et"}),
    others={
        **approximate(huitaine=7, quinzaine=15, vingtaine=20, trentaine=30, quarantaine=40, cinquantaine=50),
        **approximate(soixantaine=60, centaine=100, centaines=100, millier=1000, milliers=1000, semestre=6),
        **approximate(trimestre=3, double=2, triple=3, quadruple=4, moitié=0.5, semaine=7),
        **approximate(trentenaire=30, quadragénaire=40, quinquagénaire=50, sexagénaire=60, septuagénaire=70),
        **approximate(octogénaire=80, nonagénaire=90, centenaire=100, bicentenaire=200, midi=12, minuit=12),
        **approximate(doubler=2, tripler=3, doublé=2, triplé=3, décennie=10, siècle=100, aucun=0, aucune=0),
        "dizaine": (Fraction(10), Fraction(12)), "dizaines": (Fraction(10), Fraction(12)),

            "douzaine": (Fraction(12),),
            "quinze jours": (Fraction(2), Fraction(14)),
            "huit jours": (Fraction(7),)
        ,
        "demi": (Fraction(1, 2), Fraction(30)), "demie": (Fraction(1, 2), Fraction(30)),
        "quart": (Fraction(1, 4), Fraction(15)), "quarts": (Fraction(1, 4),), "tiers": (Fraction(1, 3),),
        "trois quarts": (Fraction(45), Fraction(3, 4)),
    },
    units={form: unit for unit, forms in _UNITS.items() for form in forms.split()},
    hours=frozenset({"h", "heure", "heures"}),
    idioms=r"\b24 ?h(?:eures?)?(?:/| sur )24\b|\b7 ?j(?:ours?)?(?:/| sur )7\b",
)
