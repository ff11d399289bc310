"""HTML and XHTML, whole pages and fragments.

Each stretch of text between two block tags is a unit. Titles, descriptions and the attributes that a
reader sees are units too, behind the running text. Left as they are: scripts, styles, ``pre``, ``textarea``,
drawings, formulas, ``code`` and its kin, whatever ``translate="no"``, ``class="notranslate"`` or another
``lang`` says, comments, and every byte of the tags; but ``lang="fr"`` becomes ``lang="en"``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import Final, Literal

from bitext.documents.blocks import BlockWriter
from bitext.documents.html_elements import (
    LITERAL,
    OPAQUE,
    WITHIN_WORDS,
    TagEvent,
    begins_word,
    kind_of,
    pair_tags,
)
from bitext.documents.html_encoding import declared_encoding, decoded_page
from bitext.documents.html_tokens import HtmlEvent, events, is_french, text_of
from bitext.documents.projection.tags import Element, Node
from bitext.documents.template import Parts, TagMarkup, Template, TextUnit, write
from bitext.files import AUTO
from bitext.text.document import Span
from bitext.text.masking import mask_letter, split_literals

Original = Literal["", "kept", "every"]
"""Whether a page stays as well; see :func:`html_parts`."""

_SPACE: Final = re.compile(r"[ \t\n\r\f]*\n[ \t\n\r\f]*|[ \t\r\f]+")
_CODE: Final = re.compile(r"(?<![`\\])(`+)(?!`)([^\n]{1,400}?)(?<!`)\1(?!`)|(?<=\])\([^()\s]{1,400}\)")
"""What Markdown keeps as it is in a block of HTML: code, and the address of a link."""
_EDGES: Final = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"""([^\s"'>/=][^\s>/=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>][^\s>]*))?""")
_VISIBLE: Final = frozenset(["alt", "title", "aria-label", "aria-description", "placeholder"])
_BUTTONS: Final = frozenset(("submit", "button", "reset"))
_DESCRIPTIONS: Final = frozenset(
    [
        "description",
        "keywords",
        "og:title",
        "og:description",
        "og:image:alt",
        "twitter:title",
        "twitter:description",
        "twitter:image:alt",
    ]
)
_NOTE: Final = re.compile(
    r"\s*(?:\[\s*(?:[\w*†‡]{1,3}|note \d+)\s*\]|[^\w\s]{0,2}\d{1,3}[^\w\s]{0,2}|[*†‡]+)\s*"
)
_NOTE_TARGET: Final = re.compile(r"#(?:fn|cite|note|ftn|sdfoot)", re.IGNORECASE)
_ITEMS: Final = frozenset(("a", "button", "label"))
_SHORT: Final = 8
_MOST_EVENTS: Final = 40
"""Tags and stretches of text that the number of a note may be made of."""


def read(data: bytes, name: str, encoding: str = AUTO) -> Template:
    """Take a page apart. Raises EncodingError or FormatError where its characters cannot be told.

    A mark goes before ``encoding``, that before what the page says, and that before what its characters
    look like. The page is written in the encoding that it says, whatever it was in.
    """
    declared = declared_encoding(data, name)
    found = decoded_page(data, name, encoding, declared)
    written = declared or found.encoding
    parts = list(html_parts(found.text, mask_letter(found.text)))
    return Template(parts, lambda text: found.mark + text.encode(written, "xmlcharrefreplace"))


class _PageReader:
    """Cuts a page into parts that stay and units."""

    def __init__(self, text: str, letter: str, *, has_code: bool = False, original: Original = "") -> None:
        """See :func:`html_parts`."""
        self.text = text
        self.letter = letter
        self.has_code = has_code
        self.original = original

    def parts(self) -> Iterator[str | TextUnit]:
        """The whole page, in order."""
        run: list[HtmlEvent] = []
        for event in events(self.text, every=self.original == "every"):
            if not event.is_block:
                run.append(event)
                continue
            yield from self._run(run)
            run = []
            yield from self.tag(event)
        yield from self._run(run)

    def raw(self, event: HtmlEvent) -> str:
        """What stands in the page."""
        return self.text[event.start : event.end]

    def _run(self, run: Sequence[HtmlEvent]) -> Iterator[str | TextUnit]:
        """What stands between two block tags; an empty line (two ``br``) divides it."""
        first = 0
        for start, end in _empty_lines(run, self.raw):
            yield from self._line(run[first:start])
            yield from (part for event in run[start:end] for part in self.tag(event))
            first = end
        yield from self._line(run[first:])

    def _line(self, run: Sequence[HtmlEvent]) -> Iterator[str | TextUnit]:
        """A line of text; in one of links alone (a menu), each link is a line of its own."""
        items = _menu(run, self.raw)
        if not items:
            yield from self._sentence(run)
            return
        position = 0
        for start, end in items:
            yield from (part for event in run[position:start] for part in self.tag(event))
            yield from self._sentence(run[start:end])
            position = end
        yield from (part for event in run[position:] for part in self.tag(event))

    def _sentence(self, run: Sequence[HtmlEvent]) -> Iterator[str | TextUnit]:
        if not any(event.kind == "text" and not event.kept and self.raw(event).strip() for event in run):
            yield from (part for event in run for part in self.tag(event))
            return
        raw = self.text[run[0].start : run[-1].end]
        lead = len(raw) - len(raw.lstrip())
        tail = len(raw.rstrip())
        unit = _HtmlInline(self, run, Span(run[0].start + lead, run[0].start + tail)).unit(raw[lead:tail])
        if unit.block.is_translatable:
            yield raw[:lead]
            yield unit
            yield raw[tail:]
        else:
            yield from (part for event in run for part in self.tag(event))

    def tag(self, event: HtmlEvent) -> Iterator[str | TextUnit]:
        """A tag, the attributes that a reader sees as units."""
        raw = self.raw(event)
        position = 0
        for start, end, value in self._changed(event, raw):
            yield raw[position:start]
            yield value
            position = end
        yield raw[position:]

    def _changed(self, event: HtmlEvent, raw: str) -> Iterator[tuple[int, int, str | TextUnit]]:
        """The attribute values of a tag that do not stay: start, end, what takes their place."""
        if event.kind not in ("open", "void"):
            return
        for found in _ATTRIBUTE.finditer(raw, len(event.name) + 1):
            key, value = found[1].lower(), found[2]
            if value is None:
                continue
            quoted = value[0] in "\"'"
            inner = value[1:-1] if quoted else value
            start = found.start(2) + quoted
            if not self.original and _is_language(event, key) and is_french(inner):
                yield start, start + len(inner), "en"
            elif not event.kept and _is_visible(event, key):
                unit = attribute_unit(inner, self.letter, value[0] if quoted else "")
                yield start, start + len(inner), inner if unit is None else unit


def html_parts(
    text: str, letter: str, *, has_code: bool = False, original: Original = ""
) -> Iterator[str | TextUnit]:
    """The parts of HTML in a file of another form; ``letter`` begins the masks.

    ``has_code``: what stands between backticks is code, as in Markdown. ``original``: the page is shown
    beside its translation, so that it keeps its language tags ("kept"), or all of it takes part ("every").
    """
    return _PageReader(text, letter, has_code=has_code, original=original).parts()


def attribute_unit(
    raw: str, letter: str, quote: str = '"', written: Callable[[str], str] = escape
) -> TextUnit | None:
    """The value of an attribute, which stood between ``quote``; None where there is nothing to translate.

    ``written`` escapes what must not stand there.
    """
    writer = BlockWriter(letter)
    marks = []
    for piece, literal in split_literals(text_of(raw)):
        if literal:
            marks.append(TagMarkup((written(piece),)))
            writer.literal(len(marks) - 1, piece)
        else:
            writer.write(piece)
    block = writer.block()

    def emit(unit: TextUnit, nodes: Sequence[Node]) -> str:
        parts = (written(n) if isinstance(n, str) else write(unit.marks[n.tag.key].opening) for n in nodes)
        value = "".join(parts)
        return value if quote else f'"{value}"'

    return TextUnit(block, raw, emit, marks, aside=True) if block.is_translatable else None


class _HtmlInline:
    """Writes the events between two block tags into a unit."""

    def __init__(self, reader: _PageReader, run: Sequence[HtmlEvent], span: Span) -> None:
        """``span`` is where the run stands in the page, without the white space at its edges."""
        self._reader = reader
        self._span = span
        self._run = run
        self._pairs = pair_tags([_event(event) for event in run])
        self._writer = BlockWriter(reader.letter)
        self._marks: list[TagMarkup] = []

    def unit(self, raw: str) -> TextUnit:
        at = 0
        while at < len(self._run):
            at = self._take(at) + 1
        return TextUnit(self._writer.block(), raw, _emit, self._marks)

    def _take(self, at: int) -> int:
        """Take an event; returns the index of the last that was used."""
        event = self._run[at]
        if event.kind == "text":
            raw = self._reader.text[max(event.start, self._span.start) : min(event.end, self._span.end)]
            if event.kept:
                self._writer.point(self._key((raw,)))
            else:
                self._text(raw)
            return at
        end = self._pairs.get(at, at)
        if event.name == "br":
            self._writer.end_line(self._key(tuple(self._reader.tag(event))), soft=False)
        elif event.kind == "close" and at in self._pairs:
            self._writer.close()
        elif end > at and event.name not in OPAQUE and (event.name in LITERAL or event.root):
            self._writer.literal(self._key(self._parts(at, end)), self._seen(at, end))
            return end
        elif end > at and (event.name in OPAQUE or event.kept or self._is_note(at, end)):
            self._writer.point(self._key(self._parts(at, end)), apart=not self._is_note(at, end))
            return end
        elif end > at:
            parts = tuple(self._reader.tag(event))
            closing = self._reader.raw(self._run[end])
            kind = kind_of(event.name, self._reader.raw(event))
            if begins_word(self._reader.raw(event), self._ended_before(at)):
                self._writer.separate()
            self._writer.open(kind, self._key(parts, (closing,)), apart=event.name not in WITHIN_WORDS)
        else:
            is_within = event.name in WITHIN_WORDS
            self._writer.point(self._key(tuple(self._reader.tag(event))), apart=not is_within)
        return at

    def _ended_before(self, at: int) -> str:
        """The opening tag of the element that ends right before an event; empty where none does."""
        opened = self._pairs.get(at - 1, at)
        return self._reader.raw(self._run[opened]) if opened < at else ""

    def _key(self, opening: Parts, closing: Parts = ()) -> int:
        self._marks.append(TagMarkup(opening, closing))
        return len(self._marks) - 1

    def _parts(self, start: int, end: int) -> Parts:
        return tuple(part for event in self._run[start : end + 1] for part in self._reader.tag(event))

    def _seen(self, start: int, end: int) -> str:
        """The text of an element."""
        inside = self._run[start + 1 : end]
        return text_of("".join(self._reader.raw(event) for event in inside if event.kind == "text"))

    def _text(self, raw: str) -> None:
        position = 0
        for code in _CODE.finditer(raw) if self._reader.has_code else ():
            self._plain(raw[position : code.start()])
            self._writer.literal(self._key((code[0],)), text_of(code[2] or code[0]))
            position = code.end()
        self._plain(raw[position:])

    def _plain(self, raw: str) -> None:
        for piece, literal in split_literals(raw):
            if literal:
                self._writer.literal(self._key((piece,)), text_of(piece))
            else:
                self._words(piece)

    def _words(self, raw: str) -> None:
        position = 0
        for space in _SPACE.finditer(raw):
            self._writer.write(text_of(raw[position : space.start()]))
            if "\n" in space[0]:
                self._writer.end_line(self._key((space[0],)), soft=True)
            else:
                self._writer.write(" ")
            position = space.end()
        self._writer.write(text_of(raw[position:]))

    def _is_note(self, start: int, end: int) -> bool:
        """Whether an element is the number of a note, which is no word of the sentence."""
        event = self._run[start]
        if event.name not in ("sup", "a") or end - start > _MOST_EVENTS:
            return False
        inside = self._run[start + 1 : end]
        text = self._seen(start, end)
        if event.name == "sup":
            linked = any(e.name == "a" for e in inside) and len(text.strip()) <= _SHORT
            return bool(text.strip()) and (linked or not any(map(str.isalpha, text)))
        if not _NOTE.fullmatch(text):
            return False
        attributes = event.attributes
        return (
            attributes.get("role") == "doc-noteref"
            or attributes.get("epub:type") == "noteref"
            or text.strip().startswith("[")
            or _NOTE_TARGET.match(attributes.get("href", "")) is not None
        )


def _emit(unit: TextUnit, nodes: Iterable[Node]) -> str:
    written = []
    for node in nodes:
        if isinstance(node, Element):
            mark = unit.marks[node.tag.key]
            written += [write(mark.opening), _emit(unit, node.children), write(mark.closing)]
        else:
            written.append(escape(node, quote=False))
    return "".join(written)


def _event(event: HtmlEvent) -> TagEvent | None:
    if event.kind == "open":
        return "open", event.name
    return ("close", event.name) if event.kind == "close" else None


def _menu(run: Sequence[HtmlEvent], raw: Callable[[HtmlEvent], str]) -> list[tuple[int, int]]:
    """Start and end of each link, where there are several and no word stands between them."""
    pairs = pair_tags([_event(event) for event in run])
    items = []
    at = 0
    while at < len(run):
        end = pairs.get(at, at)
        if run[at].name in _ITEMS and end > at:
            items.append((at, end + 1))
        elif end > at or (run[at].kind == "text" and any(map(str.isalnum, text_of(raw(run[at]))))):
            return []
        at = end + 1
    return items if len(items) > 1 else []


def _empty_lines(run: Sequence[HtmlEvent], raw: Callable[[HtmlEvent], str]) -> Iterator[tuple[int, int]]:
    """Start and end of each series of two or more ``br`` outside of inline elements."""
    depth = 0
    first, count = 0, 0
    for at, event in enumerate(run):
        if event.name == "br" and depth <= 0:
            first = first if count else at
            count += 1
        elif event.kind != "text" or raw(event).strip():
            if count > 1:
                yield first, at
            count = 0
        depth += {"open": 1, "close": -1}.get(event.kind, 0)
    if count > 1:
        yield first, len(run)


def _is_visible(event: HtmlEvent, key: str) -> bool:
    attributes = event.attributes
    if event.name == "meta":
        return key == "content" and (
            attributes.get("name", "").lower() in _DESCRIPTIONS
            or attributes.get("property", "").lower() in _DESCRIPTIONS
        )
    if key == "value":
        return event.name == "input" and attributes.get("type", "").lower() in _BUTTONS
    return key in _VISIBLE and event.name not in ("link", "style", "script")


def _is_language(event: HtmlEvent, key: str) -> bool:
    """Whether an attribute says in which language the text is that is translated."""
    if event.name == "meta":
        return key == "content" and event.attributes.get("http-equiv", "").lower() == "content-language"
    return key in ("lang", "xml:lang") and (not event.kept or event.name == "html")
