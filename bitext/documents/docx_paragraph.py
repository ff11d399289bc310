"""One paragraph of a Word document: its runs → blocks, and the target back into runs.

A paragraph is cut at tabs and page breaks; what stands between two of them is a block. The formatting
that most of a block has is that of its words; other formatting is a style over the words that have it, a
hyperlink (and anything else that wraps runs) a link. Runs of the same formatting are one. Images, notes,
bookmarks and comments are points; fields and formulas in the middle of a sentence are literals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Final

from bitext.documents.blocks import Block, BlockWriter
from bitext.documents.docx_elements import (
    HYPHEN,
    W,
    field_ends,
    field_kind,
    is_hidden,
    is_raised,
    run_of,
    shell,
    signature,
    text_elements,
)
from bitext.documents.projection.block_links import LinkedBlock
from bitext.documents.projection.tags import Node, project_tags
from bitext.documents.projection.token_links import TokenLinks
from bitext.text.masking import split_literals

_WRAPPERS: Final = frozenset(
    f"{W}{name}" for name in ("hyperlink", "smartTag", "ins", "moveTo", "customXml", "sdt", "dir", "bdo")
)
_DROPPED: Final = frozenset(
    f"{W}{name}" for name in ("proofErr", "lastRenderedPageBreak", "softHyphen", "rPr")
)
"""What says how the source was laid out or checked."""
_LINKING: Final = re.compile(r"\s*(?:HYPERLINK|TOC)\b", re.IGNORECASE)


@dataclass(slots=True)
class _TagElements:
    """What a tag is made of: the elements of a point, a wrapper for a link, run properties for a style."""

    elements: list[Any] = field(default_factory=list)
    properties: Any = None
    wraps: bool = False
    closing: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class _BlockRuns:
    """A block, and the elements that it is made of."""

    originals: list[Any]
    writer: BlockWriter
    marks: list[_TagElements]
    lengths: dict[int, Counter[int]]
    block: Block = field(default_factory=lambda: Block(""))
    base: dict[int, int] = field(default_factory=dict)
    """Index of a tag in the block (-1: the block itself) → the key of the formatting of its words."""
    has_hyphens: bool = False
    """Whether hyphens that divide no line are elements of their own."""
    formats: dict[tuple[bytes, ...], int] = field(default_factory=dict)
    """What tells a formatting → its key."""


@dataclass(slots=True)
class _Field:
    """A field that is being read: what begins it, and its elements so far."""

    begin: Any
    elements: list[Any] = field(default_factory=list)
    has_result: bool = False


class Paragraph:
    """A ``w:p``; ``blocks`` are its stretches of text."""

    def __init__(self, element: Any, letter: str) -> None:
        self._element = element
        self._letter = letter
        self.blocks = [item.block for item in _Walk(element, letter).items if isinstance(item, _BlockRuns)]

    def rewrite(self, linked: Sequence[LinkedBlock | None]) -> None:
        """Put the target of each block in its place; None for one that stays."""
        changed = [one is not None and one.is_changed for one in linked]
        if not any(changed):
            return
        results = iter(zip(linked, changed, strict=True))
        children: list[Any] = []
        for item in _Walk(self._element, self._letter).items:
            if not isinstance(item, _BlockRuns):
                children.append(item)
                continue
            one, is_new = next(results)
            children += _written(item, one) if one is not None and is_new else item.originals
        for child in list(self._element):
            if child.tag != f"{W}pPr":
                self._element.remove(child)
        self._element.extend(children)


class _Walk:
    """Goes through the content of a paragraph; ``items`` are segments and the elements between them."""

    def __init__(self, paragraph: Any, letter: str) -> None:
        self._letter = letter
        self._ends = field_ends(paragraph)
        self._depth = 0
        self._collected: _Field | None = None
        self._links: list[Any] = []
        self._style: int | None = None
        self._behind_break = False
        self._unwritten: list[tuple[str, Any]] = []
        """The text of runs, with their properties, that is not yet in the block."""
        self._wraps: list[int] = []
        self.items: list[Any] = []
        self._segment = self._begin()
        for child in paragraph:
            if child.tag != f"{W}pPr":
                self._take(child)
        self._finish()

    def _begin(self) -> _BlockRuns:
        return _BlockRuns([], BlockWriter(self._letter), [], {})

    def _finish(self) -> None:
        """End the segment."""
        segment = self._segment
        self._end_style()
        if segment.originals:
            block = segment.writer.block()
            self._set_base(segment, block)
            self.items.append(segment)
        self._segment = self._begin()

    def _set_base(self, segment: _BlockRuns, block: Block) -> None:
        """Find the formatting that most words of the block, and of each wrapper, have; it needs no tag."""
        base = {parent: counts.most_common(1)[0][0] for parent, counts in segment.lengths.items()}
        gone = {
            at for at, tag in enumerate(block.tags) if tag.kind == "style" and base.get(tag.parent) == tag.key
        }
        places = {-1: -1}
        for at in range(len(block.tags)):
            if at not in gone:
                places[at] = len(places) - 1
        segment.base = {places[parent]: key for parent, key in base.items() if parent in places}
        segment.block = block.without(gone)

    def _key(self, mark: _TagElements) -> int:
        self._segment.marks.append(mark)
        return len(self._segment.marks) - 1

    def _take(self, element: Any) -> None:
        if not isinstance(element.tag, str):
            return
        if self._depth == 0 and element.tag not in (f"{W}r", *_DROPPED):
            self._segment.originals.append(deepcopy(element))
        if element.tag == f"{W}r":
            self._run(element)
        elif self._collected is not None:
            self._collect(deepcopy(element), element)
        elif element.tag in _WRAPPERS:
            self._wrapper(element)
        elif element.tag not in _DROPPED:
            self._fixed([element], is_word=element.tag.endswith(("}oMath", "}fldSimple")))

    def _wrapper(self, element: Any) -> None:
        content = element.find(f"{W}sdtContent") if element.tag == f"{W}sdt" else element
        if content is None or not any(True for _ in content.iter(f"{W}t")):
            self._fixed([element], is_word=False)
            return
        self._end_style()
        self._segment.writer.open("link", self._key(_TagElements([shell(element, content)], wraps=True)))
        self._depth += 1
        for child in content:
            if not str(child.tag).endswith("Pr"):
                self._take(child)
        self._end_style()
        self._depth -= 1
        self._segment.writer.close()

    def _run(self, run: Any) -> None:
        properties = run.find(f"{W}rPr")
        for child in run:
            if not isinstance(child.tag, str) or child.tag in _DROPPED:
                continue
            copy = run_of(properties, deepcopy(child))
            is_cut = child.tag in (f"{W}tab", f"{W}ptab") or (
                child.tag == f"{W}br" and child.get(f"{W}type") in ("page", "column")
            )
            if self._collected is not None:
                self._original(copy)
                self._collect(copy, child)
            elif is_cut and self._depth == 0 and not self._links:
                self._finish()
                self.items.append(copy)
            else:
                self._original(copy)
                self._content(child, copy, properties)

    def _original(self, copy: Any) -> None:
        if self._depth == 0:
            self._segment.originals.append(copy)

    def _content(self, child: Any, copy: Any, properties: Any) -> None:
        """Take what stands in a run."""
        kind = field_kind(child)
        if child.tag in (f"{W}t", f"{W}noBreakHyphen"):
            is_text = child.tag == f"{W}t"
            self._segment.has_hyphens |= not is_text
            self._text(child.text or "" if is_text else HYPHEN, copy, properties)
        elif child.tag in (f"{W}br", f"{W}cr", f"{W}tab", f"{W}ptab"):
            self._flush()
            self._segment.writer.end_line(self._key(_TagElements([copy])), soft=False)
            self._behind_break = True
        elif kind == "begin" and self._ends.get(child) is not None:
            self._collected = _Field(child)
            self._collect(copy, child)
        elif kind == "end" and self._links and self._links[-1] is child:
            self._links.pop()
            self._end_style()
            self._segment.marks[self._wraps.pop()].closing.append(copy)
            self._segment.writer.close()
        else:
            self._fixed([copy], is_word=False)

    def _collect(self, copy: Any, child: Any) -> None:
        """Take a part of a field: as the beginning of a link, or as a field that stays whole."""
        if self._collected is None:
            return
        collected = self._collected.elements
        collected.append(copy)
        end = self._ends[self._collected.begin]
        if field_kind(child) == "separate" and self._is_linking(self._collected, end):
            self._collected = None
            self._end_style()
            self._wraps.append(self._key(_TagElements(collected)))
            self._segment.writer.open("link", self._wraps[-1])
            self._links.append(end)
        elif any(element is end for element in child.iter(f"{W}fldChar")):
            self._collected = None
            self._fixed(collected, is_word=any(True for e in collected for _ in e.iter(f"{W}t")))

    @staticmethod
    def _is_linking(one: _Field, end: Any) -> bool:
        """Whether a field, whose result begins here, is a link that begins and ends among the same runs."""
        if one.has_result:
            return False
        one.has_result = True
        instruction = "".join(text for element in one.elements for text in element.itertext(f"{W}instrText"))
        together = one.begin.getparent().getparent() is end.getparent().getparent()
        return together and _LINKING.match(instruction) is not None

    def _fixed(self, elements: list[Any], *, is_word: bool) -> None:
        """Take elements that stay as they are: in the place of a word, or as a point."""
        self._flush()
        key = self._key(_TagElements([deepcopy(element) for element in elements]))
        if is_word and self._segment.writer.length and not self._behind_break:
            shown = "".join(e.text or "" for element in elements for e in element.iter("{*}t"))
            self._segment.writer.literal(key, shown)
        else:
            self._segment.writer.point(key)

    def _text(self, text: str, copy: Any, properties: Any) -> None:
        hidden = not text.isspace() and (
            is_hidden(properties) or (is_raised(properties) and not any(map(str.isalpha, text)))
        )
        if hidden:
            self._fixed([copy], is_word=False)
        elif text:
            self._behind_break &= text.isspace()
            self._unwritten.append((text, properties))

    def _flush(self) -> None:
        """Write the text of the runs so far; an address may be divided over several."""
        runs, self._unwritten = self._unwritten, []
        ends = list(accumulate(len(text) for text, _ in runs))
        whole = "".join(text for text, _ in runs)
        at = position = 0
        for piece, literal in split_literals(whole):
            parts: list[tuple[str, Any]] = []
            end = position + len(piece)
            while position < end:
                while ends[at] <= position:
                    at += 1
                stop = min(end, ends[at])
                parts.append((whole[position:stop], runs[at][1]))
                position = stop
            if literal:
                self._literal(parts)
            else:
                for part, properties in parts:
                    self._words(part, properties)

    def _words(self, text: str, properties: Any) -> None:
        if not text.isspace():
            self._set_style(properties, len(text))
        self._segment.writer.write(text)

    def _literal(self, parts: list[tuple[str, Any]]) -> None:
        shown = "".join(text for text, _ in parts)
        self._set_style(parts[0][1], len(shown))
        alike = len({self._formatting(properties) for _, properties in parts}) == 1
        runs = [(shown, parts[0][1])] if alike else parts
        elements = [
            run_of(properties, element)
            for text, properties in runs
            for element in text_elements(text, hyphens=self._segment.has_hyphens)
        ]
        self._segment.writer.literal(self._key(_TagElements(elements)), shown)

    def _set_style(self, properties: Any, length: int) -> None:
        """The formatting of the next ``length`` characters."""
        writer = self._segment.writer
        key = self._formatting(properties)
        if key != self._style:
            self._close_style()
            writer.open("style", key)
            self._style = key
        self._segment.lengths.setdefault(writer.around, Counter())[key] += length

    def _formatting(self, properties: Any) -> int:
        """The key of a formatting; the same for runs that look the same."""
        told, formats = signature(properties), self._segment.formats
        if told not in formats:
            formats[told] = self._key(_TagElements(properties=properties))
        return formats[told]

    def _end_style(self) -> None:
        self._flush()
        self._close_style()

    def _close_style(self) -> None:
        if self._style is not None:
            self._segment.writer.close()
            self._style = None


def _written(segment: _BlockRuns, linked: LinkedBlock) -> list[Any]:
    """The runs of the target of a block."""
    return list(_elements(project_tags(segment.block, TokenLinks(linked)), segment, -1, segment.base.get(-1)))


def _elements(nodes: Sequence[Node], segment: _BlockRuns, around: int, base: int | None) -> Iterator[Any]:
    for node in nodes:
        if isinstance(node, str):
            properties = None if base is None else segment.marks[base].properties
            for element in text_elements(node, hyphens=segment.has_hyphens):
                yield run_of(properties, element)
            continue
        mark = segment.marks[node.tag.key]
        if node.tag.kind == "style":
            yield from _elements(node.children, segment, around, node.tag.key)
        elif node.tag.kind == "link":
            at = segment.block.numbers[node.tag.key]
            inner = _elements(node.children, segment, at, segment.base.get(at, base))
            if mark.wraps:
                shell = mark.elements[0]
                content = shell.find(f"{W}sdtContent") if shell.tag == f"{W}sdt" else shell
                content.extend(inner)
                yield shell
            else:
                yield from (*mark.elements, *inner, *mark.closing)
        else:
            yield from (deepcopy(element) for element in mark.elements)
