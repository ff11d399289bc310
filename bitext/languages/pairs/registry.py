"""Of which pairs of languages more is known than each language by itself tells."""

from __future__ import annotations

from typing import Final

from bitext.languages.pairs.french_english import FRENCH_ENGLISH
from bitext.languages.pairs.pair import LanguagePair
from bitext.languages.registry import language_of_code

_PAIRS: Final[dict[tuple[str, str], LanguagePair]] = {("fr", "en"): FRENCH_ENGLISH}


def register_pair(pair: LanguagePair) -> None:
    """Make ``pair`` known by the codes of its languages, in place of one that had them before."""
    _PAIRS[pair.source.code, pair.target.code] = pair


def pair_of(source: str, target: str) -> LanguagePair:
    """The pair of the languages with the codes ``source`` and ``target``, be anything known of it or not.

    Raises:
        InputError: no language of one of the codes is known.
    """
    known = _PAIRS.get((source, target))
    return known or LanguagePair(language_of_code(source), language_of_code(target))
