"""How a language tells who speaks: what a mention of a person looks like, and how a quotation is introduced.

Patterns of :mod:`re` as strings: :mod:`bitext.quotations.speakers` compiles them when they are first needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bitext.languages.patterns import NOTHING


@dataclass(frozen=True, slots=True, eq=False)
class AttributionPatterns:
    """What tells the speaker of a quotation; without patterns, nothing does."""

    mention: str = NOTHING
    """A person or body as it is named: « M. Peskov », « le porte-parole de la mairie »."""
    name: str = NOTHING
    """A proper name, with its title."""
    named: str = NOTHING
    """A name that ends a mention which begins with a noun: « le maire Yves Gall »."""
    known_name: str = NOTHING
    """A name that is surely a person's: two words, or a title and one."""
    place: str = NOTHING
    """What stands before the name of a country and never before a person's: « en »."""
    body: str = NOTHING
    """A mention by a noun that names a body or a paper, which speaks, but is no person: « la mairie »."""
    predicate: str = NOTHING
    """A verb, which parts a subject from what follows: « est », « a »."""
    asked: str = NOTHING
    """What stands before the person who was asked, and answers: « demandé à »."""
    opening: str = NOTHING
    """Words that open a sentence before its subject: « Mais »."""
    person: str = NOTHING
    """A mention by a noun that names who can speak: « le maire »."""
    behind: str = NOTHING
    """Behind the closing mark: the verb before who says it, as far as its subject: « , a déclaré »."""
    pronoun_behind: str = NOTHING
    """The same with a pronoun, group ``pronoun``: « , a-t-elle dit »."""
    pronoun_clause: str = NOTHING
    """A reporting clause with a pronoun, wherever it stands: « a-t-elle ajouté »."""
    verb: str = NOTHING
    """The verb before the opening mark, behind its subject: « a ajouté », « qualifie »."""
    pronoun_before: str = NOTHING
    """A pronoun that ends where such a verb begins, group ``pronoun``: « il »."""
    relative: str = NOTHING
    """A relative pronoun that ends where such a verb begins: « qui »."""
    gerund: str = NOTHING
    """What ends where a participle of saying begins that has the subject of its sentence: « en »."""
    coordination: str = NOTHING
    """What joins a second verb to a subject named before: « et »."""
    subordinate: str = NOTHING
    """What stands before the subject of a clause that goes before its main clause: « lorsque »."""
    clause_start: str = NOTHING
    """Behind what a clause with a subject of its own begins: « que », « tandis que »."""
    circumstance: str = NOTHING
    """How a part of a sentence begins that is no subject: « Selon », « Samedi »."""
    according: str = NOTHING
    """The preposition before who says it: « selon », « d'après »."""
    naming: str = NOTHING
    """What ends where the marks round a name begin, which nobody says: « l'association »."""
    masculine: str = NOTHING
    """How a mention of a man, or of a noun of this gender, begins: « M. », « le »."""
    feminine: str = NOTHING
    """The same for a woman."""
    plural: str = NOTHING
    """The same for several."""
    genders: tuple[tuple[str, str], ...] = ()
    """What each pronoun agrees with, in small letters: "m", "f", "mp" or "fp"."""


NO_ATTRIBUTION: Final = AttributionPatterns()
"""Of a language of which only the marks are known."""
