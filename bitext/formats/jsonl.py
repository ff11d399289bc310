"""JSON Lines: a head and a line for each pair, the whole :class:`Bitext` in the shapes of its schema.

The first line is the head: ``format``, ``version``, ``model``, the number of ``pairs``, of each side
``lang``, ``quotations`` and ``tail`` (the white space behind the last sentence), and the quotation
links (``quotes``). Each other line is a pair of the schema as in JSON, and can be used by itself:

    {"source": [{"start": 0, "end": 4, "paragraph": 0, "text": "Oui.", "gap": ""}],
     "target": [{"start": 0, "end": 4, "paragraph": 0, "text": "Yes.", "gap": ""}],
     "score": 0.75, "flags": [], "words": [[0, 3, 0, 3]]}

``gap`` is the white space before a sentence, so that gaps and sentences give the texts back; offsets
count over the whole texts. What is saved loads equal. Lines of a file that was filtered load without
their head: then quotations are found again.

Files of other programs load as well: a line holds ``{"translation": {"fr": …, "en": …}}``,
``{"fr": …, "en": …}`` or ``{"source": …, "target": …}``, and perhaps ``score``, ``flags``, ``checked``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Annotated, Any, TextIO

from msgspec import Meta, Struct, field

from bitext.errors import FormatError
from bitext.files import split_lines
from bitext.formats._foreign import at, bitext_of_dicts
from bitext.formats._header import Head, bitext_from, head_from
from bitext.formats._jsonl_writer import written_parts
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.formats._schema import (
    AlternativeRecord,
    SentenceRecord,
    Words,
    converted,
    side_of,
    verified,
    wordings_of,
)
from bitext.result.bitext import Bitext
from bitext.result.contents import EVERYTHING
from bitext.result.links import WordLinks
from bitext.result.pair import Pair
from bitext.result.storage import text_format
from bitext.text.builder import TextBuilder

_PlacedFields = tuple[str, dict[str, Any]]
"""Where a line stands, for messages, and its fields."""


class _GappedSentence(SentenceRecord):
    gap: str | None = None


class _PairLine(Struct):
    source: list[_GappedSentence]
    target: list[_GappedSentence]
    words: Words = field(default_factory=list)
    score: Annotated[float, Meta(ge=0, le=1)] = 1.0
    flags: tuple[str, ...] = ()
    checked: bool = False
    alternatives: tuple[AlternativeRecord, ...] = ()
    terms: Words = field(default_factory=list)
    doubt: Annotated[float, Meta(ge=0, le=1)] | None = None


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes the head and a line for each pair."""
    with written_parts(stream) as add:
        add(bitext)


def read(text: str) -> Bitext:
    """Makes a Bitext from JSON Lines. Raises FormatError with the line of what is wrong."""
    lines = _lines(text)
    first = next(lines, None)
    if first is None:
        raise FormatError("there is no line with anything in it; give a file with a pair a line.")
    if first[1].get("format") == "bitext":
        with at(first[0]):
            head = head_from(first[1])
        return _own(head, lines)
    together = chain([first], lines)
    if isinstance(first[1].get("source"), list):
        return verified(bitext_of(_alone(fields, place) for place, fields in together))
    return bitext_of_dicts(together)


def _lines(text: str) -> Iterator[_PlacedFields]:
    for number, line in enumerate(split_lines(text), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise FormatError(f"{place}: this is not JSON: {error}.") from error
        if not isinstance(fields, dict):
            raise FormatError(f'{place}: this is not an object; write a pair as {{"fr": …, "en": …}}.')
        yield place, fields


def _own(head: Head, lines: Iterator[_PlacedFields]) -> Bitext:
    source, target = TextBuilder(), TextBuilder()
    pairs = []
    for place, fields in lines:
        with at(place):
            line = converted(fields, _PairLine)
            _append(line.source, source)
            _append(line.target, target)
        left, right = side_of(line.source), side_of(line.target)
        words, wordings = WordLinks(line.words), wordings_of(line.alternatives)
        terms = WordLinks(line.terms)
        own = (line.score, line.flags, words, line.checked, wordings, terms, line.doubt)
        pairs.append(Pair(left, right, *own))
    return bitext_from(head, pairs, source.text, target.text)


def _append(sentences: Iterable[_GappedSentence], text: TextBuilder) -> None:
    """Lets a text grow by sentences. Raises FormatError where one is not where its offsets say."""
    for sentence in sentences:
        span = text.add(sentence.gap or "", sentence.text)
        if sentence.start != span.start:
            raise FormatError(
                f"the sentence at {sentence.start} does not follow from what stands before it, which "
                f"ends at {span.start}."
            )
        if sentence.end != span.end:
            raise FormatError(
                f"the sentence from {sentence.start} to {sentence.end} has {len(sentence.text)} characters."
            )


def _alone(fields: dict[str, Any], place: str) -> FilePair:
    """A pair whose head is missing: its place in the text is not known any more."""
    with at(place):
        line = converted(fields, _PairLine)
        words, terms = WordLinks(line.words), WordLinks(line.terms)
        if words or terms:
            if not (line.source and line.target):
                raise FormatError("there are word links, but a side has no sentence.")
            words, terms = (
                links.shifted(-line.source[0].start, -line.target[0].start) for links in (words, terms)
            )
    source, target = (_sentences(side) for side in (line.source, line.target))
    wordings = wordings_of(line.alternatives)
    own = (line.score, line.flags, words, line.checked, wordings, terms, line.doubt)
    return FilePair(source, target, *own)


def _sentences(records: list[_GappedSentence]) -> list[FileSentence]:
    return [FileSentence(record.text, record.gap if at else None) for at, record in enumerate(records)]


FORMAT = text_format(
    "jsonl", "JSON Lines", (".jsonl", ".ndjson"), write, read, holds=EVERYTHING, parts=written_parts
)
