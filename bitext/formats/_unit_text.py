"""The text of a unit with its inline codes ↔ blocks of a document, which are translated.

A unit is a run of tokens: text, and the codes of the file between it. Tags and placeholders that stand in
the text as characters (``<b>``, ``%s``) are codes, too. Blank lines part the paragraphs of a unit, each of
which is a block. The tokens of a target come back by annotation projection
(:mod:`bitext.documents.projection.tags`): each code at the words that those beside it became.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from bitext.documents.blocks import Block, BlockWriter
from bitext.documents.html_elements import pair_tags
from bitext.documents.projection.tags import Element, Node, project_tags
from bitext.documents.projection.token_links import TokenLinks
from bitext.formats._segments import CodeEvent, GapFinder, is_within_words
from bitext.text.masking import split_literals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bitext.documents.projection.block_links import LinkedBlock

CodeKind = Literal["opens", "closes", "alone", "literal"]


class Code(NamedTuple):
    """A code between the words: the beginning or end of a span, one that stands alone, or kept words.

    ``code`` is the format's own: what it writes in this place; None for what stands in the text as characters
    (``native`` has them). ``native`` is all that the file tells of the
    code (the markup that it stands for, its type), ``shown`` what a reader sees of kept words. ``pair`` is
    the same for the two ends of a span, where the file has such numbers.
    """

    kind: CodeKind
    code: Any
    native: str = ""
    shown: str = ""
    pair: str = ""


Token = str | Code

_MARKUP: Final = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)(?:\s[^<>]*)?(?P<alone>/?)>")
_PLACEHOLDER: Final = re.compile(
    r"%(?:\d{1,3}\$)?[-+#0]{0,4}\d{0,3}(?:\.\d{1,3})?(?:hh|h|ll|l|q|z|t|j|L)?[@diouxXfFeEgGcspaA](?![^\W\d_])"
    r"|%\w{1,40}%"
    r"|(?<!\w)[@!%][a-z]\w{0,40}"
    r"|\{[\w.\[\]-]{1,40}\}"
)
_LINE_END: Final = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t]*")
_BLANK_LINES: Final = re.compile(r"[ \t]*(?:\r\n?|\n)(?:[ \t]*(?:\r\n?|\n))+[ \t]*")
_NOT_CLOSED: Final = frozenset(("br", "hr", "img", "input", "wbr"))
_STYLE: Final = re.compile(
    r"</?(?:b|i|u|s|em|strong|sub|sup|span|font|small|big|mark)\b|\b(?:bold|italic|d?ulined|underlined?)\b"
    r"|\b(?:colou?r|font|scap|fmt|xlf:[biu])\b",
    re.IGNORECASE,
)
_LINE_BREAK: Final = re.compile(
    r"<(?:w:)?br\b|<text:line-break\b|\b(?:lb|line_?break|newline|x-(?:html-)?br)\b|\\n(?![a-z])",
    re.IGNORECASE,
)
_NOTHING_TOLD: Final = re.compile(r"\bother\b", re.IGNORECASE)
_VARIABLE: Final = re.compile(
    r"\{|%\w|\$|\b(?:var|x-(?:variable|placeholder|printf)\w*|interpolation\w*|icu\w*|x-python-\w+)\b"
    r"|^\s*[@!:]\w+\s*$",
    re.IGNORECASE,
)


def plain_text(tokens: Iterable[Token]) -> str:
    """What a reader sees of a unit: a space where a code parts two words that nothing else parts."""
    gaps = GapFinder()
    pieces = []
    for token in tokens:
        if isinstance(token, Code) and token.kind != "literal":
            gaps.code(CodeEvent(token.kind, token.native))
        else:
            piece = token if isinstance(token, str) else token.shown
            pieces.append(gaps.gap(piece) + piece)
    return "".join(pieces)


class UnitText:
    """The text of a unit as blocks; ``blocks`` may be fewer than its paragraphs, which may hold no words."""

    def __init__(self, tokens: Sequence[Token], letter: str = "X", *, keeps_lines: bool = False) -> None:
        """``letter`` begins the masks (:func:`bitext.text.masking.mask_letter`).

        ``keeps_lines``: line ends are of the text, and no mere layout of the file.
        """
        self._parts: list[str | _Paragraph] = [
            part if isinstance(part, str) else _Paragraph(part, letter, keeps_lines=keeps_lines)
            for part in _paragraphs(list(_split(tokens)))
        ]
        self.blocks: list[Block] = [part.block for part in self._translatable()]

    def _translatable(self) -> Iterator[_Paragraph]:
        for part in self._parts:
            if isinstance(part, _Paragraph) and part.block.is_translatable:
                yield part

    def target(self, linked: Sequence[LinkedBlock]) -> list[Token] | None:
        """The tokens of the target, made of one for each block; None where a block has no translation.

        What holds no words is as it is in the source.
        """
        if any(not one.target for one in linked):
            return None
        rest = iter(linked)
        found: list[Token] = []
        for part in self._parts:
            if isinstance(part, str):
                found.append(part)
            elif part.block.is_translatable:
                found += part.target(next(rest))
            else:
                found += part.tokens
        return found


class _Paragraph:
    """A paragraph: the white space at its edges, and its block."""

    def __init__(self, tokens: Sequence[Token], letter: str, *, keeps_lines: bool) -> None:
        self.tokens = tokens
        self._letter = letter
        self._ends: list[tuple[Token, Token | None]] = []
        """By the key of a tag, what opens it and what closes it."""
        self._lead, inner, self._tail = _trimmed(tokens)
        self.block = self._written(inner, keeps_lines=keeps_lines)

    def target(self, linked: LinkedBlock) -> Iterator[Token]:
        yield self._lead
        yield from self._flat(project_tags(self.block, TokenLinks(linked)))
        yield self._tail

    def _flat(self, nodes: Iterable[Node]) -> Iterator[Token]:
        for node in nodes:
            if isinstance(node, Element):
                opening, closing = self._ends[node.tag.key]
                yield opening
                yield from self._flat(node.children)
                if closing is not None:
                    yield closing
            else:
                yield node

    def _written(self, tokens: Sequence[Token], *, keeps_lines: bool) -> Block:
        writer = BlockWriter(self._letter)
        closings = _closings(tokens)
        closed = set(closings.values())
        for at, token in enumerate(tokens):
            if isinstance(token, str):
                self._text(writer, token, keeps_lines=keeps_lines)
            elif at in closings:
                closing = tokens[closings[at]]
                kind: Literal["element", "link"] = "element" if _STYLE.search(token.native) else "link"
                writer.open(kind, self._key(token, closing), apart=not is_within_words(token.native))
            elif at in closed:
                writer.close()
            else:
                self._single(writer, tokens, at, token)
        return writer.block()

    def _single(self, writer: BlockWriter, tokens: Sequence[Token], at: int, code: Code) -> None:
        """A code that lies over no words."""
        key = self._key(code)
        if code.kind == "literal" or (code.kind == "alone" and _stands_for_a_word(tokens, at, code)):
            writer.literal(key, code.shown or code.native.strip() or "…")
        elif code.kind == "alone" and _LINE_BREAK.search(code.native):
            writer.end_line(key, soft=False)
        else:
            writer.point(key, apart=not is_within_words(code.native))

    def _text(self, writer: BlockWriter, text: str, *, keeps_lines: bool) -> None:
        position = 0
        for end in _LINE_END.finditer(text):
            writer.write(text[position : end.start()])
            writer.end_line(self._key(end[0]), soft=not keeps_lines)
            position = end.end()
        writer.write(text[position:])

    def _key(self, opening: Token, closing: Token | None = None) -> int:
        self._ends.append((opening, closing))
        return len(self._ends) - 1


def _split(tokens: Iterable[Token]) -> Iterator[Token]:
    """Text that looks like markup or a placeholder as codes, whose own code is that text."""
    for token in tokens:
        if isinstance(token, str):
            yield from _split_markup(token)
        else:
            yield token


def _split_markup(text: str) -> Iterator[Token]:
    position = 0
    for tag in _MARKUP.finditer(text):
        yield from _split_placeholders(text[position : tag.start()])
        yield Code(_kind_of_markup(tag), None, tag[0], pair=f"<{tag['name'].lower()}")
        position = tag.end()
    yield from _split_placeholders(text[position:])


def _kind_of_markup(tag: re.Match[str]) -> CodeKind:
    if tag["alone"] or tag[0].endswith("/>") or tag["name"].lower() in _NOT_CLOSED:
        return "alone"
    return "closes" if tag["end"] else "opens"


def _split_placeholders(text: str) -> Iterator[Token]:
    for piece, is_literal in split_literals(text):
        if is_literal:
            yield Code("literal", None, piece, piece)
            continue
        position = 0
        for hit in _PLACEHOLDER.finditer(piece):
            if hit.start() > position:
                yield piece[position : hit.start()]
            yield Code("literal", None, hit[0], hit[0])
            position = hit.end()
        if position < len(piece):
            yield piece[position:]


def _closings(tokens: Sequence[Token]) -> dict[int, int]:
    """Index of a code that opens a span → index of the one that closes it; no two spans cross."""
    pairs = pair_tags(
        [
            ("open" if token.kind == "opens" else "close", token.pair)
            if isinstance(token, Code) and token.kind in ("opens", "closes")
            else None
            for token in tokens
        ]
    )
    return {first: last for first, last in pairs.items() if first < last}


def _paragraphs(tokens: Sequence[Token]) -> Iterator[str | list[Token]]:
    """The paragraphs, and the blank lines between them; a blank line inside a span parts none."""
    ends = _closings(tokens)
    inside = -1
    found: list[Token] = []
    for at, token in enumerate(tokens):
        inside = max(inside, ends.get(at, -1))
        if not isinstance(token, str) or at < inside:
            found.append(token)
            continue
        position = 0
        for gap in _BLANK_LINES.finditer(token):
            yield [*found, token[position : gap.start()]]
            yield gap[0]
            position, found = gap.end(), []
        found.append(token[position:])
    yield found


def _trimmed(tokens: Sequence[Token]) -> tuple[str, Sequence[Token], str]:
    """The white space before and behind some tokens, and the tokens without it."""
    found = [token for token in tokens if token != ""]
    lead = tail = ""
    if found and isinstance(found[0], str):
        rest = found[0].lstrip()
        lead, found[0] = found[0][: len(found[0]) - len(rest)], rest
    if found and isinstance(found[-1], str):
        rest = found[-1].rstrip()
        tail, found[-1] = found[-1][len(rest) :], rest
    return lead, found, tail


def _stands_for_a_word(tokens: Sequence[Token], at: int, code: Code) -> bool:
    """Whether a code that stands alone is put for words: a variable, or one that stands like a word."""
    native = _NOTHING_TOLD.sub("", code.native).strip()
    if _VARIABLE.search(native):
        return not native.startswith("<")
    if native:
        return False
    before, after = (
        each[0] if each and isinstance(each[0], str) else ""
        for each in (tokens[max(0, at - 1) : at], tokens[at + 1 : at + 2])
    )
    return before[-1:].isspace() and bool(before.strip()) and re.match(r"\s+\w|[.,;:!?)]", after) is not None
