"""How a language tells of speech: what a reporting clause looks like, and what narration looks like.

Patterns of :mod:`re` as strings: :mod:`bitext.quotations.reporting_clauses` compiles them when they are first
needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bitext.languages.patterns import NOTHING


@dataclass(frozen=True, slots=True, eq=False)
class SpeechPatterns:
    """What tells the narrator's words from those of the persons; without patterns, nothing does."""

    reporting_clause: str = NOTHING
    """The verb of saying with its subject, or with how that begins: « dit-il », « s'écria le »."""
    aside: str = NOTHING
    """How a clause begins that still belongs to the reporting clause before it: « , en riant »."""
    asking: str = NOTHING
    """How a reporting clause begins that may stand before a question: « demanda-t-il, et pourquoi ? »"""
    narration: tuple[tuple[str, float], ...] = ()
    """Words that narration has, with weights above 0, and that speech has, with weights below 0: the past
    historic and the third person against the present and the second."""
    sure_clause: str = NOTHING
    """A reporting clause that can hardly be the speaker's own words: « dit-il », « s'indigne un voisin »."""
    likely_clause: str = NOTHING
    """A verb of saying and who may say it, unless that is its object: « rappelle la maire »."""
    complete: str = NOTHING
    """What shows that a stretch has a verb with its subject, or needs none."""
    circumstance: str = NOTHING
    """How a clause begins that tells when, where or by whom something was said: « , maire de Brest »."""
    writing: str = NOTHING
    """Words that announce something written: « la lettre disait : », « une enseigne : »."""


NO_PATTERNS: Final = SpeechPatterns()
"""Of a language of which only the marks are known."""
