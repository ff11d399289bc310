"""Dialogue behind dashes as quotations, which is how English novels have it.

« — Viens, dit-il, vite. » is “Come,” he said, “quickly.” A turn becomes a quotation that opens with its
dash and ends where the narrator goes on; his words within it divide it as they divide any quotation
(:mod:`bitext.translation.clause_splitting`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from bitext.quotations.direct_speech import ends_of_turns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bitext.languages import Language
    from bitext.text.document import Document, Quotation


def is_turn(quotation: Quotation) -> bool:
    """Whether a quotation is a turn of a dialogue: it opens with a dash, and no mark closes it."""
    return quotation.kind == "quotation" and not quotation.close


def turns_as_quotations(
    document: Document, language: Language
) -> tuple[Document, Mapping[Quotation, Quotation]]:
    """``document`` with its turns as quotations, and by each quotation that is new the one that it was.

    What is quoted within a turn stands one deeper than it did.
    """
    ends = ends_of_turns(document, language)
    others = [one for one in document.quotations if one not in ends]
    turns = _turns(ends, others)
    starts = [turn.start for turn in turns]
    was = dict(zip(turns, ends, strict=True))
    for one in others:
        at = bisect_right(starts, one.start) - 1
        if at >= 0 and one.end <= turns[at].end:
            was[replace(one, depth=one.depth + 1)] = one
    replaced = set(was.values())
    kept = [one for one in others if one not in replaced]
    found = tuple(sorted((*was, *kept), key=lambda one: (one.start, -one.end)))
    return replace(document, quotations=found), was


def _turns(ends: Mapping[Quotation, int], others: Sequence[Quotation]) -> list[Quotation]:
    """Each turn as a quotation, up to its end, but behind the quotations that begin in it."""
    turns = []
    starts = [one.start for one in others]
    for turn, said in ends.items():
        end = said
        for one in others[bisect_right(starts, turn.start) : bisect_right(starts, turn.end)]:
            end = max(end, one.end) if one.start < end else end
        turns.append(replace(turn, kind="quotation", end=end))
    return turns
