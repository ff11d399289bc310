"""Retention of quotations: how many of those that should be there a translation has, with both marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bitext.result.linked_texts import LinkedTexts
from bitext.result.scores import Metric
from bitext.segmentation.segment import presegmented
from bitext.text.document import Quotation

NAME: Final = "quotations"
LANGUAGE: Final = "en"
"""The language of lines, of which nothing else is known."""


def kept_of_source(result: LinkedTexts) -> Metric | None:
    """Of the quotations of the source, the share that the target has, in each of its parts with both marks.

    Speech behind a dialogue dash is there if it has a counterpart.
    """
    there: dict[Quotation, bool] = {}
    for link in result.quotes:
        if link.source is not None and link.source.kind != "stray":
            there[link.source] = there.get(link.source, True) and _is_whole(link.target)
    return _metric(sum(there.values()), len(there), "source")


def kept_of_references(
    lines: Sequence[str], streams: Sequence[Sequence[str]], lang: str = LANGUAGE
) -> Metric | None:
    """Of the quotations of the first reference, those of which as many begin in the same segment."""
    wanted, found = _begun(streams[0], lang), _begun(lines, lang)
    return _metric((wanted & found).total(), wanted.total(), "reference")


def _metric(kept: int, count: int, against: str) -> Metric | None:
    if not count:
        return None
    return Metric(NAME, 100 * kept / count, f"of:{against}|kept:{kept}|all:{count}")


def _is_whole(quotation: Quotation | None) -> bool:
    if quotation is None:
        return False
    return quotation.kind == "dialogue" or bool(quotation.open and quotation.close)


def _begun(lines: Sequence[str], lang: str) -> Counter[int]:
    """How many quotations begin in each line; one may go on in the next."""
    return Counter(
        quotation.sentences[0] for quotation in presegmented(lines, lang).quotations if quotation.sentences
    )
