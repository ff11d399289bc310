"""HTML to events, by the tokenizer of the HTML standard as far as a translation needs it.

Nothing is changed: every event knows its place in the file, and together they are all of it. What no tag
can be made of stays what it was: text, or something else that is left alone. Each character is looked at a
bounded number of times, however the file is broken.

WHATWG, "HTML Living Standard", 13.2.5 "Tokenization".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Final, Literal

from bitext.documents.html_elements import BLOCKS, VOID

EventKind = Literal["text", "open", "close", "void", "other"]

_RAW: Final = frozenset(
    ["title", "textarea", "xmp", "iframe", "noembed", "noframes", "script", "style"],
)
"""No tag begins inside them but the one that closes them."""
_OPENING: Final = re.compile(r"<(?P<name>[A-Za-z][^\s/>\x00]*+)")
_ATTRIBUTE: Final = re.compile(
    r"""[\s/]*+(?P<key>[^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?P<value>"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))?+"""
)
_TAG_END: Final = re.compile(r"[\s/]*+>")
_CLOSING: Final = re.compile(r"</(?P<name>[A-Za-z][^\s/>\x00]*+)[^>]*+>")
_ZEROS: Final = re.compile(r"(&#[xX]?)0++(?=[0-9A-Fa-f])")
_TOO_LARGE: Final = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9A-Fa-f]{7,}+);?")
"""References to characters that do not exist, with more digits than Python makes a number of."""
_COMMENT: Final = "<!--"
_CDATA: Final = "<![CDATA["


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


def scan(source: str) -> Iterator[HtmlEvent]:
    """The events of ``source``, in order and without gaps."""
    return _Scanner(source).events()


class _Scanner:
    def __init__(self, source: str) -> None:
        self._source = source
        self._last = source.rfind(">")
        """Where the last tag may end; behind it there is nothing but text."""
        self._sought: dict[str, int] = {}
        """The last found place of an end, by its text; the length of the source where there is no other."""

    def events(self) -> Iterator[HtmlEvent]:
        begin, at, length = 0, self._source.find("<"), len(self._source)
        while 0 <= at <= self._last:
            event = self._markup(at)
            if event is None:
                at = self._source.find("<", at + 1)
                continue
            if begin < at:
                yield HtmlEvent("text", "", begin, at)
            yield event
            begin = event.end
            if event.kind == "open" and event.name in _RAW:
                closing = _closing_of(event.name).search(self._source, begin)
                if closing is None:
                    yield HtmlEvent("other", "", begin, length)
                    return
                at = closing.start()
            else:
                at = self._source.find("<", begin)
        if begin < length:
            yield HtmlEvent("text", "", begin, length)

    def _markup(self, at: int) -> HtmlEvent | None:
        """What begins with the "<" at an offset; None for text."""
        source = self._source
        if (opening := _OPENING.match(source, at)) is not None:
            return self._tag(opening)
        if (closing := _CLOSING.match(source, at)) is not None:
            return HtmlEvent("close", closing["name"].lower(), at, closing.end())
        if source.startswith(_COMMENT, at):
            end = self._find("-->", at + 2)
        elif source.startswith(_CDATA, at):
            end = self._find("]]>", at)
        elif source.startswith(("<!", "<?", "</"), at):
            end = self._find(">", at)
        else:
            return None
        # What is never closed ends like a tag, so that the rest of the page is translated.
        return HtmlEvent("other", "", at, end if end is not None else source.index(">", at) + 1)

    def _find(self, wanted: str, at: int) -> int | None:
        """Where ``wanted`` ends from ``at`` on; None if it is not there any more."""
        if self._sought.get(wanted, -1) < at:
            found = self._source.find(wanted, at)
            self._sought[wanted] = len(self._source) if found < 0 else found
        found = self._sought[wanted]
        return found + len(wanted) if found < len(self._source) else None

    def _tag(self, opening: re.Match[str]) -> HtmlEvent:
        """An opening tag, whose name was found; to the end of the file if it never ends."""
        attributes: dict[str, str] = {}
        at, start = opening.end(), opening.start()
        while (found := _ATTRIBUTE.match(self._source, at)) is not None:
            attributes.setdefault(found["key"].lower(), text_of(_unquoted(found["value"] or "")))
            at = found.end()
        end = _TAG_END.match(self._source, at)
        if end is None:
            return HtmlEvent("other", "", start, len(self._source))
        name = opening["name"].lower()
        is_void = name in VOID or end[0].endswith("/>")
        return HtmlEvent("void" if is_void else "open", name, start, end.end(), attributes)


def text_of(raw: str) -> str:
    """Raw text with its character references resolved."""
    return unescape(_TOO_LARGE.sub("\ufffd", _ZEROS.sub(r"\1", raw)))


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in ('"', "'") else value


@cache
def _closing_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
