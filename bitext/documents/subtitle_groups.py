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
from bitext.documents.subtitle_lines import Widths, divide, leaning_words, line_ends
from bitext.documents.subtitle_turns import CueTurn, tag_event
from bitext.languages.english import ENGLISH
from bitext.languages.french import FRENCH
from bitext.text.masking import split_literals

_FINAL: Final = re.compile(r"[.!?…:][\s»”\"')\]]*$")
_TRAILING: Final = re.compile(r"(?:\.\.\.|…)\s*$")
_RESUMED: Final = re.compile(r"\s*(?:\.\.\.|…)")
_TAGS: Final = r"(?P<tags>(?:<[^<>]*>|\{[^{}]*\}|\s)*)"
_BREAK_BEHIND: Final = re.compile(rf"(?P<dots>(?<!\s)\s*+(?:\.\.\.|…)){_TAGS}$")
_BREAK_AHEAD: Final = re.compile(rf"{_TAGS}(?P<dots>(?:\.\.\.|…)\s*)")
_LETTER: Final = re.compile(r"[^\W\d_]")
_PAUSE: Final = timedelta(seconds=3)
_SHORT_PAUSE: Final = timedelta(seconds=1)
_MOST: Final = 8
"""Cues that may be joined."""
_FEW: Final = 3
_LEANING: Final = leaning_words(FRENCH) | ENGLISH.prepositions | {"the"}
"""Behind these no sentence ends, in whichever of the two languages; English words that are French ones, such
as "or" and "an", are not among them."""

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


def joined_turns(cues: Sequence[Cue], *, resumes: bool) -> Iterator[list[CueTurn]]:
    """The turns in groups, each of which holds whole sentences.

    ``resumes``: where a sentence that breaks off is taken up again, the signs for it become edges of the two
    turns, so that the sentence is read as one.
    """
    group: list[CueTurn] = []
    last: Cue | None = None
    for cue in cues:
        for at, turn in enumerate(cue.turns):
            goes_on = at == 0 and last is not None and bool(group) and _goes_on(last, cue)
            if not goes_on or len(group) >= _MOST:
                if group:
                    yield group
                group = []
            elif resumes:
                _take_up(group[-1], turn)
            group.append(turn)
        last = cue
    if group:
        yield group


def _goes_on(earlier: Cue, later: Cue) -> bool:
    """Whether the last sentence of a cue goes on in the next."""
    before, after = earlier.turns[-1], later.turns[0]
    pause = later.text.start - earlier.text.end
    is_near = bool(before.plain and after.plain) and OVERLAP <= pause <= _PAUSE
    if not is_near or before.is_sung or before.is_sound or after.is_sound or before.is_sign != after.is_sign:
        return False
    first = _LETTER.search(after.plain)
    small = first is not None and after.plain[first.start()].islower()
    if after.is_marked:
        # Where two share a cue, both have a dash, the one who goes on speaking, too.
        return small and len(later.turns) > 1 and after.is_spoken and not _FINAL.search(before.plain)
    if _FINAL.search(before.plain):
        return bool(_TRAILING.search(before.plain)) and (small or bool(_RESUMED.match(after.plain)))
    return small or _is_open(before, after, pause)


def _is_open(before: CueTurn, after: CueTurn, pause: timedelta) -> bool:
    """Whether a turn without a stop at its end goes on in one that begins with a capital."""
    if before.plain.endswith((",", ";")):
        return True
    if before.plain.isupper() or after.plain.isupper():
        return False
    words = before.plain.split()
    return words[-1].lower() in _LEANING or (pause <= _SHORT_PAUSE and len(words) >= _FEW)


def _take_up(before: CueTurn, after: CueTurn) -> None:
    """Makes the signs for a break edges: « Je voulais dire… » and « …que je pars » are one sentence."""
    behind, ahead = _BREAK_BEHIND.search(before.body), _BREAK_AHEAD.match(after.body)
    if behind and _LETTER.search(before.plain):
        before.tail = behind["dots"] + before.tail
        before.body = before.body[: behind.start()] + behind["tags"]
    if ahead and _LETTER.search(after.plain):
        after.head += ahead["dots"]
        after.body = ahead["tags"] + after.body[ahead.end() :]


def group_of(turns: list[CueTurn], letter: str | None, notation: Notation, marks: Marks) -> CueGroup:
    """The stretch of text that turns hold; their tags and literals are added to ``marks``.

    ``letter`` begins the masks of literals; None where these are words like others. A tag may open in one
    turn and close in another.
    """
    writer = _Writer(BlockWriter(letter or ""), notation, marks, masks=letter is not None)
    tags = [list(notation.tag.finditer(turn.body)) for turn in turns]
    writer.expect([tag[0] for found in tags for tag in found])
    ends = []
    for turn, found in zip(turns, tags, strict=True):
        position = 0
        for tag in found:
            writer.words(turn.body[position : tag.start()])
            writer.tag()
            position = tag.end()
        writer.words(turn.body[position:])
        ends.append(writer.block.length)
        writer.block.write(" ")
    return CueGroup(turns, writer.block.block(), ends)


class _Writer:
    """Writes the words and tags of turns in a row."""

    def __init__(self, block: BlockWriter, notation: Notation, marks: Marks, *, masks: bool) -> None:
        self.block = block
        self._notation = notation
        self._marks = marks
        self._masks = masks
        self._tags: list[str] = []
        self._pairs: dict[int, int] = {}
        self._at = 0

    def expect(self, tags: list[str]) -> None:
        """Tell of all the tags that are to come."""
        self._tags, self._at = tags, 0
        self._pairs = pair_tags([tag_event(tag) for tag in tags])

    def tag(self) -> None:
        """Write the next tag."""
        raw, partner = self._tags[self._at], self._pairs.get(self._at)
        if partner is None:
            self._marks.append((raw, ""))
            self.block.point(len(self._marks) - 1)
        elif partner > self._at:
            self._marks.append((raw, self._tags[partner]))
            self.block.open("style", len(self._marks) - 1)
        else:
            self.block.close()
        self._at += 1

    def words(self, text: str) -> None:
        """Write what stands between two tags."""
        for piece, is_literal in split_literals(text) if self._masks else ((text, False),):
            shown = self._notation.read(piece)
            if is_literal:
                self._marks.append((piece, ""))
                self.block.literal(len(self._marks) - 1, shown)
            else:
                self.block.write(shown)


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
