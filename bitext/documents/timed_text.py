"""Subtitles as a text with times, to be linked with a text that exists.

All that is said stands in the text, numbers and addresses, too: nothing is translated, so nothing is masked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby, pairwise

from bitext.documents.blocks import Block, Tag, join
from bitext.documents.projection.block_links import link_blocks
from bitext.documents.subtitle_clock import CueClock
from bitext.documents.subtitle_cues import BilingualCue, Cue, CueFile, CueText, Notation, ShownCue
from bitext.documents.subtitle_groups import CueGroup, Marks, group_of, joined_turns
from bitext.documents.subtitle_lines import line_ends
from bitext.documents.subtitle_pouring import Placement, Plan, Poured, planned
from bitext.documents.subtitle_turns import CueTurn
from bitext.files import DecodedText
from bitext.languages import language_or_unknown
from bitext.result.bitext import Bitext
from bitext.result.pair import Side
from bitext.text.document import Span, SpanIndex
from bitext.text.timing import Timing


@dataclass(frozen=True, slots=True)
class TimedTurn:
    """A turn, its cue (``cue`` is what the file calls it, else its number), and its place in the text."""

    turn: CueTurn
    whole: Cue
    cue: str
    span: Span

    def crowding(self, more: int) -> float:
        """The characters a second, if there were as many ``more``."""
        seconds = (self.whole.text.end - self.whole.text.start).total_seconds()
        return (sum(len(turn.body) for turn in self.whole.turns) + more) / max(0.1, seconds)

    @property
    def is_empty(self) -> bool:
        """Whether its cue is left without words."""
        return all(turn.is_empty for turn in self.whole.turns)


class TimedText:
    """The text of subtitles, and when it is shown."""

    def __init__(self, decoded: DecodedText, cues: Sequence[CueText], notation: Notation) -> None:
        """``cues`` are the texts of a file, in its order."""
        self.form = notation.form
        self._file = CueFile(decoded, cues, notation)
        self._marks: Marks = []
        groups = (
            group_of(each, None, notation, self._marks)
            for each in joined_turns(self._file.cues, resumes=False)
        )
        self._groups = [group for group in groups if any(map(str.isalnum, group.block.text))]
        self.text, self._spans = join([group.block for group in self._groups])
        self._turns = self._timed()

    @property
    def shown(self) -> list[ShownCue]:
        """What a viewer of the file reads, cue by cue."""
        return self._file.shown(raw=True)

    @property
    def times(self) -> list[Timing]:
        """When each stretch of the text is shown; two speakers of one cue have their shares of its time."""
        return [timing for cue in self._by_cue() for timing in _shared(cue)]

    def _by_cue(self) -> Iterator[list[TimedTurn]]:
        for _, turns in groupby(self._turns, key=lambda turn: id(turn.whole)):
            yield list(turns)

    def pour(self, bitext: Bitext, *, both: bool = False, clock: CueClock | None = None) -> Poured:
        """The subtitles with the target of ``bitext``, a text that existed, over their cues.

        Each sentence stands in the cues of its counterpart, divided by the word links. A sentence without
        one stands with a neighbour, or alone where a ``clock`` tells its time; a cue without one is empty,
        and keeps its number and times. ``both``: the cues keep what they have, above.

        Raises InputError where ``bitext`` was made from another text.
        """
        timed = self._turns
        plan = planned(
            bitext, [turn.span for turn in timed], lambda at, more: timed[at].crowding(more), clock
        )
        self._set(plan)
        missing = [sentence for pair in plan.bitext.pairs if not pair.target for sentence in pair.source]
        index = SpanIndex([turn.span for turn in timed])
        touched = [index.touched(sentence.start, sentence.end).start for sentence in missing]
        return Poured(
            self._file.written(both=both),
            tuple(Placement(timed[at].cue, sentence.text) for at, sentence in plan.placed),
            tuple(
                Placement(timed[at].cue, sentence.text) for at, sentence in zip(touched, missing, strict=True)
            ),
            tuple(dict.fromkeys(turn.cue for turn in timed if turn.is_empty)),
            tuple(self._file.shown()),
            tuple(self._file.bilingual()),
            tuple(_alone(side, clock, bitext.target.lang) for side in plan.alone if clock),
            both,
        )

    def _set(self, plan: Plan) -> None:
        """Sets what goes into each turn."""
        spans = [turn.span for turn in self._turns]
        for turn in self._turns:
            turn.turn.target = ""
        homes = [Span(spans[each.start].start, spans[each.stop - 1].end) for each in plan.stretches]
        linked = link_blocks(plan.bitext, self.text, homes, plan.ahead)
        for stretch, home, block in zip(plan.stretches, homes, linked, strict=True):
            ends = [spans[at].end - home.start for at in stretch]
            group = CueGroup([self._turns[at].turn for at in stretch], self._block(home), ends)
            group.set(block, self._file.notation, self._marks)

    def _timed(self) -> list[TimedTurn]:
        """The turns of the text, in order."""
        cues = {id(turn): (at, cue) for at, cue in enumerate(self._file.cues) for turn in cue.turns}
        found = []
        for group, span in zip(self._groups, self._spans, strict=True):
            start = span.start
            for turn, end in zip(group.turns, group.ends, strict=True):
                at, cue = cues[id(turn)]
                behind = span.start + end
                place = Span(min(start, behind), behind)
                found.append(TimedTurn(turn, cue, cue.text.name or str(at + 1), place))
                start = behind + 1
        return found

    def _block(self, home: Span) -> Block:
        """The text at ``home`` with the tags over it."""
        tags: list[Tag] = []
        first = max(0, bisect_right(self._spans, home.start, key=lambda span: span.start) - 1)
        for group, span in zip(self._groups[first:], self._spans[first:], strict=True):
            if span.start >= home.end:
                break
            parents = {-1: -1}
            for number, tag in enumerate(group.block.tags):
                start, end = (offset + span.start - home.start for offset in (tag.start, tag.end))
                parents[number] = parents[tag.parent]
                if start >= 0 and end <= len(home):
                    parents[number] = len(tags)
                    tags.append(replace(tag, start=start, end=end, parent=parents[tag.parent]))
        return Block(self.text[home.start : home.end], tuple(tags))


def _shared(turns: Sequence[TimedTurn]) -> Iterator[Timing]:
    """The time of a cue, shared by its turns."""
    cue = turns[0].whole.text
    appears, seconds = cue.start.total_seconds(), (cue.end - cue.start).total_seconds()
    whole = sum(len(turn.span) for turn in turns)
    said = 0
    for turn in turns:
        start, said = said, said + len(turn.span)
        shares = (start / max(1, whole), said / max(1, whole))
        yield Timing(turn.span.start, turn.span.end, *(appears + share * seconds for share in shares))


def _alone(side: Side, clock: CueClock, lang: str) -> BilingualCue:
    """Sentences of the target in a cue of their own."""
    start, end = (timedelta(seconds=seconds) for seconds in clock.time_of(side))
    text = " ".join(side.text.split())
    cuts = [0, *line_ends(text, 0, len(text), language_or_unknown(lang)), len(text)]
    return BilingualCue(start, end, "", "\n".join(text[a:b].strip() for a, b in pairwise(cuts)))
