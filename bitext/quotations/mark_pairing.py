"""Which opening mark goes with which closing mark: the first step of :mod:`bitext.quotations.find`.

The text is read paragraph by paragraph with a stack of open marks. A mark that finds no partner is left
unpaired instead of being forced into a pair, and an open mark reaches past its paragraph only where the text
bears it out: a continuation mark or a dialogue dash at the head of the next one, or a closing mark that
would have no other partner. One pass, time linear in the text: the stack is bounded, and so is every look
ahead.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from bitext.quotations.apostrophes import read_single
from bitext.quotations.marks import (
    DASHES,
    PAIRS,
    STRAIGHT,
    STYLES,
    SURE,
    TERMINAL,
    Style,
    closes_here,
    is_apostrophe,
    opens_here,
)
from bitext.quotations.matches import Match, UnpairedMark
from bitext.text.characters import LINE_BREAKS

if TYPE_CHECKING:
    from bitext.languages import Language

MAX_DEPTH = 8
"""Marks open at one time; a ninth leaves the oldest unpaired."""
REACH = 8
"""Paragraphs over which an open mark waits for its partner without a continuation mark."""
SHORT_REACH = 3
"""The same for a mark that opens in mid-sentence."""
CARRIED = 2
"""Open marks of one style that wait past their paragraph."""
NEAR = 300
"""Characters over which straight single marks may pair."""
AHEAD = 4
"""Marks looked at when a mark's direction depends on the next of its style."""
FAR_AHEAD = 40
"""Marks looked at when a mark at the head of a paragraph may continue a quotation or nest in it."""
_SCAN = re.compile(
    '[«»“”„‟‹›"‘‚`]+'  # runs are taken apart below
    "|''(?!')|['’](?:(?<!\\w['’])|(?!\\w))"
    "|<<(?<!<<<)(?!<)|>>(?<!>>>)(?!>)|,,(?<!\\w,,)(?=\\w)"
    # A tag's attributes are no quotations.
    "|</?[a-zA-Z][\\w:-]*"
    f"(?:\\s+[\\w:-]+=(?:\"[^\"<>«»“”„‟‹›{LINE_BREAKS}]*\"|'[^'<>«»“”„‟‹›{LINE_BREAKS}]*'))+\\s*/?>"
    f"|[{LINE_BREAKS}]\\s*"
)
_RUN = re.compile("``|.")
_BREAKS = frozenset(LINE_BREAKS)
_BEHIND = " \t\u00a0\u202f.,;!?…"
"""What may stand between a quotation and the end of the paragraph that it ends."""
_TURNED = {"»": "«", "›": "‹", "”": "”"}
"""Marks that open where quotations are turned round, with what closes them."""
_CLOSED_BY = PAIRS | _TURNED
_BOUND = frozenset({"single", "typed", "typed-angle", "apostrophe"})
"""Styles whose marks have other uses: they count only in pairs, within one paragraph."""
_SINGLES = frozenset({"single", "apostrophe"})
"""Those among them that reach further in languages that quote with single marks."""


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    style: Style
    paragraph: int
    whole: bool
    """Whether what it opens begins like a sentence."""
    age: int = 0
    continuations: list[int] = field(default_factory=list)
    ended: int = -1
    """Where the last quotation of the style right inside it ended, in its paragraph."""
    may_be_over: bool = False
    """Whether its paragraph ends with such a quotation, the closing mark of which may end both."""


class MarkPairer:
    """Reads ``text`` once; ``matches``, ``unpaired`` (neither sorted) and ``paragraphs`` are the result.

    ``paragraphs`` are spans without white space at their head. A line that runs on into the next (no stop,
    then a small letter) is one paragraph with it: text wrapped by hand.
    """

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self._language = language
        self._bound = _BOUND - _SINGLES if language.single_marks else _BOUND
        self.matches: list[Match] = []
        self.unpaired: list[UnpairedMark] = []
        self.paragraphs: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._marks: list[str] = []
        self._counts: list[int] = []
        self._stack: list[_Open] = []
        self._left: Counter[str] = Counter()
        self._paragraph = 0
        self._head = 0
        self._scan()
        for first, after in pairwise([0, *self._counts]):
            self._pair(first, after)
            self._paragraph += 1
        for entry in self._stack:
            self._leave(entry)

    def _scan(self) -> None:
        """List the marks and the paragraphs; ``_counts`` holds the number of marks up to each one's end."""
        text, starts, marks = self.text, self._starts, self._marks
        begin = len(text) - len(text.lstrip())
        for found in _SCAN.finditer(text):
            mark, start = found.group(), found.start()
            if mark[0] in _BREAKS:
                if start > begin and not self._runs_on(start, found.end()):
                    self.paragraphs.append((begin, start))
                    self._counts.append(len(marks))
                    begin = found.end()
            elif len(mark) == 1 or mark in STYLES:
                starts.append(start)
                marks.append(mark)
            elif mark[0] != "<":
                for part in _RUN.finditer(mark):
                    starts.append(start + part.start())
                    marks.append(part.group())
        if len(text) > begin:
            self.paragraphs.append((begin, len(text)))
            self._counts.append(len(marks))

    def _runs_on(self, start: int, end: int) -> bool:
        """Whether the line break ``text[start:end]`` only wraps a line."""
        text = self.text
        last = _last(text, start)
        if not text[end : end + 1].islower() or last in TERMINAL or last in ":;":
            return False
        return len(text[start:end].strip(" \t\u00a0\u202f").splitlines()) <= 1

    def _pair(self, first: int, after: int) -> None:
        """Pair the marks of one paragraph, then decide which open ones may reach on."""
        begin, end = self.paragraphs[self._paragraph]
        self._head = begin
        if self._stack and _dash_at(self.text, begin):
            for entry in self._stack:
                entry.age = 0
        if first < after:
            self._left = Counter(self._marks[first:after])
            for i in range(first, after):
                self._left[self._marks[i]] -= 1
                self._take(i, self._starts[i], self._marks[i])
        if self._stack:
            self._carry(end)

    def _carry(self, end: int) -> None:
        """Keep the innermost open marks of each style that may reach past the paragraph's ``end``."""
        stopped = _last(self.text, end) in TERMINAL
        for entry in self._stack:
            if entry.paragraph == self._paragraph:
                entry.may_be_over = entry.ended >= 0 and not self.text[entry.ended : end].strip(_BEHIND)
        kept: list[_Open] = []
        for entry in reversed(self._stack):
            reach = REACH if entry.whole or not stopped else SHORT_REACH
            same = sum(other.style == entry.style for other in kept)
            stays = entry.style in self._bound or (
                entry.style in _SINGLES and not entry.whole and not stopped
            )
            if same == CARRIED or stays or entry.age >= reach:
                self._leave(entry)
            else:
                kept.append(entry)
                entry.age += 1
        self._stack = kept[::-1]

    def _leave(self, entry: _Open) -> None:
        """The open mark found no partner."""
        if entry.style not in _BOUND or (
            entry.mark == "‘" and opens_here(self.text, entry.start, entry.start + 1)
        ):
            self.unpaired.append(UnpairedMark(entry.start, entry.mark, True, entry.paragraph))
        for at in entry.continuations:
            mark = self.text[at : at + len(entry.mark)]
            self.unpaired.append(UnpairedMark(at, mark, mark == entry.mark, entry.paragraph))

    def _take(self, i: int, start: int, mark: str) -> None:
        """Put one mark to use."""
        style = STYLES[mark]
        top = self._top(style)
        if top is not None and start == self._head and self._continues(top, i, start, mark):
            top.continuations.append(start)
            top.paragraph, top.age, top.ended = self._paragraph, 0, -1
            self._head = _skip_space(self.text, start + len(mark))
            return
        role = self._role(i, start, mark, top)
        if role == "open":
            self._open(start, mark, style, top)
        elif role == "close":
            self._close(start, mark, style, top)

    def _top(self, style: Style) -> _Open | None:
        """The innermost open mark of the style."""
        return next((entry for entry in reversed(self._stack) if entry.style == style), None)

    def _continues(self, top: _Open, i: int, start: int, mark: str) -> bool:
        """Whether a mark at the head of a paragraph repeats the one that is open."""
        if top.paragraph == self._paragraph or not (top.whole or self._resumes(top)):
            return False
        if top.may_be_over and top.paragraph < self._paragraph - 1:
            return False
        if mark == top.mark:
            turned = mark in STRAIGHT and not opens_here(self.text, start, start + 1)
            return not turned and (bool(top.continuations) or not self._nests(i, mark))
        after = self.text[start + 1 : start + 4].lstrip()[:1]
        return mark == "»" and after.isalnum()

    def _resumes(self, top: _Open) -> bool:
        """Whether what opened in mid-sentence may go on here: the paragraph before ends with a stop."""
        adjacent = self._language.head_marks and top.paragraph == self._paragraph - 1
        return adjacent and _last(self.text, self.paragraphs[top.paragraph][1]) in TERMINAL

    def _nests(self, i: int, mark: str) -> bool:
        """Whether a head mark opens a quotation inside the open one: both are closed further on."""
        close, depth = _CLOSED_BY[mark], 1
        limit = self._counts[min(self._paragraph + REACH, len(self._counts) - 1)]
        introduced = _last(self.text, self.paragraphs[self._paragraph - 1][1]) == ":"
        for j in range(i + 1, min(i + FAR_AHEAD, limit)):
            other = self._marks[j]
            if _at_head(self.text, self._starts[j]) and (depth or other != mark or introduced):
                continue
            if other == close:
                depth -= 1
            elif other == mark:
                if depth == 0:
                    return False
                depth += 1
            if depth < 0:
                return close != mark
        return False

    def _open(self, start: int, mark: str, style: Style, top: _Open | None) -> None:
        if top is not None and top.paragraph < self._paragraph and self._is_given_up(top, start):
            self._stack.remove(top)
            self._leave(top)
        if len(self._stack) == MAX_DEPTH:
            self._leave(self._stack.pop(0))
        is_whole = not self.text[start + len(mark) : start + 12].lstrip()[:1].islower()
        self._stack.append(_Open(start, mark, style, self._paragraph, is_whole))

    def _is_given_up(self, top: _Open, start: int) -> bool:
        """Whether a mark that opens at ``start`` tells that what is open from an earlier paragraph is over.

        A closing mark may end two quotations; then what stands behind it is the narrator's.
        """
        return not top.whole or (top.may_be_over and start == self._head)

    def _close(self, start: int, mark: str, style: Style, top: _Open | None) -> None:
        if top is None or self._crosses(top, mark):
            if style not in _BOUND or (style == "single" and style not in self._bound):
                self.unpaired.append(UnpairedMark(start, mark, False, self._paragraph))
            return
        while (entry := self._stack.pop()) is not top:
            self._leave(entry)
        end = start + len(mark)
        self.matches.append(Match(top.start, end, top.mark, mark, tuple(top.continuations)))
        outer = self._top(style)
        if outer is not None and outer.paragraph == self._paragraph:
            outer.ended = end

    def _crosses(self, top: _Open, mark: str) -> bool:
        """Whether closing ``top`` would break a pair inside it while both may still close in order."""
        inner = self._stack[-1]
        if inner is top or inner.style in _BOUND:
            return False
        return self._left[_CLOSED_BY[inner.mark]] > 0 and self._left[mark] > 0

    def _role(self, i: int, start: int, mark: str, top: _Open | None) -> str:
        """What the mark does: "open", "close" or, where it quotes nothing, "none"."""
        if mark in SURE:
            return self._sure_role(i, start, mark, top)
        if mark == '"':
            return self._straight_role(start, top)
        if mark in "‘‚’'`":
            quotes = self._language.single_marks
            return self._read_role(i, start, mark, top) if quotes else self._single_role(start, mark, top)
        if mark in {"<<", ">>"}:
            return "open" if mark == "<<" else "close"
        if mark == "''" and top is None and self.text[start - 1 : start].isdigit():
            return "none"
        return "close" if top is not None and mark != ",," else "open"

    def _sure_role(self, i: int, start: int, mark: str, top: _Open | None) -> str:
        """Angle and curly marks, turned round where their places say so: »mot«, ”mot”, „Wort“, “mot“."""
        end = start + 1
        here = top is not None and top.paragraph == self._paragraph
        if mark in "»”›":
            turned = not here and opens_here(self.text, start, end)
            turned = turned and self._next_closes(i, _TURNED[mark])
            return "open" if turned else "close"
        if top is None or not here:
            return "open"
        if mark == "“" and top.mark == "„":
            return "open" if opens_here(self.text, start, end) else "close"
        if start > top.start + 1 and (top.mark == mark or top.mark in "»›"):
            return "close" if closes_here(self.text, start, end) else "open"
        return "open"

    def _next_closes(self, i: int, mark: str) -> bool:
        """Whether the next mark of the style is ``mark``, in the place of a closing one."""
        for j in range(i + 1, min(i + 1 + AHEAD, self._counts[self._paragraph])):
            other, start = self._marks[j], self._starts[j]
            if STYLES[other] == STYLES[mark]:
                return other == mark and closes_here(self.text, start, start + 1)
        return False

    def _straight_role(self, start: int, top: _Open | None) -> str:
        text, before = self.text, self.text[start - 1 : start] if start else ""
        opens, closes = opens_here(text, start, start + 1), closes_here(text, start, start + 1)
        waiting = top is not None and top.paragraph == self._paragraph
        if not waiting and self._stack:
            inner = self._stack[-1]
            waiting = inner.style == "curly" and inner.paragraph == self._paragraph
        if before.isdigit() and (not waiting or text[start + 1 : start + 2].isdigit() or self._feet(start)):
            return "none"
        after = text[start + 1 : start + 3]
        if top is not None and top.start == start - 1 and after[:1].isalnum():
            return "open"
        if opens != closes and not (opens and after != ".." and after[:1] in ".,;:!?)]}»"):
            return "open" if opens else "close"
        return "close" if waiting else "open"

    def _feet(self, start: int) -> bool:
        """Whether the mark ends a measure in feet and inches: 5' 10"."""
        return re.search("\\d['’′] ?\\d{1,2}$", self.text[max(0, start - 8) : start]) is not None

    def _single_role(self, start: int, mark: str, top: _Open | None) -> str:
        text = self.text
        if mark in "‘‚":
            return "none" if text[start - 1 : start].isalnum() and start else "open"
        if mark in "'’" and is_apostrophe(text, start, self._language):
            return "none"
        if top is not None and closes_here(text, start, start + 1) and mark != "`":
            near = mark == "’" or start - top.start <= NEAR
            return "close" if near and not text[start - 1].isspace() else "none"
        if text[start - 1 : start] == '"' and text[start + 1 : start + 2].isalnum():
            return "open" if mark != "’" else "none"
        if mark == "’" or not opens_here(text, start, start + 1):
            return "none" if mark != "’" or top is None else "close"
        return "open"

    def _read_role(self, i: int, start: int, mark: str, top: _Open | None) -> str:
        """The role of a single mark in a language that quotes with them."""
        reading = read_single(self.text, start, self._language)
        here = top if top is not None and top.paragraph == self._paragraph else None
        if reading == "clipped":
            return "open" if here is None and self._closed_ahead(i) else "none"
        if reading == "stop":
            return "close" if top is not None or mark == "’" else "none"
        if reading in {"opens", "apostrophe"}:
            return "open" if reading == "opens" else "none"
        if here is None or self._crosses(here, mark):
            return "none"
        doubtful = reading == "possessive" and (start - here.start > NEAR or self._closed_ahead(i))
        return "none" if doubtful else "close"

    def _closed_ahead(self, i: int) -> bool:
        """Whether a single mark that can hardly be an apostrophe closes before the next one opens."""
        style = STYLES[self._marks[i]]
        for j in range(i + 1, min(i + 1 + FAR_AHEAD, self._counts[self._paragraph])):
            if STYLES[self._marks[j]] == style:
                reading = read_single(self.text, self._starts[j], self._language)
                if reading in {"opens", "closes", "stop"}:
                    return reading != "opens"
        return False


def _last(text: str, end: int) -> str:
    """The last character before ``end`` that is no space."""
    return text[max(0, end - 4) : end].rstrip()[-1:]


def _at_head(text: str, i: int) -> bool:
    """Whether a line begins at ``i``, but for a few spaces."""
    return text[max(0, i - 4) : i].rstrip(" \t\u00a0\u202f")[-1:] in _BREAKS


def _skip_space(text: str, i: int) -> int:
    """``i``, or behind the few spaces that stand there."""
    return i + len(text[i : i + 3]) - len(text[i : i + 3].lstrip()) if text[i : i + 3].strip() else i


def _dash_at(text: str, i: int) -> bool:
    """Whether a paragraph that begins at ``i`` begins with a dialogue dash."""
    return text[i : i + 1] in DASHES or text[i : i + 2] in {"--", "- "}
