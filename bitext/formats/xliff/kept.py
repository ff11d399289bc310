"""XLIFF of another program, written again: as it was, but for what has changed in the Bitext since.

Units, ids, notes, modules, states and inline codes stay. A text that was changed stands in the place of the
old one, its codes at the words that stayed; a pair that a person has found right becomes *reviewed*.
"""

from __future__ import annotations

import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, TextIO

from lxml import etree

from bitext.errors import ExchangeWarning
from bitext.formats._segments import CodeEvent, TextSlot, reword
from bitext.formats._xml import parsed, serialized, xml_text
from bitext.formats.xliff.content import code_events
from bitext.formats.xliff.validation.grammar import CORE, CORE_2_2, name_of, tag_of
from bitext.result.foreign_file import tell_left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bitext.result.bitext import Bitext
    from bitext.result.foreign_file import ForeignRow
    from bitext.result.pair import Pair

SEGMENTS: Final = (tag_of("segment"), tag_of("ignorable"))
_ALL_SEGMENTS: Final = (*SEGMENTS, *(each.replace(CORE, CORE_2_2) for each in SEGMENTS))
_WITH_TEXT: Final = frozenset(("pc", "mrk", "source", "target"))
_NAMES: Final = {
    **dict.fromkeys(("ph", "pc", "sc"), "inline code"),
    **dict.fromkeys(("mrk", "sm"), "annotation"),
    "note": "note",
    "data": "native code",
    "mtc:match": "candidate",
    "gls:glossEntry": "term",
    "mda:meta": "metadata entry",
}
_ATTRIBUTES: Final = {"id": "id", "name": "name", "state": "state", "subState": "state"}


def extras_of(unit: Any) -> Counter[str]:
    """What a unit of another program has that a Bitext has no place for, counted by its name."""
    found: Counter[str] = Counter()
    for element in unit.iter(etree.Element):
        name = _NAMES.get(name_of(element))
        if name is not None:
            found[name] += 1
        if element is unit or element.tag in SEGMENTS:
            found.update(_ATTRIBUTES.get(attribute, "attribute") for attribute in element.attrib)
    return found


def extras_of_file(data: bytes) -> Counter[str]:
    """What all units of a file have that a Bitext has no place for."""
    names = tag_of("unit"), tag_of("unit").replace(CORE, CORE_2_2)
    return sum((extras_of(unit) for unit in parsed(data).iter(*names)), Counter())


def write_kept(bitext: Bitext, stream: TextIO) -> bool:
    """Writes what was read from XLIFF of another program, with what has changed; False where it was not.

    Where pairs were merged or divided the file cannot be kept; an ExchangeWarning tells what is left out.
    """
    foreign = bitext.foreign
    if foreign is None or foreign.format != "xliff":
        return False
    rows = list(zip(foreign.rows, bitext.pairs, strict=False))
    changed = [(row, pair) for row, pair in rows if not row.is_like(pair)]
    if len(foreign.rows) != len(bitext.pairs) or any(len(row.places) != 1 for row, _ in changed):
        tell_left_out(foreign, "a file with pairs that were merged or divided")
        return False
    if not changed:
        stream.write(xml_text(foreign.data))
        return True
    tree = parsed(foreign.data)
    segments = [each for each in tree.iter(*_ALL_SEGMENTS) if name_of(each.getparent()) == "unit"]
    for row, pair in changed:
        _change(segments[row.places[0]], row, pair)
    if tree.getroot().get("trgLang") is None:
        tree.getroot().set("trgLang", bitext.target.lang)
    _tell_flags(changed)
    stream.write(serialized(tree))
    return True


def _tell_flags(changed: list[tuple[ForeignRow, Pair]]) -> None:
    flags = Counter(flag for row, pair in changed for flag in pair.flags if flag not in row.flags)
    if flags:
        told = ", ".join(f"{count} {flag}" for flag, count in flags.items())
        warnings.warn(
            f"flags have no place in XLIFF of another program and are left out ({told}).",
            ExchangeWarning,
            stacklevel=4,
        )


def _change(segment: Any, row: ForeignRow, pair: Pair) -> None:
    uri = etree.QName(segment).namespace
    source, target = (segment.find(f"{{{uri}}}{name}") for name in ("source", "target"))
    if source is None:
        source = etree.Element(f"{{{uri}}}source")
        segment.insert(0, source)
    if row.texts[0] != pair.source.text:
        _reword(source, pair.source.text)
    if row.texts[1] != pair.target.text:
        if target is None:
            target = etree.Element(f"{{{uri}}}target")
            target.tail = source.tail
            source.addnext(target)
        _reword(target, pair.target.text)
    if pair.checked != row.checked and name_of(segment) == "segment":
        segment.set("state", "reviewed" if pair.checked else "translated")
        segment.attrib.pop("subState", None)


def _reword(side: Any, text: str) -> None:
    for each in list(side.iter(tag_of("cp"), f"{{{CORE_2_2}}}cp")):
        _dissolve(each)
    reword(list(_slots(side)), text)


def _dissolve(element: Any) -> None:
    """Takes an element out; the text behind it stays."""
    before, parent = element.getprevious(), element.getparent()
    tail = element.tail or ""
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    element.tail = None
    parent.remove(element)


def _slots(side: Any) -> Iterator[TextSlot]:
    """The places of a source or a target in which text is."""
    codes: list[CodeEvent] = []
    for event, element in etree.iterwalk(side, events=("start", "end", "comment", "pi")):
        starts = event == "start"
        if event in {"start", "end"}:
            codes += code_events(element, {}, starts=starts)
        if starts and name_of(element) in _WITH_TEXT:
            yield TextSlot(element, behind=False, codes=tuple(codes))
            codes.clear()
        elif not starts and element is not side:
            yield TextSlot(element, behind=True, codes=tuple(codes))
            codes.clear()
