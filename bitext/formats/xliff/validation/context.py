"""What a check needs to know of the file around an element, and what rules and modules both check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bitext.formats._xml import LANG, SPACE
from bitext.formats.xliff.validation.refusal import refuse, shown
from bitext.formats.xliff.validation.structure import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable


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
    sizes: frozenset[str | None] = frozenset()
    """The ids of the data on sizes that may be referred to."""
    no_profile: bool = True
    """Whether the file has no profiles of sizes."""
    usual_sizes: bool = True
    """Whether sizes are counted by a profile of the standard (or by none)."""
    usual_storage: bool = True
    """The same of sizes in storage."""


def inherited(element: Any, around: Surroundings) -> tuple[str | None, str]:
    """The language and the treatment of white space that hold in an element."""
    lang = element.get(LANG)
    return (around.lang if lang is None else lang or None), element.get(SPACE, around.space)


def identity(element: Any, attribute: str = "id") -> str | None:
    """The value of an id or of a reference to one; None where there is none."""
    value = element.get(attribute)
    return None if value is None else trimmed(value)


def check_unique(elements: Iterable[Any], words: str) -> None:
    """No id occurs twice; ``words`` names what the elements stand in. Raises FormatError."""
    seen: set[str] = set()
    for each in elements:
        key = identity(each)
        if key is None:
            continue
        if key in seen:
            refuse(each, f"the id {shown(key)} is used twice in <{words}>")
        seen.add(key)


def same_language(tag: str, wanted: str | None) -> bool:
    """Whether ``tag`` is the language that is wanted, or a variety of it."""
    have, want = tag.strip().lower(), (wanted or "").strip().lower()
    return have == want or (want != "" and have.startswith(f"{want}-"))
