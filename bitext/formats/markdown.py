r"""Markdown: a table as GitHub shows it, source | target, with what a reader should know of each pair.

Whatever stands in a sentence shows as text: characters that Markdown or HTML would take for their own
have a backslash before them, a line feed is ``<br>``, control characters and line separators are written
as ``&#9;``. What was written here can be loaded; the table holds the two texts, ``score`` (four digits),
``checked`` and ``flags``. It does not hold the words, where the sentences of a pair end, the white
space between and around texts, nor the model; quotations are found again by the rules of the language.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import TextIO

from bitext.errors import FormatError
from bitext.files import split_lines
from bitext.formats._table import READABLE, NumberedRow, bitext_from, flags_cell, languages
from bitext.languages import name_of
from bitext.result.bitext import Bitext
from bitext.result.pair import extent
from bitext.result.quotation_spans import QuotationSpans
from bitext.result.storage import text_format
from bitext.result.validation import check
from bitext.text.characters import CONTROLS, SEPARATORS, SURROGATES

# What marks text, links, entities, tags and cells; what GitHub makes a link or a name without any mark.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&|~$@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_HIDDEN = re.compile(rf"(?!\n)[{CONTROLS}{SEPARATORS}{SURROGATES}]")
_WRITTEN = re.compile(r"\\([!-/:-@\[-`{-~])|&#(\d{1,7});|(<br>)")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*")


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes the table."""
    for number, cells in enumerate(_rows(bitext)):
        stream.write(f"| {' | '.join(map(_escaped, cells))} |\n")
        if number == 0:
            stream.write("|" + " --- |" * len(cells) + "\n")


def read(text: str) -> Bitext:
    """Makes a Bitext from a table. Raises FormatError with the line of what is wrong."""
    lines: list[NumberedRow] = []
    for number, line in enumerate(split_lines(text), start=1):
        plain = line.strip(" ")
        if not plain or (len(lines) == 1 and _RULE.fullmatch(plain)):
            continue
        if not (plain.startswith("|") and plain.endswith("|")):
            raise FormatError(f"line {number}: this is no row of a table; leave the table alone in the file.")
        lines.append((number, [_unescaped(cell.strip(" ")) for cell in _BAR.split(plain)[1:-1]]))
    return bitext_from(lines)


def _rows(bitext: Bitext) -> Iterator[list[str]]:
    check(bitext)
    yield [*map(name_of, languages(bitext)), *READABLE]
    spans = QuotationSpans.of(bitext)
    for pair in bitext.pairs:
        notes = [spans.note(bitext.quotes[link]) for link in spans.beginning(pair)]
        yield [
            extent(bitext.source, pair.source),
            extent(bitext.target, pair.target),
            f"{pair.score:.4f}",
            "yes" if pair.checked else "",
            flags_cell(pair),
            "; ".join(notes),
        ]


def _escaped(cell: str) -> str:
    marked = _SPECIAL.sub(lambda hit: f"\\{hit[0]}", cell)
    return _HIDDEN.sub(lambda hit: f"&#{ord(hit[0])};", marked).replace("\n", "<br>")


def _unescaped(cell: str) -> str:
    return _WRITTEN.sub(lambda hit: hit[1] or ("\n" if hit[3] else _character(int(hit[2]))), cell)


def _character(code: int) -> str:
    if code > sys.maxunicode:
        raise FormatError(f"&#{code}; is no character; take it out.")
    return chr(code)


FORMAT = text_format(
    "markdown",
    "a Markdown table",
    (".md",),
    write,
    read,
    holds=("source", "target", "pairs", "scores", "flags", "checked"),
)
