"""The names of the elements and ids in the TEI that bitext writes."""

from __future__ import annotations

from typing import Final

from bitext.result.pair import SideName

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
VERSION: Final = 1
PROGRAM: Final = "bitext"
BOTH: Final = "both"
"""The id of the group of the two texts: what holds for the whole of them points to it."""
LETTERS: Final[dict[SideName, str]] = {"source": "s", "target": "t"}
"""What the ids of sentences (``s1``) and of quotations (``sq1``) begin with."""
KINDS: Final = {"quotation": "q", "dialogue": "said", "stray": "seg"}
"""The element of each kind of quotation."""


def tag(name: str) -> str:
    """The tag of an element of TEI."""
    return f"{{{NAMESPACE}}}{name}"


def pair_id(at: int) -> str:
    """The id of the pair at an index."""
    return f"p{at + 1}"


def quotation_id(side: SideName, number: int, fragment: int = 0) -> str:
    """The id of a fragment of a quotation; the first has no number of its own."""
    return f"{LETTERS[side]}q{number}" + (f".{fragment + 1}" if fragment else "")
