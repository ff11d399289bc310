"""A result as rows: what is written of a pair, by document and pair."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from bitext.result.dataframes import word_offsets
from bitext.result.quotation_spans import QuotationSpans

if TYPE_CHECKING:
    from bitext.corpus.documents import CorpusDocument
    from bitext.result.bitext import Bitext
    from bitext.result.pair import Side

Row = dict[str, Any]


def rows_of(document: CorpusDocument, result: Bitext) -> Iterator[Row]:
    """A row for each pair of ``result``, keyed by ``number`` (or ``document``) and ``pair``.

    ``words`` are word links as (source start, source end, target start, target end) in characters of
    ``source`` and ``target``; ``verdicts`` those on the quotations that begin in the pair; ``source_start``,
    ``source_end``, … where a side stands in its document (None where it is empty).
    """
    spans = QuotationSpans.of(result)
    for index, pair in enumerate(result.pairs):
        yield {
            "number": document.number,
            "document": document.name,
            "pair": index,
            "source": pair.source.text,
            "target": pair.target.text,
            "score": pair.score,
            "flags": list(pair.flags),
            "verdicts": [result.quotes[link].verdict for link in spans.beginning(pair)],
            "words": list(dict.fromkeys(word_offsets(pair))),
            **_extent(pair.source, "source"),
            **_extent(pair.target, "target"),
        }


def _extent(side: Side, name: str) -> Row:
    span = side.span
    return {f"{name}_start": span and span.start, f"{name}_end": span and span.end}


def encoded(row: Row) -> bytes:
    r"""A row as a line of JSON in UTF-8; lone halves of characters are escaped (``\ud800``)."""
    try:
        return msgspec.json.encode(row) + b"\n"
    except UnicodeEncodeError:
        return json.dumps(row, separators=(",", ":")).encode() + b"\n"
