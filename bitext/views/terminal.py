"""Side by side for the terminal: French left, English right, quotations in the same colour."""

from __future__ import annotations

import io
import re

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from bitext.links import QuoteLink
from bitext.pairs import Bitext, Pair
from bitext.text import Sentence
from bitext.views.spans import Quoted

_COLOURS = ("cyan", "green", "yellow", "magenta", "blue", "red")
_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421"}
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NOTED = ("restored", "moved", "lost", "added", "unpaired")


def side_by_side(bitext: Bitext) -> Group:
    """What rich prints: a table of the pairs and a line of counts."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(justify="right", style="dim")
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    quoted = Quoted(bitext)
    paragraph = -1
    for number, pair in enumerate(bitext.pairs, start=1):
        here = pair.source[0].paragraph if pair.source else paragraph
        if number > 1 and here != paragraph:
            table.add_row()
        paragraph = here
        table.add_row(str(number), *_cells(pair, quoted))
    return Group(table, Text(""), Text(summary(bitext), style="bold"))


def to_text(bitext: Bitext, width: int) -> str:
    """The same without colours, as a string."""
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        console.print(side_by_side(bitext))
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def summary(bitext: Bitext) -> str:
    """Counts of pairs, quotations by verdict, and flags."""
    counts = bitext.verdicts()
    strays = counts.pop("unpaired", 0)
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    flagged = sum(1 for pair in bitext.pairs if pair.flags)
    parts = [_count(len(bitext.pairs), "pair"), _count(counts.total(), "quotation")]
    if verdicts:
        parts[-1] += f" ({verdicts})"
    if strays:
        parts.append(_count(strays, "mark") + " without a partner")
    if flagged:
        parts.append(f"{flagged} flagged")
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _cells(pair: Pair, quoted: Quoted) -> tuple[Text, Text]:
    french, english = Text(), Text()
    for sentence in pair.source:
        _write(french, quoted, sentence, source=True)
    for sentence in pair.target:
        _write(english, quoted, sentence, source=False)
    notes = [
        _note(link) for sentence in pair.source for link in quoted.links(sentence) if link.verdict in _NOTED
    ]
    notes += pair.flags
    if notes:
        english.append(("\n" if english else "") + "· " + "; ".join(notes), style="dim italic")
    return french, english


def _write(cell: Text, quoted: Quoted, sentence: Sentence, *, source: bool) -> None:
    if cell:
        cell.append(" ")
    pieces = quoted.source(sentence) if source else quoted.target(sentence)
    for text, link in pieces:
        cell.append(visible(text), style="" if link is None else _COLOURS[link % len(_COLOURS)])


def _note(link: QuoteLink) -> str:
    quotation = link.source or link.target
    if quotation is None:
        return link.verdict
    if link.verdict == "unpaired":
        left = "" if link.target else ", left out"
        return f"{quotation.open or quotation.close} has no partner{left}"
    return f"quotation {link.verdict}"


def visible(text: str) -> str:
    """Control characters as their pictures, so that a text cannot steer the terminal."""
    return _UNSAFE.sub(lambda match: _PICTURES.get(match[0], "\ufffd"), text)
