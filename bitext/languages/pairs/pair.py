"""What is known of two languages together."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bitext.languages.language import Language


def _is_never(_target: str, _source: str) -> bool:
    """Where nothing is known of the names of the two languages."""
    return False


@dataclass(frozen=True, slots=True, eq=False)
class LanguagePair:
    """A language to translate from and one to translate into."""

    source: Language
    target: Language
    is_exonym: Callable[[str, str], bool] = _is_never
    """Whether the first word is what the target language makes of the second, a name of the source language:
    "Lisbon" of "Lisbonne"."""
    forms: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = ()
    """What the source writes by a rule and the target by another, such as times and sums of money: a pattern,
    and what makes the target's form of a match: "17:30" of « 17h30 »."""
