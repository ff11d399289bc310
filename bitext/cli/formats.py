"""`bitext formats`: which formats there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

import bitext
from bitext.cli._shared import Json, print_json

if TYPE_CHECKING:
    from bitext.result.storage import Format


def formats(json: Json = False) -> None:
    """The formats: names, suffixes, what can be done with them, and what they hold of a result."""
    known = list(bitext.formats().values())
    if json:
        print_json([_record(each) for each in known])
        return
    table = Table("name", "suffixes", "read", "printed", "what it is", "holds", box=None, pad_edge=False)
    for each in known:
        read = "with both texts" if each.needs_sentences else "yes" if each.reads else "no"
        holds = "everything" if each.holds_everything else ", ".join(each.holds)
        printed = "yes" if each.prints else "no"
        table.add_row(each.name, " ".join(each.suffixes), read, printed, each.title, holds)
    Console(highlight=False).print(table)


def _record(each: Format[Any]) -> dict[str, object]:
    return {
        "name": each.name,
        "title": each.title,
        "suffixes": each.suffixes,
        "reads": each.reads,
        "needs_sentences": each.needs_sentences,
        "writes": each.writes,
        "prints": each.prints,
        "holds": each.holds,
    }
