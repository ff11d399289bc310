r"""ASS and SSA (Advanced SubStation Alpha): the texts of the lines ``Dialogue`` under ``[Events]``.

Where the times and the text of such a line stand, its ``Format`` line says. ``{\i1}`` and other override
codes stay, ``\N`` ends a line; drawings and comments stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bitext.documents.subtitle_cues import CueText, Notation, tell_odd
from bitext.documents.subtitles import Subtitles
from bitext.errors import FormatError
from bitext.files import AUTO, decoded
from bitext.text.document import Span

_PARTS: Final = re.compile(r"^[ \t\ufeff]*\[(?:script info|events)\]", re.IGNORECASE | re.MULTILINE)
_LINE: Final = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_TIME: Final = re.compile(r"\s*(\d{1,6}):(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*")
_TAGS: Final = re.compile(r"\{[^{}\n]*\}")
_LINE_BREAK: Final = re.compile(r"\\[Nn]")
_DRAWING: Final = re.compile(r"\{[^{}]*\\p[1-9]")
_FIELDS: Final = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")


def read(data: bytes, name: str, encoding: str = AUTO) -> Subtitles:
    """Take subtitles apart. Raises EncodingError or FormatError."""
    found = decoded(data, name, encoding)
    events = list(_events(found.text))
    if not _PARTS.search(found.text):
        raise FormatError(f"{name} has no part [Script Info] or [Events]; check that it is an ASS file.")
    cues = [event for event in events if isinstance(event, CueText)]
    tell_odd(name, [event for event in events if isinstance(event, str)])
    return Subtitles(found, cues, Notation("ass", _TAGS, _LINE_BREAK, "\\N", _read, _write))


def _events(text: str) -> Iterator[CueText | str]:
    """The texts of the events, or for one that cannot be read its name."""
    fields: tuple[str, ...] = _FIELDS
    in_events = False
    for number, found in enumerate(_LINE.finditer(text), 1):
        line = found[1]
        if line.startswith("["):
            in_events = line.strip().lower() == "[events]"
        kind, colon, values = line.partition(":")
        if not in_events or not colon:
            continue
        if kind.strip().lower() == "format":
            fields = tuple(field.strip().lower() for field in values.split(","))
        elif kind.strip().lower() == "dialogue":
            yield from _event(values, fields, found.start() + len(kind) + 1, number)


def _event(values: str, fields: tuple[str, ...], start: int, number: int) -> Iterator[CueText | str]:
    parts = values.split(",", len(fields) - 1)
    named = dict(zip(fields, parts, strict=False))
    times = [_TIME.fullmatch(named.get(name, "")) for name in ("start", "end")]
    if fields[-1] != "text" or len(parts) < len(fields) or not all(times):
        yield f"line {number} (its times)"
        return
    text = parts[-1]
    at = start + len(values) - len(text)
    if text.strip() and not _DRAWING.search(text):
        span = Span(at + len(text) - len(text.lstrip()), at + len(text.rstrip()))
        begins, ends = (_time(found) for found in times if found)
        yield CueText(span, begins, ends)


def _time(found: re.Match[str]) -> timedelta:
    hours, minutes, seconds, fraction = found.groups()
    milliseconds = int(fraction.ljust(3, "0"))
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds), milliseconds=milliseconds)


def _read(text: str) -> str:
    return text.replace("\\h", "\u00a0")


def _write(text: str) -> str:
    return text.replace("{", "(").replace("}", ")").replace("\u00a0", "\\h")
