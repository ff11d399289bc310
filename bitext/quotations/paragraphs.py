"""Where printed paragraphs begin within a quotation, which is where English repeats its opening mark.

A line of a text is not always a paragraph: verse, lists, dialogues and text that was wrapped by hand have
several lines in one. Told apart by blank lines, by the stops at the ends of lines, and by their lengths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bitext.quotations.marks import CLOSING, DASHES, OPENING, STRAIGHT, TERMINAL
from bitext.text.document import Span

if TYPE_CHECKING:
    from bitext.languages import Language
    from bitext.text.document import Document, Quotation

_SPACES: Final = " \t\u00a0\u202f"
_BEHIND_STOP: Final = "".join(CLOSING | STRAIGHT) + ")]}" + _SPACES
_BEFORE_WORD: Final = "".join(OPENING | STRAIGHT) + "»([" + _SPACES
_NUMBERED: Final = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)°]\s")
_SEPARATOR: Final = "\u2029"
_REACH: Final = 24
"""Characters at the edges of a line that are looked at."""
_FEWEST: Final = 3
"""Lines from which on the whole text tells what its line breaks mean."""
_VERSE_LINES: Final = 4
_VERSE_WIDTH: Final = 60
"""As many lines, none of them longer, are verse or a list, though each ends with a stop."""
_SHORT: Final = 0.75
"""A line of wrapped text that is shorter than this share of the longest ends its paragraph."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, or the part of one that a quotation has: its first sentence there, its paragraph's number.

    ``is_apart``: a blank line stands before it.
    """

    span: Span
    sentence: int
    paragraph: int
    is_apart: bool = False


class ParagraphHeads:
    """Finds the paragraphs that begin in the quotations of ``document``."""

    def __init__(self, document: Document, language: Language) -> None:
        self._document = document
        self._items = frozenset(language.item_marks) | DASHES | frozenset(language.dialogue_dashes)
        every = self._lines(Span(0, len(document.text)), range(len(document.sentences)))
        self._widths = {line.paragraph: len(line.span) for line in every}
        tight = [before for before, line in pairwise(every) if not line.is_apart]
        self._is_spaced = len(every) > 1 and len(tight) * 2 <= len(every) - 1
        """Whether blank lines part the paragraphs, so that a line break by itself parts none."""
        self._is_wrapped = len(tight) >= _FEWEST and not self._mostly_stopped(tight)

    def within(self, quotation: Quotation) -> list[int]:
        """The sentences that begin a paragraph in the quotation, but for its first."""
        lines = self._lines(Span(quotation.start, quotation.end), quotation.sentences)
        if not lines[1:]:
            return []
        tight = [before for before, line in pairwise(lines) if not line.is_apart]
        spaced = self._is_spaced or len(tight) < len(lines) - 1
        widest = max(self._widths[line.paragraph] for line in lines)
        is_verse = len(lines) >= _VERSE_LINES and widest <= _VERSE_WIDTH
        wrapped = self._is_wrapped or not self._mostly_stopped(tight)
        found = []
        for before, line in pairwise(lines):
            parted = not spaced and not is_verse and self._is_stopped(before)
            if wrapped and self._widths[before.paragraph] > _SHORT * widest:
                parted = False
            if self._may_head(line) and (line.is_apart or (parted and not self._begins_small(line))):
                found.append(line.sentence)
        return found

    def _lines(self, within: Span, sentences: Sequence[int]) -> list[_Line]:
        """The lines of the sentences, cut to the stretch ``within``."""
        text, all_sentences = self._document.text, self._document.sentences
        lines: list[_Line] = []
        for at in sentences:
            sentence = all_sentences[at]
            start, end = max(within.start, sentence.start), min(within.end, sentence.end)
            last = lines[-1] if lines else None
            if last is not None and last.paragraph == sentence.paragraph:
                lines[-1] = replace(last, span=Span(last.span.start, end))
                continue
            gap = text[last.span.end : start] if last is not None else ""
            lines.append(_Line(Span(start, end), at, sentence.paragraph, _is_blank_line(gap)))
        return lines

    def _mostly_stopped(self, lines: Sequence[_Line]) -> bool:
        return sum(map(self._is_stopped, lines)) * 2 >= len(lines)

    def _is_stopped(self, line: _Line) -> bool:
        end = self._document.text[max(line.span.start, line.span.end - _REACH) : line.span.end]
        return end.rstrip(_BEHIND_STOP)[-1:] in TERMINAL

    def _head(self, line: _Line) -> str:
        """What the line begins with, from its first word or sign on."""
        head = self._document.text[line.span.start : min(line.span.end, line.span.start + _REACH)]
        return head.lstrip(_BEFORE_WORD)

    def _may_head(self, line: _Line) -> bool:
        """Whether it is neither an item of a list nor a turn of a dialogue."""
        head = self._head(line)
        return head[:1] not in self._items and _NUMBERED.match(head) is None

    def _begins_small(self, line: _Line) -> bool:
        return self._head(line)[:1].islower()


def _is_blank_line(gap: str) -> bool:
    """Whether there is a blank line in what stands between two lines."""
    breaks = len(f"{gap}.".splitlines()) - 1
    return breaks > 1 or _SEPARATOR in gap
