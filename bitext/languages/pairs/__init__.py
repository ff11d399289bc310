"""What is known of two languages together; :func:`register_pair` adds a pair."""

from bitext.languages.pairs.french_english import FRENCH_ENGLISH
from bitext.languages.pairs.pair import Form, LanguagePair
from bitext.languages.pairs.registry import pair_of, register_pair

__all__ = ["FRENCH_ENGLISH", "Form", "LanguagePair", "pair_of", "register_pair"]
