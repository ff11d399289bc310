"""The rules of the modules of XLIFF (candidates, glossary, resources, validation, …), and of extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from bitext.formats._xml import LANG
from bitext.formats.xliff.validation.changes import check_revisions
from bitext.formats.xliff.validation.code_order import check_sequences
from bitext.formats.xliff.validation.context import check_unique, identity, same_language
from bitext.formats.xliff.validation.grammar import CORE, MODULES, name_of, tag_of
from bitext.formats.xliff.validation.inline import check_inline
from bitext.formats.xliff.validation.references import Reference, reference
from bitext.formats.xliff.validation.refusal import refuse, shown
from bitext.formats.xliff.validation.scope import Part, Scope
from bitext.formats.xliff.validation.structure import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bitext.formats.xliff.validation.context import Surroundings

_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_TESTS: Final = ("isPresent", "isNotPresent", "startsWith", "endsWith")
_LISTS: Final = frozenset(("gls:glossary", "mda:metadata", "res:resourceData", "mtc:matches"))
"""Modules in which ids are unique among the elements of the module."""


def check_modules(parent: Any, around: Surroundings, scope: Scope | None = None) -> None:
    """Checks the modules and extensions in a file, a group or a unit (then with its scope).

    Raises:
        FormatError: a rule is broken.
    """
    for child in parent.iterchildren(etree.Element):
        check_module(child, around, scope)
    check_extension_ids(parent.iterchildren(etree.Element), set())


def check_module(child: Any, around: Surroundings, scope: Scope | None) -> None:
    """Checks one child of a file, a group or a unit, if it is of a module."""
    name = name_of(child)
    if name in _LISTS:
        check_unique(child.iter(f"{{{etree.QName(child).namespace}}}*"), name)
    for each in child.iter(*map(tag_of, _RULES)):
        _RULES[name_of(each)](each, around, scope)


def check_extension_ids(children: Iterable[Any], seen: set[tuple[str | None, str]]) -> None:
    """Ids of an extension are unique in the file, group or unit around it; ``seen`` gathers them."""
    for child in children:
        if etree.QName(child).namespace in {CORE, *MODULES.values()}:
            continue
        for each in child.iter(etree.Element):
            uri = etree.QName(each).namespace
            for attribute in ("id", _XML_ID):
                key = identity(each, attribute)
                if key is None or uri in {CORE, *MODULES.values()}:
                    continue
                if (uri, key) in seen:
                    refuse(
                        each,
                        f"the id {shown(key)} is used twice in this extension, in one file, group or unit",
                    )
                seen.add((uri, key))


# Translation candidates


def _check_match(match: Any, around: Surroundings, scope: Scope | None) -> None:
    if match.get(LANG) is not None:
        refuse(match, "it has xml:lang, which belongs on its source and its target")
    if match.get("ref") is not None and "#" not in match.get("ref"):
        refuse(match, f"its ref {shown(match.get('ref'))} is no reference; write # before the id")
    if match.get("subType") is not None and match.get("type") is None:
        refuse(match, "it has a subType, so it must have a type")
    _check_points(match, around, scope)
    source, target = (match.find(tag_of(name)) for name in ("source", "target"))
    own = Scope(match, "the match", [Part(match, source, target)])
    check_unique(match.iterfind(f"{tag_of('originalData')}/{tag_of('data')}"), "originalData")
    check_inline(own)
    check_sequences(own)


def _check_points(element: Any, around: Surroundings, scope: Scope | None) -> None:
    """The ref of a match or of a term points to a span of text in the same unit."""
    value = element.get("ref")
    if value is None or scope is None:
        return
    # Some writers leave the # out of a glossary, or put the t= of a target before it.
    address = trimmed(value)
    path, mark, rest = address.partition("#")
    pointed = reference(element, address)
    pointed = pointed or Reference({}, "", rest if mark else path)
    key, kind, containers = pointed.id, pointed.kind, pointed.containers
    unit = identity(scope.element)
    here = containers.get("u", unit) == unit and containers.get("f", around.file) == around.file
    if kind not in {"", "t"} or not here or scope.known(key) is None:
        refuse(element, f"its ref must point to a span of text in the same unit (#id), not {shown(value)}")


# Glossary


def _check_entry(entry: Any, around: Surroundings, scope: Scope | None) -> None:
    if all(entry.find(tag_of(f"gls:{name}")) is None for name in ("translation", "definition")):
        refuse(entry, "it must have a translation or a definition")
    _check_points(entry, around, scope)


# Resource data


def _check_item(item: Any, _around: Surroundings, _scope: Scope | None) -> None:
    parts = [item.find(tag_of(f"res:{name}")) for name in ("source", "target")]
    present = [part for part in parts if part is not None]
    if item.get("mimeType") is None and not any(len(part) for part in present):
        refuse(item, "it must have a mimeType, since it holds neither a source nor a target with content")


def _check_resource(part: Any, around: Surroundings, _scope: Scope | None) -> None:
    has_content = len(part) > 0 or bool((part.text or "").strip())
    check_either(part, has_content=has_content)
    wanted = around.source if name_of(part) == "res:source" else around.target
    if part.get(LANG) is not None and not same_language(part.get(LANG), wanted):
        refuse(part, f"its xml:lang is {shown(part.get(LANG))}, not {wanted} as the file says")


def check_either(element: Any, *, has_content: bool) -> None:
    """A skeleton or a resource is either here or elsewhere."""
    if element.get("href") is None and not has_content:
        refuse(element, "it is empty, so it must have an href")
    if element.get("href") is not None and has_content:
        refuse(element, "it has an href, so it must be empty")


def _check_resource_ref(item: Any, around: Surroundings, _scope: Scope | None) -> None:
    beside = {identity(each) for each in item.itersiblings(tag_of("res:resourceItem"))}
    if identity(item, "ref") not in around.resources | beside:
        refuse(item, f"its ref is {shown(item.get('ref'))}, but the file has no resourceItem with this id")


# Validation


def _check_rule(rule: Any, _around: Surroundings, _scope: Scope | None) -> None:
    tests = [attribute for attribute in _TESTS if rule.get(attribute) is not None]
    own = any(etree.QName(tag).namespace is not None for tag in rule.attrib)
    if len(tests) > 1 or not (tests or own):
        refuse(rule, f"it must have one of {', '.join(_TESTS)}, or an attribute of another namespace")
    if rule.get("occurs") is not None and tests != ["isPresent"]:
        refuse(rule, "it has occurs, so it must have isPresent")
    if rule.get("existsInSource") is not None and tests in ([], ["isNotPresent"]):
        refuse(rule, "it has existsInSource, so it must have one of isPresent, startsWith, endsWith")
    if rule.get("disabled") == "yes" and name_of(rule.getparent().getparent()) == "file":
        refuse(rule, "it is disabled; a rule for the whole file cannot be")


_RULES: Final[dict[str, Callable[[Any, Surroundings, Scope | None], None]]] = {
    "ctr:revisions": check_revisions,
    "mtc:match": _check_match,
    "gls:glossEntry": _check_entry,
    "gls:translation": _check_points,
    "res:resourceItem": _check_item,
    "res:resourceItemRef": _check_resource_ref,
    "res:source": _check_resource,
    "res:target": _check_resource,
    "val:rule": _check_rule,
}
