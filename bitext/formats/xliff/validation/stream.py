"""An XLIFF file read unit by unit, each checked by the rules of the standard.

Nothing but the current unit is kept, and the ids that must be unique in a file. What breaks a rule is read
all the same where it can be understood, unless the reader is strict.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from bitext.errors import FormatError
from bitext.formats._xml import elements, place
from bitext.formats.xliff.validation.context import Surroundings, identity, inherited
from bitext.formats.xliff.validation.grammar import CORE_2_2, XLIFF, name_of, tag_of
from bitext.formats.xliff.validation.inline import sub_flows
from bitext.formats.xliff.validation.modules import check_either, check_extension_ids, check_module
from bitext.formats.xliff.validation.refusal import Faults, refuse, shown
from bitext.formats.xliff.validation.rules import check_around, check_extras, check_unit
from bitext.formats.xliff.validation.scope import Scope, unchecked
from bitext.formats.xliff.validation.sizes import check_sizes, with_sizes
from bitext.formats.xliff.validation.structure import Children, check_attributes, check_tree
from bitext.formats.xliff.validation.versions import rename, root_name, versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CONTAINERS: Final = frozenset(("xliff", "file", "group"))
_OLD: Final = f"{XLIFF}document:1."


@dataclass(slots=True)
class _OpenContainer:
    """A file, a group or the root, of which the end has not come."""

    element: Any
    name: str
    around: Surroundings
    children: Children
    last: Any = None
    """The last child that was looked at."""
    extension_ids: set[tuple[str | None, str]] = field(default_factory=set)


@dataclass(slots=True)
class _FileIds:
    """What is unique in a file, and what refers to it."""

    units: set[str | None] = field(default_factory=set)
    groups: set[str | None] = field(default_factory=set)
    flows: list[tuple[str, str]] = field(default_factory=list)
    """Units that codes refer to, with the message for one that is not there."""


@dataclass(frozen=True, slots=True)
class FileHead:
    """A file begins: the two languages as far as it tells them, and its metadata element where it has one."""

    source: str | None
    target: str | None
    metadata: Any | None


@dataclass(frozen=True, slots=True)
class CheckedUnit:
    """A unit; ``scope`` has its segments and ignorables. Good until the next one is asked for."""

    scope: Scope
    around: Surroundings


def read(path: Path | bytes, faults: Faults) -> Iterator[FileHead | CheckedUnit]:
    """The files and units of an XLIFF 2 file (or its bytes); the rules that it breaks go to ``faults``.

    Raises:
        FormatError: it is not XLIFF 2.0, 2.1 or 2.2, cannot be understood, or ``faults`` is strict.
    """
    names = ("xliff", "file", "group", "unit")
    tags = [*map(tag_of, names), *(f"{{{CORE_2_2}}}{name}" for name in names)]
    stream = _XliffStream(faults)
    try:
        for element in elements(path, (tags[0], tags[len(names)]), tags):
            yield from stream.element(element)
    except FormatError as error:
        if _OLD in str(error):
            raise FormatError("it is XLIFF 1.2 or older; export it as XLIFF 2.0 or 2.1, or as TMX.") from None
        raise


class _XliffStream:
    """Keeps track of what is open while the ends of elements come in."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._open: list[_OpenContainer] = []
        self._files: set[str | None] = set()
        self._ids = _FileIds()
        self._announced = False
        self._is_2_2 = False

    def element(self, element: Any) -> Iterator[FileHead | CheckedUnit]:
        """The end of a unit, a group, a file or the root."""
        name = name_of(element)
        line = [*reversed(list(element.iterancestors())), element]
        for each in line[len(self._open) : len(line) - (name == "unit")]:
            self._begin(each)
        if name == "unit":
            self._look(self._open[-1], element)
        if name != "xliff" and not self._announced:
            file = self._open[:2][-1]
            yield FileHead(file.around.source, file.around.target, file.element.find(tag_of("mda:metadata")))
            self._announced = True
        if name == "unit":
            yield self._unit(element)
        else:
            self._end(self._open.pop())

    def _begin(self, element: Any) -> None:
        """A container comes into sight: with its first unit, or at its end."""
        name = name_of(element)
        if self._open:
            self._look(self._open[-1], element)
        if name not in _CONTAINERS:
            refuse(element, "there is a unit in it; units belong in files and groups")
        table = root_name(element) if name == "xliff" else name
        self._is_2_2 |= table != name
        with self._faults.tolerated():
            self._check_container(element, name, table)
        around = self._surroundings(element, name)
        with self._faults.tolerated():
            check_sizes(element, around)
        self._open.append(
            _OpenContainer(element, name, with_sizes(element, around), Children(element, table))
        )
        if name == "file":
            self._ids, self._announced = _FileIds(), False

    def _check_container(self, element: Any, name: str, table: str) -> None:
        check_attributes(element, table)
        check_extras(element)
        if name == "xliff" and element.get("version") not in versions(element):
            known = " and ".join(versions(element))
            refuse(
                element, f"its version is {shown(element.get('version'))}; only {known} have its namespace"
            )
        self._check_id(element, name)

    def _end(self, container: _OpenContainer) -> None:
        self._look(container, None)
        with self._faults.tolerated():
            container.children.end()
        if container.name != "file":
            return
        for key, message in self._ids.flows:
            if key not in self._ids.units:
                with self._faults.tolerated():
                    raise FormatError(message)

    def _unit(self, unit: Any) -> CheckedUnit:
        if self._is_2_2:
            rename(unit)
        around = self._surroundings(unit, "unit")
        scope: Scope | None = None
        with self._faults.tolerated():
            scope = check_unit(unit, around)
        scope = scope or unchecked(unit)
        with self._faults.tolerated():
            self._check_id(unit, "unit")
        for code, key in sub_flows(scope):
            reason = f"its sub-flow is the unit {shown(key)}, which the file does not have"
            self._ids.flows.append((key, f"{place(code)}: {reason}."))
        return CheckedUnit(scope, around)

    def _check_id(self, element: Any, name: str) -> None:
        seen = {"file": self._files, "group": self._ids.groups, "unit": self._ids.units}.get(name)
        if seen is None:
            return
        key = identity(element)
        if key in seen:
            within = "document" if name == "file" else "file"
            refuse(
                element, f"the id {shown(key or '')} is used twice; ids of <{name}> are unique in a {within}"
            )
        seen.add(key)

    def _surroundings(self, element: Any, name: str) -> Surroundings:
        if name == "xliff":
            around = Surroundings("", element.get("srcLang"), element.get("trgLang"), None, "default")
        else:
            around = self._open[-1].around
        lang, space = inherited(element, around)
        file = identity(element) or "" if name == "file" else around.file
        return replace(around, file=file, lang=lang, space=space)

    def _look(self, container: _OpenContainer, until: Any | None) -> None:
        """Look at the children of a container that were not looked at, up to one of them or to its end."""
        last = container.last
        for child in container.element.iterchildren(etree.Element):
            # What was looked at is freed, but for the last one.
            if child is last:
                continue
            container.last = child
            with self._faults.tolerated():
                container.children.add(child)
            if name_of(child) not in {"unit", "group", "file"}:
                with self._faults.tolerated():
                    self._check_child(container, child)
            if child is until:
                return

    def _check_child(self, container: _OpenContainer, child: Any) -> None:
        """A child that is no container: a skeleton, notes, an element of a module or an extension."""
        if self._is_2_2:
            rename(child)
        check_tree(child)
        check_around(child)
        if name_of(child) == "skeleton":
            check_either(child, has_content=len(child) > 0 or bool((child.text or "").strip()))
            return
        if container.name == "file" and name_of(child) == "res:resourceData":
            items = child.iterchildren(tag_of("res:resourceItem"))
            container.around = replace(
                container.around, resources=container.around.resources | {identity(item) for item in items}
            )
        check_module(child, container.around, None)
        check_extension_ids([child], container.extension_ids)
