"""Quotations of a unit as the elements of XLIFF: which element, and which id.

A quotation in one segment is a ``pc``; one that ends in another segment of the unit, or that crosses
another one, is ``sc`` and ``ec``; one that ends in another unit is isolated. Its id is ``q`` and its
number. Source and target have the same id where the standard lets them: where the code is the same
element in the same segment; else the id of the target begins with ``t``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from lxml.etree import SubElement

from bitext.formats.xliff.validation.grammar import tag_of
from bitext.result.pair import SIDES
from bitext.text.characters import NOT_XML

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bitext.formats._quotation_codes import QuotationCode
    from bitext.formats._quotation_encoder import QuotationEncoder
    from bitext.result.pair import SideName
    from bitext.text.document import QuotationKind


@dataclass(slots=True)
class _Ends:
    """The segments of a unit in which a quotation opens and closes, on one side."""

    opens: int | None = None
    closes: int | None = None
    nested: bool = False
    kind: QuotationKind = "quotation"


@dataclass(frozen=True, slots=True)
class _Form:
    """What a quotation is on one side of a unit; ``segment`` is that of the element with the id."""

    name: Literal["pc", "sc", "ec"]
    isolated: bool
    segment: int
    id: str
    kind: QuotationKind


class UnitCodes:
    """The quotations of the pairs of a unit."""

    def __init__(self, encoder: QuotationEncoder, pairs: Iterable[int]) -> None:
        self._parts = {(name, pair): encoder.parts(name, pair) for pair in pairs for name in SIDES}
        self._forms: dict[tuple[SideName, int], _Form] = {}
        ends = self._ends()
        for number in {number for _, number in ends}:
            self._add(number, *(ends.get((name, number)) for name in SIDES))

    def _ends(self) -> dict[tuple[SideName, int], _Ends]:
        found: dict[tuple[SideName, int], _Ends] = {}
        for (name, pair), parts in self._parts.items():
            for code in parts:
                if isinstance(code, str):
                    continue
                ends = found.setdefault((name, code.number), _Ends())
                ends.nested, ends.kind = code.nested, code.kind
                if code.opens:
                    ends.opens = pair
                else:
                    ends.closes = pair
        return found

    def _add(self, number: int, source: _Ends | None, target: _Ends | None) -> None:
        forms = [None if ends is None else _form(ends, f"q{number}") for ends in (source, target)]
        first, second = forms
        if first is not None and second is not None:
            first, second = _alike(first, second)
        for name, form in zip(SIDES, (first, second), strict=True):
            if form is not None:
                self._forms[name, number] = form

    def fill(self, element: Any, side: SideName, pair: int) -> None:
        """Put the text and the codes of a side of a pair into its element."""
        filler = _Filler(element)
        for part in self._parts[side, pair]:
            if isinstance(part, str):
                filler.text(part)
            else:
                filler.code(part, self._forms[side, part.number])

    def plain(self, side: SideName, pair: int) -> str:
        """The text of a side of a pair, without codes."""
        return "".join(part for part in self._parts[side, pair] if isinstance(part, str))


def _form(ends: _Ends, key: str) -> _Form:
    if ends.opens is None:
        return _Form("ec", isolated=True, segment=ends.closes or 0, id=key, kind=ends.kind)
    whole = ends.closes is not None
    name: Literal["pc", "sc"] = "pc" if whole and ends.opens == ends.closes and ends.nested else "sc"
    return _Form(name, isolated=not whole, segment=ends.opens, id=key, kind=ends.kind)


def _alike(source: _Form, target: _Form) -> tuple[_Form, _Form]:
    """Source and target as the same code if they can be; else with different ids."""
    if source.segment == target.segment and source.isolated == target.isolated:
        if source.name == target.name:
            return source, replace(target, kind=source.kind)
        if "ec" not in {source.name, target.name}:
            # One side is in two elements, so the other is too.
            return replace(source, name="sc"), replace(target, name="sc", kind=source.kind)
    return source, replace(target, id=f"t{target.id[1:]}")


def fill_text(element: Any, text: str) -> None:
    """Put text into an element; what XML cannot hold becomes cp elements."""
    _Filler(element).text(text)


class _Filler:
    """Appends text and codes to an element."""

    def __init__(self, element: Any) -> None:
        self._open = [element]
        self._last: Any = None
        """The element behind which text goes; None where it goes to the beginning of the open one."""

    def text(self, text: str) -> None:
        at = 0
        for hit in NOT_XML.finditer(text):
            self._append(text[at : hit.start()])
            self._empty("cp", hex=f"{ord(hit[0]):04X}")
            at = hit.end()
        self._append(text[at:])

    def code(self, code: QuotationCode, form: _Form) -> None:
        kind = {"type": "quote"}
        if form.kind != "quotation":
            kind["subType"] = f"bitext:{form.kind}"
        if form.name == "pc" and not code.opens:
            self._last = self._open.pop()
        elif form.name == "pc":
            self._open.append(SubElement(self._open[-1], tag_of("pc"), id=form.id, **kind))
            self._last = None
        elif code.opens:
            isolated = {"isolated": "yes"} if form.isolated else {}
            self._empty("sc", id=form.id, **isolated, **kind)
        elif form.isolated:
            self._empty("ec", id=form.id, isolated="yes", **kind)
        else:
            self._empty("ec", startRef=form.id)

    def _empty(self, name: str, **attributes: str) -> None:
        self._last = SubElement(self._open[-1], tag_of(name), **attributes)

    def _append(self, text: str) -> None:
        if self._last is None:
            self._open[-1].text = (self._open[-1].text or "") + text
        else:
            self._last.tail = (self._last.tail or "") + text
