"""HTML as a run of events, each with its place in the file.

The tokenizer is that of the standard library: it says where each tag begins, takes whatever it is given,
and changes nothing, so that what is not translated comes out byte for byte. A stack of open elements,
with the ends that HTML lets writers leave out, tells for each event whether it may be translated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Final, Literal

from bitext.documents.html_elements import BLOCKS, OPAQUE, VOID
from bitext.text.language import language_of_tag

_LINES: Final = re.compile(r"\n")
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

_RAW: Final = frozenset(["title", "textarea", "xmp", "iframe", "noembed", "noframes"])
"""No tag begins inside them; of scripts and styles the tokenizer itself knows."""

EventKind = Literal["text", "open", "close", "void", "other"]


@dataclass(slots=True)
class HtmlEvent:
    """A tag, a stretch of text, or something else (a comment), ``source[start:end]``.

    ``kept`` tells that it stays as it is; ``root`` that it opens an element of which that is so.
    """

    kind: EventKind
    name: str
    start: int
    end: int = -1
    attributes: dict[str, str] = field(default_factory=dict)
    kept: bool = False
    root: bool = False

    @property
    def is_block(self) -> bool:
        """Whether text before it and behind it belongs to different blocks."""
        return self.name in BLOCKS


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


def events(source: str) -> list[HtmlEvent]:
    """The whole of ``source``, in order and without gaps."""
    scanner = _Scanner(source)
    scanner.feed(source)
    scanner.close()
    found = scanner.found
    if not found or found[0].start:
        found.insert(0, HtmlEvent("other", "", 0))
    ends = [*(event.start for event in found[1:]), len(source)]
    whole = [
        part
        for event, end in zip(found, ends, strict=True)
        for part in _without_junk(event, end, source)
        if part.end > part.start
    ]
    _set_kept(whole)
    return whole


class _Scanner(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[HtmlEvent] = []
        self._source = source
        self._lines = [0, *(line.end() for line in _LINES.finditer(source))]

    def _add(self, kind: EventKind, name: str = "", attrs: Sequence[tuple[str, str | None]] = ()) -> None:
        line, column = self.getpos()
        attributes: dict[str, str] = {}
        for key, value in attrs:
            attributes.setdefault(key, value or "")
        self.found.append(HtmlEvent(kind, name, self._lines[line - 1] + column, attributes=attributes))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add("void" if tag in VOID else "open", tag, attrs)
        if tag in _RAW:
            self.set_cdata_mode(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add("void", tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._add("close", tag)

    def handle_data(self, data: str) -> None:
        self._add("text")
        event = self.found[-1]
        if self._source.startswith(data, event.start):
            event.end = event.start + len(data)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 (the parser's signature)
        self._add("other")

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002 (the parser's signature)
        self._add("other")

    def handle_pi(self, data: str) -> None:  # noqa: ARG002 (the parser's signature)
        self._add("other")

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002 (the parser's signature)
        self._add("other")


def _without_junk(event: HtmlEvent, end: int, source: str) -> list[HtmlEvent]:
    """A text, and apart from it what the tokenizer passed over behind it (``</>``)."""
    if event.kind != "text":
        event.end = end
        return [event]
    cut = event.end if event.end >= 0 else source.find("<", event.start + 1, end)
    event.end = end if cut < 0 else cut
    return [event, HtmlEvent("other", "", event.end, end)]


def _set_kept(found: Sequence[HtmlEvent]) -> None:
    stack = _Stack()
    for event in found:
        if event.kind in ("open", "void"):
            stack.end_implied(event.name)
            around = stack.top
            element = _element(event, around)
            event.kept = element.kept or element.foreign or around.untouched
            event.root = element.stays and not around.stays
            if event.kind == "open":
                stack.push(element)
        else:
            event.kept = stack.top.stays
            if event.kind == "close":
                stack.end(event.name)


class _Stack:
    """The open elements."""

    def __init__(self) -> None:
        self._elements = [_OpenElement("")]
        self._open: Counter[str] = Counter()

    @property
    def top(self) -> _OpenElement:
        return self._elements[-1]

    def push(self, element: _OpenElement) -> None:
        self._elements.append(element)
        self._open[element.name] += 1

    def end_implied(self, name: str) -> None:
        """End what the start of an element ends: a paragraph before a block, an item before the next."""
        ended = [
            other
            for other in (*_CLOSED_BY, "p")
            if self._open[other] and (name in _CLOSED_BY[other] if other != "p" else name in BLOCKS)
        ]
        if not ended or self.top.untouched:
            return
        for at in range(len(self._elements) - 1, 0, -1):
            element = self._elements[at].name
            if element in ended:
                self._cut(at)
            elif element in _HOLDERS:
                return

    def end(self, name: str) -> None:
        """End the innermost element of that name; an inline one only where no block has begun in it."""
        if not self._open[name]:
            return
        for at in range(len(self._elements) - 1, 0, -1):
            if self._elements[at].name == name:
                self._cut(at)
                return
            if self._elements[at].name in BLOCKS and name not in BLOCKS:
                return

    def _cut(self, at: int) -> None:
        self._open.subtract(element.name for element in self._elements[at:])
        del self._elements[at:]


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


def text_of(raw: str) -> str:
    """Raw text with its entities resolved."""
    return unescape(raw)
