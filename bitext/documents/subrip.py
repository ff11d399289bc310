"""SubRip subtitles: cues, their numbers and times stay; the text in them is translated.

A sentence that runs over several cues is translated whole and divided again at the words that
correspond, no cue left empty; each cue is set in lines of at most 42 characters where that is possible.
Dialogue dashes, notes of music, position codes and the tags for italics stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import srt

from bitext.documents.blocks import Block, BlockWriter, Tag, join, masks_of
from bitext.documents.html_elements import TagEvent, pair_tags, tag_name
from bitext.documents.projection.block_links import LinkedBlock, link_blocks
from bitext.documents.projection.tags import Node, project_tags
from bitext.documents.projection.token_links import TokenLinks
from bitext.documents.subtitle_lines import divide, line_ends
from bitext.errors import FormatError
from bitext.files import AUTO, DecodedText, decoded
from bitext.result.bitext import Bitext
from bitext.text.document import Span
from bitext.text.masking import mask_letter, split_literals

_TAG: Final = re.compile(r"</?[A-Za-z][^<>\n]*>|\{\\[^{}\n]*\}")
_HEAD: Final = re.compile(r"\s*(?:[-–—‐−](?!\d)\s*|[♪♫#*]+\s*|>>\s*)+")
_TAIL: Final = re.compile(r"\s*[♪♫#*]+\s*$")
_TURN: Final = re.compile(r"(?:<[^<>]*>|\{[^{}]*\}|\s)*(?:[-–—‐−](?![\d-])|[♪♫]|>>)")
_FINAL: Final = re.compile(r"[.!?…:][\s»”\"')\]]*$")
_TRAILING: Final = re.compile(r"(?:\.\.\.|…)\s*$")
_SUNG: Final = re.compile(r"[♪♫][^\w\n]*$")
_MUSIC: Final = re.compile(r"[♪♫#*]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_PAUSE: Final = timedelta(seconds=3)
_SHORT_PAUSE: Final = timedelta(seconds=1)
_MOST: Final = 8
"""Cues that may be joined."""
_FEW: Final = 3

_CUT: Final = Tag("break", -1, 0, 0)
_LINE: Final = Tag("soft", -2, 0, 0)


@dataclass(slots=True, eq=False)
class _CueTurn:
    """What one speaker says in one cue: the raw text, and what stands at its edges and stays."""

    raw: str
    head: str
    body: str
    tail: str
    target: str | None = None

    @property
    def written(self) -> str:
        return self.raw if self.target is None else self.head + self.target + self.tail


@dataclass(slots=True)
class _Cue:
    """A cue, its content at ``span`` of the file."""

    span: Span
    start: timedelta
    end: timedelta
    turns: list[_CueTurn]


@dataclass(slots=True)
class _CueGroup:
    """Turns of cues in a row that hold one stretch of text, and where each of them ends in it."""

    turns: list[_CueTurn]
    block: Block
    ends: list[int]
    marks: list[tuple[str, str]] = field(default_factory=list)


def read(data: bytes, name: str, encoding: str = AUTO) -> Subtitles:
    """Take subtitles apart, in whatever encoding they are. Raises EncodingError or FormatError."""
    return Subtitles(decoded(data, name, encoding), name)


class Subtitles:
    """A SubRip file, written back in its encoding; see :class:`bitext.documents.original.Original`."""

    def __init__(self, decoded_file: DecodedText, name: str) -> None:
        source = decoded_file.text
        self._source = source
        self._decoded = decoded_file
        self._cues = _cues(source, name)
        letter = mask_letter(source)
        groups = (_group(turns, letter) for turns in _joined(self._cues))
        self._groups = [group for group in groups if group.block.is_translatable]
        blocks = [group.block for group in self._groups]
        self.text, self._spans = join(blocks)
        self.masks = masks_of(blocks, self._spans)

    def render(self, bitext: Bitext) -> bytes:
        """The subtitles with the target of ``bitext`` in the place of their text."""
        for group, linked in zip(self._groups, link_blocks(bitext, self.text, self._spans), strict=True):
            texts = _texts(group, linked) if linked.is_changed else [None] * len(group.turns)
            for turn, target in zip(group.turns, texts, strict=True):
                turn.target = target
        return self._decoded.encoded(self._written())

    def _written(self) -> str:
        parts = []
        position = 0
        end_of_line = "\r\n" if "\r\n" in self._source else "\n"
        for cue in self._cues:
            parts.append(self._source[position : cue.span.start])
            position = cue.span.end
            if all(turn.target is None for turn in cue.turns):
                parts.append(self._source[cue.span.start : cue.span.end])
            else:
                content = "\n".join(turn.written for turn in cue.turns)
                parts.append(content.replace("\n", end_of_line))
        return "".join(parts) + self._source[position:]


def _cues(source: str, name: str) -> list[_Cue]:
    try:
        subtitles = list(srt.parse(source))
    except (srt.SRTParseError, ValueError, OverflowError) as error:
        raise FormatError(f"{name} is not in SubRip's form: {' '.join(str(error).split())[:200]}.") from None
    if not subtitles and source.strip():
        raise FormatError(f"{name} has no cues; check that it is a SubRip file.")
    found = srt.SRT_REGEX.finditer(source)
    cues = []
    for subtitle, match in zip(subtitles, found, strict=True):
        content = match[match.re.groups]
        lead = len(content) - len(content.lstrip())
        start = match.start(match.re.groups) + lead
        span = Span(start, start + len(content.strip()))
        raw = source[span.start : span.end].replace("\r\n", "\n")
        cues.append(_Cue(span, subtitle.start, subtitle.end, list(_turns(raw))))
    return cues


def _turns(content: str) -> Iterator[_CueTurn]:
    """The turns of a cue, parted by a dash or a note of music at the head of a line, or a note at its end."""
    lines: list[str] = []
    for line in content.split("\n"):
        if lines and (_TURN.match(line) or _SUNG.search(lines[-1])):
            yield _turn("\n".join(lines))
            lines = []
        lines.append(line)
    yield _turn("\n".join(lines))


def _turn(raw: str) -> _CueTurn:
    """A turn, its edges peeled off: dashes, notes, codes, and tags that go round the whole of it."""
    start, end = 0, len(raw)
    while True:
        inner = raw[start:end]
        tags = list(_TAG.finditer(inner))
        pairs = pair_tags([_event(tag[0]) for tag in tags])
        head = _HEAD.match(inner)
        if head:
            start += head.end()
        elif (tail := _TAIL.search(inner)) is not None:
            end = start + tail.start()
        elif tags and not inner[: tags[0].start()].strip() and _is_edge(0, tags, pairs, inner):
            start += tags[0].end()
        elif tags and not inner[tags[-1].end() :].strip() and _is_edge(len(tags) - 1, tags, pairs, inner):
            end = start + tags[-1].start()
        else:
            break
    body = raw[start:end]
    start += len(body) - len(body.lstrip())
    end = start + len(body.strip())
    return _CueTurn(raw, raw[:start], raw[start:end], raw[end:])


def _is_edge(at: int, tags: Sequence[re.Match[str]], pairs: dict[int, int], inner: str) -> bool:
    """Whether a tag at an edge goes round all of the text, or has no partner in it."""
    partner = pairs.get(at)
    if partner is None:
        return True
    first, last = tags[min(at, partner)], tags[max(at, partner)]
    return not (inner[: first.start()].strip() or inner[last.end() :].strip())


def _event(raw: str) -> TagEvent | None:
    name, closes = tag_name(raw)
    return (("close" if closes else "open"), name) if name else None


def _joined(cues: Sequence[_Cue]) -> Iterator[list[_CueTurn]]:
    """The turns in groups, each of which holds whole sentences."""
    group: list[_CueTurn] = []
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
    pause = later.start - earlier.end
    if _TURN.match(after.raw) or not before.body or not after.body or pause > _PAUSE:
        return False
    if _MUSIC.search(before.tail):
        return False
    first = _LETTER.search(after.body)
    small = first is not None and after.body[first.start()].islower()
    if _FINAL.search(before.body):
        return small and _TRAILING.search(before.body) is not None
    if small or before.body.endswith((",", ";")):
        return True
    shouted = before.body.isupper() or after.body.isupper()
    return pause <= _SHORT_PAUSE and not shouted and len(before.body.split()) >= _FEW


def _group(turns: list[_CueTurn], letter: str) -> _CueGroup:
    writer = BlockWriter(letter)
    marks: list[tuple[str, str]] = []
    ends = []
    for turn in turns:
        _write(turn.body, writer, marks)
        ends.append(writer.length)
        writer.write(" ")
    return _CueGroup(turns, writer.block(), ends, marks)


def _write(body: str, writer: BlockWriter, marks: list[tuple[str, str]]) -> None:
    tags = list(_TAG.finditer(body))
    pairs = pair_tags([_event(tag[0]) for tag in tags])
    position = 0
    for at, tag in enumerate(tags):
        _write_words(body[position : tag.start()], writer, marks)
        position = tag.end()
        if at not in pairs:
            marks.append((tag[0], ""))
            writer.point(len(marks) - 1)
        elif pairs[at] > at:
            marks.append((tag[0], tags[pairs[at]][0]))
            writer.open("style", len(marks) - 1)
        else:
            writer.close()
    _write_words(body[position:], writer, marks)


def _write_words(text: str, writer: BlockWriter, marks: list[tuple[str, str]]) -> None:
    for piece, literal in split_literals(text):
        if literal:
            marks.append((piece, ""))
            writer.literal(len(marks) - 1, piece)
        else:
            writer.write(piece)


def _texts(group: _CueGroup, linked: LinkedBlock) -> list[str]:
    """The target of each turn of a group, in lines."""
    links = TokenLinks(linked)
    cuts = divide(links, group.ends[:-1])
    breaks: list[tuple[int, Tag]] = []
    for start, end, turn in zip([0, *cuts], [*cuts, len(linked.target)], group.turns, strict=True):
        widest = max(map(len, turn.body.split("\n")))
        breaks += [(at, _LINE) for at in line_ends(linked.target, start, end, widest, linked.language)]
        breaks.append((end, _CUT))
    texts = _flatten(project_tags(group.block, links, breaks[:-1]), group.marks)
    return [text.strip() or "…" for text in texts]


def _flatten(nodes: Sequence[Node], marks: Sequence[tuple[str, str]]) -> list[str]:
    """A tree as one string a turn; a tag that runs over a cut is closed and opened again."""
    texts = [""]
    for node in nodes:
        if isinstance(node, str):
            texts[-1] += node
        elif node.tag is _CUT:
            texts.append("")
        elif node.tag is _LINE:
            texts[-1] += "\n"
        else:
            opening, closing = marks[node.tag.key]
            inner = _flatten(node.children, marks)
            if node.tag.kind == "style":
                inner = [opening + text + closing if text else "" for text in inner]
            else:
                inner = [opening]
            texts[-1] += inner[0]
            texts += inner[1:]
    return texts
