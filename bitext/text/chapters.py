"""Chapters of a text: stretches with a heading that follow each other without gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Division:
    """What a heading says of the place of its chapter: « Livre II » is number 2 of the *book* divisions.

    ``kind`` is the same word in every language (*chapter*, *part*, *preface*, …), empty where the heading has
    a number alone; ``number`` is None where it has none.
    """

    kind: str
    number: int | None = None

    def agrees(self, other: Division) -> bool:
        """Whether both may name one place: the same number, and no two kinds that differ."""
        return self.number == other.number and len({self.kind, other.kind} - {""}) <= 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a text: ``start`` is where it stands, ``title`` what it says."""

    start: int
    title: str
    division: Division | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: ``text[start:end]``, its heading included.

    The chapters of a text follow each other without gaps, from its beginning to its end. ``title`` is empty
    for what stands before the first heading, and for parts without one. ``divisions`` is what the headings
    at its beginning say of its place, the outer one first: « Livre premier » and « Chapitre II ».
    """

    start: int
    end: int
    title: str = ""
    divisions: tuple[Division, ...] = ()


def chapters_between(headings: Iterable[Heading], length: int) -> tuple[Chapter, ...]:
    """The chapters that begin at ``headings``, in order, of a text of ``length`` characters."""
    places = [each for each in headings if each.start < length]
    if not places or places[0].start > 0:
        places.insert(0, Heading(0, ""))
    ends = [*(each.start for each in places[1:]), length]
    return tuple(
        Chapter(each.start, end, each.title, (each.division,) if each.division else ())
        for each, end in zip(places, ends, strict=True)
    )
