"""Blocks of a document with structure: plain text, and the tags that lie over it.

A form (:mod:`bitext.documents.html` and its like) writes each of its paragraphs, headings and cells into a
:class:`BlockWriter`. The texts, joined by blank lines, are what is segmented and translated; the tags wait
for :mod:`bitext.documents.projection.tags` to take them over to the target.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Literal

from bitext.text.characters import LINE_BREAKS
from bitext.text.document import Span
from bitext.text.masking import Mask, mask_name

TagKind = Literal["link", "style", "element", "literal", "point", "break", "soft"]
"""What a tag is:

- *link*: lies over words and stays in one piece (a link, anything with a name of its own);
- *style*: lies over words and may be divided, or left out where it has no place (bold, emphasis);
- *element*: a style that comes out once, whatever becomes of its words;
- *literal*: words that no translation may touch (code, a placeholder, an address); in the text a
  mask such as ``{1}`` holds their place, a space or a sign on both sides of it;
- *point*: stands between two characters (an image, a footnote's number);
- *break*: ends a line, in place of a space; *soft*: one that may be dropped where no place is left.
"""

_SPACES: Final = re.compile(f"[ \t\x1f{LINE_BREAKS}]+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_ENDING: Final = re.compile(r"(?:e?s|x|i?ème|er|ère|e|re|nde?|th|st|bis|ter|px|r?em|[km]?m|[mk]?s|h)(?!\w)")
_OF_A_NUMBER: Final = re.compile(r"(?:er|re|ère|e|ème|ième|nde?|h|s|st|th)(?![^\W\d_])", re.IGNORECASE)
_CLOSERS: Final = ".,;:!?…)]}»”"
_DEEPEST: Final = 60


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag over ``block.text[start:end]``; ``key`` is the form's own number for it.

    ``parent`` is the index of the tag around it, -1 for none. ``before`` tells of a point whether white
    space, or other points behind it, stood before it, ``spaced`` and ``after`` whether white space alone did.
    ``shown`` is what a reader sees of a literal; ``further`` are the keys of literals right behind it, which
    its mask stands for as well, and ``ending`` the letters behind them that belong to it (the s of
    ``{file}s``).
    """

    kind: TagKind
    key: int
    start: int
    end: int
    parent: int = -1
    before: bool = False
    after: bool = False
    shown: str = ""
    further: tuple[int, ...] = ()
    ending: str = ""
    spaced: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it lies over no words."""
        return self.start == self.end


@dataclass(frozen=True)
class Block:
    """A paragraph: its text on one line, and its tags, an outer one before those that it holds.

    ``glued`` are the offsets of spaces that the source does not have: they keep apart what stands in one
    word there (a mask and a letter, the words of two elements).
    """

    text: str
    tags: tuple[Tag, ...] = ()
    depth: int = 0
    glued: tuple[int, ...] = ()

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """Index of a tag (-1 for the block) → the indices of the tags right inside it."""
        found: dict[int, list[int]] = {}
        for index, tag in enumerate(self.tags):
            found.setdefault(tag.parent, []).append(index)
        return found

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Key of a tag → its index; no two tags of one kind have the same key."""
        return {tag.key: index for index, tag in enumerate(self.tags) if tag.kind == "link"}

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
        return Block(self.text, tuple(kept), self.depth, self.glued)

    @property
    def is_translatable(self) -> bool:
        """Whether it has a word outside its literals (and is not nested beyond reason)."""
        if self.depth > _DEEPEST:
            return False
        last = 0
        for tag in self.tags:
            if tag.kind == "literal":
                if _LETTER.search(self.text, last, tag.start):
                    return True
                last = tag.end
        return _LETTER.search(self.text, last) is not None


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
    shown: list[str] = field(default_factory=list)
    further: list[int] = field(default_factory=list)
    ending: str = ""
    spaced: bool = False
    apart: bool = False


class BlockWriter:
    """Takes the inline content of one block, in order, and makes a :class:`Block` of it."""

    def __init__(self, letter: str = "X") -> None:
        """``letter`` begins the masks; see :func:`bitext.text.masking.mask_letter`."""
        self._letter = letter
        self._parts: list[str] = []
        self._length = 0
        self._space = False
        self._fresh = True
        self._drafts: list[_OpenTag] = []
        self._open: list[int] = []
        self._waiting: list[_OpenTag] = []
        self._literals = 0
        self._literal: _OpenTag | None = None
        self._tagged = False
        self._apart = self._separate = False
        self._glued: list[int] = []
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

    def open(self, kind: TagKind, key: int, *, apart: bool = False) -> None:
        """Begin a tag over what follows; ``apart``: what it holds is seldom one word with its neighbours."""
        self._tagged = True
        self._apart |= apart
        self._open.append(self._draft(kind, key))
        self._drafts[-1].apart = apart
        self._depth = max(self._depth, len(self._open))

    def close(self) -> None:
        """End the innermost open tag."""
        self._tagged = True
        draft = self._drafts[self._open.pop()]
        self._apart |= draft.apart
        draft.end = self._length
        if draft.start == draft.end:
            self._waiting.append(draft)

    def point(self, key: int, *, apart: bool = False) -> None:
        """Add a tag that lies over nothing; ``apart`` is that of :meth:`open`."""
        self._tagged = True
        self._apart |= apart
        self._waiting.append(self._drafts[self._draft("point", key)])

    def separate(self) -> None:
        """Keep what follows apart from the word before: they are two elements side by side."""
        self._separate = True

    def end_line(self, key: int, *, soft: bool) -> None:
        """Add a break; it stands for white space."""
        self._draft("soft" if soft else "break", key)
        self._set_space()

    def literal(self, key: int, shown: str) -> None:
        """Add words that stay as they are, by a mask; ``shown`` is what a reader sees of them.

        One right behind another is of its mask.
        """
        shown = _SPACES.sub(" ", shown).strip()
        last = self._literal
        if last is not None and self._is_behind(last):
            last.further.append(key)
            last.shown.append(shown)
            return
        self._literals += 1
        name = mask_name(self._letter, self._literals)
        if self._space and self._length:
            self._append(" ")
        else:
            self._part(name)
        draft = self._drafts[self._draft("literal", key)]
        self._add(name)
        draft.end, draft.shown = self._length, [shown]
        self._literal = draft

    def block(self) -> Block:
        """What was written. A tag that is still open ends here."""
        while self._open:
            self.close()
        text = "".join(self._parts)
        tags = tuple(
            Tag(
                *(d.kind, d.key, *_edges(d, text), d.parent, d.before, d.after),
                *("".join(d.shown), tuple(d.further), d.ending, d.spaced),
            )
            for d in self._drafts
        )
        return Block(text, tags, self._depth, tuple(self._glued))

    def _draft(self, kind: TagKind, key: int) -> int:
        before = self._space or not self._length
        draft = _OpenTag(kind, key, self.parent, self._length, self._length, before, spaced=self._fresh)
        self._fresh = False
        self._drafts.append(draft)
        return len(self._drafts) - 1

    def _set_space(self) -> None:
        self._space = self._fresh = True
        if self._waiting:
            self._waiting[-1].after = True
        self._waiting.clear()

    def _is_behind(self, literal: _OpenTag) -> bool:
        """Whether nothing was written since a literal: no space, no letter, no tag."""
        return literal.end == self._length and not (self._space or self._tagged or literal.ending)

    def _part(self, text: str) -> None:
        """Write a space that the source does not have, where ``text`` would become one word with what is."""
        last = self._parts[-1][-1:] if self._parts else ""
        behind = self._literal is not None and self._literal.end == self._length
        if self._space or not last:
            return
        masked = (behind and (text[0].isalnum() or text[0] == "{")) or (text[0] == "{" and last.isalnum())
        beside = self._separate and last.isalnum() and text[0].isalnum()
        if masked or beside or (self._apart and _are_apart(last, text)):
            self._glued.append(self._length)
            self._append(" ")

    def _add(self, text: str) -> None:
        if not text:
            return
        literal = self._literal
        ending = _ENDING.match(text) if literal is not None and self._is_behind(literal) else None
        if literal is not None and ending:
            literal.ending = ending[0]
            literal.shown.append(ending[0])
            self._add(text[ending.end() :])
            return
        self._part(text)
        self._tagged = self._apart = self._separate = False
        # What a point parts from the word before it (``mot <img>.``) is no space of the text.
        if self._space and self._length and not (self._waiting and text[0] in _CLOSERS):
            self._append(" ")
        self._append(text)
        self._waiting.clear()

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._space = self._fresh = False


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


def _are_apart(last: str, text: str) -> bool:
    """Whether characters with a tag between them are of two words: a letter and a digit, "a" and "B"."""
    first = text[0]
    if last.isdecimal() and first.isalpha():
        return _OF_A_NUMBER.match(text) is None
    return (last.isalpha() and first.isdecimal()) or (last.islower() and first.isupper())


def _edges(draft: _OpenTag, text: str) -> tuple[int, int]:
    """Start and end of a tag, no space at its edges."""
    start, end = draft.start, draft.end
    spaced = start == end and draft.before and draft.kind not in ("break", "soft")
    if (start < end or spaced) and text[start : start + 1] == " ":
        start += 1
    return start, max(start, end)
