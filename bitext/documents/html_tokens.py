"""HTML as a run of events, of which each may be translated or stays.

A stack of open elements, with the ends that HTML lets writers leave out, tells which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bitext.documents.html_elements import BLOCKS, OPAQUE
from bitext.documents.html_scanner import HtmlEvent, scan, text_of
from bitext.text.language import language_of_tag

__all__ = ["HtmlEvent", "events", "is_french", "text_of"]

_CLOSED_BY: Final = {
    "li": frozenset(["li"]),
    "dt": frozenset(["dt", "dd"]),
    "dd": frozenset(["dt", "dd"]),
    "option": frozenset(["option", "optgroup"]),
    "tr": frozenset(["tr", "tbody", "thead", "tfoot"]),
    "td": frozenset(["td", "th", "tr", "tbody", "thead", "tfoot"]),
    "th": frozenset(["td", "th", "tr", "tbody", "thead", "tfoot"]),
    "thead": frozenset(["tbody", "tfoot"]),
    "tbody": frozenset(["tbody", "tfoot"]),
    "head": frozenset(["body"]),
}
"""Open element → the elements whose start ends it. A paragraph ends at every block."""
_HOLDERS: Final = frozenset(["ul", "ol", "menu", "dl", "select", "table", "td", "th", "body"])
"""They keep what is inside them from ending what is outside."""
_UNTOUCHED: Final = OPAQUE | {"pre"}


@dataclass(slots=True)
class _OpenElement:
    """An open element: whether its text may be translated, by its ``translate`` and by its language."""

    name: str
    kept: bool = False
    foreign: bool = False
    untouched: bool = False

    @property
    def stays(self) -> bool:
        return self.kept or self.foreign or self.untouched


def events(source: str, *, every: bool = False) -> list[HtmlEvent]:
    """The whole of ``source``, in order and without gaps.

    ``every``: all text takes part, whatever the page says of its language and of its translation.
    """
    found = list(scan(source))
    _set_kept(found, _open_element if every else _element)
    return found


def _set_kept(found: Sequence[HtmlEvent], opened: Callable[[HtmlEvent, _OpenElement], _OpenElement]) -> None:
    stack = _Stack()
    for event in found:
        if event.kind in ("open", "void"):
            stack.end_implied(event.name)
            around = stack.top
            element = opened(event, around)
            event.kept = element.kept or element.foreign or around.untouched
            event.root = element.stays and not around.stays
            if event.kind == "open":
                stack.push(element)
        else:
            event.kept = stack.top.stays
            if event.kind == "close":
                stack.end(event.name)


class _Stack:
    """The open elements, and where in the stack those of each name are."""

    def __init__(self) -> None:
        self._elements = [_OpenElement("")]
        self._places: dict[str, list[int]] = {}
        self._blocks: list[int] = []

    @property
    def top(self) -> _OpenElement:
        return self._elements[-1]

    def push(self, element: _OpenElement) -> None:
        place = len(self._elements)
        self._elements.append(element)
        self._places.setdefault(element.name, []).append(place)
        if element.name in BLOCKS:
            self._blocks.append(place)

    def end_implied(self, name: str) -> None:
        """End what the start of an element ends: a paragraph before a block, an item before the next."""
        ended = [other for other in _CLOSED_BY if name in _CLOSED_BY[other] and self._places.get(other)]
        if name in BLOCKS and self._places.get("p"):
            ended.append("p")
        if not ended or self.top.untouched:
            return
        holder = self._innermost(_HOLDERS.difference(ended))
        while (place := self._innermost(ended)) > holder:
            self._cut(place)

    def end(self, name: str) -> None:
        """End the innermost element of that name; an inline one only where no block has begun in it."""
        place = self._innermost([name])
        crosses = name not in BLOCKS and self._blocks and self._blocks[-1] > place
        if place > 0 and not crosses:
            self._cut(place)

    def _innermost(self, names: Iterable[str]) -> int:
        """The place of the innermost element that has one of the names; 0 if there is none."""
        return max((places[-1] for name in names if (places := self._places.get(name))), default=0)

    def _cut(self, place: int) -> None:
        for element in self._elements[place:]:
            self._places[element.name].pop()
        del self._elements[place:]
        while self._blocks and self._blocks[-1] >= place:
            self._blocks.pop()


def _open_element(event: HtmlEvent, around: _OpenElement) -> _OpenElement:
    """An element of a page of which all text takes part."""
    return _OpenElement(event.name, untouched=around.untouched or event.name in OPAQUE)


def _element(event: HtmlEvent, around: _OpenElement) -> _OpenElement:
    attributes = event.attributes
    kept, foreign = around.kept, around.foreign
    translate = attributes.get("translate", "").lower()
    if translate == "no" or "notranslate" in attributes.get("class", "").split():
        kept = True
    elif translate == "yes" or ("translate" in attributes and not translate):
        kept = False
    language = attributes.get("lang") or attributes.get("xml:lang")
    if language and event.name != "html":
        foreign = not is_french(language)
    return _OpenElement(event.name, kept, foreign, around.untouched or event.name in _UNTOUCHED)


def is_french(language: str) -> bool:
    """Whether a language tag (BCP 47) means French."""
    return language_of_tag(language) == "fr"
