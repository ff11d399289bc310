"""Sentences that are longer than the model reads → parts, cut where it hurts least."""

from __future__ import annotations

from collections.abc import Sequence

from bitext.text.document import Span

_REACH = 8


def split_long(text: str, spans: Sequence[Span], longest: int) -> list[tuple[int, int]]:
    """Divide the pieces at ``spans`` of ``text`` into runs of at most ``longest`` pieces.

    Returns (first, end) of each run; together they hold every piece. A run ends, of the places in
    its second half, behind a strong stop, else behind a comma, else between words.
    """
    runs = []
    first = 0
    while len(spans) - first > longest:
        window = range(first + longest, first + longest // 2, -1)
        end = max(window, key=lambda cut: (_worth(text, spans[cut].start), cut))
        runs.append((first, end))
        first = end
    runs.append((first, len(spans)))
    return runs


def _worth(text: str, offset: int) -> int:
    """How good a place ``offset`` is to cut."""
    before = text[max(0, offset - _REACH) : offset].rstrip()
    if not before or not (text[offset - 1].isspace() or text[offset].isspace()):
        return 0
    if before[-1] in ";:.!?)]»":
        return 3
    if before[-1] in ",–—":
        return 2
    return 1
