"""A Bitext as rows of text cells: what TSV, CSV and Markdown tables share.

A header, then a row for each pair. The first two columns are the two texts, named by their languages,
then come ``score``, ``checked`` ("yes" or nothing), ``flags`` (white space between them; in a flag it is
written as ``%20``), and

- ``quotations``: the verdicts on the quotations that begin in the pair. For the reader's eye; when the
  table is loaded, quotations are found again by the rules of the language.
- ``sentences``: where the sentences of each side lie in its cell, ``0-41 42-60 / 0-50``. Empty where a
  cell is one sentence, or is empty because a side has none.
- ``words``: the word links, ``0-2:0-3``: characters of the first cell, of the second cell.

Behind the last two stands a checksum of the two texts (``#`` and eight digits): where it is not right,
somebody has changed a text, and what counts its characters is left out, with a warning. So a table can be
corrected in a spreadsheet.

Such a table does not hold the white space between pairs (a pair becomes a paragraph), nor the model.
Tables of other programs have a header that names a French and an English column, or none and two
columns, or three, the third of which is a score.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import unquote

from bitext.errors import BitextWarning, FormatError
from bitext.formats import _foreign
from bitext.formats._foreign import at, bitext_of_languages
from bitext.formats._frames import bitext_of_records, is_frame, strings
from bitext.formats._positions import LINK, TWO_NUMBERS, checksum, words_text
from bitext.formats._row_offsets import Spans, pair_by_offsets
from bitext.formats._rows import FilePair
from bitext.formats._schema import verified
from bitext.result.bitext import Bitext
from bitext.result.contents import Content
from bitext.result.links import LinkRow
from bitext.result.pair import Pair, Side, extent
from bitext.result.quotation_spans import QuotationSpans
from bitext.result.validation import check
from bitext.text.characters import CONTROLS

HOLDS: Final[tuple[Content, ...]] = ("source", "target", "pairs", "scores", "flags", "checked", "words")
"""What a table keeps of a result."""

COLUMNS = ("score", "checked", "flags", "quotations", "sentences", "words")
READABLE = COLUMNS[:4]
_ANYONES = COLUMNS[:3]

# What spreadsheets take for the beginning of a formula, and what they skip on the way to it.
FORMULA = rf"[\t\r\n]|[\s{CONTROLS}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠]"

_SEAL = re.compile(r"\s*#([0-9a-f]{8})\s*\Z")
_LIST = re.compile(r"\[\]|\[['\"].*['\"]\]")
_COUNTING = ("sentences", "words")

NumberedRow = tuple[int, Sequence[str]]
"""The number of a row's first line in its file, and its cells."""


class Guard:
    """Cells that a spreadsheet would not take as text get an apostrophe before them, and lose it again.

    ``risky`` is the pattern of such beginnings. One that has apostrophes before it already gets one more.
    """

    def __init__(self, risky: str = FORMULA) -> None:
        self._risky = re.compile(f"'*(?:{risky})")

    def on(self, cell: str) -> str:
        """The cell as a spreadsheet may have it."""
        return f"'{cell}" if self._risky.match(cell) else cell

    def off(self, cell: str) -> str:
        """What :meth:`on` was given."""
        return cell[1:] if cell.startswith("'") and self._risky.match(cell) else cell


def rows(bitext: Bitext) -> Iterator[list[str]]:
    """The header and a row for each pair. Raises InputError for a Bitext that contradicts itself."""
    check(bitext)
    yield [*languages(bitext), *COLUMNS]
    spans = QuotationSpans.of(bitext)
    for pair in bitext.pairs:
        texts = extent(bitext.source, pair.source), extent(bitext.target, pair.target)
        yield [
            *texts,
            repr(float(pair.score)),
            "yes" if pair.checked else "",
            flags_cell(pair),
            ", ".join(bitext.quotes[link].verdict for link in spans.beginning(pair)),
            _sealed(_sentences_cell(bitext, pair), *texts),
            _sealed(words_text(pair, pair.words), *texts),
        ]


@contextmanager
def table_parts(write: Callable[[list[str]], object]) -> Iterator[Callable[[Bitext], None]]:
    """A function that hands the rows of a part of a result to ``write``, the header before the first."""
    count = 0

    def add(part: Bitext) -> None:
        nonlocal count
        for row in islice(rows(part), 1 if count else 0, None):
            write(row)
            count += 1

    yield add


def languages(bitext: Bitext) -> tuple[str, str]:
    """What the two columns of text are called."""
    names = bitext.source.lang, bitext.target.lang
    clear = len({_foreign.normal(name) for name in (*names, *COLUMNS, "source", "")}) == len(COLUMNS) + 4
    return names if clear else ("source", "target")


def flags_cell(pair: Pair) -> str:
    """The flags of a pair in one cell."""
    return " ".join(_flag_out(flag) for flag in pair.flags)


def is_own(header: Sequence[str]) -> bool:
    """Whether a header is of a table that was written here, whatever columns a reader has added or moved."""
    return set(COLUMNS) <= {_foreign.normal(name) for name in header}


def is_header(cells: Sequence[str]) -> bool:
    """Whether a first row names the columns."""
    return is_own(cells) or _as_written(cells) or _foreign.sides(cells) is not None


def has_no_header(lines: Sequence[NumberedRow]) -> bool:
    """Whether all rows are two cells, or three, the third of which is a score."""
    if not lines or len({len(cells) for _, cells in lines}) != 1 or len(lines[0][1]) not in (2, 3):
        return False
    try:
        for _, cells in lines:
            _foreign.score_of("".join(cells[2:]))
    except FormatError:
        return False
    return True


def bitext_from(lines: Sequence[NumberedRow]) -> Bitext:
    """The Bitext of a table, its cells as they were before they were written.

    Raises:
        FormatError: with the line that is not as it should be.
    """
    if not lines:
        raise FormatError("there is no row in it; give a table with a pair a row.")
    header = list(lines[0][1]) if is_header(lines[0][1]) else None
    if header is None and not has_no_header(lines):
        raise FormatError(
            "the first row does not name a French and an English column, and the rows are not of two cells, "
            "or three with a score from 0 to 1; begin with a header such as fr, en, score."
        )
    if header is not None and is_frame(header):
        return _of_frame(header, lines[1:])
    columns = _Columns.of(header or ["fr", "en", "score"][: len(lines[0][1])])
    found = []
    changed = []
    for number, cells in lines[1:] if header else lines:
        with at(f"line {number}"):
            fresh = columns.current(cells)
            found.append(columns.pair(fresh))
        if fresh != cells:
            changed.append(str(number))
    _foreign.tell_left_out(columns.left_out)
    _tell_changed(changed)
    return verified(bitext_of_languages(found, columns.languages))


def _of_frame(header: Sequence[str], lines: Sequence[NumberedRow]) -> Bitext:
    """The Bitext of a table that pandas wrote."""
    names = [_foreign.normal(name) if name.strip() else "" for name in header]
    records = []
    for number, cells in lines:
        if len(cells) != len(names):
            raise FormatError(f"line {number}: {_Columns.counted(cells, len(names))}")
        records.append((f"line {number}", dict(zip(names, cells, strict=True))))
    return bitext_of_records(records, ("source", "target"), ("fr", "en"))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what."""

    texts: tuple[int, int]
    named: dict[str, int]
    width: int
    left_out: tuple[str, ...]
    languages: tuple[str, str]

    @classmethod
    def of(cls, header: Sequence[str]) -> _Columns:
        """The columns that a header names; ``sentences`` and ``words`` are known in our own tables only."""
        names = [_foreign.normal(name) for name in header]
        as_written = _as_written(header)
        texts = (0, 1) if as_written else _foreign.sides(header)
        if texts is None:
            raise FormatError("the header names no French and English column; name them fr and en.")
        known = COLUMNS if is_own(header) else READABLE if as_written else _ANYONES
        named = {name: names.index(name) for name in known if name in names}
        taken = {*texts, *named.values()}
        left_out = tuple(name for column, name in enumerate(header) if column not in taken and name)
        named_by_language = as_written and "source" not in names[:2]
        first, second = header[:2] if named_by_language else ("fr", "en")
        languages = _foreign.language(first), _foreign.language(second)
        return cls(texts, named, len(header), left_out, languages)

    def current(self, cells: Sequence[str]) -> list[str]:
        """The cells of a row; those that count the characters of a text are empty if it was changed.

        Raises FormatError where there are not as many cells as columns.
        """
        if len(cells) <= max(self.texts) or any(cells[self.width :]):
            raise FormatError(self.counted(cells, self.width))
        texts = tuple(cells[column] for column in self.texts)
        kept = list(cells)
        for name in _COUNTING:
            column = self.named.get(name, len(cells))
            seal = _SEAL.search(cells[column]) if column < len(cells) else None
            if seal and seal[1] != _sum_of(*texts):
                kept[column] = ""
        return kept

    @staticmethod
    def counted(cells: Sequence[str], width: int) -> str:
        """What a row of another number of cells is told."""
        return f"the number of cells is {len(cells)}, that of columns {width}."

    def pair(self, cells: Sequence[str]) -> FilePair:
        """A row of the table as a pair. Raises FormatError where a cell is not as it should be."""
        texts = cells[self.texts[0]], cells[self.texts[1]]
        return pair_by_offsets(
            texts,
            _spans(_SEAL.sub("", self._cell(cells, "sentences")), *texts),
            _links(_SEAL.sub("", self._cell(cells, "words"))),
            _foreign.score_of(self._cell(cells, "score")),
            _flags_in(self._cell(cells, "flags")),
            checked=_foreign.checked_of(self._cell(cells, "checked")),
        )

    def _cell(self, cells: Sequence[str], name: str) -> str:
        column = self.named.get(name, len(cells))
        return cells[column] if column < len(cells) else ""


def _as_written(header: Sequence[str]) -> bool:
    return tuple(_foreign.normal(name) for name in header[2:]) in (COLUMNS, READABLE)


def _sentences_cell(bitext: Bitext, pair: Pair) -> str:
    if all(
        _own_spans(side) == _whole(extent(document, side))
        for document, side in ((bitext.source, pair.source), (bitext.target, pair.target))
    ):
        return ""
    return " / ".join(
        " ".join(f"{start}-{end}" for start, end in _own_spans(side)) for side in (pair.source, pair.target)
    )


def _own_spans(side: Side) -> Spans:
    return [(sentence.start - side.start, sentence.end - side.start) for sentence in side]


def _whole(cell: str) -> Spans:
    return [(0, len(cell))] if cell.strip() else []


def _spans(cell: str, source: str, target: str) -> tuple[Spans, Spans]:
    if not cell.strip():
        return _whole(source), _whole(target)
    left, slash, right = cell.partition("/")
    if not slash or "/" in right:
        raise FormatError(f"sentences is {cell!r}; write the two sides as in 0-41 42-60 / 0-50.")
    return _spans_of(left), _spans_of(right)


def _spans_of(part: str) -> Spans:
    spans = []
    for each in part.split():
        found = TWO_NUMBERS.fullmatch(each)
        if found is None:
            raise FormatError(f"sentences has {each!r}; write the first and the last offset as in 0-41.")
        spans.append((int(found[1]), int(found[2])))
    return spans


def _links(cell: str) -> list[LinkRow]:
    links = []
    for each in cell.split():
        found = LINK.fullmatch(each)
        if found is None:
            raise FormatError(f"words has {each!r}; write characters of the two cells as in 0-2:0-3.")
        a, b, c, d = map(int, found.groups())
        links.append((a, b, c, d))
    return links


def _sealed(cell: str, source: str, target: str) -> str:
    return f"{cell} #{_sum_of(source, target)}" if cell else ""


def _sum_of(source: str, target: str) -> str:
    return checksum(f"{source}\0{target}")


def _tell_changed(lines: Sequence[str]) -> None:
    if lines:
        some = ", ".join(lines[:5]) + (", …" if lines[5:] else "")
        message = f"a text was changed in line {some}; word links and sentence ends there were left out."
        warnings.warn(message, BitextWarning, stacklevel=2)


def _flag_out(flag: str) -> str:
    written = re.sub(r"[%\s]", lambda hit: "".join(f"%{byte:02X}" for byte in hit[0].encode()), flag)
    return written or "%"


def _flags_in(cell: str) -> tuple[str, ...]:
    """The flags of a cell; pandas writes them as a list."""
    if _LIST.fullmatch(cell):
        return tuple(strings(cell, "flags"))
    return tuple(_flag_in(flag) for flag in cell.split())


def _flag_in(cell: str) -> str:
    return "" if cell == "%" else unquote(cell)
