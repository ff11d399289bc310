"""Puts the parts of both sides into the tree of a page, as its layout has them.

A paragraph stands by itself: its translation is a second paragraph of the same kind. In everything else that
holds a block (a heading, a cell, an item, a caption), both texts stand in the one element.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from bitext.documents.book.page import TYPE, local_name
from bitext.documents.book.sides import HEADINGS
from bitext.documents.book.tree import (
    XML_LANG,
    add_class,
    add_text,
    are_siblings,
    element,
    put_before,
    remove,
    set_language,
    take_over,
)
from bitext.documents.book.weaving import BlockParts, Part
from bitext.documents.html_elements import names
from bitext.result.book_layout import BookLayout
from bitext.result.pair import SideName

CLASSES: Final[dict[SideName, str]] = {"source": "bitext-source", "target": "bitext-target"}
_FLOW: Final = names(
    "article aside blockquote body center dd details div fieldset figcaption figure footer form header li "
    "main section td th"
)
"""Elements that a further paragraph may stand in."""
_NOT_COPIED: Final = ("id", TYPE, "role", "aria-label", "aria-labelledby")
_PAIR: Final = 2
_CELLS: Final = ("td", "th", "caption")


@dataclass(frozen=True, slots=True)
class FilledPart:
    """A part and the element with what is in it, which is in no tree yet."""

    part: Part
    node: Any


class PageFrames:
    """The blocks of one page."""

    def __init__(
        self, places: Mapping[int, Any], layout: BookLayout, languages: Mapping[SideName, str]
    ) -> None:
        self._places = places
        self._layout = layout
        self._languages = languages
        self._frames: dict[int, Any] = {}
        """The paragraphs that stand by themselves, by the block that is in them."""

    def fill(self, index: int, block: BlockParts, filled: Sequence[FilledPart]) -> Any:
        """Put the parts of a block into the page; returns the element that holds it."""
        place = self._places[index]
        frame = place.getparent()
        before, parts = filled[: len(block.before)], filled[len(block.before) :]
        is_flow = _is_flow(place)
        if is_flow or _is_heading(frame):
            like = frame if is_flow else element("p")
            for each in before:
                frame.addprevious(self._paragraph(like, each))
            before = []
        if self._layout == "sentences" or not is_flow:
            self._fill_inside(place, [*before, *parts])
            return frame
        own, *others = parts
        self._fill_frame(place, own)
        self._frames[index] = frame
        self._add_paragraphs(range(block.first, index + 1), frame, others)
        return frame

    def _fill_frame(self, place: Any, filled: FilledPart) -> None:
        """Put the text of a paragraph in its place; the paragraph says its language."""
        frame = place.getparent()
        frame.remove(place)
        frame.text = None
        take_over(frame, filled.node)
        if not (frame.get("lang") or frame.get(XML_LANG)):
            set_language(frame, self._languages["source"])
        add_class(frame, CLASSES["source"])

    def _fill_inside(self, place: Any, filled: Sequence[FilledPart]) -> None:
        """Put both texts into the element that holds the block, each with its language."""
        frame = place.getparent()
        inside, behind = self._sorted(frame, filled)
        nodes = [self._span(each) for each in inside]
        is_beside = self._layout == "facing" and local_name(frame) not in _CELLS and len(nodes) > 1
        if is_beside:
            nodes = [_columns(nodes)]
        put_before(place, nodes)
        remove(place)
        last = frame
        for each in behind:
            paragraph = self._paragraph(element("p"), each)
            last.addnext(paragraph)
            last = paragraph

    def _sorted(self, frame: Any, filled: Sequence[FilledPart]) -> tuple[list[FilledPart], list[FilledPart]]:
        """What stands in an element, and what is no heading and comes behind the one that it is."""
        if not _is_heading(frame):
            return list(filled), []
        own = [each for each in filled if not each.part.is_alone]
        inside: list[FilledPart] = []
        behind: list[FilledPart] = []
        for each in filled:
            is_own = each.part.side == "source" or each.part.name in HEADINGS or len(own) <= _PAIR
            (inside if is_own and not each.part.is_alone else behind).append(each)
        return inside, behind

    def _span(self, filled: FilledPart) -> Any:
        node = filled.node
        set_language(node, self._languages[filled.part.side])
        add_class(node, CLASSES[filled.part.side])
        if self._layout == "sentences":
            add_text(node, " ")
        return node

    def _add_paragraphs(self, group: range, frame: Any, others: Sequence[FilledPart]) -> None:
        """Put the translation behind the paragraphs of a passage, or beside them."""
        frames = [self._frames[at] for at in group if at in self._frames]
        own = [each for each in others if not each.part.is_alone]
        made = [self._paragraph(frames[min(at, len(frames) - 1)], each) for at, each in enumerate(own)]
        last = frame
        if made and self._layout == "facing" and len(frames) == len(group) and are_siblings(frames):
            last = _side_by_side(frames, made)
        else:
            for paragraph in made:
                last.addnext(paragraph)
                last = paragraph
        for each in others[len(own) :]:
            paragraph = self._paragraph(frame, each)
            last.addnext(paragraph)
            last = paragraph

    def _paragraph(self, like: Any, filled: FilledPart) -> Any:
        """A paragraph of the same kind as another, with a part of the target."""
        made = copy(like)
        for child in list(made):
            made.remove(child)
        made.text = made.tail = None
        for key in _NOT_COPIED:
            made.attrib.pop(key, None)
        classes = [each for each in made.get("class", "").split() if each != CLASSES["source"]]
        made.set("class", " ".join(classes))
        add_class(made, CLASSES[filled.part.side])
        if filled.part.name in HEADINGS:
            add_class(made, "bitext-heading")
        set_language(made, self._languages[filled.part.side])
        take_over(made, filled.node)
        return made


def _columns(nodes: Sequence[Any]) -> Any:
    """Stretches in one element as two columns: the first, and all the others."""
    columns = element("span", class_="bitext-facing")
    _put_in(columns, nodes[:1])
    columns[0].tail = " "
    other = nodes[1]
    if nodes[2:]:
        other = element("span", class_="bitext-column")
        _put_in(other, nodes[1:])
    columns.append(other)
    return columns


def _put_in(parent: Any, nodes: Sequence[Any]) -> None:
    """Put elements into an empty one, a space between two."""
    for node in nodes:
        node.tail = " " if node is not nodes[-1] else None
        parent.append(node)


def _is_heading(frame: Any) -> bool:
    """Whether an element is a heading that paragraphs may stand beside."""
    return local_name(frame) in HEADINGS and local_name(frame.getparent()) in _FLOW


def _side_by_side(frames: Sequence[Any], made: Sequence[Any]) -> Any:
    """The paragraphs of a passage and their translation in two columns."""
    table = element("div", class_="bitext-facing")
    frames[0].addprevious(table)
    for side in (frames, made):
        column = element("div", class_="bitext-column")
        for each in side:
            column.append(each)
        table.append(column)
    return table


def _is_flow(place: Any) -> bool:
    """Whether the element around a block holds nothing else, and another may stand beside it."""
    frame = place.getparent()
    around = frame.getparent()
    if local_name(frame) not in ("p", "div") or around is None or local_name(around) not in _FLOW:
        return False
    alone = len(frame) == 1 and not (frame.text or "").strip() and not (place.tail or "").strip()
    return bool(alone)
