"""How alike two texts of one language are, by their characters (Popović 2015, "chrF")."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

UNSURE: Final = 0.02, 0.98
"""The probabilities between which a bead is looked at again, by its characters."""
_LONGEST_RUN: Final = 6
_BLANK: Final = re.compile("\\s+")

_CHARACTERS: Final = 6.0
"""What the likeness of a bead's characters is worth beside the closeness of its words."""
_CHANCE: Final = 0.2
"""The likeness of strangers, about."""
_USUAL: Final = 50.0
"""Characters of a sentence for which likeness counts once; that of longer ones by the square root."""


def character_worth(hypotheses: Sequence[str], targets: Sequence[str]) -> float:
    """What it is worth that a bead has these machine translations and these sentences, in nats.

    Words that are inflected or formed in another way, and one word more or less, tell in it.
    """
    hypothesis, target = " ".join(hypotheses), " ".join(targets)
    length = (len(hypothesis) + len(target)) / 2
    likeness = character_likeness(hypothesis, target) - _CHANCE
    return _CHARACTERS * likeness * math.sqrt(length / _USUAL)


def character_likeness(one: str, other: str) -> float:
    """The mean share of runs of one to six characters that two texts have in common, 0 to 1."""
    sides = [_BLANK.sub("", text).lower() for text in (one, other)]
    shares = []
    for size in range(1, _LONGEST_RUN + 1):
        counts = [Counter(text[at : at + size] for at in range(len(text) - size + 1)) for text in sides]
        shares.append(2 * (counts[0] & counts[1]).total() / max(1, counts[0].total() + counts[1].total()))
    return sum(shares) / len(shares)
