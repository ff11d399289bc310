"""WebVTT (.vtt), as the W3C has it: a header, notes, styles and regions, which stay, and cues.

A cue whose times are not as they should be is kept byte for byte, with a warning that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape, unescape
from typing import Final

from bitext.documents.subtitle_cues import CueText, Notation, tell_odd
from bitext.documents.subtitles import Subtitles
from bitext.errors import FormatError
from bitext.files import AUTO, decoded
from bitext.text.document import Span

_HEADER: Final = re.compile(r"\ufeff?WEBVTT(?=[ \t\r\n]|\Z)")
_LINE: Final = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_TIME: Final = r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES: Final = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?=[ \t]|\Z)")
_TAGS: Final = re.compile(r"</?[A-Za-z][^<>\n]*>|</>|<\d[\d:.]*>")
_LINE_BREAK: Final = re.compile(r"\r\n|\n|\r")
_KEPT: Final = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|\Z)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its end: where it begins in the file, and its number."""

    start: int
    text: str
    number: int


def read(data: bytes, name: str, encoding: str = AUTO) -> Subtitles:
    """Take subtitles apart. Raises EncodingError or FormatError."""
    found = decoded(data, name, encoding)
    if not _HEADER.match(found.text):
        raise FormatError(f"{name} does not begin with WEBVTT; check that it is a WebVTT file.")
    cues: list[CueText] = []
    odd: list[str] = []
    for block in _blocks(found.text):
        for label, line, texts in _cues(block):
            if isinstance(texts, str):
                odd.append(f"cue {label!r} (line {line}: {texts})")
            else:
                cues += texts
    tell_odd(name, odd)
    new_line = "\r\n" if "\r\n" in found.text else "\n"
    return Subtitles(found, cues, Notation("webvtt", _TAGS, _LINE_BREAK, new_line, unescape, _escape))


def _blocks(text: str) -> Iterator[list[_Line]]:
    """What stands between blank lines."""
    block: list[_Line] = []
    for number, found in enumerate(_LINE.finditer(text), 1):
        if found[1].strip():
            block.append(_Line(found.start(), found[1], number))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _cues(block: Sequence[_Line]) -> Iterator[tuple[str, int, list[CueText] | str]]:
    """The cues of a block: their label, the line of their times, their text or what is wrong with them."""
    if _KEPT.match(block[0].text) or _HEADER.match(block[0].text):
        return
    heads = [at for at, line in enumerate(block) if "-->" in line.text]
    for at, end in zip(heads, (*heads[1:], len(block)), strict=False):
        label = block[at - 1].text if at == 1 else block[at].text.strip()
        times = _TIMES.match(block[at].text)
        name = label if at == 1 else ""
        found = "its times" if times is None else _texts(block[at + 1 : end], times, name)
        yield label, block[at].number, found


def _texts(lines: Sequence[_Line], times: re.Match[str], name: str) -> list[CueText]:
    if not lines:
        return []
    first, last = lines[0], lines[-1]
    start = first.start + len(first.text) - len(first.text.lstrip())
    span = Span(start, last.start + len(last.text.rstrip()))
    return [CueText(span, _time(*times.groups()[:4]), _time(*times.groups()[4:]), name)]


def _time(hours: str | None, minutes: str, seconds: str, fraction: str) -> timedelta:
    milliseconds = int(fraction.ljust(3, "0"))
    return timedelta(
        hours=int(hours or "0"), minutes=int(minutes), seconds=int(seconds), milliseconds=milliseconds
    )


def _escape(text: str) -> str:
    return escape(text, quote=False)
