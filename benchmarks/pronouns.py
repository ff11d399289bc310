"""Pronouns that the document decides: those that became right, and those that became wrong.

The documents of NTREX and stretches of newstest2013 are translated with and without what the document tells
about the antecedents of pronouns. Of each pronoun that differs, the human translation says which one is
right: it is linked to the same word of the French by a forced pass of the model. *Mended* are those whose
gender is that of the human translation now, *spoilt* those whose gender was; *neither* are all others, as
where the human translation has no pronoun there.

The halves are told apart by the names of the documents: on one the rules were developed, on the other not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

import bitext
from bitext.alignment.words import link_rows
from bitext.coreference import References
from bitext.languages.english import ENGLISH
from bitext.languages.french import FRENCH
from bitext.segmentation.segment import presegmented
from bitext.text.words import words_of
from bitext.translation.joining import Translation
from bitext.translation.translator import Translator

_GENDERS: Final = {form: gender for _, gender, form in ENGLISH.pronouns} | dict.fromkeys(
    ("they", "them", "their"), "p"
)
_STRETCH: Final = 50
"""Lines of newstest2013, which does not tell where its documents begin, that are taken as one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A pronoun that the document decides: its gender before and now, and that of the human translation."""

    line: int
    before: str
    now: str
    human: str

    @property
    def verdict(self) -> str:
        """*mended*, *spoilt* or *neither*."""
        return {self.now: "mended", self.before: "spoilt"}.get(self.human, "neither")


def run(data: Path, lines: int | None = None) -> None:
    """Print how many pronouns were mended and spoilt on either half, and how many sentences are flagged.

    ``lines``: of how many lines, of the documents in their order; of all without it.
    """
    translator = bitext.load_model()
    counts = {half: Counter[str]() for half in ("developed on", "kept apart")}
    for name, french, english in documents(data):
        if lines is not None and sum(found["sentences"] for found in counts.values()) >= lines:
            break
        half = "developed on" if sum(map(ord, name)) % 2 == 0 else "kept apart"
        changes, flagged = changes_in(translator, french, english)
        counts[half].update(change.verdict for change in changes)
        counts[half].update(sentences=len(french), flagged=flagged)
    table = Table("half", "sentences", "mended", "spoilt", "neither", "flagged", title="Pronouns")
    for half, found in counts.items():
        table.add_row(
            half, *(str(found[key]) for key in ("sentences", "mended", "spoilt", "neither", "flagged"))
        )
    Console().print(table)


def changes_in(translator: Translator, french: list[str], english: list[str]) -> tuple[list[Change], int]:
    """The pronouns of a document that differ with and without it, and how many sentences are flagged."""
    of = References(presegmented(french, "fr"), FRENCH).of
    alone = list(translator.stream(french, segmented=True))
    whole = list(translator.stream(french, segmented=True, references=of))
    lines = [at for at, (one, other) in enumerate(zip(alone, whole, strict=True)) if one.text != other.text]
    links = translator.align_words([(french[at], english[at]) for at in lines])
    changes = [
        change
        for at, attention in zip(lines, links, strict=True)
        for change in _changes(
            at, alone[at], whole[at], english[at], list(link_rows(attention, french[at], english[at]))
        )
    ]
    return changes, sum("pronoun" in one.flags for one in whole)


def _changes(
    line: int, alone: Translation, whole: Translation, human: str, rows: list[tuple[int, int, int, int]]
) -> Iterator[Change]:
    """The pronouns of one line that differ."""
    texts = alone.text, whole.text
    words = [[(text[span.start : span.end].lower(), span) for span in words_of(text)] for text in texts]
    for (before, _), (now, span) in zip(*words, strict=True):
        if before == now:
            continue
        sources = [(a, b) for a, b, c, d in whole.words.rows() if c < span.end and span.start < d]
        found = [
            gender
            for a, b, c, d in rows
            if any(a < end and start < b for start, end in sources)
            and (gender := _GENDERS.get(human[c:d].lower()))
        ]
        yield Change(line, _GENDERS[before], _GENDERS[now], found[0] if found else "")


def documents(data: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """The documents by their names: lines of French, and their human translations."""
    for line in (data / "mt" / "ntrex_docs.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], row["fr"], row["en"]
    french, english = (
        (data / "mt" / f"newstest2013.{side}").read_text("utf-8").splitlines() for side in ("fr", "en")
    )
    for first in range(0, len(french), _STRETCH):
        end = first + _STRETCH
        yield f"newstest2013:{first}-{end}", french[first:end], english[first:end]
