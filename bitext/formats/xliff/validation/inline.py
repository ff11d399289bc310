"""The rules of XLIFF for inline codes and markers: ids, references, pairs, editing hints.

They hold in a unit and in a translation candidate alike: a scope is either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from bitext.formats.xliff.validation.context import identity
from bitext.formats.xliff.validation.grammar import CODES, MARKERS, name_of, tag_of
from bitext.formats.xliff.validation.references import reference
from bitext.formats.xliff.validation.refusal import refuse, shown
from bitext.formats.xliff.validation.scope import inside
from bitext.formats.xliff.validation.structure import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bitext.formats.xliff.validation.scope import Scope

_SAME_IN_PAIR: Final = ("canCopy", "canDelete", "canOverlap")
_TOGETHER: Final = (
    ("dataRefStart", "dataRefEnd"),
    ("equivStart", "equivEnd"),
    ("subFlowsStart", "subFlowsEnd"),
)
_DATA_REFS: Final = ("dataRef", "dataRefStart", "dataRefEnd")
_SUB_FLOWS: Final = ("subFlows", "subFlowsStart", "subFlowsEnd")
_OF_THE_START: Final = (
    "dir",
    *map(tag_of, ("fs:fs", "fs:subFs", "slr:equivStorage", "slr:sizeInfo", "slr:sizeInfoRef")),
)
"""Attributes that an end has only where it has no start."""
_XLF_TYPES: Final = {
    "xlf:lb": "fmt",
    "xlf:pb": "fmt",
    "xlf:b": "fmt",
    "xlf:i": "fmt",
    "xlf:u": "fmt",
    "xlf:var": "ui",
}


def check_inline(scope: Scope) -> None:
    """Applies every rule for inline elements. Raises FormatError that says which one is broken."""
    data = {identity(each) for each in scope.element.findall(f"{tag_of('originalData')}/{tag_of('data')}")}
    for each in scope.inline():
        name = name_of(each)
        if name in CODES:
            _check_types(each)
            _check_together(each)
            _check_data(each, data, scope)
            _check_copy(each, scope)
            _check_hints(each)
        if name == "ec":
            _check_end(each)
    for side, elements in scope.sides():
        _check_spans(elements, side, scope.words)


def _check_types(code: Any) -> None:
    """A subType needs a type; those of the standard go with one type each."""
    sub = code.get("subType")
    if sub is None:
        return
    if code.get("type") is None:
        refuse(code, "it has a subType, so it must have a type")
    if sub.startswith("xlf:"):
        if sub not in _XLF_TYPES:
            refuse(code, f"its subType {shown(sub)} is none of the standard, to which the prefix xlf belongs")
        if code.get("type") != _XLF_TYPES[sub]:
            refuse(
                code, f"its subType {shown(sub)} goes with the type {_XLF_TYPES[sub]}, not {code.get('type')}"
            )


def _check_together(code: Any) -> None:
    """Attributes of the two ends of a pc come together."""
    for pair in _TOGETHER:
        has = [attribute for attribute in pair if code.get(attribute) is not None]
        if len(has) == 1:
            refuse(code, f"it has {has[0]}, so it must have both {pair[0]} and {pair[1]}")


def _check_data(code: Any, data: set[str | None], scope: Scope) -> None:
    """References to original data point to data of the same unit."""
    for attribute in _DATA_REFS:
        key = identity(code, attribute)
        if key is not None and key not in data:
            refuse(code, f"its {attribute} is {shown(key)}, but {scope.words} has no <data> with this id")


def _check_copy(code: Any, scope: Scope) -> None:
    """A copy points to a code of the unit that may be copied and has no original data."""
    key = identity(code, "copyOf")
    if key is None:
        return
    base = scope.known(key)
    if base is None or name_of(base) not in CODES:
        refuse(code, f"its copyOf is {shown(key)}, but {scope.words} has no code with this id")
    if base.get("canCopy") == "no":
        refuse(code, f"it is a copy of {shown(key)}, which must not be copied (canCopy is no)")
    for each in (code, base):
        if any(each.get(attribute) is not None for attribute in _DATA_REFS):
            refuse(
                code, "copyOf is for codes without original data; refer to the data of the base code instead"
            )


def _check_hints(code: Any) -> None:
    """A code with a fixed place cannot be copied or deleted."""
    if code.get("canReorder", "yes") != "yes" and not (
        code.get("canCopy") == "no" and code.get("canDelete") == "no"
    ):
        refuse(
            code, f"its canReorder is {code.get('canReorder')}, so canCopy and canDelete must be no as well"
        )


def _check_end(code: Any) -> None:
    """An end code refers to its start, or is isolated and has an id of its own."""
    isolated = code.get("isolated") == "yes"
    if isolated and (code.get("startRef") is not None or code.get("id") is None):
        refuse(code, "it is isolated, so it must have an id, and no startRef")
    if not isolated and (code.get("id") is not None or code.get("startRef") is None):
        refuse(code, "it is not isolated, so it must have a startRef, and no id")
    if isolated:
        return
    for attribute in _OF_THE_START:
        if code.get(attribute) is not None:
            refuse(
                code,
                f"it has {etree.QName(attribute).localname}, which belongs on its <sc> unless it is isolated",
            )


def _check_spans(elements: list[Any], side: str, words: str) -> None:
    """Each sc has one ec behind it, each sm one em, in the same side of the unit."""
    started: dict[str, Any] = {}
    ended: set[str] = set()
    for each in inside(elements):
        name = name_of(each)
        if name == "sm" or (name == "sc" and each.get("isolated") != "yes"):
            started[identity(each) or ""] = each
        elif name == "em" or (name == "ec" and each.get("isolated") != "yes"):
            _end_span(each, name, started, ended, side, words)
    for key, start in started.items():
        if key not in ended:
            end = "<ec>" if name_of(start) == "sc" else "<em>"
            hint = "; if it ends in another unit, set isolated to yes" if end == "<ec>" else ""
            refuse(
                start,
                f"no {end} with the startRef {shown(key)} stands behind it in a {side} of {words}{hint}",
            )


def _end_span(end: Any, name: str, started: dict[str, Any], ended: set[str], side: str, words: str) -> None:
    key = identity(end, "startRef") or ""
    opening = "sc" if name == "ec" else "sm"
    start = started.get(key)
    if start is None or name_of(start) != opening:
        refuse(
            end,
            f"no <{opening}> {shown(key)} that is not isolated stands before it in a {side} of {words}",
        )
    if key in ended:
        refuse(end, f"the <{opening}> {shown(key)} has ended before; it has one end")
    ended.add(key)
    if name == "ec":
        _check_ends_alike(start, end)


def _check_ends_alike(start: Any, end: Any) -> None:
    """The two halves of a code say the same of it."""
    for attribute in _SAME_IN_PAIR:
        if start.get(attribute, "yes") != end.get(attribute, "yes"):
            refuse(end, f"its {attribute} is not that of its <sc>; set both to the same")
    order = start.get("canReorder", "yes")
    if end.get("canReorder", "yes") != ("no" if order == "firstNo" else order):
        refuse(
            end,
            f"the canReorder of its <sc> is {order}, so its own must be {'no' if order != 'yes' else 'yes'}",
        )
    for attribute in ("type", "subType", "copyOf"):
        if end.get(attribute) not in {None, start.get(attribute)}:
            refuse(end, f"its {attribute} is not that of its <sc>; set both to the same")


def sub_flows(scope: Scope) -> Iterator[tuple[Any, str]]:
    """The units that codes refer to as their sub-flows, with the code."""
    for each in scope.inline():
        for attribute in _SUB_FLOWS:
            yield from ((each, key) for key in trimmed(each.get(attribute, "")).split())


def check_annotations(scope: Scope, file: str, notes: set[str | None]) -> None:
    """The rules for markers in a unit: what they refer to, and what a comment holds.

    ``file`` is the id of the file, ``notes`` are those of the notes of the unit.
    """
    unit = identity(scope.element) or ""
    here: tuple[dict[str, str], ...] = ({}, {"u": unit}, {"f": file, "u": unit})
    for each in scope.inline():
        if name_of(each) not in MARKERS:
            continue
        value = each.get("ref")
        pointed = None if value is None else reference(each, value)
        kind = trimmed(each.get("type", "generic"))
        if kind == "comment":
            if (value is None) == (each.get("value") is None):
                refuse(each, "a comment has either value or ref, and not both")
            own = (
                pointed is not None
                and pointed.kind == "n"
                and pointed.id in notes
                and pointed.containers in here
            )
            if value is not None and not own:
                where = "a note of the same unit (#n=…)"
                refuse(each, f"the ref of a comment must point to {where}, not {shown(value)}")
        elif kind == "mtc:match" and value is not None:
            refuse(each, "a marker of the type mtc:match has no ref; the match refers to the marker")
        elif kind.startswith("xlf:"):
            refuse(each, f"its type {shown(kind)} is none of the standard, to which the prefix xlf belongs")
