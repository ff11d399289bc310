"""What a format of subtitles tells of its cues, and how it writes them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice, pairwise
from typing import Final

from bitext.documents.subtitle_turns import CueTurn, turns
from bitext.errors import StructureWarning
from bitext.files import DecodedText
from bitext.text.document import Span

OVERLAP: Final = timedelta(seconds=-0.25)
"""Cues that are shown together for longer than this are two speakers, or an error."""
_NAMED: Final = 5
_POSITION: Final = re.compile(r"\{\\an?\d{1,2}\}")
_OVERRIDE: Final = re.compile(r"\{\\([ibus])([01])\}")
_STYLE: Final = re.compile(r"<(/?)([ibus])(?:\.[^<>]*)?>", re.IGNORECASE)
_WHITE: Final = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class CueText:
    """The text of a cue, or one of its paragraphs: where it stands in the file, and when it is shown.

    ``name`` is what the file calls the cue, such as its number; empty where it has no name.
    """

    span: Span
    start: timedelta
    end: timedelta
    name: str = ""


@dataclass(frozen=True, slots=True)
class ShownCue:
    """What a viewer reads at one time; ``name`` is what the file calls the cue, else its number from 1.

    ``text`` is without tags, its lines parted by line feeds.
    """

    name: str
    start: timedelta
    end: timedelta
    text: str

    @property
    def speed(self) -> float:
        """Characters a second that a viewer has to read, spaces among them; line ends are no characters."""
        count = len(self.text.replace("\n", ""))
        return count / max(0.001, (self.end - self.start).total_seconds()) if count else 0.0


@dataclass(frozen=True, slots=True)
class BilingualCue:
    """What is said at one time in two languages, with the tags of SubRip, lines parted by line feeds."""

    start: timedelta
    end: timedelta
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Notation:
    """How a format, which is called ``form``, writes the text of a cue.

    ``tag`` is what a tag looks like, ``line_break`` what ends a line, of which ``new_line`` is the usual
    one; ``read`` and ``write`` bring characters out of and into the form in which the format has them.
    ``around`` changes what stands between the cues. Where no white space ends a line, line ends of the
    file are spaces.
    """

    form: str
    tag: re.Pattern[str]
    line_break: re.Pattern[str]
    new_line: str
    read: Callable[[str], str] = str
    write: Callable[[str], str] = str
    around: Callable[[str], str] = str

    def common(self, raw: str) -> str:
        """The same with the tags that SubRip has, too: italics and the like, positions."""
        if self.form == "subrip":
            return self.line_break.sub("\n", raw)
        return self.read(self.tag.sub(lambda tag: _common_tag(tag[0]), self.line_break.sub("\n", raw)))

    def visible(self, raw: str) -> str:
        """What a viewer sees of a part of a cue, lines parted by line feeds."""
        return self.read(self.tag.sub("", self.line_break.sub("\n", raw)))


@dataclass(slots=True, eq=False)
class Cue:
    """A cue that has been read: its text as the turns of its speakers, and what ends its lines."""

    text: CueText
    new_line: str
    turns: list[CueTurn]

    @property
    def is_kept(self) -> bool:
        """Whether nothing of it changes."""
        return all(turn.target is None for turn in self.turns)

    @property
    def written(self) -> str:
        """What goes into the file; a turn that has been emptied leaves no line, nor a dash at the other."""
        shown = [turn for turn in self.turns if not turn.is_empty]
        if len(shown) == 1 < len(self.turns):
            return shown[0].alone
        return "\n".join(turn.written for turn in shown)


def _common_tag(raw: str) -> str:
    """A tag as SubRip has it; nothing where it has none such."""
    if _POSITION.fullmatch(raw):
        return raw
    override = _OVERRIDE.fullmatch(raw)
    if override:
        return f"<{'' if override[2] == '1' else '/'}{override[1]}>"
    style = _STYLE.fullmatch(raw)
    return f"<{style[1]}{style[2].lower()}>" if style else ""


class CueFile:
    """A file of subtitles, whose cues may get another text; all else comes out as it went in."""

    def __init__(self, decoded: DecodedText, cues: Sequence[CueText], notation: Notation) -> None:
        """``cues`` are the texts of a file, in its order."""
        self._decoded = decoded
        self.notation = notation
        self.cues = [self._cue(cue) for cue in cues]

    def _cue(self, text: CueText) -> Cue:
        raw = self._decoded.text[text.span.start : text.span.end]
        ends = self.notation.line_break
        found = ends.search(raw)
        content = ends.sub("\n", raw if self.notation.new_line.isspace() else _WHITE.sub(" ", raw))
        return Cue(
            text, found[0] if found else self.notation.new_line, list(turns(content, self.notation.tag))
        )

    def shown(self, *, raw: bool = False) -> list[ShownCue]:
        """What a viewer reads, cue by cue, those without words left out; ``raw``: of the file as it was."""
        found: list[ShownCue] = []
        for number, cue in enumerate(self.cues, 1):
            content = "\n".join(turn.raw for turn in cue.turns) if raw else cue.written
            text = self.notation.visible(content)
            each = ShownCue(cue.text.name or str(number), cue.text.start, cue.text.end, text)
            last = found[-1] if found else None
            if last and cue.text.name and (last.name, last.start) == (each.name, each.start):
                found[-1] = replace(last, text=f"{last.text}\n{text}")
            elif text.strip():
                found.append(each)
        return found

    def bilingual(self) -> Iterator[BilingualCue]:
        """What each cue had, and what it has now."""
        for cue in self.cues:
            had = self.notation.common("\n".join(turn.raw for turn in cue.turns))
            now = "" if cue.is_kept else self.notation.common(cue.written)
            yield BilingualCue(cue.text.start, cue.text.end, had, now)

    def written(self, *, both: bool = False) -> bytes:
        """The file, in its encoding, with what its cues hold now; ``both``: below what they had."""
        source = self._decoded.text
        parts = []
        position = 0
        for cue in self.cues:
            span = cue.text.span
            parts.append(self.notation.around(source[position : span.start]))
            position = span.end
            had = source[span.start : span.end]
            now = cue.written.replace("\n", cue.new_line)
            if cue.is_kept or (both and not now):
                parts.append(had)
            else:
                parts.append(f"{had}{cue.new_line}{now}" if both else now)
        parts.append(self.notation.around(source[position:]))
        return self._decoded.encoded("".join(parts))


def tell_odd(name: str, odd: Sequence[str]) -> None:
    """Warns of cues that are kept as they are; ``odd`` names each, and what is wrong with it."""
    if odd:
        named = ", ".join(odd[:_NAMED]) + (f" and {len(odd) - _NAMED} more" if len(odd) > _NAMED else "")
        warnings.warn(
            f"{name}: kept as they are and not translated: {named}; correct them, and translate again.",
            StructureWarning,
            stacklevel=3,
        )


def tell_overlaps(name: str, text: str, cues: Sequence[CueText]) -> None:
    """Warns of cues that begin well before the one before them ends: each is translated by itself."""
    lines = [
        f"line {text.count(chr(10), 0, later.span.start) + 1}"
        for earlier, later in islice(_overlapping(cues), _NAMED)
    ]
    if lines:
        count = sum(1 for _ in _overlapping(cues))
        more = f" and {count - _NAMED} more" if count > _NAMED else ""
        warnings.warn(
            f"{name}: cues that overlap the one before are translated by themselves: "
            f"{', '.join(lines)}{more}; check their times.",
            StructureWarning,
            stacklevel=3,
        )


def _overlapping(cues: Sequence[CueText]) -> Iterator[tuple[CueText, CueText]]:
    for earlier, later in pairwise(cues):
        is_same = (earlier.start, earlier.end) == (later.start, later.end)
        if not is_same and later.start - earlier.end < OVERLAP:
            yield earlier, later
