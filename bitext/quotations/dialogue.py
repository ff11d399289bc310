"""Dialogue dashes: turns of direct speech that open with a dash and close with nothing.

A turn begins with a dash at the head of a paragraph (behind an opening quotation mark, too). Where a
paragraph holds a dialogue, turns also begin in mid-paragraph, behind the end of a sentence. A turn ends
where the next begins, or with its paragraph. Enumerations, dashes round a parenthesis, ranges and minus
signs are no turns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from bitext.quotations.marks import TERMINAL
from bitext.text.characters import LINE_BREAKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DASH = re.compile(f"[—–―‒]|--+|-(?<!\\S-)(?=\\s)|-(?<![^{LINE_BREAKS}]-)(?=[^\\W\\d])")
_LEAD = re.compile('[\\s«“„"‹]*')
_START = re.compile('(?:[\\s«“„"‹…(]|\\.\\.\\.)*[^\\W\\d_a-zà-öø-ÿœ]')
ENOUGH = 5
"""Sure turns in mid-paragraph that make a text one that sets its dialogues so."""
_ENDED = TERMINAL | frozenset('»”"')


class Turn(NamedTuple):
    """One turn: from its dash to the end of what is said (the narrator's words inside it included)."""

    start: int
    end: int
    dash: str


class _Dash(NamedTuple):
    start: int
    mark: str
    paragraph: int
    head: bool
    lead: str


def find_turns(text: str, paragraphs: Sequence[tuple[int, int]], *, inner: bool = True) -> list[Turn]:
    """The dialogue turns of ``text``, in order, by its paragraphs' spans.

    Without ``inner``, a paragraph has turns only if one stands at its head.
    """
    turns: list[Turn] = []
    groups = [list(group) for _, group in groupby(_dashes(text, paragraphs), key=lambda dash: dash.paragraph)]
    listed = _enumerations(text, paragraphs, [group[0].paragraph for group in groups if group[0].head])
    groups = [group for group in groups if group[0].paragraph not in listed]
    if not inner:
        groups = [group for group in groups if group[0].head]
    talks = inner and _talks([dash for group in groups for dash in group])
    for group in groups:
        found = group if talks else _turns_of(group)
        stops = [dash.start for dash in found[1:]]
        for dash, stop in zip(found, stops, strict=False):
            turns.append(Turn(dash.start, _shrink(text, dash.start, stop, "«“"), dash.mark))
        if found:
            end = _shrink(text, found[-1].start, paragraphs[group[0].paragraph][1])
            turns.append(Turn(found[-1].start, end, found[-1].mark))
    return turns


def _talks(dashes: list[_Dash]) -> bool:
    """Whether the text sets its dialogues within paragraphs.

    Behind a full stop a dash is as often a title's or a dateline's ("Paris. — Le ministre"); behind a
    question, an exclamation or a colon it nearly always begins a turn.
    """
    sure = sum(dash.lead in "!?…:" for dash in dashes if not dash.head)
    unsure = sum(dash.lead == "." for dash in dashes if not dash.head)
    return sure >= ENOUGH and sure * 4 >= unsure


def _shrink(text: str, start: int, end: int, marks: str = "") -> int:
    """``end`` without the white space (and ``marks``) before it."""
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] in marks):
        end -= 1
    return end


def _dashes(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[_Dash]:
    """Dashes that may begin a turn: at the head of a paragraph or behind the end of a sentence."""
    begins = [begin for begin, _ in paragraphs]
    for found in _DASH.finditer(text):
        start, end = found.span()
        index = bisect_right(begins, start) - 1
        if index < 0 or not _START.match(text, end, end + 12):
            continue
        lead = _LEAD.match(text, begins[index], begins[index] + 8)
        head = start == begins[index] or (lead is not None and lead.end() == start)
        before = text[max(0, start - 6) : start].rstrip(' \t\u00a0\u202f«“"')[-1:]
        if head or (before and before in ".!?…:"):
            yield _Dash(start, found.group(), index, head, before)


def _turns_of(dashes: list[_Dash]) -> list[_Dash]:
    """The dashes of one paragraph that begin turns, in a text that has few."""
    asked = sum(dash.lead in "!?…" for dash in dashes if not dash.head)
    told = any(dash.lead == ":" for dash in dashes if not dash.head)
    if dashes[0].head or told or asked > 1:
        return dashes
    return []


def _enumerations(text: str, paragraphs: Sequence[tuple[int, int]], headed: list[int]) -> frozenset[int]:
    """The paragraphs among ``headed`` that are items of a list, judged by runs of neighbours."""
    listed: set[int] = set()
    for _, run in groupby(enumerate(headed), key=lambda pair: pair[1] - pair[0]):
        indices = [index for _, index in run]
        lasts = [text[max(0, paragraphs[i][1] - 4) : paragraphs[i][1]].rstrip()[-1:] for i in indices]
        items = sum(last not in _ENDED and last != ":" for last in lasts)
        if items * 2 > len(lasts) or ";" in lasts:
            listed.update(indices)
    return frozenset(listed)
