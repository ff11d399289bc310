"""Side by side for the terminal: French left, English right, quotations in the same colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from rich.cells import cell_len, chop_cells
from rich.text import Text

from bitext.result.bitext import Bitext
from bitext.result.pair import Pair
from bitext.result.quotation_spans import Piece, Quoted
from bitext.result.summary import summary
from bitext.text.characters import visible

_COLOURS = ("cyan", "green", "yellow", "magenta", "blue")
_WRONG = "bold red"
_GAP = "  "
_NARROWEST = 12
# A French mark is not left alone at the end or the head of a line, whatever space stands beside it.
_BREAK = re.compile(r"(?<![«‹—–]) +(?![ »›!?;:%])")


def side_by_side(bitext: Bitext, width: int) -> Iterator[Text]:
    """The lines that rich prints, ``width`` columns wide: the pairs and a line of counts.

    They are made one by one, so that a book can be read from its beginning.
    """
    quoted = Quoted(bitext)
    margin = len(str(len(bitext.pairs)))
    column = max(_NARROWEST, (width - margin - 2 * len(_GAP)) // 2)
    paragraph: int | None = None
    for number, pair in enumerate(bitext.pairs, start=1):
        here = pair.source[0].paragraph if pair.source else paragraph
        if number > 1 and here != paragraph:
            yield Text()
        paragraph = here
        label = str(number)
        for french, english in zip_longest(*_cells(pair, quoted, column), fillvalue=Text()):
            yield _line(label.rjust(margin), french, english, column)
            label = ""
    yield Text()
    yield Text(summary(bitext), style="bold")


def to_text(bitext: Bitext, width: int) -> str:
    """The same without colours, as a string."""
    return "".join(f"{line.plain}\n" for line in side_by_side(bitext, width))


def wrap(text: str, width: int) -> list[int]:
    """Where the lines after the first begin, so that none is wider than ``width`` columns."""
    starts: list[int] = []
    line = 0
    edges = [match.end() for match in _BREAK.finditer(text)]
    for left, right in zip([0, *edges], [*edges, len(text)], strict=True):
        if left > line and cell_len(text[line:right].rstrip(" ")) > width:
            starts.append(left)
            line = left
        for part in chop_cells(text[line:right].rstrip(" "), width)[:-1]:
            line += len(part)
            starts.append(line)
    return starts


def _cells(pair: Pair, quoted: Quoted, column: int) -> tuple[list[Text], list[Text]]:
    """The lines of each side; the notes stand below the English."""
    french = _fold(_side([quoted.source(sentence) for sentence in pair.source], quoted), column)
    english = _fold(_side([quoted.target(sentence) for sentence in pair.target], quoted), column)
    for note in quoted.notes(pair):
        english += _fold(Text(visible(f"· {note}"), style="dim italic"), column)
    return french, english


def _side(sentences: list[Iterator[Piece]], quoted: Quoted) -> Text:
    cell = Text()
    for pieces in sentences:
        if cell:
            cell.append(" ")
        for text, link in pieces:
            cell.append(visible(text), style=_colour(link, quoted))
    return cell


def _colour(link: int | None, quoted: Quoted) -> str:
    if link is None:
        return ""
    amiss = quoted.bitext.quotes[link].verdict in ("unpaired", "lost", "added")
    return _WRONG if amiss else _COLOURS[link % len(_COLOURS)]


def _fold(cell: Text, width: int) -> list[Text]:
    return list(cell.divide(wrap(cell.plain, width))) if cell else []


def _line(label: str, french: Text, english: Text, column: int) -> Text:
    line = Text.assemble((label, "dim"), no_wrap=True, overflow="ignore")
    for cell, before in ((french, _GAP), (english, _GAP)):
        filled = cell.copy()
        filled.rstrip()
        line.append(before)
        line.append_text(filled)
        line.append(" " * (column - cell_len(filled.plain)))
    line.rstrip()
    return line
