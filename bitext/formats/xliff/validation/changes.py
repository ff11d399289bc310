"""The rules of change tracking (a module of XLIFF 2.0, an extension of 2.1): what revisions are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from bitext.formats.xliff.validation.context import identity
from bitext.formats.xliff.validation.grammar import CORE, name_of, tag_of
from bitext.formats.xliff.validation.refusal import refuse, shown

if TYPE_CHECKING:
    from bitext.formats.xliff.validation.context import Surroundings
    from bitext.formats.xliff.validation.scope import Scope

_IN_CONTAINERS: Final = frozenset(("note", "notes"))
"""What is there of a file or a group when its change tracking is checked."""


def check_revisions(revisions: Any, _around: Surroundings, _scope: Scope | None) -> None:
    """Revisions are of one element beside them, and tell its content or its attributes.

    Raises:
        FormatError: the element is not there, or not clear, or what is told of it is nothing that it has.
    """
    versions = [each.get("version") for each in revisions.iterchildren(etree.Element)]
    current = revisions.get("currentVersion")
    if current is not None and current not in versions:
        refuse(revisions, f"its currentVersion is {shown(current)}, but there is no such revision in it")
    enclosing = revisions.getparent().getparent()
    kind = revisions.get("appliesTo")
    if name_of(enclosing) != "unit" and kind not in _IN_CONTAINERS:
        return
    revised = _revised(revisions, list(enclosing.iter(f"{{{CORE}}}{kind}")), kind)
    for revision in revisions.iterchildren(etree.Element):
        _check_items(revision, revised)


def _revised(revisions: Any, instances: list[Any], kind: str) -> Any | None:
    """The element that revisions are of; None where there is none, or where ids do not tell it."""
    key = identity(revisions, "ref")
    named = [each for each in instances if identity(each) is not None]
    if key is None:
        if len(instances) > 1 and named:
            refuse(revisions, f"there are several <{kind}>, so it must have a ref with the id of one")
        return instances[0] if len(instances) == 1 else None
    found = next((each for each in named if identity(each) == key), None)
    # A source or a target has no id; some writers name a note instead.
    others = revisions.getparent().getparent().iterdescendants(f"{{{CORE}}}*")
    if found is None and (named or key not in map(identity, others)):
        refuse(revisions, f"its ref is {shown(key)}, but there is no <{kind}> with this id beside it")
    return found


def _check_items(revision: Any, revised: Any | None) -> None:
    told: set[str] = set()
    for item in revision.iterchildren(tag_of("ctr:item")):
        name = item.get("property")
        if name in told:
            refuse(item, f"the revision tells {shown(name)} twice")
        told.add(name)
        if revised is not None and name != "content" and revised.get(name) is None:
            refuse(
                item,
                f"its property is {shown(name)}, which is neither content nor an attribute of "
                f"the <{name_of(revised)}> that is revised",
            )
