"""A Bitext as a table of pandas or a dataset of Hugging Face ``datasets``: for analysis and training.

The table has what people filter and count by; :mod:`bitext.formats._frames` makes a Bitext of one, without
what no table holds (for all of it there are JSON and Parquet). Both packages are optional and imported here,
when they are needed.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

from bitext.errors import BitextWarning, MissingDependencyError
from bitext.result.pair import SIDES, Pair, Side
from bitext.result.quotation_spans import QuotationSpans
from bitext.text.characters import SURROGATES

if TYPE_CHECKING:
    from datasets import Dataset
    from pandas import DataFrame

    from bitext.result.linked_texts import LinkedTexts

# Also where there is no pair to tell them by.
_TYPES = {
    "source": "str",
    "target": "str",
    "score": "float64",
    "flags": "object",
    "checked": "bool",
    "verdicts": "object",
    "words": "object",
    "word_offsets": "object",
    "source_sentences": "int64",
    "target_sentences": "int64",
}
COLUMNS: Final = (*_TYPES, "source_start", "source_end", "target_start", "target_end")
"""The columns of a table, in the order in which they are documented at :meth:`bitext.Bitext.to_pandas`."""

_SURROGATE = re.compile(f"[{SURROGATES}]")


def to_pandas(bitext: LinkedTexts) -> DataFrame:
    """See :meth:`bitext.Bitext.to_pandas`."""
    try:
        import pandas
    except ImportError as error:
        raise MissingDependencyError("A table needs pandas: pip install 'bitext[pandas]'.") from error
    surrogates = _Surrogates()
    spans = QuotationSpans.of(bitext)
    columns: dict[str, list[Any]] = {
        "source": [surrogates.replaced(pair.source.text) for pair in bitext.pairs],
        "target": [surrogates.replaced(pair.target.text) for pair in bitext.pairs],
        "score": [pair.score for pair in bitext.pairs],
        "flags": [[surrogates.replaced(flag) for flag in pair.flags] for pair in bitext.pairs],
        "checked": [pair.checked for pair in bitext.pairs],
        "verdicts": [
            [bitext.quotes[link].verdict for link in spans.beginning(pair)] for pair in bitext.pairs
        ],
        "words": [_words(bitext, pair, surrogates) for pair in bitext.pairs],
        "word_offsets": [word_offsets(pair) for pair in bitext.pairs],
        "source_sentences": [len(pair.source) for pair in bitext.pairs],
        "target_sentences": [len(pair.target) for pair in bitext.pairs],
    }
    for name in SIDES:
        sides = [getattr(pair, name) for pair in bitext.pairs]
        starts, ends = zip(*map(_extent, sides), strict=True) if sides else ((), ())
        columns[f"{name}_start"] = pandas.array(list(starts), dtype="Int64")
        columns[f"{name}_end"] = pandas.array(list(ends), dtype="Int64")
    frame = pandas.DataFrame(columns).astype(_TYPES)
    frame.attrs = {"source": bitext.source.lang, "target": bitext.target.lang, "model": bitext.model}
    surrogates.tell()
    return frame


def to_dataset(bitext: LinkedTexts) -> Dataset:
    """See :meth:`bitext.Bitext.to_dataset`."""
    try:
        import datasets
    except ImportError as error:
        raise MissingDependencyError("A dataset needs datasets: pip install 'bitext[datasets]'.") from error
    source, target = bitext.source.lang, bitext.target.lang
    surrogates = _Surrogates()
    features = datasets.Features(
        {
            "translation": datasets.Translation(languages=(source, target)),
            "score": datasets.Value("float64"),
            "flags": [datasets.Value("string")],
            "checked": datasets.Value("bool"),
        }
    )
    columns = {
        "translation": [
            {source: surrogates.replaced(pair.source.text), target: surrogates.replaced(pair.target.text)}
            for pair in bitext.pairs
        ],
        "score": [pair.score for pair in bitext.pairs],
        "flags": [[surrogates.replaced(flag) for flag in pair.flags] for pair in bitext.pairs],
        "checked": [pair.checked for pair in bitext.pairs],
    }
    surrogates.tell()
    return datasets.Dataset.from_dict(columns, features=features)


class _Surrogates:
    """Lone surrogates, halves of characters, which neither package can hold: made U+FFFD and told of."""

    def __init__(self) -> None:
        self._count = 0

    def replaced(self, text: str) -> str:
        """``text`` without them."""
        whole, found = _SURROGATE.subn("\ufffd", text)
        self._count += found
        return whole

    def tell(self) -> None:
        """Warns where there were any."""
        if self._count:
            message = f"lone halves of characters became U+FFFD: {self._count} in all."
            warnings.warn(message, BitextWarning, stacklevel=4)


def _words(bitext: LinkedTexts, pair: Pair, surrogates: _Surrogates) -> list[tuple[str, str]]:
    return [
        (
            surrogates.replaced(bitext.source.text[link.source.start : link.source.end]),
            surrogates.replaced(bitext.target.text[link.target.start : link.target.end]),
        )
        for link in pair.words
    ]


def word_offsets(pair: Pair) -> list[tuple[int, int, int, int]]:
    """The word links of a pair in characters of the texts of its sides, whose sentences spaces join."""
    left, right = _CellOffsets(pair.source), _CellOffsets(pair.target)
    return [(left(a), left(b, end=True), right(c), right(d, end=True)) for a, b, c, d in pair.words.rows()]


class _CellOffsets:
    """Offsets of a text to those of the cell that has a side of it."""

    def __init__(self, side: Side) -> None:
        self._starts = [sentence.start for sentence in side]
        self._shifts: list[int] = []
        at = 0
        for sentence in side:
            self._shifts.append(at - sentence.start)
            at += len(sentence.text) + 1

    def __call__(self, offset: int, *, end: bool = False) -> int:
        """The offset in the cell; ``end``: it stands behind a character."""
        return offset + self._shifts[max(0, bisect_right(self._starts, offset - end) - 1)]


def _extent(side: Side) -> tuple[int | None, int | None]:
    return (side.start, side.end) if side else (None, None)
