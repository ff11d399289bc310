"""Which cues hold one stretch of text: sentences that run over several cues are read whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bitext.documents.blocks import Block, BlockWriter, Tag
from bitext.documents.html_elements import pair_tags
from bitext.documents.projection.block_links import LinkedBlock
from bitext.documents.projection.tags import Node, project_tags
from bitext.documents.projection.token_links import TokenLinks
from bitext.documents.subtitle_cues import OVERLAP, Cue, Notation
from bitext.documents.subtitle_lines import Widths, divide, line_ends
from bitext.documents.subtitle_turns import CueTurn, tag_event
from bitext.text.masking import split_literals

_FINAL: Final = re.compile(r"[.!?…:][\s»”\"')\]]*$")
_TRAILING: Final = re.compile(r"(?:\.\.\.|…)\s*$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_PAUSE: Final = timedelta(seconds=3)
_SHORT_PAUSE: Final = timedelta(seconds=1)
_MOST: Final = 8
"""Cues that may be joined."""
_FEW: Final = 3

_CUT: Final = Tag("break", -1, 0, 0)
_LINE: Final = Tag("soft", -2, 0, 0)

Marks = list[tuple[str, str]]
"""Tags by their key: how each opens, and how it closes; literals."""


@dataclass(slots=True)
class CueGroup:
    """Turns of cues in a row that hold one stretch of text, and where each of them ends in it."""

    turns: list[CueTurn]
    block: Block
    ends: list[int]

    def set(self, linked: LinkedBlock | None, notation: Notation, marks: Marks) -> None:
        """Sets what goes into the turns; without a block they stay as they are."""
        texts: list[str] | list[None] = [None] * len(self.turns)
        if linked is not None:
            texts = divided_texts(self, linked, notation, marks)
        for turn, target in zip(self.turns, texts, strict=True):
            turn.target = target


def joined_turns(cues: Sequence[Cue]) -> Iterator[list[CueTurn]]:
    """The turns in groups, each of which holds whole sentences."""
    group: list[CueTurn] = []
    last: Cue | None = None
    for cue in cues:
        for at, turn in enumerate(cue.turns):
            goes_on = at == 0 and last is not None and bool(group) and _goes_on(last, cue)
            if not goes_on or len(group) >= _MOST:
                if group:
                    yield group
                group = []
            group.append(turn)
        last = cue
    if group:
        yield group


def _goes_on(earlier: Cue, later: Cue) -> bool:
    """Whether the last sentence of a cue goes on in the next."""
    before, after = earlier.turns[-1], later.turns[0]
    pause = later.text.start - earlier.text.end
    if after.is_marked or not before.body or not after.body or not OVERLAP <= pause <= _PAUSE:
        return False
    if before.is_sung:
        return False
    first = _LETTER.search(after.body)
    small = first is not None and after.body[first.start()].islower()
    if _FINAL.search(before.body):
        return small and _TRAILING.search(before.body) is not None
    if small or before.body.endswith((",", ";")):
        return True
    shouted = before.body.isupper() or after.body.isupper()
    return pause <= _SHORT_PAUSE and not shouted and len(before.body.split()) >= _FEW


def group_of(turns: list[CueTurn], letter: str | None, notation: Notation, marks: Marks) -> CueGroup:
    """The stretch of text that turns hold; their tags and literals are added to ``marks``.

    ``letter`` begins the masks of literals; None where these are words like others.
    """
    writer = BlockWriter(letter or "")
    ends = []
    for turn in turns:
        _write(turn.body, writer, marks, notation, masks=letter is not None)
        ends.append(writer.length)
        writer.write(" ")
    return CueGroup(turns, writer.block(), ends)


def _write(body: str, writer: BlockWriter, marks: Marks, notation: Notation, *, masks: bool) -> None:
    tags = list(notation.tag.finditer(body))
    pairs = pair_tags([tag_event(tag[0]) for tag in tags])
    position = 0
    for at, tag in enumerate(tags):
        _write_words(body[position : tag.start()], writer, marks, notation, masks=masks)
        position = tag.end()
        if at not in pairs:
            marks.append((tag[0], ""))
            writer.point(len(marks) - 1)
        elif pairs[at] > at:
            marks.append((tag[0], tags[pairs[at]][0]))
            writer.open("style", len(marks) - 1)
        else:
            writer.close()
    _write_words(body[position:], writer, marks, notation, masks=masks)


def _write_words(text: str, writer: BlockWriter, marks: Marks, notation: Notation, *, masks: bool) -> None:
    for piece, literal in split_literals(text) if masks else ((text, False),):
        if literal:
            marks.append((piece, ""))
            writer.literal(len(marks) - 1, notation.read(piece))
        else:
            writer.write(notation.read(piece))


def divided_texts(group: CueGroup, linked: LinkedBlock, notation: Notation, marks: Marks) -> list[str]:
    """The target of each turn of a group, in lines."""
    links = TokenLinks(linked)
    cuts = divide(links, group.ends[:-1])
    widths = _widths(group.block)
    breaks: list[tuple[int, Tag]] = []
    for start, end, turn in zip([0, *cuts], [*cuts, len(linked.target)], group.turns, strict=True):
        inner = turn.inner(linked.target, start, end)
        edges = (len(notation.visible(turn.head)), len(notation.visible(turn.tail)))
        ends = line_ends(linked.target, inner.start, inner.end, linked.language, *edges, widths)
        breaks += [*((at, _LINE) for at in ends), (end, _CUT)]
    texts = _flatten(project_tags(group.block, links, breaks[:-1]), marks, notation)
    return [turn.without_edges(text.strip()) for turn, text in zip(group.turns, texts, strict=True)]


def _widths(block: Block) -> Widths:
    """How many characters words take on the screen, where masks stand for literals of other lengths."""
    shown = {block.text[tag.start : tag.end]: tag.shown for tag in block.tags if tag.kind == "literal"}
    if not shown:
        return len

    def width(word: str) -> int:
        for name, literal in shown.items() if "{" in word else ():
            word = word.replace(name, literal)
        return len(word)

    return width


def _flatten(nodes: Sequence[Node], marks: Marks, notation: Notation) -> list[str]:
    """A tree as one string a turn; a tag that runs over a cut is closed and opened again."""
    texts = [""]
    for node in nodes:
        if isinstance(node, str):
            texts[-1] += notation.write(node)
        elif node.tag is _CUT:
            texts.append("")
        elif node.tag is _LINE:
            texts[-1] += "\n"
        else:
            opening, closing = marks[node.tag.key]
            inner = _flatten(node.children, marks, notation)
            if node.tag.kind == "style":
                inner = [opening + text + closing if text else "" for text in inner]
            else:
                inner = [opening]
            texts[-1] += inner[0]
            texts += inner[1:]
    return texts
