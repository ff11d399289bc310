"""Front matter: the titles and descriptions at the head of a Markdown file, in YAML or TOML.

Only the values of some keys are translated, wherever they stand; every other line stays byte for byte. Of
YAML, scalars are read: plain, in quotes, folded (``>``) and literal (``|``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from bitext.documents.blocks import BlockWriter
from bitext.documents.projection.tags import Node
from bitext.documents.template import TagMarkup, TextUnit, write
from bitext.text.masking import split_literals

FRONT: Final = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(?:.*?\n)?(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)

KEYS: Final = frozenset(
    (
        *("title", "subtitle", "description", "summary", "excerpt", "abstract", "tagline", "caption", "lead"),
        *("linktitle", "shorttitle", "menutitle", "navtitle", "sidebar_label", "sidebar_title", "nav_title"),
        *(
            "short_title",
            "menu_title",
            "link_title",
            "page_title",
            "pagination_label",
            "seotitle",
            "seo_title",
        ),
        *("meta_title", "meta_description", "metadescription", "seo_description", "intro", "details", "tldr"),
    )
)
"""The keys whose values are translated, in small letters."""

_KEY: Final = r"(?P<indent>[ \t]*(?:-[ \t]+)*)(?P<quote>[\"']?)(?P<key>[\w.-]+)(?P=quote)"
_YAML: Final = re.compile(rf"{_KEY}[ \t]*:[ \t]+(?P<value>\S.*?)[ \t]*\r?\n?$")
_TOML: Final = re.compile(rf"{_KEY}[ \t]*=[ \t]*(?P<value>\S.*?)[ \t]*\r?\n?$")
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED: Final = re.compile(
    r"\"(?P<double>(?:[^\"\\]|\\.)*)\"(?:[ \t]+#.*)?|'(?P<single>(?:[^']|'')*)'(?:[ \t]+#.*)?"
)
_MARKDOWN: Final = re.compile(r"(`[^`\n]+`|</?(?:[A-Za-z][^<>\n]*)?>|(?<=\])\([^()\s]*\))")
_BLOCK: Final = re.compile(r"[>|][-+\d]*[ \t]*(?:#.*)?")
_PLAIN: Final = re.compile(r"(?![\[{&*!%@`#>|\"'?-])(?P<plain>(?:(?![ \t]#|: |:$).)+)(?:[ \t]+#.*)?")
_UNSAFE: Final = re.compile(
    r"[\[\]{}&*!%@`#>|\"',?:-]|.*(?:: | #|:$)|(?:true|false|yes|no|null|on|off|~|[-+.\d][\d.eE+_-]*)$",
    re.IGNORECASE,
)


def front_parts(text: str, letter: str, keys: Collection[str]) -> Iterator[str | TextUnit]:
    """The parts of front matter; ``letter`` begins the masks, ``keys`` are those that are translated."""
    lines = _LINE.findall(text)
    pattern = _TOML if text.startswith("+++") else _YAML
    at = 0
    while at < len(lines):
        found = pattern.match(lines[at]) if 0 < at < len(lines) - 1 else None
        wanted = found is not None and found["key"].lower() in keys
        below = _below(lines, at, found) if found is not None and pattern is _YAML else at + 1
        if found is None or not wanted:
            yield lines[at]
            at += 1
        elif _BLOCK.fullmatch(found["value"]):
            yield lines[at]
            yield from _block(lines[at + 1 : below], letter)
            at = below
        else:
            yield from [lines[at]] if below > at + 1 else _scalar(lines[at], found, letter)
            yield from lines[at + 1 : below]
            at = below


def _below(lines: Sequence[str], at: int, found: re.Match[str]) -> int:
    """The line behind the value that begins in a line: those that are indented more go on with it."""
    behind = at + 1
    indent = len(found["indent"])
    while behind < len(lines) - 1 and (not lines[behind].strip() or _indent(lines[behind]) > indent):
        behind += 1
    while behind > at + 1 and not lines[behind - 1].strip():
        behind -= 1
    return behind


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _scalar(line: str, found: re.Match[str], letter: str) -> Iterator[str | TextUnit]:
    value = _QUOTED.fullmatch(found["value"]) or _PLAIN.fullmatch(found["value"])
    if value is None:
        yield line
        return
    kind = str(value.lastgroup)
    raw = value[kind]
    start = found.start("value") + value.start(kind)
    unit = _unit(raw, _READ[kind](raw), _WRITE[kind], letter)
    yield from (line[:start], unit, line[start + len(raw) :])


def _block(lines: Sequence[str], letter: str) -> Iterator[str | TextUnit]:
    """The paragraphs of a folded or literal scalar, their lines kept."""
    paragraph: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            paragraph.append(line)
            continue
        if paragraph:
            raw = "".join(paragraph)
            body = raw.strip()
            start = raw.index(body)
            yield raw[:start]
            yield _unit(body, body, "{}".format, letter)
            yield raw[start + len(body) :]
            paragraph = []
        if line:
            yield line


def _unit(raw: str, text: str, written: Callable[[str], str], letter: str) -> TextUnit:
    writer = BlockWriter(letter)
    marks: list[TagMarkup] = []
    for at, line in enumerate(re.split(r"(\r?\n[ \t]*)", text)):
        if at % 2:
            marks.append(TagMarkup((line,)))
            writer.end_line(len(marks) - 1, soft=True)
            continue
        for piece, literal in _pieces(line):
            if literal:
                marks.append(TagMarkup((piece,)))
                writer.literal(len(marks) - 1, piece)
            else:
                writer.write(piece)

    def emit(unit: TextUnit, nodes: Sequence[Node]) -> str:
        return written(
            "".join(
                node if isinstance(node, str) else write(unit.marks[node.tag.key].opening) for node in nodes
            )
        )

    return TextUnit(writer.block(), raw, emit, marks)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Words (False), and code, tags, addresses of links and other literals (True)."""
    for at, piece in enumerate(_MARKDOWN.split(text)):
        if at % 2:
            yield piece, True
        else:
            yield from split_literals(piece)


def _read_double(raw: str) -> str:
    try:
        return str(json.loads(f'"{raw}"'))
    except ValueError:
        return raw


def _write_double(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _write_plain(text: str) -> str:
    return f'"{_write_double(text)}"' if _UNSAFE.match(text) else text


_READ: Final[dict[str, Callable[[str], str]]] = {
    "double": _read_double,
    "single": lambda raw: raw.replace("''", "'"),
    "plain": str,
}
_WRITE: Final[dict[str, Callable[[str], str]]] = {
    "double": _write_double,
    "single": lambda text: text.replace("'", "''"),
    "plain": _write_plain,
}
