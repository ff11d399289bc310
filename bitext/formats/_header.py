"""What a file of one pair a line says once: its head.

JSON Lines and Parquet keep the pairs as they come, one after another, and in the head what spans
them: languages, quotations and their links, the model, and the white space behind the last sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from bitext.errors import FormatError
from bitext.formats._positions import tail
from bitext.formats._schema import (
    VERSION,
    HeaderRecord,
    QuotationRecord,
    QuoteLinkRecord,
    SideRecord,
    bitext_of_records,
    converted,
    header_of,
    link_rows,
    quotation_rows,
)
from bitext.result.bitext import Bitext
from bitext.result.pair import Pair
from bitext.text.document import Document


class SideHead(Struct):
    """One language: its quotations and the white space behind its last sentence."""

    lang: str
    tail: str = ""
    quotations: list[QuotationRecord] = field(default_factory=list)


class Head(HeaderRecord):
    """What is not in the pairs; ``pairs`` is their number, so that a file that was cut off is found out."""

    pairs: int
    source: SideHead
    target: SideHead
    quotes: list[QuoteLinkRecord] = field(default_factory=list)
    model: str | None = None


def head_row(bitext: Bitext) -> dict[str, Any]:
    """The fields of the head."""
    return {
        "format": "bitext",
        "version": VERSION,
        "model": bitext.model,
        "pairs": len(bitext.pairs),
        "source": _side_row(bitext.source),
        "target": _side_row(bitext.target),
        "quotes": list(link_rows(bitext)),
    }


def head_from(data: object) -> Head:
    """The head in a file. Raises FormatError where it is none, or one of a newer version."""
    header_of(data)
    return converted(data, Head)


def bitext_from(head: Head, pairs: Sequence[Pair], source: str, target: str) -> Bitext:
    """The Bitext whose pairs were read; ``source`` and ``target`` are its texts without their tails.

    Raises FormatError where pairs are missing or contradict the head.
    """
    if len(pairs) != head.pairs:
        raise FormatError(
            f"the head tells of {head.pairs} pairs, but there are {len(pairs)}; the file was changed or cut "
            "off. Without its head, what is left can be loaded, and quotations are found again."
        )
    left, right = (
        SideRecord(side.lang, text + side.tail, side.quotations)
        for side, text in ((head.source, source), (head.target, target))
    )
    return bitext_of_records(left, right, pairs, head.quotes, head.model)


def _side_row(document: Document) -> dict[str, Any]:
    return {
        "lang": document.lang,
        "tail": tail(document),
        "quotations": list(quotation_rows(document)),
    }
