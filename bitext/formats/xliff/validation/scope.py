"""What ids are unique in: the segments of a unit, or a translation candidate, with all that they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from lxml import etree
from lxml.etree import SubElement

from bitext.formats.xliff.validation.context import identity
from bitext.formats.xliff.validation.grammar import CODES, name_of, tag_of
from bitext.formats.xliff.validation.refusal import refuse, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A span may be one element in the source and two in the target.
_KINDS: Final = {"pc": "sc", "mrk": "sm"}


@dataclass(frozen=True, slots=True)
class Part:
    """A segment, an ignorable or a candidate: a source and perhaps a target."""

    element: Any
    source: Any
    target: Any | None


@dataclass(slots=True)
class Scope:
    """What ids are unique in: a unit or a translation candidate; ``words`` names it."""

    element: Any
    words: str
    parts: list[Part]
    ids: dict[str, Any] = field(default_factory=dict)
    """Parts and what is in sources, by id."""
    target_ids: dict[str, Any] = field(default_factory=dict)
    """What is in targets, by id."""

    def __post_init__(self) -> None:
        for part in self.parts:
            self._add_source_ids(part)
        for part in self.parts:
            if part.target is not None:
                self._add_target_ids(part, part.target)

    def sides(self) -> Iterator[tuple[str, list[Any]]]:
        """The sources, then the targets that there are."""
        yield "source", [part.source for part in self.parts]
        yield "target", [part.target for part in self.parts if part.target is not None]

    def inline(self) -> Iterator[Any]:
        """Every inline element."""
        return inside(chain.from_iterable(elements for _, elements in self.sides()))

    def known(self, key: str) -> Any | None:
        """The element with an id, in a source or in a target."""
        return self.ids.get(key, self.target_ids.get(key))

    def _add_source_ids(self, part: Part) -> None:
        for each in chain([part.element], inside([part.source])):
            key = identity(each)
            if key is None or (each is part.element and each is self.element):
                continue
            if key in self.ids:
                refuse(
                    each,
                    f"the id {shown(key)} is used twice in {self.words}; ids of segments and codes differ",
                )
            self.ids[key] = each

    def _add_target_ids(self, part: Part, target: Any) -> None:
        beside = {identity(each): each for each in inside([part.source])}
        for each in inside([target]):
            key = identity(each)
            if key is None:
                continue
            if key in self.target_ids:
                refuse(each, f"the id {shown(key)} is used twice in the targets of {self.words}")
            if key in self.ids:
                _check_corresponding(each, beside.get(key), key)
            self.target_ids[key] = each


def unchecked(unit: Any) -> Scope:
    """What a unit holds that breaks a rule, as far as it can be understood.

    Raises:
        FormatError: it cannot: a segment has several sources or several targets.
    """
    scope = Scope(unit, f"unit {shown(identity(unit) or '')}", [])
    for element in unit.iterchildren(tag_of("segment"), tag_of("ignorable")):
        source, target = (list(element.iterchildren(tag_of(name))) for name in ("source", "target"))
        for several in (source, target):
            if len(several) > 1:
                refuse(several[1], "its segment has one before it; which of them holds cannot be told")
        if source or target:
            first = source[0] if source else SubElement(element, tag_of("source"))
            scope.parts.append(Part(element, first, target[0] if target else None))
    return scope


def inside(elements: Iterable[Any]) -> Iterator[Any]:
    """Every element that lies in one of ``elements``, in their order."""
    for element in elements:
        yield from element.iterdescendants(etree.Element)


def _check_corresponding(element: Any, source: Any | None, key: str) -> None:
    """An element of a target and the one of the source that has its id."""
    if source is None:
        refuse(
            element,
            f"the id {shown(key)} belongs to something that is not in the source beside it; take another",
        )
    kind, other = (_KINDS.get(name_of(each), name_of(each)) for each in (element, source))
    if kind != other:
        refuse(
            element,
            f"in the source, {shown(key)} is <{name_of(source)}>; what has the same id is the same code",
        )
    for attribute in ("type", "subType"):
        if kind in CODES and element.get(attribute) != source.get(attribute):
            refuse(element, f"its {attribute} is not that of {shown(key)} in the source; it is the same code")
