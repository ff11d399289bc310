"""What a file of one pair a line says once: its head.

JSON Lines and Parquet keep the pairs as they come, one after another, and in the head what spans
them: languages, quotations and their links, the model, and the white space behind the last sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from msgspec import Struct, field

from bitext.errors import FormatError
from bitext.formats import _schema as _wire
from bitext.result.bitext import Bitext
from bitext.result.pair import Pair
from bitext.text.document import Document


class SideHead(Struct):
    """One language: its quotations and the white space behind its last sentence."""

    lang: str
    tail: str = ""
    quotations: list[_wire.Quotation] = field(default_factory=list)


class Head(_wire.Header):
    """What is not in the pairs; ``pairs`` is their number, so that a file that was cut off is found out."""

    pairs: int
    source: SideHead
    target: SideHead
    quotes: list[_wire.QuoteLink] = field(default_factory=list)
    model: str | None = None


def head_row(bitext: Bitext) -> dict[str, Any]:
    """The fields of the head."""
    return {
        "format": "bitext",
        "version": _wire.VERSION,
        "model": bitext.model,
        "pairs": len(bitext.pairs),
        "source": _side_row(bitext.source),
        "target": _side_row(bitext.target),
        "quotes": list(_wire.link_rows(bitext)),
    }


def head_from(data: object) -> Head:
    """The head in a file. Raises FormatError where it is none, or one of a newer version."""
    _wire.header_of(data)
    return _wire.converted(data, Head)


def bitext_from(head: Head, pairs: Sequence[Pair], source: str, target: str) -> Bitext:
    """The Bitext whose pairs were read; ``source`` and ``target`` are its texts without their tails.

    Raises FormatError where pairs are missing or contradict the head.
    """
    if len(pairs) != head.pairs:
        raise FormatError(
            f"the head tells of {head.pairs} pairs, but there are {len(pairs)}; the file was changed or cut "
            "off. Without its head, what is left can be loaded, and quotations are found again."
        )
    source += head.source.tail
    target += head.target.tail
    sources = _wire.quotations(head.source.quotations, source, "source")
    targets = _wire.quotations(head.target.quotations, target, "target")
    french = chain.from_iterable(pair.source for pair in pairs)
    english = chain.from_iterable(pair.target for pair in pairs)
    return _wire.verified(
        Bitext(
            _wire.document(source, head.source.lang, french, sources),
            _wire.document(target, head.target.lang, english, targets),
            tuple(pairs),
            _wire.quote_links(head.quotes, sources, targets),
            head.model,
        )
    )


def _side_row(document: Document) -> dict[str, Any]:
    end = document.sentences[-1].end if document.sentences else 0
    return {
        "lang": document.lang,
        "tail": document.text[end:],
        "quotations": list(_wire.quotation_rows(document)),
    }
