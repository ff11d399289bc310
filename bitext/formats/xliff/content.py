"""What stands in a source or a target of XLIFF: the text, and where its codes are."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from lxml import etree

from bitext.formats._segments import CodeEvent, GapFinder
from bitext.formats.xliff.validation.context import identity, inherited
from bitext.formats.xliff.validation.grammar import CODES, name_of, tag_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bitext.formats._native import Values
    from bitext.formats.xliff.validation.context import Surroundings

CATEGORY: Final = "bitext"
"""The category of the metadata that bitext writes."""

_SPACE = re.compile("[ \t\r\n]+")


class InlineCode(NamedTuple):
    """One half of a code: the id of both halves, and where it stands in the text."""

    id: str
    at: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Content:
    """A source or a target."""

    text: str
    codes: tuple[InlineCode, ...] = ()


def content(side: Any, around: Surroundings, data: Mapping[str, str] | None = None) -> Content:
    """The text of a source or a target, with the characters that cp elements stand for.

    Native codes (original data) are no text; that of annotations is. Where xml:space does not say
    that white space must be kept, a stretch of it is one space: line ends and indents are layout there.
    ``data`` is the original data of the unit, where codes may part words; None in a file that bitext wrote.
    """
    pieces: list[str] = []
    codes: list[InlineCode] = []
    gaps = GapFinder()
    at = 0
    for event, element in etree.iterwalk(side, events=("start", "end")):
        starts = event == "start"
        name = name_of(element)
        if name == "pc" or (starts and name in {"sc", "ec"}):
            key = identity(element) or identity(element, "startRef") or ""
            codes.append(InlineCode(key, at, opens=starts and name != "ec"))
        if starts and name == "cp":
            piece = character_of(element.get("hex", ""))
        elif starts:
            piece = element.text or ""
        else:
            piece = "" if element is side else element.tail or ""
        if data is not None:
            gaps.code(*code_events(element, data, starts=starts))
            piece = gaps.gap(piece) + piece
        pieces.append(piece)
        at += len(piece)
    text = "".join(pieces)
    _, space = inherited(side, around)
    if space == "preserve":
        return Content(text, tuple(codes))
    return _plain(text, codes)


def code_events(element: Any, data: Mapping[str, str], *, starts: bool) -> list[CodeEvent]:
    """The codes that are passed where an element begins, or ends."""
    name = name_of(element)
    if name == "pc":
        kind: Literal["opens", "closes"] = "opens" if starts else "closes"
        return [CodeEvent(kind, _native(element, data, "Start" if starts else "End"))]
    if not starts or name not in CODES:
        return []
    if name == "ph":
        return [CodeEvent("alone", _native(element, data))]
    return [CodeEvent("opens" if name == "sc" else "closes", _native(element, data))]


def _native(code: Any, data: Mapping[str, str], end: str = "") -> str:
    """All that a file tells of a code, or of one ``end`` of it."""
    told = [code.get(f"{name}{end}", "") for name in ("disp", "equiv")]
    told += [code.get("type", ""), code.get("subType", "")]
    return " ".join([*told, data.get(identity(code, f"dataRef{end}") or "", "")])


def original_data(unit: Any) -> dict[str, str]:
    """The original data of a unit, by id."""
    found = unit.iterfind(f"{tag_of('originalData')}/{tag_of('data')}")
    return {identity(each) or "": "".join(each.itertext()) for each in found}


def character_of(told: str) -> str:
    """The character that a cp element stands for; U+FFFD where it says none."""
    try:
        return chr(int(told, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _plain(text: str, codes: list[InlineCode]) -> Content:
    """The text with one space for each stretch of white space."""
    pieces: list[str] = []
    moved: list[InlineCode] = []
    length = last = 0
    after_space = False
    for at, code in [*((code.at, code) for code in codes), (len(text), None)]:
        piece = _SPACE.sub(" ", text[last:at])
        piece = piece.removeprefix(" ") if after_space else piece
        pieces.append(piece)
        length, last = length + len(piece), at
        after_space = piece.endswith(" ") if piece else after_space
        if code is not None:
            moved.append(code._replace(at=length))
    return Content("".join(pieces), tuple(moved))


def metadata_of(holder: Any | None) -> dict[str, Values]:
    """What bitext wrote into a metadata element, by the id of the group; empty for that of a file."""
    found: dict[str, Values] = {}
    if holder is None:
        return found
    for group in holder.iterchildren(tag_of("mda:metaGroup")):
        if group.get("category") != CATEGORY:
            continue
        values: Values = defaultdict(list)
        for meta in group.iterchildren(tag_of("mda:meta")):
            values[meta.get("type")].append(meta.text or "")
        found[identity(group) or ""] = dict(values)
    return found
