"""How words of a language change with number and gender: what rules say, and nothing of any language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import NamedTuple


class Ending(NamedTuple):
    """A rule: a word of at least ``shortest`` letters that ends in ``old`` ends in one of ``new`` instead."""

    old: str
    new: tuple[str, ...]
    shortest: int = 0

    def forms(self, word: str) -> tuple[str, ...]:
        """What the rule makes of ``word``; nothing where it does not fit."""
        if len(word) < self.shortest or not word.endswith(self.old):
            return ()
        return tuple(word[: len(word) - len(self.old)] + new for new in self.new)


def _unchanged(phrase: str) -> str:
    return phrase


def _no_article(_phrase: str) -> str:
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class Inflection:
    """What is known of the forms of words: rules by ending, tried in their order, and words that break them.

    What is left out says that the words of the language do not change, or that nothing is known of it.
    """

    _: KW_ONLY
    plurals: tuple[Ending, ...] = ()
    """The first that fits gives the plurals: "al" becomes "aux" or "als"."""
    irregular_plurals: Mapping[str, str] = field(default_factory=dict)
    feminines: tuple[Ending, ...] = ()
    """The first that fits gives the feminine of a noun for persons; of other words it gives none, since
    « port » and « porte » are two things."""
    feminine_adjectives: tuple[Ending, ...] = ()
    """The same for an adjective behind a noun that is feminine."""
    irregular_feminines: Mapping[str, str] = field(default_factory=dict)
    plural_words: frozenset[str] = frozenset()
    """Words before a noun that is a plural; small letters: "les", "these"."""
    singular_words: frozenset[str] = frozenset()
    """Words before a noun that is none: "un", "this"."""
    leading_parts: frozenset[str] = frozenset()
    """Before a hyphen they do not change, and the part behind it tells the number: "vice"."""
    plural: Callable[[str], str] = _unchanged
    """The plural of a phrase, its head in the plural: "heads of state"."""
    is_plural: Callable[[str], bool] = bool
    """Whether a phrase is a plural, or is the same in both numbers."""
    article: Callable[[str], str] = _no_article
    """The indefinite article before a phrase, "a" or "an"; empty where there is none to choose."""


NO_INFLECTION = Inflection()


class WordForm(NamedTuple):
    """A form of a word, and what makes it differ from the one in dictionaries."""

    text: str
    is_plural: bool = False
    is_feminine: bool = False


def noun_forms(word: str, inflection: Inflection) -> list[WordForm]:
    """``word`` itself, its plurals, its feminine and the plurals of that; each form once."""
    return _forms(word, inflection, inflection.feminines)


def adjective_forms(word: str, inflection: Inflection) -> list[WordForm]:
    """The same for a word that agrees with the noun before it."""
    return _forms(word, inflection, inflection.feminine_adjectives)


def _forms(word: str, inflection: Inflection, feminines: tuple[Ending, ...]) -> list[WordForm]:
    irregular = inflection.irregular_feminines.get(word)
    feminine = (irregular,) if irregular else _by_rule(word, feminines)
    found = [WordForm(word)]
    found += [WordForm(form, True) for form in _plurals(word, inflection)]
    for each in feminine:
        found.append(WordForm(each, False, True))
        found += [WordForm(form, True, True) for form in _plurals(each, inflection)]
    return list({form.text: form for form in reversed(found)}.values())[::-1]


def _plurals(word: str, inflection: Inflection) -> tuple[str, ...]:
    irregular = inflection.irregular_plurals.get(word)
    return (irregular,) if irregular else _by_rule(word, inflection.plurals)


def _by_rule(word: str, rules: tuple[Ending, ...]) -> tuple[str, ...]:
    return next((forms for rule in rules if (forms := rule.forms(word))), ())
