"""What the pairing of quotation marks finds: pairs, and marks without a partner."""

from __future__ import annotations

from typing import NamedTuple


class Match(NamedTuple):
    """A pair of marks: its span, the marks, the offsets of its continuation marks."""

    start: int
    end: int
    open: str
    close: str
    continuations: tuple[int, ...] = ()


class UnpairedMark(NamedTuple):
    """A mark without a partner."""

    start: int
    mark: str
    opening: bool
    paragraph: int
