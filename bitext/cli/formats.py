"""`bitext formats`: which formats there are."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from bitext.result.storage import formats as known_formats


def formats() -> None:
    """The formats: names, suffixes, and what can be done with them."""
    table = Table("name", "suffixes", "read", "printed", "what it is", box=None, pad_edge=False)
    for each in known_formats().values():
        read = "yes" if each.load else "with both texts" if each.load_links else "no"
        table.add_row(each.name, " ".join(each.suffixes), read, "yes" if each.print else "no", each.title)
    Console(highlight=False).print(table)
