"""Pharaoh lines: the word links of a pair as ``0-0 1-2``, numbers of words, the source first.

A word is what stands between white space of any kind (as ``str.split`` has it), counted from 0 over the
side of the pair. A link of a part of a word, as behind an elision, becomes a link of the word. Holds the
word links and nothing else; to load it, give the two lists of sentences, a line and a sentence of each
side for each pair.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from bitext.errors import FormatError
from bitext.formats._bead_lists import lines_of, sentences
from bitext.formats._foreign import at
from bitext.formats._positions import TWO_NUMBERS
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.result.bitext import Bitext
from bitext.result.links import WordLinks
from bitext.result.pair import Pair, Side
from bitext.result.storage import text_format
from bitext.result.validation import check
from bitext.text.document import Span, SpanIndex

_WORD = re.compile(r"\S+")


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes a line for each pair."""
    check(bitext)
    for pair in bitext.pairs:
        stream.write(" ".join(f"{i}-{j}" for i, j in numbers(pair)) + "\n")


def numbers(pair: Pair) -> list[tuple[int, int]]:
    """The words that are linked, each link once and in order."""
    source, target = _words(pair.source), _words(pair.target)
    return sorted(
        {
            (i, j)
            for link in pair.words
            for i in source.touched(link.source.start, link.source.end)
            for j in target.touched(link.target.start, link.target.end)
        }
    )


def load_links(path: Path, source: Sequence[str], target: Sequence[str]) -> Bitext:
    """Reads the links of each pair of sentences. Raises FormatError with the line of what is wrong."""
    sentences(source, "source")
    sentences(target, "target")
    lines = lines_of(path)
    if not len(lines) == len(source) == len(target):
        raise FormatError(
            f"there are {len(lines)} lines, but {len(source)} sentences of the source and {len(target)} of "
            "the target; give a line and a sentence of each side for each pair."
        )
    rows = []
    for number, (line, here, there) in enumerate(zip(lines, source, target, strict=True), start=1):
        with at(f"line {number}"):
            words = _links(line, here, there)
            rows.append(FilePair([FileSentence(here)], [FileSentence(there)], words=words))
    return bitext_of(rows)


def _words(side: Side) -> SpanIndex:
    return SpanIndex(
        [
            Span(sentence.start + word.start(), sentence.start + word.end())
            for sentence in side
            for word in _WORD.finditer(sentence.text)
        ]
    )


def _links(line: str, source: str, target: str) -> WordLinks:
    """The links of a line, in offsets of the two sentences. Raises FormatError."""
    here, there = (list(_WORD.finditer(text.strip())) for text in (source, target))
    links = []
    for each in line.split():
        found = TWO_NUMBERS.fullmatch(each)
        if found is None:
            raise FormatError(f"{each!r} is no link; write the numbers of two words, counted from 0, as 0-1.")
        i, j = int(found[1]), int(found[2])
        if i >= len(here) or j >= len(there):
            raise FormatError(
                f"{each} links a word that is not there; there are {len(here)} and {len(there)}."
            )
        links.append((*here[i].span(), *there[j].span()))
    return WordLinks(links)


FORMAT = replace(
    text_format("pharaoh", "word links in Pharaoh format", (".pharaoh", ".align"), write, holds=("words",)),
    load_links=load_links,
)
