"""How a language tells whom or what a pronoun stands for: the mentions of persons and things, and pronouns.

Patterns of :mod:`re` as strings: :mod:`bitext.coreference` compiles them when they are first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bitext.languages.patterns import NOTHING


@dataclass(frozen=True, slots=True, eq=False)
class CoreferencePatterns:
    """What tells the antecedent of a pronoun; without patterns, nothing does."""

    pronoun: str = NOTHING
    """A pronoun or possessive, third person singular: groups ``subject``, ``inverse`` (behind its verb),
    ``possessive`` and ``object``."""
    impersonal: str = NOTHING
    """A subject pronoun and its verb where it stands for nothing: « il faut »."""
    mention: str = NOTHING
    """A mention: groups ``title``, ``name``, ``determiner``, ``noun``, ``pronoun``; see the data."""
    circumstance: str = NOTHING
    """How a part of a sentence begins that has no subject: « Selon », « Samedi »."""
    opening: str = NOTHING
    """Words that open a sentence before its subject: « Mais »."""
    coordination: str = NOTHING
    """What stands behind a mention to which another is joined: « et »."""
    inverted: str = NOTHING
    """Behind a comma or a mark: the verb of a reporting clause, as far as its subject: « , a déclaré »."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The gender, "m" or "f", that a title tells."""
    determiners: Mapping[str, str] = field(default_factory=dict)
    """The gender that a determiner tells, in small letters; "" where it tells none."""
    pronouns: Mapping[str, str] = field(default_factory=dict)
    """The gender of the antecedent of a subject pronoun."""
    given_names: Mapping[str, str] = field(default_factory=dict)
    """The gender that a given name tells."""
    persons: Mapping[str, str] = field(default_factory=dict)
    """Nouns of persons, singular, with their gender; "" where both have it."""
    things: frozenset[str] = frozenset()
    """Nouns of bodies and things, singular."""


NO_COREFERENCE: Final = CoreferencePatterns()
"""Of a language of which only the marks are known."""
