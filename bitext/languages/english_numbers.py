"""Numbers and units of English, in words. Data only; :class:`bitext.languages.numbers.NumberWords`."""

from __future__ import annotations

from fractions import Fraction

from bitext.languages.numbers import NumberWords, approximate, counted

_BELOW_TWENTY = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_UNITS = {
    "EUR": "€ euro euros eur",
    "USD": "$ dollar dollars usd us$",
    "GBP": "£ gbp sterling pounds",
    "percent": "% percent per-cent",
    "permille": "‰",
    "km": "km kms kilometer kilometers kilometre kilometres",
    "mile": "mile miles mph",
    "m": "meter meters metre metres m",
    "foot": "foot feet ft",
    "cm": "cm centimeter centimeters centimetre centimetres",
    "inch": "inch inches",
    "mm": "mm millimeter millimeters millimetre millimetres",
    "kg": "kg kilo kilos kilogram kilograms",
    "pound": "lb lbs",
    "g": "gram grams g",
    "t": "ton tons tonne tonnes",
    "l": "liter liters litre litres",
    "ha": "hectare hectares ha",
    "acre": "acre acres",
    "°C": "°c",
    "°F": "°f",
    "second": "second seconds",
    "minute": "minute minutes",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years",
}

ENGLISH_NUMBERS = NumberWords(
    values={**counted(_BELOW_TWENTY), **counted(_TENS, 20, 10), "zero": 0},
    ordinals={
        **counted(_ORDINALS),
        **counted((f"{word[:-1]}ieth" for word in _TENS), 20, 10),
        **counted((f"{word[:-1]}ies" for word in _TENS), 20, 10),
        "hundredth": 100,
    },
    scales={
        "hundred": 100,
        "hundreds": 100,
        "thousand": 1000,
        "thousands": 1000,
        "k": 1000,
        "million": 10**6,
        "millions": 10**6,
        "billion": 10**9,
        "billions": 10**9,
        "bn": 10**9,
        "trillion": 10**12,
        "trillions": 10**12,
    },
    joiners=frozenset({"and"}),
    others={
        **approximate(
            both=2, couple=2, pair=2, twin=2, twice=2, once=1, thrice=3, double=2, triple=3, half=0.5
        ),
        **approximate(
            noon=12, midday=12, midnight=12, fortnight=14, decade=10, century=100, score=20, week=7
        ),
        **approximate(quarter=3, semester=6, no=0, none=0, nil=0, nobody=0, doubled=2, tripled=3),
        "dozen": (Fraction(10), Fraction(12)),
        "dozens": (Fraction(10), Fraction(12)),
        "two weeks": (Fraction(14), Fraction(15)),
        "half hour": (Fraction(30),),
    },
    units={form: unit for unit, forms in _UNITS.items() for form in forms.split()},
    hours=frozenset({"a.m", "p.m", "am", "pm", "a.m.", "p.m.", "o'clock"}),
    idioms=r"\b24/7\b|\b9/11\b",
)
