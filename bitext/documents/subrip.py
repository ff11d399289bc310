"""SubRip (.srt): a number, a line of times, lines of text, a blank line.

There is no standard; what players read is read. A cue whose number or times are not as they should be is
kept byte for byte, with a warning that names it, and the others go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bitext.documents.subtitle_cues import CueText, Notation, tell_odd, tell_overlaps
from bitext.documents.subtitles import Subtitles
from bitext.errors import FormatError
from bitext.files import AUTO, decoded
from bitext.text.document import Span

_LINE: Final = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_TIME: Final = r"-?(\d{1,4})[ \t]*:[ \t]*(\d{1,2})(?:[ \t]*:[ \t]*(\d{1,2}))?(?:[ \t]*[,.:][ \t]*(\d{1,3}))?"
_TIMES: Final = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?![\d:,.])")
_ODD_TIMES: Final = re.compile(r".*\d*[ \t]*:[ \t]*\d.*-->|.*-->.*:[ \t]*\d")
_NUMBER: Final = re.compile(r"[ \t]*[-+]?\d+(?:[.,]\d+)?[ \t.]*")
_LIKE_A_NUMBER: Final = re.compile(r"[ \t]*\d.{0,12}")
_TAGS: Final = re.compile(r"</?[A-Za-z][^<>\n]*>|\{\\[^{}\n]*\}")
_LINE_BREAK: Final = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its end, at ``start``; ``times`` are those that it holds, where it is one of times."""

    text: str
    start: int
    times: tuple[timedelta, timedelta] | None
    begins_cue: bool

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def read(data: bytes, name: str, encoding: str = AUTO) -> Subtitles:
    """Take subtitles apart, in whatever encoding they are. Raises EncodingError or FormatError."""
    found = decoded(data, name, encoding)
    lines = list(_lines(found.text))
    starts = [at for at, line in enumerate(lines) if line.begins_cue]
    if found.text.strip() and not any(line.times for line in lines):
        raise FormatError(f"{name} is not in SubRip's form: there is no line of times in it.")
    heads = [_head(lines, at) for at in starts]
    cues: list[CueText] = []
    odd: list[str] = []
    for at, head, end in zip(starts, heads, (*heads[1:], len(lines)), strict=False):
        fault = _fault(lines, head, at)
        if fault:
            odd.append(f"cue {lines[head].text.strip()!r} (line {head + 1}: {fault})")
        else:
            number = lines[head].text.strip(" \t.\ufeff") if head < at else ""
            cues += _texts(lines[at + 1 : end], lines[at], number)
    tell_odd(name, odd)
    tell_overlaps(name, found.text, cues)
    new_line = "\r\n" if "\r\n" in found.text else "\n"
    return Subtitles(found, cues, Notation("subrip", _TAGS, _LINE_BREAK, new_line))


def _lines(text: str) -> Iterator[_Line]:
    for found in _LINE.finditer(text):
        line = found[1]
        times = _TIMES.match(line) if "-->" in line else None
        begins = times is not None or ("-->" in line and _ODD_TIMES.match(line) is not None)
        yield _Line(line, found.start(), _read_times(times) if times else None, begins)


def _read_times(found: re.Match[str]) -> tuple[timedelta, timedelta]:
    return _time(*found.groups()[:4]), _time(*found.groups()[4:])


def _time(first: str, second: str, third: str | None, fraction: str | None) -> timedelta:
    """Hours, minutes, seconds; without hours where there are two numbers."""
    hours, minutes, seconds = (first, second, third) if third is not None else ("0", first, second)
    milliseconds = int((fraction or "0").ljust(3, "0"))
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds), milliseconds=milliseconds)


def _head(lines: Sequence[_Line], at: int) -> int:
    """The first line of the cue whose times are in the line ``at``: that of its number, if it has one."""
    before = at - 1
    if before < 0 or lines[before].is_blank or lines[before].begins_cue:
        return at
    text = lines[before].text
    alone = before == 0 or lines[before - 1].is_blank
    return before if alone or _NUMBER.fullmatch(text) or _LIKE_A_NUMBER.fullmatch(text) else at


def _fault(lines: Sequence[_Line], head: int, at: int) -> str:
    """What is wrong with a cue; nothing where it can be read."""
    if lines[at].times is None:
        return "its times"
    is_numbered = head == at or _NUMBER.fullmatch(lines[head].text.removeprefix("\ufeff"))
    return "" if is_numbered else "its number"


def _texts(lines: Sequence[_Line], head: _Line, number: str) -> Iterator[CueText]:
    """The paragraphs of a cue's text; most have one."""
    paragraph: list[_Line] = []
    for line in (*lines, None):
        if line is not None and not line.is_blank:
            paragraph.append(line)
        elif paragraph and head.times is not None:
            first, last = paragraph[0], paragraph[-1]
            start = first.start + len(first.text) - len(first.text.lstrip())
            yield CueText(Span(start, last.start + len(last.text.rstrip())), *head.times, number)
            paragraph = []
