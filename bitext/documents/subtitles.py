"""Subtitles: cues and their times stay, the text in them is translated.

A sentence that runs over several cues is translated whole and divided again at the words that
correspond, no cue left empty; each cue is set in lines of at most 42 characters where that is possible.
Dialogue dashes, notes of music, position codes and the tags for italics stay. A format says where the
texts of the cues lie (:class:`CueText`) and how it writes them (:class:`Notation`); every other byte of the
file comes out as it went in.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice, pairwise
from typing import Final

from bitext.documents.blocks import Block, BlockWriter, Tag, join, masks_of
from bitext.documents.html_elements import pair_tags
from bitext.documents.projection.block_links import LinkedBlock, link_blocks
from bitext.documents.projection.tags import Node, project_tags
from bitext.documents.projection.token_links import TokenLinks
from bitext.documents.subtitle_lines import divide, line_ends
from bitext.documents.subtitle_turns import CueTurn, tag_event, turns
from bitext.errors import StructureWarning
from bitext.files import DecodedText
from bitext.result.bitext import Bitext
from bitext.text.document import Span
from bitext.text.masking import mask_letter, split_literals

_WHITE: Final = re.compile(r"[ \t\r\n]+")
_FINAL: Final = re.compile(r"[.!?…:][\s»”\"')\]]*$")
_TRAILING: Final = re.compile(r"(?:\.\.\.|…)\s*$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_PAUSE: Final = timedelta(seconds=3)
_SHORT_PAUSE: Final = timedelta(seconds=1)
_OVERLAP: Final = timedelta(seconds=-0.25)
"""Cues that are shown together for longer than this are two speakers, or an error."""
_MOST: Final = 8
"""Cues that may be joined."""
_FEW: Final = 3
_NAMED: Final = 5

_CUT: Final = Tag("break", -1, 0, 0)
_LINE: Final = Tag("soft", -2, 0, 0)


@dataclass(frozen=True, slots=True)
class CueText:
    """The text of a cue, or one of its paragraphs: where it stands in the file, and when it is shown."""

    span: Span
    start: timedelta
    end: timedelta


@dataclass(frozen=True, slots=True)
class Notation:
    """How a format writes the text of a cue.

    ``tag`` is what a tag looks like, ``line_break`` what ends a line, of which ``new_line`` is the usual
    one; ``read`` and ``write`` bring characters out of and into the form in which the format has them.
    ``around`` changes what stands between the cues. Where no white space ends a line, line ends of the
    file are spaces.
    """

    tag: re.Pattern[str]
    line_break: re.Pattern[str]
    new_line: str
    read: Callable[[str], str] = str
    write: Callable[[str], str] = str
    around: Callable[[str], str] = str


@dataclass(slots=True, eq=False)
class _Cue:
    text: CueText
    new_line: str
    turns: list[CueTurn]


@dataclass(slots=True)
class _CueGroup:
    """Turns of cues in a row that hold one stretch of text, and where each of them ends in it."""

    turns: list[CueTurn]
    block: Block
    ends: list[int]
    marks: list[tuple[str, str]] = field(default_factory=list)


def tell_odd(name: str, odd: Sequence[str]) -> None:
    """Warns of cues that are kept as they are; ``odd`` names each, and what is wrong with it."""
    if odd:
        named = ", ".join(odd[:_NAMED]) + (f" and {len(odd) - _NAMED} more" if len(odd) > _NAMED else "")
        warnings.warn(
            f"{name}: kept as they are and not translated: {named}; correct them, and translate again.",
            StructureWarning,
            stacklevel=3,
        )


def tell_overlaps(name: str, text: str, cues: Sequence[CueText]) -> None:
    """Warns of cues that begin well before the one before them ends: each is translated by itself."""
    lines = [
        f"line {text.count(chr(10), 0, later.span.start) + 1}"
        for earlier, later in islice(_overlapping(cues), _NAMED)
    ]
    if lines:
        count = sum(1 for _ in _overlapping(cues))
        more = f" and {count - _NAMED} more" if count > _NAMED else ""
        warnings.warn(
            f"{name}: cues that overlap the one before are translated by themselves: "
            f"{', '.join(lines)}{more}; check their times.",
            StructureWarning,
            stacklevel=3,
        )


def _overlapping(cues: Sequence[CueText]) -> Iterator[tuple[CueText, CueText]]:
    for earlier, later in pairwise(cues):
        is_same = (earlier.start, earlier.end) == (later.start, later.end)
        if not is_same and later.start - earlier.end < _OVERLAP:
            yield earlier, later


class Subtitles:
    """Subtitles, written back in their encoding; see :class:`bitext.documents.original.Original`."""

    def __init__(self, decoded: DecodedText, cues: Sequence[CueText], notation: Notation) -> None:
        """``cues`` are the texts of a file, in its order."""
        self._decoded = decoded
        self._notation = notation
        self._cues = [self._cue(cue) for cue in cues]
        letter = mask_letter(decoded.text)
        groups = (_group(each, letter, notation) for each in _joined(self._cues))
        self._groups = [group for group in groups if group.block.is_translatable]
        blocks = [group.block for group in self._groups]
        self.text, self._spans = join(blocks)
        self.masks = masks_of(blocks, self._spans)

    def _cue(self, text: CueText) -> _Cue:
        raw = self._decoded.text[text.span.start : text.span.end]
        ends = self._notation.line_break
        found = ends.search(raw)
        content = ends.sub("\n", raw if self._notation.new_line.isspace() else _WHITE.sub(" ", raw))
        return _Cue(
            text, found[0] if found else self._notation.new_line, list(turns(content, self._notation.tag))
        )

    def render(self, bitext: Bitext) -> bytes:
        """The subtitles with the target of ``bitext`` in the place of their text."""
        for group, linked in zip(self._groups, link_blocks(bitext, self.text, self._spans), strict=True):
            changed = linked.is_changed
            texts = _texts(group, linked, self._notation) if changed else [None] * len(group.turns)
            for turn, target in zip(group.turns, texts, strict=True):
                turn.target = target
        return self._decoded.encoded(self._written())

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
                parts.append("\n".join(turn.written for turn in cue.turns).replace("\n", cue.new_line))
        return "".join(parts) + self._notation.around(source[position:])


def _joined(cues: Sequence[_Cue]) -> Iterator[list[CueTurn]]:
    """The turns in groups, each of which holds whole sentences."""
    group: list[CueTurn] = []
    last: _Cue | None = None
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


def _goes_on(earlier: _Cue, later: _Cue) -> bool:
    """Whether the last sentence of a cue goes on in the next."""
    before, after = earlier.turns[-1], later.turns[0]
    pause = later.text.start - earlier.text.end
    if after.is_marked or not before.body or not after.body or not _OVERLAP <= pause <= _PAUSE:
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


def _group(group: list[CueTurn], letter: str, notation: Notation) -> _CueGroup:
    writer = BlockWriter(letter)
    marks: list[tuple[str, str]] = []
    ends = []
    for turn in group:
        _write(turn.body, writer, marks, notation)
        ends.append(writer.length)
        writer.write(" ")
    return _CueGroup(group, writer.block(), ends, marks)


def _write(body: str, writer: BlockWriter, marks: list[tuple[str, str]], notation: Notation) -> None:
    tags = list(notation.tag.finditer(body))
    pairs = pair_tags([tag_event(tag[0]) for tag in tags])
    position = 0
    for at, tag in enumerate(tags):
        _write_words(body[position : tag.start()], writer, marks, notation)
        position = tag.end()
        if at not in pairs:
            marks.append((tag[0], ""))
            writer.point(len(marks) - 1)
        elif pairs[at] > at:
            marks.append((tag[0], tags[pairs[at]][0]))
            writer.open("style", len(marks) - 1)
        else:
            writer.close()
    _write_words(body[position:], writer, marks, notation)


def _write_words(text: str, writer: BlockWriter, marks: list[tuple[str, str]], notation: Notation) -> None:
    for piece, literal in split_literals(text):
        if literal:
            marks.append((piece, ""))
            writer.literal(len(marks) - 1, notation.read(piece))
        else:
            writer.write(notation.read(piece))


def _texts(group: _CueGroup, linked: LinkedBlock, notation: Notation) -> list[str]:
    """The target of each turn of a group, in lines."""
    links = TokenLinks(linked)
    cuts = divide(links, group.ends[:-1])
    breaks: list[tuple[int, Tag]] = []
    for start, end, turn in zip([0, *cuts], [*cuts, len(linked.target)], group.turns, strict=True):
        widest = max(map(len, turn.body.split("\n")))
        breaks += [(at, _LINE) for at in line_ends(linked.target, start, end, widest, linked.language)]
        breaks.append((end, _CUT))
    texts = _flatten(project_tags(group.block, links, breaks[:-1]), group.marks, notation)
    return [text.strip() or "…" for text in texts]


def _flatten(nodes: Sequence[Node], marks: Sequence[tuple[str, str]], notation: Notation) -> list[str]:
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
