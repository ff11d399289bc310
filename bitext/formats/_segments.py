"""Segments with inline codes, of any format in XML: their text, and other text in the places of it.

The text of a segment lies in slots, between its codes: in front of the first child of an element, and behind
each. Where a code parts two words that nothing else parts (a line break, a placeholder), the text has a space
there, so that they do not become one.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from bitext.errors import CharacterWarning
from bitext.formats._xml import fit_for_xml
from bitext.text.characters import NOT_XML

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_COMPARED: Final = 250_000
_PARTING = re.compile(
    r"</?(?:br|p|div|li|td|th|tr|h[1-6]|hr|ul|ol|dl|dd|dt|table|section|article|para|cell|row|tab|w:br|w:tab"
    r"|text:line-break|text:tab)\b|\\[nt](?![a-z])|\\(?:par|line|tab)\b|[\n\t]|\b(?:lb|pb|line_?break|newline)\b",
    re.IGNORECASE,
)
_WITHIN_WORDS = re.compile(
    r"</?(?:b|i|u|s|em|strong|sub|sup|span|font|a|small|big|code|mark|abbr|[a-z]{0,2}[0-9]+)\b"
    r"|\\(?:b|i|ul|cf|f|fs|cs|plain|super|sub|nosupersub|highlight)-?[0-9]*(?![a-z])|^\s*[{}]+\s*$"
    r"|\b(?:bold|italic|d?ulined|underlined?|colou?r|font|scap|fmt|xlf:[biu])\b",
    re.IGNORECASE,
)


class CodeEvent(NamedTuple):
    """A code that is passed: the beginning or the end of a span, or one that stands alone.

    ``native`` is all that the file tells of it: the code of the format that it comes from, its type.
    """

    kind: Literal["opens", "closes", "alone"]
    native: str


@dataclass(slots=True)
class TextSlot:
    """A place for text: in front of the first child of ``element``, or, if ``behind``, behind it.

    ``codes`` are those that stand between it and the slot before.
    """

    element: Any
    behind: bool
    codes: tuple[CodeEvent, ...] = ()

    @property
    def text(self) -> str:
        return (self.element.tail if self.behind else self.element.text) or ""

    def put(self, text: str) -> None:
        """Other text in the slot."""
        if self.behind:
            self.element.tail = text
        else:
            self.element.text = text


def is_within_words(native: str) -> bool:
    """Whether a code is mostly emphasis, which may stand in the middle of a word."""
    return _WITHIN_WORDS.search(native) is not None


def parts_words(codes: Iterable[CodeEvent]) -> bool:
    """Whether codes with no text between them part the two words beside them.

    Marks of emphasis inside a word do not; the end of one span and the beginning of the next do.
    """
    closed = False
    for code in codes:
        if _PARTING.search(code.native):
            return True
        if code.kind == "alone" and not _WITHIN_WORDS.search(code.native):
            return True
        if code.kind == "opens" and closed:
            return True
        closed |= code.kind == "closes"
    return False


class GapFinder:
    """Finds the spaces that codes stand for, while the text of a segment comes in from left to right."""

    def __init__(self) -> None:
        self._last = ""
        self._codes: list[CodeEvent] = []

    def code(self, *codes: CodeEvent) -> None:
        """Codes are passed."""
        self._codes.extend(codes)

    def gap(self, text: str) -> str:
        """What parts the text so far from ``text``, which follows: a space or nothing."""
        if not text:
            return ""
        glued = self._last.isalnum() and text[0].isalnum()
        gap = " " if glued and parts_words(self._codes) else ""
        self._last = text[-1]
        self._codes.clear()
        return gap


def texts_of(slots: Sequence[TextSlot]) -> list[str]:
    """The text of each slot, with the space that the codes before it stand for."""
    finder = GapFinder()
    found = []
    for slot in slots:
        finder.code(*slot.codes)
        found.append(finder.gap(slot.text) + slot.text)
    return found


def reword(slots: Sequence[TextSlot], text: str) -> None:
    """Puts ``text`` in the place of the text of the slots; each code stays at the words beside it.

    White space at the edges stays. Characters that XML cannot hold become visible ones, with a
    CharacterWarning.
    """
    if (count := len(NOT_XML.findall(text))) > 0:
        warnings.warn(
            f"{count} character{'s' * (count > 1)} that XML cannot hold replaced in a changed segment.",
            CharacterWarning,
            stacklevel=2,
        )
    pieces = texts_of(slots)
    old = "".join(pieces)
    lead = old[: len(old) - len(old.lstrip())]
    new = f"{lead}{fit_for_xml(text)}{old[len(old.rstrip()) :] if old.strip() else ''}"
    ends, at = [], 0
    for piece in pieces:
        at += len(piece)
        ends.append(at)
    moved = [*moved_offsets(old, new, ends[:-1]), len(new)]
    begin = 0
    for slot, piece, end in zip(slots, pieces, moved, strict=True):
        fresh = new[begin:end]
        was_added = len(piece) > len(slot.text)
        slot.put(fresh.removeprefix(" ") if was_added else fresh)
        begin = end


def moved_offsets(old: str, new: str, offsets: Sequence[int]) -> list[int]:
    """Where ascending offsets of an old text lie in the new one: at the words that stayed, in their order."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    blocks = _blocks(before, after)
    starts, new_starts = _starts(before), _starts(after)
    begins = [starts[one] for one, _, _ in blocks]
    return [
        _moved(offset, blocks[max(0, bisect_right(begins, offset) - 1)], starts, new_starts)
        for offset in offsets
    ]


def _moved(offset: int, block: tuple[int, int, int], starts: Sequence[int], new_starts: Sequence[int]) -> int:
    """The new offset, by the last stretch of equal tokens that begins before the old one, or at it."""
    one, other, length = block
    if offset <= starts[one + length]:
        return new_starts[other] + offset - starts[one]
    return new_starts[other + length]


def _starts(tokens: Sequence[str]) -> list[int]:
    """Where tokens begin, and the end of the last."""
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts


def _blocks(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int]]:
    """Stretches of equal tokens: where they begin on both sides, and how long they are.

    Between two long texts that have little in common, only their beginnings and ends are compared.
    """
    least = min(len(before), len(after))
    head = next((at for at in range(least) if before[at] != after[at]), least)
    tail = next((at for at in range(least - head) if before[-1 - at] != after[-1 - at]), least - head)
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    inner: list[tuple[int, int, int]] = []
    if len(middle[0]) * len(middle[1]) <= _MOST_COMPARED:
        matcher = SequenceMatcher(None, *middle, autojunk=False)
        inner = [(head + one, head + other, size) for one, other, size in matcher.get_matching_blocks()[:-1]]
    return [(0, 0, head), *inner, (len(before) - tail, len(after) - tail, tail)]
