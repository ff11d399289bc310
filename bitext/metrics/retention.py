"""Retention of quotations: how many of those that should be there a translation has, with both marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bitext.result.linked_texts import LinkedTexts
from bitext.result.scores import Metric
from bitext.segmentation.segment import segment

NAME: Final = "quotations"
LANGUAGE: Final = "en"
"""The language of lines, of which nothing else is known."""


def kept_of_source(result: LinkedTexts) -> Metric | None:
    """Of the paired quotations of the source, the share that the target has with both marks."""
    there: dict[object, bool] = {}
    for link in result.quotes:
        if link.source is not None and link.source.kind == "quotation":
            is_there = link.target is not None and bool(link.target.open and link.target.close)
            there[link.source] = there.get(link.source, True) and is_there
    return _metric(sum(there.values()), len(there), "source")


def kept_of_references(
    lines: Sequence[str], streams: Sequence[Sequence[str]], lang: str = LANGUAGE
) -> Metric | None:
    """Of the paired quotations of the first reference, those of which the same segment has as many."""
    wanted = [_count(line, lang) for line in streams[0]]
    found = [_count(line, lang) for line in lines]
    kept = sum(min(pair) for pair in zip(found, wanted, strict=True))
    return _metric(kept, sum(wanted), "reference")


def _metric(kept: int, count: int, against: str) -> Metric | None:
    if not count:
        return None
    return Metric(NAME, 100 * kept / count, f"of:{against}|kept:{kept}|all:{count}")


def _count(line: str, lang: str) -> int:
    """Paired quotations of a segment; dialogue behind a dash has no closing mark to be lost."""
    return sum(1 for quotation in segment(line, lang).quotations if quotation.kind == "quotation")
