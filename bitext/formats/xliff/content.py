"""What stands in a source or a target of XLIFF: the text, and where its codes are."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from bitext.formats.xliff.validation.context import identity, inherited
from bitext.formats.xliff.validation.grammar import name_of, tag_of

if TYPE_CHECKING:
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


def content(side: Any, around: Surroundings) -> Content:
    """The text of a source or a target, with the characters that cp elements stand for.

    Native codes (original data) are no text; that of annotations is. Where xml:space does not say
    that white space must be kept, a stretch of it is one space: line ends and indents are layout there.
    """
    pieces: list[str] = []
    codes: list[InlineCode] = []
    at = 0
    for event, element in etree.iterwalk(side, events=("start", "end")):
        starts = event == "start"
        name = name_of(element)
        if name == "pc" or (starts and name in {"sc", "ec"}):
            key = identity(element) or identity(element, "startRef") or ""
            codes.append(InlineCode(key, at, opens=starts and name != "ec"))
        if starts and name == "cp":
            piece = _character(element.get("hex", ""))
        elif starts:
            piece = element.text or ""
        else:
            piece = "" if element is side else element.tail or ""
        pieces.append(piece)
        at += len(piece)
    text = "".join(pieces)
    _, space = inherited(side, around)
    if space == "preserve":
        return Content(text, tuple(codes))
    return _plain(text, codes)


def _character(told: str) -> str:
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
