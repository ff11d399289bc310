"""What speakers say in one cue: turns, peeled out of dashes, notes of music and the tags around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bitext.documents.html_elements import TagEvent, pair_tags, tag_name
from bitext.text.document import Span

_HEAD: Final = re.compile(r"\s*(?:[-–—‐−](?!\d)\s*|[♪♫#*]+\s*|>>\s*)+")
_TURN: Final = re.compile(r"(?:<[^<>]*>|\{[^{}]*\}|\s)*(?:[-–—‐−](?![\d-])|[♪♫]|>>)")
_SUNG: Final = re.compile(r"[♪♫][^\w\n]*$")
_SOUND: Final = re.compile(r"\s*(?:\[[^\[\]]*\]|\([^()]*\))[\s.]*")
_SIGN: Final = 4
_MUSIC: Final = "♪♫#*"
_DASH: Final = re.compile(r"\s*[-–—‐−](?![\d-])\s*")
_NOTES: Final = re.compile(r"\s*[♪♫]+\s*")
_NOTES_BEHIND: Final = re.compile(r"\s*[♪♫]+\s*$")
_TAG_OR_DASH: Final = re.compile(r"(<[^<>]*>|\{[^{}]*\})|[-–—‐−]\s*")


@dataclass(slots=True, eq=False)
class CueTurn:
    """What one speaker says in one cue: the raw text, and what stands at its edges and stays.

    ``plain`` is what stands between the edges, without tags.
    """

    raw: str
    head: str
    body: str
    tail: str
    plain: str
    target: str | None = None

    @property
    def written(self) -> str:
        """What goes into the cue: the target with the edges of the source, or the source."""
        return self.raw if self.target is None else self.head + self.target + self.tail

    @property
    def is_empty(self) -> bool:
        """Whether its words are to leave the cue."""
        return self.target == ""

    @property
    def alone(self) -> str:
        """What goes into a cue in which no other speaks: no dash is needed."""
        head = _TAG_OR_DASH.sub(lambda found: found[1] or "", self.head)
        return self.raw if self.target is None else head + self.target + self.tail

    def inner(self, text: str, start: int, end: int) -> Span:
        """The part of ``text[start:end]``, a target, that does not say again what stands at the edges.

        A translation that was made by itself may have dashes and notes of music, too.
        """
        has_notes = any(sign in self.head + self.tail for sign in _MUSIC)
        for pattern in (_DASH, _NOTES) if has_notes else (_DASH,):
            found = pattern.match(text, start, end)
            start = found.end() if found else start
        behind = _NOTES_BEHIND.search(text[:end], start) if has_notes else None
        return Span(start, max(start, behind.start() if behind else end))

    def without_edges(self, text: str) -> str:
        """What of a target stands between the edges; a sign where there are no words."""
        inner = self.inner(text, 0, len(text))
        return text[inner.start : inner.end].strip() or "…"

    @property
    def is_marked(self) -> bool:
        """Whether it begins with a dash or a note of music."""
        return _TURN.match(self.raw) is not None

    @property
    def is_spoken(self) -> bool:
        """Whether a dash begins it, and no note."""
        return self.is_marked and not any(sign in self.raw for sign in _MUSIC)

    @property
    def is_sound(self) -> bool:
        """Whether it is what one hears or sees, in brackets."""
        return _SOUND.fullmatch(self.plain) is not None

    @property
    def is_sign(self) -> bool:
        """Whether it is in capitals, as what one reads in the picture is; "OK" and initials are not."""
        return self.plain.isupper() and len(self.plain) >= _SIGN

    @property
    def is_sung(self) -> bool:
        """Whether a note of music ends it."""
        return any(sign in self.tail for sign in _MUSIC)


def turns(content: str, tag: re.Pattern[str]) -> Iterator[CueTurn]:
    """The turns of a cue, parted by a dash or a note of music at the head of a line, or a note at its end.

    A line that is in brackets, such as a sound, stands by itself, too. ``tag`` is what a tag looks like in
    this format; lines end in line feeds.
    """
    lines: list[str] = []
    was_sound = False
    for line in content.split("\n"):
        is_sound = _SOUND.fullmatch(tag.sub("", line)) is not None
        if lines and (_TURN.match(line) or _SUNG.search(lines[-1]) or is_sound or was_sound):
            yield _turn("\n".join(lines), tag)
            lines = []
        lines.append(line)
        was_sound = is_sound
    yield _turn("\n".join(lines), tag)


def tag_event(raw: str) -> TagEvent | None:
    """Whether a tag opens or closes, and what; classes behind the name (``<c.red>``) are no part of it."""
    name, closes = tag_name(raw)
    return (("close" if closes else "open"), name.partition(".")[0]) if name else None


def _turn(raw: str, tag: re.Pattern[str]) -> CueTurn:
    """A turn, its edges peeled off: dashes, notes, codes, and tags that go round the whole of it."""
    tags = list(tag.finditer(raw))
    edges = _Edges(raw, tags, pair_tags([tag_event(each[0]) for each in tags]))
    while edges.peel():
        pass
    start, end = edges.inner()
    return CueTurn(raw, raw[:start], raw[start:end], raw[end:], tag.sub("", raw[start:end]).strip())


class _Edges:
    """Where the words of a turn begin and end, moved inwards over what stands at its edges."""

    def __init__(self, raw: str, tags: Sequence[re.Match[str]], pairs: dict[int, int]) -> None:
        self._raw = raw
        self._tags = tags
        self._pairs = pairs
        self._start, self._end = 0, len(raw)
        self._first, self._last = 0, len(tags)

    def inner(self) -> tuple[int, int]:
        """The edges without the white space inside them."""
        start, end = self._start, self._end
        while start < end and self._raw[start].isspace():
            start += 1
        while end > start and self._raw[end - 1].isspace():
            end -= 1
        return start, end

    def peel(self) -> bool:
        """Move an edge over one more thing that stays; False where there is none."""
        head = _HEAD.match(self._raw, self._start, self._end)
        if head:
            self._start = head.end()
            return True
        return self._peel_music() or self._peel_tag()

    def _peel_music(self) -> bool:
        start, end = self.inner()
        at = end
        while at > start and (self._raw[at - 1] in _MUSIC or self._raw[at - 1].isspace()):
            at -= 1
        if at == end:
            return False
        self._end = at
        return True

    def _peel_tag(self) -> bool:
        if self._first >= self._last:
            return False
        start, end = self.inner()
        first, last = self._tags[self._first], self._tags[self._last - 1]
        if first.start() == start and self._is_edge(self._first, start, end):
            self._start = first.end()
            self._first += 1
        elif last.end() == end and self._is_edge(self._last - 1, start, end):
            self._end = last.start()
            self._last -= 1
        else:
            return False
        return True

    def _is_edge(self, at: int, start: int, end: int) -> bool:
        """Whether a tag at an edge goes round all of the text, or has no partner in it."""
        partner = self._pairs.get(at)
        if partner is None or not self._first <= partner < self._last:
            return True
        outer = sorted((at, partner))
        return self._tags[outer[0]].start() == start and self._tags[outer[1]].end() == end
