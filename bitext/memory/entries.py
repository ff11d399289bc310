"""What a memory keeps and gives: pairs of sentences, matches, and what an addition has changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from bitext.text.glimpse import glimpse


class Trust(IntEnum):
    """Who answers for a translation; one of more trust is not replaced by one of less.

    Example:
        >>> import bitext
        >>> max(bitext.Trust).name
        'CHECKED'
    """

    MACHINE = 0
    """A machine translation that nobody has checked."""
    GIVEN = 1
    """A translation that was given: that of a file of another program, or of two texts that were aligned."""
    CHECKED = 2
    """A person has written it, or found it right."""


@dataclass(frozen=True, slots=True)
class MemoryEntry:
    """A sentence and its translation.

    ``source`` and ``target`` are the two sentences, ``trust`` says who answers for the second; ``before`` is
    the sentence before ``source`` in its document, where there is one.

    Example:
        >>> import bitext
        >>> bitext.MemoryEntry("Il pleut.", "It rains.").trust.name
        'GIVEN'
    """

    source: str
    target: str
    trust: Trust = Trust.GIVEN
    before: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class MemoryMatch:
    """A translation that a memory has for a sentence, or for one that is like it.

    ``source`` and ``target`` are the two sentences of the memory; ``likeness`` is in per cent: 100 for the
    same sentence word for word, else 1 to 99. ``trust`` says who answers for it, ``origin`` is the name of
    the file that it came from.

    Example:
        >>> import bitext
        >>> memory = bitext.TranslationMemory()
        >>> changes = memory.add(bitext.align(["Le quai est vide."], ["The quay is empty."], bridge="length"))
        >>> memory.find("Le quai est vide !")[0].likeness
        94
    """

    source: str
    target: str
    likeness: int
    trust: Trust
    origin: str

    def __repr__(self) -> str:
        return f"<MemoryMatch {self.likeness} %: {glimpse(self.source)} → {glimpse(self.target)}>"


@dataclass(frozen=True, slots=True)
class MemoryChanges:
    """How many pairs an addition has ``added``, and how many were ``known``; of the others why they were not.

    ``replaced``: the sentence had another translation, and has this one now. ``outranked``: a translation of
    more trust stands. ``unchecked``: machine translations that nobody has checked. ``unfit``: a side is empty
    or has several sentences where it may not, or a character that no file can hold.

    Example:
        >>> import bitext
        >>> memory = bitext.TranslationMemory()
        >>> memory.add(bitext.align(["Il pleut."], ["It rains."], bridge="length")).added
        1
    """

    added: int = 0
    known: int = 0
    replaced: int = 0
    outranked: int = 0
    unchecked: int = 0
    unfit: int = 0

    def __add__(self, other: MemoryChanges) -> MemoryChanges:
        return MemoryChanges(
            self.added + other.added,
            self.known + other.known,
            self.replaced + other.replaced,
            self.outranked + other.outranked,
            self.unchecked + other.unchecked,
            self.unfit + other.unfit,
        )


@dataclass(frozen=True, slots=True)
class MemoryInfo:
    """What a memory holds.

    ``sentences`` are different source sentences, ``translations`` those of all of them; ``checked`` and
    ``machine`` say how many of these a person has checked, and nobody has. ``files`` are the names of what
    was added, with the time (UTC) of each, the newest first; ``size`` is in bytes.

    Example:
        >>> import bitext
        >>> bitext.TranslationMemory().info().sentences
        0
    """

    sentences: int
    translations: int
    checked: int
    machine: int
    files: tuple[tuple[str, str], ...]
    size: int
