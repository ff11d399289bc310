"""Annotations in the standoff format of brat: a text, and beside it ``.ann`` with a line for each annotation.

Text-bound annotations (T) get the place of their counterpart; a divided one has several stretches, as brat
writes them (``T1 Loc 0 5;8 12``). Relations, events, attributes and notes stay as they are, unless one that
they speak of has no counterpart. https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bitext.corpus.annotations.texts import AnnotatedText, Annotation, ProjectedText, checked
from bitext.errors import FormatError

_BOUND: Final = re.compile(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t.*)?")
_REFERENCE: Final = re.compile(r"(?<![^\s:])[TREAMN]\d+(?!\S)")


def read(text: str, annotations: str, name: str) -> AnnotatedText:
    """A text with the annotations of its ``.ann``, which the messages call ``name``.

    Raises:
        FormatError: a line of it is no annotation of the text.
    """
    found = []
    lines = [line for line in annotations.splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        if line.startswith("T"):
            found.append(_bound(line, text, f"{name}:{number}"))
    return AnnotatedText(text, tuple(found), rest=lines)


def _bound(line: str, text: str, place: str) -> Annotation:
    parts = _BOUND.fullmatch(line)
    if parts is None:
        raise FormatError(f"{place} is no annotation such as 'T1<tab>Location 0 5<tab>Paris'.")
    stretches = (each.split() for each in parts[3].split(";"))
    spans = [checked(int(start), int(end), parts[2], text, place).spans[0] for start, end in stretches]
    return replace(Annotation(parts[2], tuple(spans)), key=parts[1])


def written(text: ProjectedText) -> str:
    """The annotations of the target."""
    lines: list[str] = text.source.rest
    found = {one.key: one for one in text.annotations if one is not None}
    lost = {one.key for one in text.source.annotations} - found.keys()
    return "".join(f"{line}\n" for line in _lines(lines, found, lost, text.text))


def _lines(lines: list[str], found: dict[str, Annotation], lost: set[str], text: str) -> Iterator[str]:
    kept = _without_lost(lines, lost)
    for line in kept:
        key = line.split("\t")[0]
        if key not in found:
            yield line
            continue
        spans = found[key].spans
        places = ";".join(f"{span.start} {span.end}" for span in spans)
        words = " ".join(" ".join(text[span.start : span.end].split()) for span in spans)
        yield f"{key}\t{found[key].label} {places}\t{words}"


def _without_lost(lines: list[str], lost: set[str]) -> list[str]:
    """The lines that speak of nothing that is lost, in turn."""
    gone = set(lost)
    while True:
        kept = [line for line in lines if not gone & {line.split("\t")[0], *_references(line)}]
        left = {line.split("\t")[0] for line in lines} - {line.split("\t")[0] for line in kept} - {"*"}
        if left <= gone:
            return kept
        gone |= left


def _references(line: str) -> set[str]:
    """The annotations that a line speaks of; those of a text-bound one are words of the text."""
    fields = line.split("\t")
    return set() if line.startswith("T") else set(_REFERENCE.findall(fields[1] if len(fields) > 1 else ""))
