"""What ministries, parties and their heads are for, where French and English have the same word for it.

« Le ministre de l’Unification » is the Unification Minister. A word in "-tion" or "-sion" and a few others
begin alike in both languages; the false friends among them are left out.
"""

from __future__ import annotations

import re
from typing import Final

_OFFICES: Final = (
    "ministre|ministère|vice-ministre|secrétaire|secrétaire général|secrétaire d['’]État|secrétariat"
    "|commissaire|haut-commissaire|commission|agence|direction|département|office|conseil|organisation|comité|parti"
    "|mouvement|front|institut|union|ligue|fédération"
)
_OF: Final = "de la |de l['’]|du |des |de |d['’]|à la |à l['’]|pour la |pour l['’]"
_ALIKE: Final = (
    "Agriculture|Culture|Industrie|Énergie|Finances|Transports?|Économie|Justice|Démocratie|Infrastructures"
)
_FALSE_FRIENDS: Final = "Fonction|Formation|Consommation|Alimentation|Circulation|Pension|Distribution"

FRENCH_BODIES: Final = re.compile(
    rf"\b(?i:{_OFFICES})s? (?:{_OF})(?!(?:{_FALSE_FRIENDS})s?\b)"
    rf"(?P<field>(?:{_ALIKE}|[A-ZÉ][\w-]*[ts]ion)s?)\b"
)
"""An office or a body with what it is for, ``field``, in a word that begins alike in English."""
