"""References inside an XLIFF file: the fragment identifiers of the standard, ``#f=f1/u=u1/n=n1``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from bitext.formats.xliff.validation.grammar import MODULES, NAME
from bitext.formats.xliff.validation.refusal import refuse, shown
from bitext.formats.xliff.validation.structure import trimmed

_SELECTOR = re.compile(rf"(?:({NAME})=)?({NAME})")
_CONTAINERS: Final = ("f", "g", "u")
_IN_UNIT: Final = frozenset(("", "t", "d"))
_LEAVES: Final = _IN_UNIT | {"n"}
# TBX (ISO 30042) in XLIFF is the one extension whose prefix is in general use.
_REGISTERED: Final = frozenset((*MODULES, "tbx"))


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference inside the document: its containers (``f``, ``g``, ``u``) and what it points to in them.

    ``kind`` is ``n`` for a note, ``d`` for data, ``t`` for something in a target, empty for something in
    a source or for a segment, the prefix of a module, or None where it points to a container.
    """

    containers: dict[str, str]
    kind: str | None
    id: str


def reference(element: Any, value: str) -> Reference | None:
    """What an attribute points to; None where that is outside the document.

    Raises:
        FormatError: it begins with # but is not a fragment identifier of XLIFF.
    """
    address = trimmed(value)
    if not address.startswith("#"):
        return None
    selectors = [_SELECTOR.fullmatch(each) for each in address[1:].removeprefix("/").split("/")]
    containers: dict[str, str] = {}
    kind: str | None = None
    last = ""
    for at, hit in enumerate(selectors):
        if hit is None:
            refuse(element, f"{shown(value)} is not a reference such as #n=n1 or #/f=f1/u=u1/n=n1")
        prefix, last = hit[1] or "", hit[2]
        if prefix not in _CONTAINERS:
            _check_leaf(element, value, prefix, is_last=at == len(selectors) - 1)
            kind = prefix
            continue
        if any(_CONTAINERS.index(each) >= _CONTAINERS.index(prefix) for each in containers):
            refuse(
                element, f"in {shown(value)} file, group and unit (f, g, u) stand once each, in this order"
            )
        containers[prefix] = last
    if address.startswith("#/") and "f" not in containers:
        refuse(element, f"{shown(value)} is absolute (it begins with /), so it must begin with the file (f=)")
    return Reference(containers, kind, last)


def _check_leaf(element: Any, value: str, prefix: str, *, is_last: bool) -> None:
    if prefix not in _LEAVES and prefix not in _REGISTERED:
        known = ", ".join(sorted(_REGISTERED))
        refuse(
            element,
            f"{shown(value)} has the prefix {prefix}, which is not f, g, u, n, d, t or one of {known}",
        )
    if not is_last:
        refuse(element, f"in {shown(value)} only the last part may name something other than f, g and u")
