"""French and English together: whether an English name is what English makes of a French one.

"Lisbon" is what it makes of "Lisbonne". English has endings of its own for places and peoples, and writes
names from other alphabets by sounds of its own ("Lukashenko" for "Loukachenko"). What differs from the French
in nothing else is no misspelling of it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bitext.languages.english import ENGLISH
from bitext.languages.french import FRENCH
from bitext.languages.pairs.french_english_articles import ARTICLE_FORMS
from bitext.languages.pairs.french_english_bodies import FRENCH_BODIES
from bitext.languages.pairs.french_english_numbers import NUMBER_FORMS
from bitext.languages.pairs.french_english_places import FRENCH_ENGLISH_PLACES
from bitext.languages.pairs.french_english_telephones import TELEPHONE_FORMS
from bitext.languages.pairs.french_english_times import TIME_FORMS
from bitext.languages.pairs.pair import LanguagePair
from bitext.text.characters import without_accents

_ENDINGS = {
    "": ("", "e"),
    "aire": ("ary", "arius", "ar"),
    "e": ("", "a", "ia", "en", "o", "us", "um"),
    "ei": ("eii",),
    "es": ("", "s", "as"),
    "ie": ("ia", "y"),
    "ies": ("ias",),
    "ne": ("n",),
    "nne": ("n",),
    "sse": ("ss",),
    "tte": ("t",),
    "lle": ("l",),
    "re": ("er",),
    "eres": ("ers",),
    "our": ("ore",),
    "on": ("o",),
    "ee": ("y", "ea", "ey", "eus"),
    "ien": ("ian",),
    "iens": ("ians",),
    "ienne": ("ian",),
    "ain": ("an",),
    "ains": ("ans",),
    "aine": ("an",),
    "ais": ("ese", "an", "ans"),
    "aise": ("ese", "an"),
    "ois": ("ese", "an", "ans"),
    "oise": ("ese", "an"),
    "ite": ("i",),
    "ites": ("is",),
    "iste": ("ist",),
    "istes": ("ists",),
    "isme": ("ism",),
    "ique": ("ic",),
    "iques": ("ics",),
    "eur": ("or", "er"),
    "eurs": ("ors", "ers"),
    "isation": ("ization",),
}
"""French endings without their accents, and what English has in their place."""
_FOREIGN = re.compile("[^a-zA-ZÀÂÇÈ-ËÎÔÙÛÜŒàâçè-ëîôùûüœ]")
"""Letters that French words have not, or not of their own."""
_SOUNDS = (
    *(("tch", "c"), ("sch", "c"), ("sh", "c"), ("ch", "c"), ("dj", "j"), ("qu", "k")),
    *(("gh", "g"), ("kh", "k"), ("th", "t"), ("ou", "u"), ("oo", "u"), ("ss", "s"), ("w", "u"), ("y", "i")),
)
"""Letters that stand for one sound in both, and one for all of them; applied in this order."""


def is_exonym(english: str, french: str) -> bool:
    """Whether ``english`` differs from ``french`` only by what English has of its own.

    Accents alone are no such difference, but for "ï", by which French writes names from other alphabets
    ("Mikhaïlov", "Dalaï"), and those that French itself has not: of these English mostly keeps none, or all.
    Acronyms may have the same letters in another order, and capitals where French has one: "Insee".
    """
    one, two = without_accents(english), without_accents(french)
    if one == two:
        return english.isupper() > french.isupper() or (english.isascii() and bool(_FOREIGN.search(french)))
    if english.isupper() and french.isupper():
        return sorted(one) == sorted(two)
    return english.isascii() and any(
        one.endswith(own) and _sounds(one, own) == _sounds(two, ending)
        for ending, forms in _ENDINGS.items()
        if two.endswith(ending)
        for own in forms
    )


def _sounds(word: str, ending: str) -> str:
    stem = word.removesuffix(ending)
    for letters, sound in _SOUNDS:
        stem = stem.replace(letters, sound)
    return stem


_FORMS = (*TELEPHONE_FORMS, *ARTICLE_FORMS, *TIME_FORMS, *NUMBER_FORMS)

FRENCH_ENGLISH = LanguagePair(
    FRENCH,
    ENGLISH,
    is_exonym=is_exonym,
    places=FRENCH_ENGLISH_PLACES,
    bodies=FRENCH_BODIES,
    forms=tuple(replace(form, in_digits=True) for form in _FORMS),
)
