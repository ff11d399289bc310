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


class SideBySide:
    """Pairs as lines for rich, the source left and the target right; numbered as they come."""

    def __init__(self, count: int, width: int) -> None:
        """``count`` pairs are to come; the lines are ``width`` columns wide."""
        self._margin = len(str(count))
        self._column = max(_NARROWEST, (width - self._margin - 2 * len(_GAP)) // 2)
        self._number = 0
        self._link = 0
        self._paragraph: int | None = None

    def lines(self, spans: QuotationSpans) -> Iterator[Text]:
        """The lines of the pairs of ``spans``, which come behind those of the last call."""
        for pair in spans.pairs:
            self._number += 1
            here = pair.source[0].paragraph if pair.source else self._paragraph
            if self._number > 1 and here != self._paragraph:
                yield Text()
            self._paragraph = here
            label = str(self._number)
            cells = _cells(pair, spans, self._column, self._link)
            for left, right in zip_longest(*cells, fillvalue=Text()):
                yield _line(label.rjust(self._margin), left, right, self._column)
                label = ""
        self._link += len(spans.quotes)


def side_by_side(spans: QuotationSpans, width: int) -> Iterator[Text]:
    """The lines that rich prints, ``width`` columns wide: the pairs and a line of counts.

    They are made one by one, so that a book can be read from its beginning.
    """
    yield from SideBySide(len(spans.pairs), width).lines(spans)
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


def _cells(pair: Pair, spans: QuotationSpans, column: int, first: int) -> tuple[list[Text], list[Text]]:
    """The lines of each side; other wordings and notes below the target.

    ``first``: how many links there are before those of ``spans``.
    """
    source = _fold(_cell(pair.source, "source", spans, first), column)
    target = _fold(_cell(pair.target, "target", spans, first), column)
    for one in pair.wordings:
        likeness = "" if one.likeness is None else f" ({one.likeness} %)"
        target += _fold(Text(visible(f"≈ {one.text}{likeness}"), style="dim"), column)
    for note in spans.notes(pair):
        target += _fold(Text(visible(f"· {note}"), style="dim italic"), column)
    return source, target


def _cell(side: Side, name: SideName, spans: QuotationSpans, first: int) -> Text:
    """The sentences of a side, joined by spaces, their quotations in colour."""
    cell = Text()
    for sentence in side:
        if cell:
            cell.append(" ")
        for text, link in spans.stretches(sentence, name):
            cell.append(visible(text), style=_colour(link, spans, first))
    return cell


def _colour(link: int | None, spans: QuotationSpans, first: int) -> str:
    if link is None:
        return ""
    amiss = spans.quotes[link].verdict in ("unpaired", "lost", "added")
    return _WRONG if amiss else _COLOURS[(first + link) % len(_COLOURS)]


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
