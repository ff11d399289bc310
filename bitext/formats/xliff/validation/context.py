"""What a check needs to know of the file around an element."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bitext.formats._xml import LANG, SPACE
from bitext.formats.xliff.validation.structure import trimmed


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an element inherits: the id of its file, the languages, xml:lang and xml:space."""

    file: str
    source: str
    target: str | None
    lang: str | None
    space: str
    resources: frozenset[str | None] = frozenset()
    """The ids of the resources of the file."""


def inherited(element: Any, around: Surroundings) -> tuple[str | None, str]:
    """The language and the treatment of white space that hold in an element."""
    lang = element.get(LANG)
    return (around.lang if lang is None else lang or None), element.get(SPACE, around.space)


def identity(element: Any, attribute: str = "id") -> str | None:
    """The value of an id or of a reference to one; None where there is none."""
    value = element.get(attribute)
    return None if value is None else trimmed(value)
