"""A message: one string of a program, whose words are translated and whose placeholders stay.

It may hold several texts: paragraphs, items of a list, the plural forms of an argument. Each is a
:class:`bitext.documents.template.TextUnit`; what stands between them stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final

from bitext.documents.blocks import BlockWriter
from bitext.documents.html_elements import LITERAL, OPAQUE, VOID, TagEvent, kind_of, pair_tags, tag_name
from bitext.documents.messages.accelerators import set_accelerator, take_accelerator
from bitext.documents.messages.tokens import DIRECTIVE, Token, tokens
from bitext.documents.projection.tags import Element, Node
from bitext.documents.template import TagMarkup, TextUnit, write

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_NUMBERED: Final = re.compile("\ue000(\\d+)\ue001")
_KNOWN: Final = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|br|cite|code|del|dfn|em|font|hr|i|img|ins|kbd|label|mark|q|s|samp"
    r"|small|span|strike|strong|sub|sup|time|tt|u|var|wbr|\d+)\b",
    re.IGNORECASE,
)
_SEVERAL: Final = 2
_DEEPEST: Final = 8
"""How deep arguments with messages may nest; what lies deeper stays."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How a file writes its messages.

    ``letter`` begins the masks, see :func:`bitext.text.masking.mask_letter`. ``apostrophe`` is what stands
    for one where an argument is in the message (two in ICU and Java). ``accelerators`` are the signs that
    labels may have. ``numbers_arguments``: directives of printf may be numbered where their order changes.
    """

    letter: str = ""
    apostrophe: str = "'"
    accelerators: str = "&"
    numbers_arguments: bool = True


class Message:
    """A string, taken apart; ``units`` are its texts, :meth:`render` gives it with their translations."""

    def __init__(self, text: str, notation: Notation) -> None:
        self.text = text
        self._notation = notation
        self._apostrophe = _apostrophe(text, notation)
        self._has_entities = _ENTITY.search(text) is not None
        self._directives = _directives(text)
        marked = self._numbered(text) if self._directives else text
        marked, self._sign, self._key = take_accelerator(marked, notation.accelerators)
        self._parts = list(self._read(marked))
        self.units = [unit for part in self._parts for unit in _units_of(part)]

    def render(self) -> str:
        """The message with what :attr:`units` are linked to."""
        if all(unit.linked is None or not unit.linked.is_changed for unit in self.units):
            return self.text
        text = write(self._parts)
        if self._sign:
            text = set_accelerator(text, self._sign, self._key)
        return self._with_directives(text)

    def _read(self, text: str, depth: int = 0, *, counted: bool = False) -> Iterator[str | TextUnit]:
        run: list[Token] = []
        for token in tokens(text, counted=counted):
            if token.kind != "border":
                run.append(token)
                continue
            yield from self._run(run, depth)
            run = []
            yield token.raw
        yield from self._run(run, depth)

    def _run(self, run: list[Token], depth: int) -> Iterator[str | TextUnit]:
        """The text between two borders, without the white space at its edges."""
        raw = "".join(token.raw for token in run)
        body = raw.strip()
        if not body:
            yield raw
            return
        lead = raw[: raw.index(body)]
        yield lead
        yield from self._unit(_trimmed(run, len(lead), len(raw) - len(lead) - len(body)), body, depth)
        yield raw[len(lead) + len(body) :]

    def _unit(self, run: Sequence[Token], body: str, depth: int) -> Iterator[str | TextUnit]:
        marks: list[TagMarkup] = []
        writer = BlockWriter(self._notation.letter)
        pairs = pair_tags([_tag_event(token) for token in run])
        at = 0
        while at < len(run):
            at = self._take(run, at, pairs.get(at, at), writer, marks, depth)
        block = writer.block()
        if block.is_translatable:
            yield TextUnit(block, body, self._emit, marks)
        elif any(token.kind == "argument" for token in run):
            for token in run:
                yield from self._argument(token, depth) if token.kind == "argument" else (token.raw,)
        else:
            yield body

    def _take(
        self,
        run: Sequence[Token],
        at: int,
        partner: int,
        writer: BlockWriter,
        marks: list[TagMarkup],
        depth: int,
    ) -> int:
        """Writes a token, with all up to its closing tag where that stays; returns where to go on."""
        token = run[at]
        if token.kind == "words":
            writer.write(self._in_words(token.raw))
            return at + 1
        if token.kind == "tag" and partner != at:
            return self._element(run, at, partner, writer, marks)
        if token.kind == "argument":
            marks.append(TagMarkup(tuple(self._argument(token, depth))))
        else:
            marks.append(TagMarkup((token.raw,)))
        key = len(marks) - 1
        if token.kind == "line":
            writer.end_line(key, soft=True)
        elif token.kind == "tag" and tag_name(token.raw)[0] == "br":
            writer.end_line(key, soft=False)
        elif token.kind == "tag" and _KNOWN.match(token.raw):
            writer.point(key)
        else:
            writer.literal(key, self._shown(token.raw))
        return at + 1

    def _element(
        self, run: Sequence[Token], at: int, partner: int, writer: BlockWriter, marks: list[TagMarkup]
    ) -> int:
        """An element: its tags over its words, or all of it as it is."""
        if partner < at:
            writer.close()
            return at + 1
        name, _ = tag_name(run[at].raw)
        whole = "".join(token.raw for token in run[at : partner + 1])
        if name in LITERAL or name in OPAQUE or re.search(r"""\btranslate\s*=\s*["']?no\b""", run[at].raw):
            marks.append(TagMarkup((whole,)))
            writer.literal(len(marks) - 1, self._shown(re.sub("<[^<>]*>", "", whole)))
            return partner + 1
        marks.append(TagMarkup((run[at].raw,), (run[partner].raw,)))
        writer.open(kind_of(name, run[at].raw) if name else "link", len(marks) - 1)
        return at + 1

    def _argument(self, token: Token, depth: int) -> Iterator[str | TextUnit]:
        argument = token.argument
        if argument is None or depth >= _DEEPEST:
            yield token.raw
            return
        for raw, is_message in argument.pieces:
            if is_message:
                yield from self._read(raw, depth + 1, counted=argument.counts)
            else:
                yield raw

    def _emit(self, unit: TextUnit, nodes: Sequence[Node]) -> str:
        written = []
        for node in nodes:
            if isinstance(node, Element):
                mark = unit.marks[node.tag.key]
                written += [write(mark.opening), self._emit(unit, node.children), write(mark.closing)]
            else:
                written.append(self._out_of_words(node))
        return "".join(written)

    def _in_words(self, raw: str) -> str:
        text = raw if self._apostrophe == "'" else raw.replace(self._apostrophe, "'")
        return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if self._has_entities else text

    def _out_of_words(self, text: str) -> str:
        if self._has_entities:
            text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text if self._apostrophe == "'" else text.replace("'", self._apostrophe)

    def _numbered(self, text: str) -> str:
        """The directives as signs with their numbers, so that their order can be told afterwards."""
        numbers = iter(range(len(self._directives)))
        return DIRECTIVE.sub(lambda _: f"\ue000{next(numbers)}\ue001", text)

    def _shown(self, raw: str) -> str:
        return _NUMBERED.sub(lambda found: self._directives[int(found[1])], raw)

    def _with_directives(self, text: str) -> str:
        """The directives of printf again; those in another order than before say which argument they mean."""
        if not self._directives:
            return text
        order = [int(number) for number in _NUMBERED.findall(text)]
        if order == sorted(order) and len(order) == len(self._directives):
            return self._shown(text)
        if self._notation.numbers_arguments:
            return _NUMBERED.sub(lambda found: _with_number(self._directives[int(found[1])], found[1]), text)
        in_order = iter(sorted(order))
        return _NUMBERED.sub(lambda _: self._directives[next(in_order)], text)


def _units_of(part: str | TextUnit) -> Iterator[TextUnit]:
    """A unit, and those in it."""
    if isinstance(part, TextUnit):
        yield part
        for inner in part.inner():
            yield from _units_of(inner)


def _directives(text: str) -> list[str]:
    """The directives of printf where there are several, none of which has a number."""
    if "\ue000" in text:
        return []
    found = list(DIRECTIVE.finditer(text))
    is_numbered = any(each["number"] or "*" in each[0] for each in found)
    return [] if len(found) < _SEVERAL or is_numbered else [each[0] for each in found]


def _with_number(directive: str, number: str) -> str:
    return f"%{int(number) + 1}${directive[1:]}"


def _apostrophe(text: str, notation: Notation) -> str:
    """How a message writes an apostrophe: as Java and ICU, as Android, or as it is."""
    if re.search(r"\w''\w", text):
        return "''"
    if re.search(r"\w\\'\w", text):
        return "\\'"
    return notation.apostrophe if "{" in text else "'"


def _trimmed(run: Sequence[Token], lead: int, tail: int) -> list[Token]:
    """Tokens without so many characters of white space at both ends."""
    trimmed = list(run)
    while lead and lead >= len(trimmed[0].raw):
        lead -= len(trimmed.pop(0).raw)
    while tail and tail >= len(trimmed[-1].raw):
        tail -= len(trimmed.pop().raw)
    if lead:
        trimmed[0] = trimmed[0]._replace(raw=trimmed[0].raw[lead:])
    if tail:
        trimmed[-1] = trimmed[-1]._replace(raw=trimmed[-1].raw[:-tail])
    return trimmed


def _tag_event(token: Token) -> TagEvent | None:
    if token.kind != "tag" or token.raw.startswith("<!--") or token.raw.endswith("/>"):
        return None
    name = token.raw.strip("</>").split()[0].lower()
    if name in VOID:
        return None
    return ("close" if token.raw.startswith("</") else "open"), name
