"""Annotated texts in JSON Lines: ``{"text": …, "spans": [[start, end, label], …]}``, other fields kept.

The text may be named *text*, *source* or *fr*; a translation that is there *target* or *en*. Spans may be
objects with the fields *start*, *end* and *label*, as spaCy writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from bitext.corpus.annotations.texts import AnnotatedText, Annotation, ProjectedText, checked
from bitext.errors import FormatError

_SOURCES: Final = ("text", "source", "fr")
_TARGETS: Final = ("target", "en")


def read(stream: BinaryIO, name: str) -> Iterator[AnnotatedText]:
    """The rows of a file.

    Raises:
        FormatError: a row is no JSON, has no text, or a span that is none of its text.
    """
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield _text(line, f"{name}:{number}")


def _text(line: bytes, place: str) -> AnnotatedText:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:
        raise FormatError(f"{place} is no JSON ({error}); give a row with a text and its spans.") from error
    source = next((row[name] for name in _SOURCES if name in row), None) if isinstance(row, dict) else None
    if not isinstance(source, str):
        raise FormatError(f"{place} has no text; name it one of {', '.join(_SOURCES)}.")
    target = next((row[name] for name in _TARGETS if isinstance(row.get(name), str)), None)
    spans = row.get("spans", [])
    if not isinstance(spans, list):
        raise FormatError(f"{place}: spans is a list of [start, end, label].")
    return AnnotatedText(source, tuple(_annotation(one, source, place) for one in spans), target, row)


def _annotation(span: Any, text: str, place: str) -> Annotation:
    if isinstance(span, dict):
        span = [span.get("start"), span.get("end"), span.get("label", "")]
    if not isinstance(span, list) or len(span) not in (2, 3):
        raise FormatError(f"{place}: a span is [start, end, label], not {span!r}.")
    return checked(span[0], span[1], span[2] if len(span) > 2 else "", text, place)  # noqa: PLR2004


def written(text: ProjectedText) -> str:
    """A row: that of the source with *target* and *target_spans*.

    Each of ``target_spans`` is [start, end, label, number of the span, confidence]: a span that the target
    divides has several, one without a counterpart none.
    """
    spans = [
        [span.start, span.end, one.label, number, round(text.confidence[number], 4)]
        for number, one in enumerate(text.annotations)
        if one is not None
        for span in one.spans
    ]
    row = {**text.source.rest, "target": text.text, "target_spans": spans}
    try:
        return json.dumps(row, ensure_ascii=False).encode().decode() + "\n"
    except UnicodeEncodeError:
        return json.dumps(row) + "\n"
