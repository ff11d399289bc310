"""Subtitles: cues and their times stay, the text in them is translated.

A sentence that runs over several cues is translated whole and divided again at the words that
correspond, no cue left empty; each cue is set in lines of at most 42 characters where that is possible.
Dialogue dashes, notes of music, position codes and the tags for italics stay. A format says where the
texts of the cues lie (:class:`CueText`) and how it writes them (:class:`Notation`); every other byte of the
file comes out as it went in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bitext.documents.blocks import Block, Tag, join, masks_of
from bitext.documents.projection.block_links import LinkedBlock, link_blocks
from bitext.documents.subtitle_cues import Cue, CueText, Notation, ShownCue
from bitext.documents.subtitle_groups import CueGroup, Marks, divided_texts, group_of, joined_turns
from bitext.documents.subtitle_pouring import Placement, Poured, planned
from bitext.documents.subtitle_turns import CueTurn, turns
from bitext.files import DecodedText
from bitext.result.bitext import Bitext
from bitext.text.document import Span, SpanIndex
from bitext.text.masking import mask_letter

_WHITE: Final = re.compile(r"[ \t\r\n]+")


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


class Subtitles:
    """Subtitles, written back in their encoding; see :class:`bitext.documents.original.Original`."""

    def __init__(self, decoded: DecodedText, cues: Sequence[CueText], notation: Notation) -> None:
        """``cues`` are the texts of a file, in its order."""
        self._decoded = decoded
        self._notation = notation
        self._marks: Marks = []
        self._cues = [self._cue(cue) for cue in cues]
        letter = mask_letter(decoded.text)
        groups = (group_of(each, letter, notation, self._marks) for each in joined_turns(self._cues))
        self._groups = [group for group in groups if group.block.is_translatable]
        blocks = [group.block for group in self._groups]
        self.text, self._spans = join(blocks)
        self.masks = masks_of(blocks, self._spans)

    def _cue(self, text: CueText) -> Cue:
        raw = self._decoded.text[text.span.start : text.span.end]
        ends = self._notation.line_break
        found = ends.search(raw)
        content = ends.sub("\n", raw if self._notation.new_line.isspace() else _WHITE.sub(" ", raw))
        return Cue(
            text, found[0] if found else self._notation.new_line, list(turns(content, self._notation.tag))
        )

    @property
    def shown(self) -> list[ShownCue]:
        """What a viewer of the file reads, cue by cue."""
        return self._shown(["\n".join(turn.raw for turn in cue.turns) for cue in self._cues])

    def _shown(self, contents: Sequence[str]) -> list[ShownCue]:
        """The cues with these contents; paragraphs of one cue are one, those without words are left out."""
        found: list[ShownCue] = []
        for number, (cue, content) in enumerate(zip(self._cues, contents, strict=True), 1):
            text = self._notation.visible(content)
            each = ShownCue(cue.text.name or str(number), cue.text.start, cue.text.end, text)
            last = found[-1] if found else None
            if last and cue.text.name and (last.name, last.start) == (each.name, each.start):
                found[-1] = replace(last, text=f"{last.text}\n{text}")
            elif text.strip():
                found.append(each)
        return found

    def render(self, bitext: Bitext) -> bytes:
        """The subtitles with the target of ``bitext`` in the place of their text."""
        for group, linked in zip(self._groups, link_blocks(bitext, self.text, self._spans), strict=True):
            self._set(group, linked if linked.is_changed else None)
        return self._decoded.encoded(self._written())

    def pour(self, bitext: Bitext) -> Poured:
        """The subtitles with the target of ``bitext``, a text that existed, over their cues.

        Each sentence stands in the cues of its counterpart, divided by the word links. A sentence without
        one stands with a neighbour; a cue without one is empty, and keeps its number and times.

        Raises InputError where ``bitext`` was made from another text.
        """
        timed = self._timed_turns()
        spans = [turn.span for turn in timed]
        plan = planned(bitext, spans, lambda at, more: timed[at].crowding(more))
        for turn in timed:
            turn.turn.target = ""
        homes = [Span(spans[each.start].start, spans[each.stop - 1].end) for each in plan.stretches]
        linked = link_blocks(plan.bitext, self.text, homes, plan.ahead)
        for stretch, home, block in zip(plan.stretches, homes, linked, strict=True):
            ends = [spans[at].end - home.start for at in stretch]
            group = CueGroup([timed[at].turn for at in stretch], self._block(home), ends)
            self._set(group, block)
        missing = [sentence for pair in plan.bitext.pairs if not pair.target for sentence in pair.source]
        index = SpanIndex(spans)
        touched = [index.touched(sentence.start, sentence.end).start for sentence in missing]
        return Poured(
            self._decoded.encoded(self._written()),
            tuple(Placement(timed[at].cue, sentence.text) for at, sentence in plan.placed),
            tuple(
                Placement(timed[at].cue, sentence.text) for at, sentence in zip(touched, missing, strict=True)
            ),
            tuple(dict.fromkeys(turn.cue for turn in timed if turn.is_empty)),
            tuple(self._shown([cue.written for cue in self._cues])),
        )

    def _set(self, group: CueGroup, linked: LinkedBlock | None) -> None:
        """Sets what goes into the turns of a group; without a block they stay as they are."""
        texts: list[str] | list[None] = [None] * len(group.turns)
        if linked is not None:
            texts = divided_texts(group, linked, self._notation, self._marks)
        for turn, target in zip(group.turns, texts, strict=True):
            turn.target = target

    def _timed_turns(self) -> list[TimedTurn]:
        """The turns of the text, in order."""
        cues = {id(turn): (at, cue) for at, cue in enumerate(self._cues) for turn in cue.turns}
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
        """The text at ``home`` with the tags over it; what it has for literals, its translation has."""
        tags: list[Tag] = []
        first = max(0, bisect_right(self._spans, home.start, key=lambda span: span.start) - 1)
        for group, span in zip(self._groups[first:], self._spans[first:], strict=True):
            if span.start >= home.end:
                break
            parents = {-1: -1}
            for number, tag in enumerate(group.block.tags):
                start, end = (offset + span.start - home.start for offset in (tag.start, tag.end))
                parents[number] = parents[tag.parent]
                if tag.kind != "literal" and start >= 0 and end <= len(home):
                    parents[number] = len(tags)
                    tags.append(replace(tag, start=start, end=end, parent=parents[tag.parent]))
        return Block(self.text[home.start : home.end], tuple(tags))

    def _written(self) -> str:
        source = self._decoded.text
        parts = []
        position = 0
        for cue in self._cues:
            span = cue.text.span
            parts.append(self._notation.around(source[position : span.start]))
            position = span.end
            if all(turn.target is None for turn in cue.turns):
                parts.append(source[span.start : span.end])
            else:
                parts.append(cue.written.replace("\n", cue.new_line))
        return "".join(parts) + self._notation.around(source[position:])
