"""Side by side for the terminal: the source left, the target right, quotations in the same colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from rich.cells import cell_len, chop_cells
from rich.text import Text

from bitext.result.pair import Pair, Side, SideName
from bitext.result.quotation_spans import QuotationSpans
from bitext.result.summary import summary
from bitext.text.characters import visible

_COLOURS = ("cyan", "green", "yellow", "magenta", "blue")
_WRONG = "bold red"
_GAP = "  "
_NARROWEST = 12
# A French mark is not left alone at the end or the head of a line, whatever space stands beside it.
_BREAK = re.compile(r"(?<![«‹—–]) +(?![ »›!?;:%])")


def side_by_side(spans: QuotationSpans, width: int) -> Iterator[Text]:
    """The lines that rich prints, ``width`` columns wide: the pairs and a line of counts.

    They are made one by one, so that a book can be read from its beginning.
    """
    margin = len(str(len(spans.pairs)))
    column = max(_NARROWEST, (width - margin - 2 * len(_GAP)) // 2)
    paragraph: int | None = None
    for number, pair in enumerate(spans.pairs, start=1):
        here = pair.source[0].paragraph if pair.source else paragraph
        if number > 1 and here != paragraph:
            yield Text()
        paragraph = here
        label = str(number)
        for left, right in zip_longest(*_cells(pair, spans, column), fillvalue=Text()):
            yield _line(label.rjust(margin), left, right, column)
            label = ""
    yield Text()
    yield Text(summary(spans.pairs, spans.quotes), style="bold")


def to_text(spans: QuotationSpans, width: int) -> str:
    """The same without colours, as a string."""
    return "".join(f"{line.plain}\n" for line in side_by_side(spans, width))


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


def _cells(pair: Pair, spans: QuotationSpans, column: int) -> tuple[list[Text], list[Text]]:
    """The lines of each side; the notes stand below the target."""
    source = _fold(_cell(pair.source, "source", spans), column)
    target = _fold(_cell(pair.target, "target", spans), column)
    for note in spans.notes(pair):
        target += _fold(Text(visible(f"· {note}"), style="dim italic"), column)
    return source, target


def _cell(side: Side, name: SideName, spans: QuotationSpans) -> Text:
    """The sentences of a side, joined by spaces, their quotations in colour."""
    cell = Text()
    for sentence in side:
        if cell:
            cell.append(" ")
        for text, link in spans.stretches(sentence, name):
            cell.append(visible(text), style=_colour(link, spans))
    return cell


def _colour(link: int | None, spans: QuotationSpans) -> str:
    if link is None:
        return ""
    amiss = spans.quotes[link].verdict in ("unpaired", "lost", "added")
    return _WRONG if amiss else _COLOURS[link % len(_COLOURS)]


def _fold(cell: Text, width: int) -> list[Text]:
    return list(cell.divide(wrap(cell.plain, width))) if cell else []


def _line(label: str, left: Text, right: Text, column: int) -> Text:
    line = Text.assemble((label, "dim"), no_wrap=True, overflow="ignore")
    for cell in (left, right):
        filled = cell.copy()
        filled.rstrip()
        line.append(_GAP)
        line.append_text(filled)
        line.append(" " * (column - cell_len(filled.plain)))
    line.rstrip()
    return line
