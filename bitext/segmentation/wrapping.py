"""Text that was wrapped by hand or by a program (mail, a PDF): which line breaks end nothing.

Text that is wrapped has lines about as long as each other: the first word of the next one would have been too
long for a line. And most of its lines end in mid-sentence. Verse, lists, addresses, tables and subtitles have
one of the two at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from bitext.quotations.marks import CLOSING, OPENING, STRAIGHT, TERMINAL

if TYPE_CHECKING:
    from bitext.languages import Language

Unwrap = Literal["auto", True, False]
"""Whether wrapped lines are joined: where they look like it, always, never."""

_LINE: Final = re.compile(r"[^\n\r]+|\r\n|[\n\r]")
_OTHER_BREAKS: Final = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_COLUMNS: Final = re.compile(r"\t|\||\S {3,}\S|-->|^\s*>|^\s*\d+\s*$|^\s*-{2,}\s*$")
"""Tables, subtitles, what a mail quotes, the line above a signature."""
_LABEL: Final = re.compile(r"\s*[A-ZÀ-ÖØ-ÞŒ][\w.-]{0,20}[ \u00a0\u202f]?:(?:\s|$)")
"""« Objet : », "Tel.:"."""
_NUMBERED: Final = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)°]\s")
_BEHIND_STOP: Final = "".join(CLOSING | STRAIGHT) + ")]} \t\u00a0\u202f"
_BEFORE_WORD: Final = "".join(OPENING | STRAIGHT) + "»([ \t\u00a0\u202f"
_HYPHENS: Final = "-\xad‐¬"

_WIDEST: Final = 130
"""Characters of a wrapped line, at most; longer ones are paragraphs."""
_NARROWEST: Final = 40
_COLUMN: Final = 24
"""Characters of the lines of a narrow column, at least; of such, there have to be :data:`_MANY`."""
_MANY: Final = 6
_LONE: Final = 50
"""Characters of a line that is the only one to be joined to another, at least."""
_FULL: Final = 0.85
"""A line is full if it and the next word are longer than this share of the widest one."""
_SHORT: Final = 0.6
"""A line that is shorter than this share of the widest is a heading, or ends its paragraph."""
_RUNNING: Final = 0.5
"""Of the full lines of a wrapped text, the share that end in mid-sentence, at least."""
_SURE: Final = 0.7
_RAGGED: Final = 0.34
"""Of the lines that end in mid-sentence, the share that are not full, at most."""


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A text whose soft line breaks are spaces; every offset is that of the text it came from.

    ``joined``: how many line breaks were taken for soft ones. ``is_sure``: whether nothing speaks against it.
    """

    text: str
    joined: int = 0
    is_sure: bool = True


def unwrapped(text: str, language: Language, unwrap: Unwrap = "auto") -> Unwrapped:
    """``text`` with spaces in place of the line breaks that only wrap its lines."""
    if unwrap is False:
        return Unwrapped(text)
    blocks = [_Block(lines, language) for lines in _blocks(text)]
    width = max((block.running_width for block in blocks), default=0)
    if unwrap == "auto" and not 0 < width <= _WIDEST:
        return Unwrapped(text)
    soft: list[tuple[int, int]] = []
    is_sure = True
    for block in blocks:
        found = block.all_soft() if unwrap is True else block.soft(width)
        soft += found
        is_sure = is_sure and (not found or unwrap is True or block.is_sure)
    if unwrap == "auto" and len(soft) == 1:
        is_sure = False
    return Unwrapped(_with_spaces(text, soft), len(soft), is_sure)


def _with_spaces(text: str, soft: Iterable[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in soft:
        parts += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*parts, text[last:]]) if parts else text


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, without the white space behind it; ``stop`` is where its break begins."""

    text: str
    start: int
    stop: int

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines that no blank line parts."""
    block: list[_Line] = []
    breaks = 0
    for found in _LINE.finditer(text):
        if found[0][0] in "\r\n":
            breaks += 1
            continue
        line = _Line(found[0].rstrip(), found.start(), found.start() + len(found[0].rstrip()))
        if not line.text or breaks > 1:
            if block:
                yield block
            block = []
        if line.text:
            block.append(line)
            breaks = 0
    if block:
        yield block


@dataclass(frozen=True, slots=True)
class _Break:
    """The break between two lines: its span, the length of the first line, and what speaks for what."""

    span: tuple[int, int]
    length: int
    word: int
    """Characters of the next line's first word."""
    is_hard: bool
    """Whether the next line is an item, a label, a turn, a new paragraph by its indentation."""
    is_stopped: bool
    """Whether the first line ends with a stop."""
    is_running: bool
    """Whether the next line goes on in small letters."""
    is_hyphenated: bool
    """Whether a word runs over the break, with a hyphen at the line's end."""

    def is_full(self, width: int) -> bool:
        """Whether the next word would have been too long for a line of that width, or was divided."""
        return self.is_hyphenated or self.length + 1 + self.word > _FULL * width


class _Block:
    """Lines that no blank line parts."""

    def __init__(self, lines: Sequence[_Line], language: Language) -> None:
        items = _items(language)
        self._breaks: list[_Break] = []
        apart = [_COLUMNS.search(line.text) is not None for line in lines]
        for (one, other), skipped in zip(pairwise(lines), pairwise(apart), strict=True):
            self._breaks.append(_break(one, other, items, is_hard=any(skipped)))
        self._lines = [len(line.text) for line in lines]
        self.is_sure = True

    @property
    def running_width(self) -> int:
        """Characters of the longest line that goes on in the next one."""
        return max((one.length for one in self._breaks if one.is_running and not one.is_hard), default=0)

    def all_soft(self) -> list[tuple[int, int]]:
        """The breaks that only wrap, in a text that is known to be wrapped."""
        width = max(self._lines)
        return [one.span for one in self._breaks if not one.is_hard and not _ends_paragraph(one, width)]

    def soft(self, width: int) -> list[tuple[int, int]]:
        """The breaks that only wrap, if the block is wrapped; ``width`` is that of the whole text."""
        breaks = [one for one in self._breaks if not one.is_hard]
        if not breaks:
            return []
        own = max(one.length for one in breaks)
        width = own if len(breaks) >= _MANY else max(own, width)
        full = [
            one
            for one in breaks
            if one.is_full(width) and not (one.is_stopped and one.length < _SHORT * width)
        ]
        running = sum(one.is_running for one in full)
        ragged = sum(one.is_running for one in breaks if not one.is_full(width))
        divided = [one.span for one in full if one.is_hyphenated]
        if not self._is_wrapped(width, len(full), running, ragged):
            self.is_sure = False
            return divided
        self.is_sure = running >= _SURE * len(full) and not ragged and width >= _NARROWEST
        wraps = {one.span for one in full}
        return [one.span for one in breaks if one.span in wraps or one.is_running]

    def _is_wrapped(self, width: int, full: int, running: int, ragged: int) -> bool:
        if not full or width > _WIDEST or max(self._lines) > _WIDEST or running < _RUNNING * full:
            return False
        narrowest = _COLUMN if full >= _MANY else _LONE if full == 1 else _NARROWEST
        return width >= narrowest and ragged <= _RAGGED * (running + ragged)


def _ends_paragraph(one: _Break, width: int) -> bool:
    if one.is_running:
        return False
    return one.length < _SHORT * width or (one.is_stopped and not one.is_full(width))


@cache
def _items(language: Language) -> frozenset[str]:
    return frozenset(language.item_marks) | frozenset(language.dialogue_dashes)


def _break(one: _Line, other: _Line, items: frozenset[str], *, is_hard: bool) -> _Break:
    first = other.text.lstrip()
    head = first.lstrip(_BEFORE_WORD)
    is_item = first[0] in items or _NUMBERED.match(other.text) is not None
    is_label = _LABEL.match(other.text) is not None
    is_broken = _OTHER_BREAKS.search(one.text) is not None
    hyphenated = one.text[-1] in _HYPHENS and one.text[-2:-1].isalpha()
    return _Break(
        span=(one.stop, other.start + other.indent),
        length=len(one.text),
        word=len(first.split(maxsplit=1)[0]),
        is_hard=is_hard or is_item or is_label or is_broken or other.indent > one.indent + 1,
        is_stopped=one.text.rstrip(_BEHIND_STOP)[-1:] in TERMINAL,
        is_running=head[:1].islower(),
        is_hyphenated=hyphenated and head[:1].islower(),
    )
