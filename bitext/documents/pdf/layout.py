"""The lines of a page in reading order, and without what is on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from bitext.documents.pdf.lines import PdfLine

_ROMAN: Final = r"(?=[ivxlc])c{0,3}(?:xl|lx{0,3}|x{0,4})(?:ix|iv|v?i{0,3})"
_NUMBER: Final = re.compile(
    rf"\W*(?:pages?|p\.)?\s*(?:\d{{1,5}}|{_ROMAN})(?:\s*(?:/|sur|of|de)\s*\d{{1,5}})?\W*", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+")
_EDGE: Final = 2
"""How many lines at the head and at the foot of a page may be on every page."""
_APART: Final = 1.25
"""How far from the rest they are, in distances of two lines."""
_FEW: Final = 3
"""Lines that a column has at least."""
_DEEPEST: Final = 4


def without_running_heads(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """The pages without page numbers and without what stands at the head or the foot of many of them."""
    edges = [_edges(page) for page in pages]
    counts = Counter(key for page in edges for key in {_key(line) for line in page})
    often = max(2, min(3, len(pages) // 2))
    dropped = {
        id(line)
        for page in edges
        for line in page
        if (len(pages) > 1 and counts[_key(line)] >= often) or _NUMBER.fullmatch(line.text)
    }
    return [[line for line in page if id(line) not in dropped] for page in pages]


def _edges(page: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines at the head and the foot of a page, apart from the rest by more space than lines have."""
    rows = _rows(page)
    if len(rows) < _FEW:
        return [line for line in page if _NUMBER.fullmatch(line.text)]
    leading = median(a[0].bottom - b[0].bottom for a, b in pairwise(rows))
    found: list[PdfLine] = []
    for ordered in (rows, rows[::-1]):
        apart = [
            at + 1
            for at in range(min(_EDGE, len(rows) // 3))
            if abs(ordered[at][0].bottom - ordered[at + 1][0].bottom) > _APART * leading
        ]
        found += [line for row in ordered[: max(apart, default=0)] for line in row]
    return found


def _rows(page: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """The lines of a page from top to bottom, those at one height together."""
    rows: list[list[PdfLine]] = []
    for line in sorted(page, key=lambda line: -line.bottom):
        if rows and rows[-1][0].bottom - line.bottom < line.size / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _key(line: PdfLine) -> str:
    """What a line that is on every page has in common, the number of the page aside."""
    return _DIGITS.sub("#", line.text.casefold())


def in_reading_order(lines: Sequence[PdfLine], depth: int = 0) -> list[list[PdfLine]]:
    """The lines of a page as columns, each from top to bottom, in the order in which they are read.

    A line across the columns ends them: what is above it is read before what is below.
    """
    ordered = sorted(lines, key=lambda line: (-line.top, line.left))
    gutter = _gutter(ordered) if depth < _DEEPEST else None
    if gutter is None:
        return [ordered] if ordered else []
    found: list[list[PdfLine]] = []
    for is_across, band in _bands(ordered, gutter):
        if is_across:
            found.append(band)
            continue
        for column in (
            [line for line in band if line.right <= gutter],
            [line for line in band if line.right > gutter],
        ):
            found += in_reading_order(column, depth + 1)
    return found


def _bands(lines: Iterable[PdfLine], gutter: float) -> list[tuple[bool, list[PdfLine]]]:
    """Lines from top to bottom: those across the gutter, and those beside it."""
    bands: list[tuple[bool, list[PdfLine]]] = []
    for line in lines:
        is_across = line.left < gutter < line.right
        if not bands or bands[-1][0] != is_across:
            bands.append((is_across, []))
        bands[-1][1].append(line)
    return bands


def _gutter(lines: Sequence[PdfLine]) -> float | None:
    """Where the white space between two columns is; None where there is one column."""
    if len(lines) < 2 * _FEW:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    starts = sorted({round(line.left, 1) for line in lines if line.left > left + 0.2 * (right - left)})
    best: tuple[int, float] | None = None
    for start in starts[:400]:
        at = start - 1.5
        before = [line for line in lines if line.right <= at]
        behind = [line for line in lines if line.left >= at]
        across = len(lines) - len(before) - len(behind)
        if min(len(before), len(behind)) < max(_FEW, 0.15 * len(lines)) or across > 0.3 * len(lines):
            continue
        if _beside(before, behind) and (best is None or across < best[0]):
            best = across, at
    return best[1] if best else None


def _beside(before: Sequence[PdfLine], behind: Sequence[PdfLine]) -> bool:
    """Whether two columns stand side by side, and have lines as long as columns have."""
    shared = min(max(line.top for line in side) for side in (before, behind)) - max(
        min(line.bottom for line in side) for side in (before, behind)
    )
    widths = [median(line.right - line.left for line in side) for side in (before, behind)]
    return shared > 2 * before[0].size and min(widths) > 4 * before[0].size
