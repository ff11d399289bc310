"""Quotations as objects: nested, over several sentences or paragraphs, with the marks that are unpaired.

:mod:`bitext.quotations.mark_pairing` pairs the marks, :mod:`bitext.quotations.dialogue` finds the dashes;
this module joins both, settles what crosses, and counts depths and sentences.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from bitext.quotations.dialogue import Turn, find_turns
from bitext.quotations.mark_pairing import MarkPairer
from bitext.quotations.marks import STYLES
from bitext.quotations.matches import Match, UnpairedMark
from bitext.text.document import Quotation, SpanIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bitext.languages import Language
    from bitext.text.document import Sentence

_MIXED = frozenset({"angle", "curly", "straight"})
"""Styles that hands mix: “mot", «mot”."""


def find_quotations(
    text: str, sentences: Sequence[Sentence], language: Language
) -> tuple[tuple[Quotation, ...], tuple[Quotation, ...]]:
    """The quotations (dialogue included) and the unpaired marks of ``text``, each ordered by start.

    ``depth`` counts the quotations round a quotation; dialogue behind a dash adds none, since its dash
    takes no part in the alternation of marks. No two quotations cross. Never raises.
    """
    pairer = MarkPairer(text, language)
    matches, unpaired = _mix(sorted(pairer.matches), sorted(pairer.unpaired))
    turns = _fit(text, find_turns(text, pairer.paragraphs, inner=language.inner_turns), matches)
    index = SpanIndex(sentences)
    found = _with_depths(matches, turns, index)
    left = tuple(
        Quotation(
            lone.start,
            lone.start + len(lone.mark),
            lone.mark if lone.opening else "",
            "" if lone.opening else lone.mark,
            sentences=tuple(index.touched(lone.start, lone.start + len(lone.mark))),
            kind="stray",
        )
        for lone in unpaired
    )
    return found, left


def _mix(matches: list[Match], unpaired: list[UnpairedMark]) -> tuple[list[Match], list[UnpairedMark]]:
    """Pair an unpaired opening mark with the next unpaired one, where that closes in another style.

    Both must stand in one paragraph and in the same quotation, with no unpaired mark between them.
    """
    around = _enclosing([lone.start for lone in unpaired], matches)
    left: list[UnpairedMark] = []
    for lone, outer in zip(unpaired, around, strict=True):
        last = left[-1] if left else None
        if last is not None and _mixable(last, lone) and around[bisect_left(unpaired, last)] == outer:
            left.pop()
            matches.append(Match(last.start, lone.start + len(lone.mark), last.mark, lone.mark))
        else:
            left.append(lone)
    return sorted(matches), left


def _mixable(first: UnpairedMark, second: UnpairedMark) -> bool:
    return (
        first.opening
        and not second.opening
        and first.paragraph == second.paragraph
        and STYLES[first.mark] != STYLES[second.mark]
        and {STYLES[first.mark], STYLES[second.mark]} <= _MIXED
    )


def _enclosing(points: list[int], matches: list[Match]) -> list[int]:
    """For each of the sorted ``points``, the start of the innermost match round it, or -1."""
    found: list[int] = []
    stack: list[Match] = []
    following = iter([*matches, None])
    match = next(following)
    for point in points:
        while match is not None and match.start <= point:
            while stack and stack[-1].end <= match.start:
                stack.pop()
            stack.append(match)
            match = next(following)
        while stack and stack[-1].end <= point:
            stack.pop()
        found.append(stack[-1].start if stack else -1)
    return found


def _fit(text: str, turns: list[Turn], matches: list[Match]) -> list[Turn]:
    """Turns cut or stretched so that they cross no quotation.

    A turn inside a quotation ends before its closing mark; a quotation that begins inside a turn and runs
    on past it takes the turn's end along.
    """
    if not turns or not matches:
        return turns
    around = _enclosing([turn.start for turn in turns], matches)
    by_start = {match.start: match for match in matches}
    starts = [match.start for match in matches]
    fitted: list[Turn] = []
    for turn, outer in zip(turns, around, strict=True):
        end = turn.end
        for match in matches[bisect_left(starts, turn.start) : bisect_left(starts, turn.end)]:
            end = max(end, match.end)
        if outer >= 0:
            end = min(end, by_start[outer].end - len(by_start[outer].close))
            end = turn.start + len(text[turn.start : end].rstrip())
        fitted.append(Turn(turn.start, end, turn.dash))
    return fitted


def _with_depths(matches: list[Match], turns: list[Turn], index: SpanIndex) -> tuple[Quotation, ...]:
    """All quotations by start, with depths."""
    rows: list[tuple[int, int, Match | Turn]] = [(match.start, -match.end, match) for match in matches]
    rows.extend((turn.start, -turn.end, turn) for turn in turns)
    rows.sort(key=lambda row: row[:2])
    ends: list[int] = []
    found: list[Quotation] = []
    for _, _, item in rows:
        while ends and ends[-1] <= item.start:
            ends.pop()
        sentences = tuple(index.touched(item.start, item.end))
        span, depth = (item.start, item.end), len(ends)
        if isinstance(item, Turn):
            found.append(Quotation(*span, item.dash, "", depth, sentences, "dialogue"))
        else:
            marks = (item.open, item.close)
            found.append(Quotation(*span, *marks, depth, sentences, continuations=item.continuations))
            ends.append(item.end)
    return tuple(found)
