"""Writes JSON Lines part by part: the head, which comes first in the file, is known last.

Pairs and quotations wait in temporary files until then, so that memory does not grow with the text.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TextIO

from bitext.formats._positions import tail
from bitext.formats._schema import (
    VERSION,
    checked,
    doubt_row,
    dump,
    link_rows,
    quotation_rows,
    sentence_rows,
    wording_rows,
)
from bitext.result.bitext import Bitext
from bitext.result.pair import Pair, Side
from bitext.text.characters import LINE_BREAKS
from bitext.text.document import Document

_IN_MEMORY = 1 << 20
"""Characters that wait in memory before they wait on disk."""
_BREAKS = frozenset(LINE_BREAKS)


@contextmanager
def written_parts(stream: TextIO) -> Iterator[Callable[[Bitext], None]]:
    """A function that adds a part of a result; the file is put on ``stream`` at the end of the block."""
    with ExitStack() as files:
        writer = _Writer(*(files.enter_context(_waiting()) for _ in range(4)))
        yield writer.add
        writer.put(stream)


def _waiting() -> IO[str]:
    return SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", errors="backslashreplace", newline="")


class _Rows:
    """Values of a JSON array that wait in a file."""

    def __init__(self, waiting: IO[str]) -> None:
        self._waiting = waiting
        self.count = 0

    def add(self, row: dict[str, Any]) -> None:
        self._waiting.write(f"{', ' if self.count else ''}{dump(row)}")
        self.count += 1

    def put(self, stream: TextIO) -> None:
        self._waiting.seek(0)
        stream.write("[")
        shutil.copyfileobj(self._waiting, stream)
        stream.write("]")


class _SideWriter:
    """One side of the parts so far: how long it is, and its quotations."""

    def __init__(self, waiting: IO[str]) -> None:
        self.quotations = _Rows(waiting)
        self._lang = ""
        self._length = 0
        self._sentences = 0
        self._paragraph = 0
        self._tail = ""
        self._end = 0

    def begin(self, document: Document) -> int:
        """Another part begins; how many quotations there are before it."""
        before = self.quotations.count
        self._lang, self._end = document.lang, 0
        for row in quotation_rows(document):
            row["sentences"] = [number + self._sentences for number in row["sentences"]]
            row["continuations"] = [at + self._length for at in row["continuations"]]
            self.quotations.add(row | {end: row[end] + self._length for end in ("start", "end")})
        if document.sentences and self._sentences:
            first = document.sentences[0]
            gap = self._tail + document.text[: first.start]
            self._paragraph += (not _BREAKS.isdisjoint(gap)) - first.paragraph
        return before

    def rows(self, document: Document, side: Side) -> list[dict[str, Any]]:
        """The sentences of the part that are one side of a pair, each with the gap before it."""
        rows = sentence_rows(side)
        for row in rows:
            gap = self._tail + document.text[self._end : row["start"]]
            self._tail, self._end = "", row["end"]
            row |= {"start": row["start"] + self._length, "end": row["end"] + self._length, "gap": gap}
            row["paragraph"] += self._paragraph
        return rows

    def finish(self, document: Document) -> None:
        """The part ends."""
        self._length += len(document.text)
        self._sentences += len(document)
        self._tail += tail(document)
        if document.sentences:
            self._paragraph += document.sentences[-1].paragraph

    @property
    def offset(self) -> int:
        """Where the part begins in the whole text."""
        return self._length

    def put(self, stream: TextIO) -> None:
        stream.write(f'{{"lang": {dump(self._lang)}, "tail": {dump(self._tail)}, "quotations": ')
        self.quotations.put(stream)
        stream.write("}")


class _Writer:
    """A file of JSON Lines that is being made."""

    def __init__(self, pairs: IO[str], source: IO[str], target: IO[str], quotes: IO[str]) -> None:
        self._pairs = pairs
        self._count = 0
        self._source, self._target = _SideWriter(source), _SideWriter(target)
        self._quotes = _Rows(quotes)
        self._model: str | None = None

    def add(self, part: Bitext) -> None:
        """Another part, behind those before. Raises InputError where it contradicts itself."""
        checked(part)
        self._model = part.model or self._model
        before = {"source": self._source.begin(part.source), "target": self._target.begin(part.target)}
        for row in link_rows(part):
            shifted = {name: row[name] + at for name, at in before.items() if row[name] is not None}
            self._quotes.add(row | shifted)
        for pair in part.pairs:
            self._pairs.write(dump(self._row(part, pair)) + "\n")
        self._count += len(part.pairs)
        self._source.finish(part.source)
        self._target.finish(part.target)

    def _row(self, part: Bitext, pair: Pair) -> dict[str, Any]:
        words, terms = (
            links.shifted(self._source.offset, self._target.offset) for links in (pair.words, pair.terms)
        )
        row = {
            "source": self._source.rows(part.source, pair.source),
            "target": self._target.rows(part.target, pair.target),
            "score": pair.score,
            "flags": pair.flags,
        }
        row |= ({"checked": True} if pair.checked else {}) | doubt_row(pair) | wording_rows(pair)
        return row | {"words": list(words.rows())} | ({"terms": list(terms.rows())} if terms else {})

    def put(self, stream: TextIO) -> None:
        """The whole file."""
        head = {"format": "bitext", "version": VERSION, "model": self._model, "pairs": self._count}
        stream.write(f'{dump(head)[:-1]}, "source": ')
        self._source.put(stream)
        stream.write(', "target": ')
        self._target.put(stream)
        stream.write(', "quotes": ')
        self._quotes.put(stream)
        stream.write("}\n")
        self._pairs.seek(0)
        shutil.copyfileobj(self._pairs, stream)
