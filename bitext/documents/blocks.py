"""Blocks of a document with structure: plain text, and the tags that lie over it.

A form (:mod:`bitext.documents.html` and its like) writes each of its paragraphs, headings and cells into a
:class:`BlockWriter`. The texts, joined by blank lines, are what is segmented and translated; the tags wait
for :mod:`bitext.documents.projection.tags` to take them over to the target.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from bitext.text.characters import LINE_BREAKS
from bitext.text.document import Span
from bitext.text.masking import Mask

TagKind = Literal["link", "style", "literal", "point", "break", "soft"]
"""What a tag is:

- *link*: lies over words and stays in one piece (a link, anything with a name of its own);
- *style*: lies over words and may be divided (bold, emphasis);
- *literal*: words that no translation may touch (code, a placeholder, an address); in the text a
  mask such as ``X1`` holds their place;
- *point*: stands between two characters (an image, a footnote's number);
- *break*: ends a line, in place of a space; *soft*: one that may be dropped where no place is left.
"""

_SPACES: Final = re.compile(f"[ \t\x1f{LINE_BREAKS}]+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_CLOSERS: Final = ".,;:!?…)]}»”"
_DEEPEST: Final = 60


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag over ``block.text[start:end]``; ``key`` is the form's own number for it.

    ``parent`` is the index of the tag around it, -1 for none. ``before`` and ``after`` tell of a point
    whether white space stood there. ``shown`` is what a reader sees of a literal.
    """

    kind: TagKind
    key: int
    start: int
    end: int
    parent: int = -1
    before: bool = False
    after: bool = False
    shown: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it lies over no words."""
        return self.start == self.end


@dataclass(frozen=True)
class Block:
    """A paragraph: its text on one line, and its tags, an outer one before those that it holds."""

    text: str
    tags: tuple[Tag, ...] = ()
    depth: int = 0

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """Index of a tag (-1 for the block) → the indices of the tags right inside it."""
        found: dict[int, list[int]] = {}
        for index, tag in enumerate(self.tags):
            found.setdefault(tag.parent, []).append(index)
        return found

    def without(self, gone: Collection[int]) -> Block:
        """The block without the tags at the indices ``gone``; what lay in them lies in what was around."""
        parents = {-1: -1}
        kept: list[Tag] = []
        for index, tag in enumerate(self.tags):
            if index in gone:
                parents[index] = parents[tag.parent]
            else:
                parents[index] = len(kept)
                kept.append(replace(tag, parent=parents[tag.parent]))
        return Block(self.text, tuple(kept), self.depth)

    @property
    def is_translatable(self) -> bool:
        """Whether it has a word outside its literals (and is not nested beyond reason)."""
        text = self.text
        for tag in reversed(self.tags):
            if tag.kind == "literal":
                text = text[: tag.start] + text[tag.end :]
        return self.depth <= _DEEPEST and _LETTER.search(text) is not None


@dataclass(slots=True)
class _OpenTag:
    """A tag that is being written."""

    kind: TagKind
    key: int
    parent: int
    start: int
    end: int
    before: bool
    after: bool = False
    shown: str = ""


class BlockWriter:
    """Takes the inline content of one block, in order, and makes a :class:`Block` of it."""

    def __init__(self, letter: str = "X") -> None:
        """``letter`` begins the masks; see :func:`bitext.text.masking.mask_letter`."""
        self._letter = letter
        self._parts: list[str] = []
        self._length = 0
        self._space = False
        self._drafts: list[_OpenTag] = []
        self._open: list[int] = []
        self._waiting: list[_OpenTag] = []
        self._literals = 0
        self._depth = 0

    @property
    def parent(self) -> int:
        """The index of the innermost open tag, -1 if none is open."""
        return self._open[-1] if self._open else -1

    @property
    def around(self) -> int:
        """The index of the tag around the innermost open one, -1 if there is none."""
        return self._open[-2] if len(self._open) > 1 else -1

    @property
    def length(self) -> int:
        """How long the text is so far."""
        return self._length

    def write(self, text: str) -> None:
        """Add text; a run of white space counts as one space, none at the edges."""
        position = 0
        for run in _SPACES.finditer(text):
            self._add(text[position : run.start()])
            self._set_space()
            position = run.end()
        self._add(text[position:])

    def open(self, kind: TagKind, key: int) -> None:
        """Begin a tag over what follows."""
        self._open.append(self._draft(kind, key))
        self._depth = max(self._depth, len(self._open))

    def close(self) -> None:
        """End the innermost open tag."""
        draft = self._drafts[self._open.pop()]
        draft.end = self._length
        if draft.start == draft.end:
            self._waiting.append(draft)

    def point(self, key: int) -> None:
        """Add a tag that lies over nothing."""
        self._waiting.append(self._drafts[self._draft("point", key)])

    def end_line(self, key: int, *, soft: bool) -> None:
        """Add a break; it stands for white space."""
        self._draft("soft" if soft else "break", key)
        self._set_space()

    def literal(self, key: int, shown: str) -> None:
        """Add words that stay as they are, by a mask; ``shown`` is what a reader sees of them."""
        self._literals += 1
        if self._space and self._length:
            self._append(" ")
        index = self._draft("literal", key)
        self._add(f"{self._letter}{self._literals}")
        self._drafts[index].end = self._length
        self._drafts[index].shown = _SPACES.sub(" ", shown).strip()

    def block(self) -> Block:
        """What was written. A tag that is still open ends here."""
        while self._open:
            self.close()
        text = "".join(self._parts)
        tags = tuple(
            Tag(d.kind, d.key, *_edges(d, text), d.parent, d.before, d.after, d.shown) for d in self._drafts
        )
        return Block(text, tags, self._depth)

    def _draft(self, kind: TagKind, key: int) -> int:
        draft = _OpenTag(kind, key, self.parent, self._length, self._length, self._space or not self._length)
        self._drafts.append(draft)
        return len(self._drafts) - 1

    def _set_space(self) -> None:
        self._space = True
        for draft in self._waiting:
            draft.after = True
        self._waiting.clear()

    def _add(self, text: str) -> None:
        if not text:
            return
        # What a point parts from the word before it (``mot <img>.``) is no space of the text.
        if self._space and self._length and not (self._waiting and text[0] in _CLOSERS):
            self._append(" ")
        self._append(text)
        self._waiting.clear()

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._space = False


def join(blocks: Sequence[Block]) -> tuple[str, list[Span]]:
    """The texts of ``blocks`` as one, a blank line between them, and the span of each in it."""
    spans = []
    start = 0
    for block in blocks:
        spans.append(Span(start, start + len(block.text)))
        start += len(block.text) + 2
    return "\n\n".join(block.text for block in blocks), spans


def masks_of(blocks: Sequence[Block], spans: Sequence[Span]) -> list[Mask]:
    """The masks of ``blocks``, which are at ``spans`` of a text, in order."""
    return [
        Mask(Span(span.start + tag.start, span.start + tag.end), tag.shown)
        for block, span in zip(blocks, spans, strict=True)
        for tag in block.tags
        if tag.kind == "literal"
    ]


def _edges(draft: _OpenTag, text: str) -> tuple[int, int]:
    """Start and end of a tag, no space at its edges."""
    start, end = draft.start, draft.end
    spaced = start == end and draft.before and draft.kind not in ("break", "soft")
    if (start < end or spaced) and text[start : start + 1] == " ":
        start += 1
    return start, max(start, end)
