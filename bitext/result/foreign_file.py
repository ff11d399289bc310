"""The file of another program that a Bitext was read from: what it held that a Bitext has no place for.

Inline codes, notes, ids, dates, regions and what else another program keeps beside the text go back into a
file of the same format. Any other format leaves them out, and says so.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bitext.errors import ExchangeWarning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bitext.result.pair import Pair


class ForeignRow(NamedTuple):
    """A pair as it was read, and where it stands in the file, as its format counts (``places``)."""

    texts: tuple[str, str]
    places: tuple[int, ...]
    flags: tuple[str, ...] = ()
    checked: bool = False

    def is_like(self, pair: Pair) -> bool:
        """Whether the pair is as it was read."""
        texts = pair.source.text, pair.target.text
        return (texts, pair.flags, pair.checked) == (self.texts, self.flags, self.checked)


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """The whole of a file, and what was read of it.

    ``format`` is the name of its format. ``rows`` are in the order of the pairs; ``extras`` counts what a
    Bitext has no place for, by its name in the singular.
    """

    format: str
    data: bytes
    rows: tuple[ForeignRow, ...]
    extras: Mapping[str, int]

    def extras_told(self) -> str:
        """What a Bitext has no place for, counted: ``2 inline codes, 1 note``; empty if there is nothing."""
        return ", ".join(f"{count} {name}{'s' * (count > 1)}" for name, count in self.extras.items() if count)


def tell_left_out(foreign: ForeignFile | None, title: str) -> None:
    """Warns (ExchangeWarning) of what a format, called ``title``, cannot hold of a file that was read."""
    told = foreign.extras_told() if foreign is not None else ""
    if foreign is not None and told:
        warnings.warn(
            f"{title} has no place for what the {foreign.format.upper()} file held beside its text ({told}); "
            f"that is left out. Convert it to {foreign.format} to keep it.",
            ExchangeWarning,
            stacklevel=3,
        )
