"""The rules of XLIFF 2.0 to 2.2 that its structure does not say, for units and what is around them.

Those for inline codes are in :mod:`bitext.formats.xliff.validation.inline` and
:mod:`bitext.formats.xliff.validation.code_order`, those of modules in
:mod:`bitext.formats.xliff.validation.modules`. Each function is a rule or two, in our words; the constraints
are those of the standard (OASIS XLIFF 2.1, chapters 3 to 5).
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from bitext.formats.xliff.validation.code_order import check_kept, check_sequences
from bitext.formats.xliff.validation.context import (
    Surroundings,
    check_unique,
    identity,
    inherited,
    same_language,
)
from bitext.formats.xliff.validation.grammar import CORE, MODULES, TYPES, name_of, tag_of
from bitext.formats.xliff.validation.inline import check_annotations, check_inline
from bitext.formats.xliff.validation.modules import check_modules
from bitext.formats.xliff.validation.refusal import refuse, shown
from bitext.formats.xliff.validation.scope import Part, Scope
from bitext.formats.xliff.validation.sizes import check_sizes, with_sizes
from bitext.formats.xliff.validation.structure import check_tree, trimmed

_FS: Final = (tag_of("fs:fs"), tag_of("fs:subFs"))
_SIZE: Final = (tag_of("slr:sizeInfo"), tag_of("slr:sizeInfoRef"))
_with_extras = etree.XPath(
    "descendant-or-self::*[@fs:subFs or @slr:sizeInfo or self::xlf:unit]", namespaces={**MODULES, "xlf": CORE}
)
_LAST: Final = 0x10FFFF
_LONGEST: Final = 10
# Characters that XML cannot hold, and those that it discourages; U+0085 is a line end.
_CODE_POINTS: Final = (
    range(0x9),
    range(0xB, 0xD),
    range(0xE, 0x20),
    range(0x7F, 0x85),
    range(0x86, 0xA0),
    range(0xD800, 0xE000),
    range(0xFFFE, 0x10000),
)


def check_unit(unit: Any, around: Surroundings) -> Scope:
    """Checks a unit with all that it holds.

    Raises:
        FormatError: it is not as the standard says.
    """
    check_tree(unit)
    segments = list(unit.iterchildren(tag_of("segment"), tag_of("ignorable")))
    parts = [Part(each, each.find(tag_of("source")), each.find(tag_of("target"))) for each in segments]
    scope = Scope(unit, f"unit {shown(identity(unit) or '')}", parts)
    if all(name_of(part.element) != "segment" for part in parts):
        refuse(unit, "it has no <segment>; a unit has at least one")
    check_unique(unit.iterfind(f"{tag_of('originalData')}/{tag_of('data')}"), "originalData")
    for part in parts:
        _check_languages(part, around)
        _check_space(part, around)
        _check_state(part.element, part.target)
    _check_order(parts)
    check_inline(scope)
    check_kept(scope)
    check_sequences(scope)
    notes = unit.findall(f"{tag_of('notes')}/{tag_of('note')}")
    check_annotations(scope, around.file, {identity(note) for note in notes})
    check_around(unit)
    check_sizes(unit, around)
    inner = with_sizes(unit, around)
    for each in scope.inline():
        check_sizes(each, inner)
    check_modules(unit, around, scope)
    return scope


def check_around(element: Any) -> None:
    """Rules for an element and what it holds, wherever it stands: ids of notes, styles, sizes, cp."""
    for each in element.iter(tag_of("notes")):
        check_unique(each.iterchildren(), "notes")
    for each in element.iter(tag_of("cp")):
        _check_code_point(each)
    for each in _with_extras(element):
        check_extras(each)


def check_extras(element: Any) -> None:
    """Rules for the attributes that modules add to elements, and for the types of units and groups."""
    style, detail = (element.get(attribute) for attribute in _FS)
    if detail is not None and style is None:
        refuse(element, "it has fs:subFs, so it must have fs:fs")
    if all(element.get(attribute) is not None for attribute in _SIZE):
        refuse(element, "it has both slr:sizeInfo and slr:sizeInfoRef; leave one out")
    if name_of(element) in {"unit", "group"} and element.get("type", "").startswith("xlf:"):
        refuse(
            element,
            f"its type {shown(element.get('type'))} is none of the standard, to which the prefix xlf belongs",
        )


def _check_languages(part: Part, around: Surroundings) -> None:
    """Sources are in the source language of the file, targets in its target language, which it must name."""
    if part.target is not None and around.target is None:
        refuse(part.target, "the file has a target, so <xliff> must have trgLang")
    for side, wanted, attribute in (
        (part.source, around.source, "srcLang"),
        (part.target, around.target, "trgLang"),
    ):
        if side is None:
            continue
        lang, _ = inherited(side, around)
        if lang is not None and not same_language(lang, wanted):
            refuse(
                side,
                f"its xml:lang, or that around it, is {shown(lang)}, but {attribute} is {wanted}",
            )


def _check_space(part: Part, around: Surroundings) -> None:
    if part.target is None:
        return
    (_, source), (_, target) = (inherited(side, around) for side in (part.source, part.target))
    if source != target:
        refuse(part.target, f"its xml:space is {target}, that of its source {source}; set both to the same")


def _check_state(segment: Any, target: Any | None) -> None:
    """A state beyond initial needs a target, a subState a state and a prefix of its own."""
    state, detail = segment.get("state"), segment.get("subState")
    if state not in {None, "initial"} and target is None:
        refuse(segment, f"its state is {state}, so it must have a target")
    if detail is None:
        return
    if state is None:
        refuse(segment, "it has a subState, so it must have a state")
    if detail.startswith("xlf:") or _is_not("user", detail):
        refuse(segment, f"its subState {shown(detail)} must be a prefix other than xlf, a colon and a value")


def _is_not(kind: str, value: str) -> bool:
    return re.fullmatch(TYPES[kind][0], value) is None


def _check_order(parts: list[Part]) -> None:
    """Targets with an order change places with one another."""
    orders: dict[int, Any] = {}
    places: set[int] = set()
    for place, part in enumerate(parts, 1):
        if part.target is None or part.target.get("order") is None:
            continue
        told = trimmed(part.target.get("order"))
        order = int(told) if len(told) < _LONGEST else len(parts) + 1
        if order > len(parts):
            reason = f"its order is {shown(told)}, but the unit has {len(parts)} segments and ignorables"
            refuse(part.target, reason)
        if order in orders:
            refuse(part.target, f"the order {order} is used twice in the unit")
        orders[order] = part.target
        places.add(place)
    for order, target in orders.items():
        if order not in places:
            refuse(
                target,
                f"its order is {order}, but the target that stands at {order} does not say where it goes",
            )


def _check_code_point(element: Any) -> None:
    point = int(element.get("hex"), 16)
    if point > _LAST:
        refuse(element, f"there is no character U+{point:X}; the last is U+10FFFF")
    if not any(point in each for each in _CODE_POINTS):
        refuse(element, f"U+{point:04X} is a character that XML can hold; write the character itself")
