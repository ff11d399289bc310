"""What is known of two languages together."""

from __future__ import annotations

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
