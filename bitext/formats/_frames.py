"""A table of pandas → a :class:`bitext.Bitext`: from the frame itself, or from the CSV that pandas writes.

In such a CSV a list is what ``repr`` makes of it, ``['retried']``, and what is missing is an empty cell.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bitext.errors import FormatError, InputError
from bitext.formats._foreign import (
    at,
    bitext_of_languages,
    checked_of,
    language,
    normal,
    score_of,
    sides,
    tell_left_out,
)
from bitext.formats._row_offsets import Spans, pair_by_offsets
from bitext.formats._rows import FilePair
from bitext.formats._schema import verified
from bitext.languages import codes
from bitext.result.bitext import Bitext
from bitext.result.dataframes import COLUMNS
from bitext.result.links import LinkRow
from bitext.segmentation.segment import split_sentences

Record = Mapping[str, object]
"""A row by the names of its columns; None where a cell is missing."""


def from_pandas(frame: Any) -> Bitext:
    """See :meth:`bitext.Bitext.from_pandas`."""
    columns = getattr(frame, "columns", None)
    if columns is None or not hasattr(frame, "notna"):
        raise InputError(f"from_pandas() takes a DataFrame of pandas, not {type(frame).__name__}.")
    found = sides(list(columns))
    if found is None:
        raise FormatError(
            "there is no French and English text in the columns "
            f"{', '.join(map(str, columns)) or '(none)'}; name them fr and en, or source and target."
        )
    names = [str(columns[column]) for column in found]
    attrs = dict(frame.attrs)
    plain = frame.set_axis([str(name) for name in columns], axis=1).astype(object)
    records = plain.where(plain.notna(), None).to_dict("records")
    languages = tuple(
        str(attrs.get(side) or (usual if normal(name) == side else language(name)))
        for side, name, usual in zip(("source", "target"), names, ("fr", "en"), strict=True)
    )
    model = attrs.get("model")
    rows = ((f"row {number}", record) for number, record in enumerate(records))
    return bitext_of_records(
        rows, (names[0], names[1]), (languages[0], languages[1]), str(model) if model else None
    )


def is_frame(header: Sequence[str]) -> bool:
    """Whether a header is that of a table of :meth:`bitext.Bitext.to_pandas`, with or without its index."""
    names = {normal(name) for name in header}
    return {"source", "target"} < names and len(names & set(COLUMNS)) > len(COLUMNS) // 2


def bitext_of_records(
    records: Iterable[tuple[str, Record]],
    texts: tuple[str, str],
    languages: tuple[str, str],
    model: str | None = None,
) -> Bitext:
    """The rows as one Bitext; ``texts`` are the names of the two columns of text.

    Raises:
        FormatError: with the place of the row that is not as it should be.
    """
    left_out: dict[str, None] = {}
    rows = []
    for place, record in records:
        left_out |= dict.fromkeys(name for name in record if name and name not in (*texts, *COLUMNS))
        with at(place):
            rows.append(_row(record, texts, languages))
    tell_left_out(left_out)
    found = verified(bitext_of_languages(rows, languages))
    return Bitext(found.source, found.target, found.pairs, found.quotes, model)


def _row(record: Record, names: tuple[str, str], languages: tuple[str, str]) -> FilePair:
    texts = _text(record[names[0]], names[0]), _text(record[names[1]], names[1])
    return pair_by_offsets(
        texts,
        (
            _spans(texts[0], record.get("source_sentences"), languages[0]),
            _spans(texts[1], record.get("target_sentences"), languages[1]),
        ),
        list(_links(record, texts)),
        score_of(record.get("score")),
        tuple(strings(record.get("flags"), "flags")),
        checked=checked_of(record.get("checked")),
    )


def _text(value: object, name: str) -> str:
    if value is not None and not isinstance(value, str):
        raise FormatError(f"{name} is {type(value).__name__}, not text; give a string.")
    return value or ""


def _spans(text: str, count: object, lang: str) -> Spans:
    """Where the sentences of a side lie in its text: as many as there were, or one."""
    if not text.strip():
        return [(0, 0)] if _whole(count) else []
    if (number := _whole(count)) > 1 and lang in codes():
        found = split_sentences(text, lang)
        if len(found) == number:
            return [(sentence.start, sentence.end) for sentence in found]
    return [(0, len(text))]


def _whole(count: object) -> int:
    try:
        return int(float(str(count))) if count not in (None, "") else 0
    except ValueError as error:
        raise FormatError(f"the number of sentences is {count!r}; give a whole number.") from error


def _links(record: Record, texts: tuple[str, str]) -> Iterator[LinkRow]:
    """The word links whose words stand where they did; a text that was changed has lost some."""
    words = listed(record.get("words"), "words")
    offsets = listed(record.get("word_offsets"), "word_offsets")
    if len(words) != len(offsets):
        return
    for pair, row in zip(words, offsets, strict=True):
        try:
            a, b, c, d = (int(offset) for offset in row)
            left, right = pair
        except (TypeError, ValueError) as error:
            raise FormatError(f"word_offsets has {row!r}; give the offsets of two words.") from error
        is_there = 0 <= a < b and 0 <= c < d and (texts[0][a:b], texts[1][c:d]) == (left, right)
        if is_there and left == left.strip() and right == right.strip():
            yield a, b, c, d


def strings(value: object, name: str) -> list[str]:
    """A list of texts, as pandas holds it or as it writes it in a CSV."""
    found = listed(value, name)
    if not all(isinstance(each, str) for each in found):
        raise FormatError(f"{name} is {value!r}; give a list of names.")
    return [str(each) for each in found]


def listed(value: object, name: str) -> list[Any]:
    """A list, as pandas holds it or as it writes it in a CSV."""
    if value is None or value == "":
        return []
    if isinstance(value, str):
        try:
            value = ast.literal_eval(value)
        except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
            raise FormatError(f"{name} is {value!r}; write a list such as ['retried'].") from error
    if not isinstance(value, list | tuple) and not hasattr(value, "tolist"):
        raise FormatError(f"{name} is {value!r}; give a list.")
    found: Any = value
    return list(found)
