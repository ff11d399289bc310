"""The rules of size restriction: numbers where a profile of the standard asks for them, references."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from bitext.formats.xliff.validation.context import identity
from bitext.formats.xliff.validation.grammar import tag_of
from bitext.formats.xliff.validation.refusal import refuse, shown

if TYPE_CHECKING:
    from bitext.formats.xliff.validation.context import Surroundings

_GENERAL: Final = frozenset(("", "xliff:codepoints"))
_STORAGE: Final = frozenset(("", "xliff:utf8", "xliff:utf16", "xliff:utf32"))
_NUMBER: Final = re.compile("[0-9]+"), "a whole number"
_RANGE: Final = (
    re.compile(r"\*|[0-9]+(?:,(?:[0-9]+|\*))?"),
    "a whole number, two with a comma between them, or *",
)
_WHOLE: Final = re.compile(r"(?![+-]?[0-9]*[.,][0-9]).*"), "a whole number or another value"
_INFO: Final = tag_of("slr:sizeInfo")
_BY_GENERAL: Final = {_INFO: _NUMBER, tag_of("slr:sizeRestriction"): _RANGE}
_BY_STORAGE: Final = {tag_of("slr:equivStorage"): _NUMBER, tag_of("slr:storageRestriction"): _RANGE}
_REFERENCE: Final = tag_of("slr:sizeInfoRef")


def with_sizes(container: Any, around: Surroundings) -> Surroundings:
    """What holds inside a file, a group or a unit: its profiles, and the ids of its data on sizes."""
    profiles = container.find(tag_of("slr:profiles"))
    if profiles is not None:
        around = replace(
            around,
            no_profile=False,
            usual_sizes=profiles.get("generalProfile", "") in _GENERAL,
            usual_storage=profiles.get("storageProfile", "") in _STORAGE,
        )
    held = {identity(each) for data in container.iterchildren(tag_of("slr:data")) for each in data.iter()}
    return replace(around, sizes=around.sizes | held) if held - {None} else around


def check_sizes(element: Any, around: Surroundings) -> None:
    """Checks what one element says of sizes; ``around`` is what holds where it stands. Raises FormatError."""
    kinds = {
        **(_BY_GENERAL if around.usual_sizes else {}),
        **(_BY_STORAGE if around.usual_storage else {}),
        **({_INFO: _WHOLE} if around.no_profile else {}),
    }
    for attribute, (pattern, words) in kinds.items():
        value = element.get(attribute)
        if value is not None and not pattern.fullmatch(value.strip()):
            name = etree.QName(attribute).localname
            refuse(element, f"its {name} is {shown(value)}, which is not {words}")
    key = identity(element, _REFERENCE)
    if key is not None and key not in around.sizes:
        refuse(
            element,
            f"its sizeInfoRef is {shown(key)}, but no <slr:data> beside it or what it stands in has this id",
        )
