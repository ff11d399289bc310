"""The quotation marks of a sentence, carried over into its translation.

The model keeps most of the marks that :mod:`bitext.translation.preprocessing` shows it. Those are matched
with the marks of the source; what is missing is put in where the attention says that the quoted words went;
what the model invented is taken out. Then the marks get the form, the spaces and the punctuation
that English typography asks for.

One sentence at a time; :mod:`bitext.aligner.translated` joins what is found into quotations.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from bitext.alignment.words import Attention
from bitext.languages import Language
from bitext.languages.patterns import NOTHING, any_of
from bitext.text.document import Span
from bitext.translation.mark_placement import Place, place_segments
from bitext.translation.options import QuoteStyle
from bitext.translation.preprocessing import SentenceMark

_MARKS = re.compile(r"[\"“”„«»]|''|``|<<|>>")
_INCHES = frozenset('"″')
_OPENERS = "([{—–-/"
_STYLES = {"curly": (("“", "”"), ("‘", "’")), "straight": (('"', '"'), ("'", "'"))}


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark in the English sentence; ``restored`` where it was put in on the attention's word."""

    source: SentenceMark
    start: int
    end: int
    restored: bool


@dataclass(frozen=True, slots=True)
class Transferred:
    """An English sentence with its quotation marks.

    ``offsets[i]`` is where the character ``i`` of the model's text now stands, -1 if it is gone.
    ``invented`` tells that the model had put marks that the source does not have; they are no longer
    in ``text``.
    """

    text: str
    marks: tuple[PlacedMark, ...]
    offsets: tuple[int, ...]
    invented: bool

    def shifted(self, start: int, end: int) -> Span | None:
        """Where a stretch of the model's text now stands; None if nothing is left of it."""
        kept = [offset for offset in self.offsets[start:end] if offset >= 0]
        return Span(min(kept), max(kept) + 1) if kept else None


@dataclass(slots=True)
class _Item:
    """A character of the English sentence, or a mark."""

    text: str
    origin: int = -1
    mark: SentenceMark | None = None
    restored: bool = False

    @property
    def opens(self) -> bool:
        return self.mark is not None and self.mark.role in ("open", "continuation", "dash")

    @property
    def closes(self) -> bool:
        return self.mark is not None and self.mark.role == "close"


def transfer(
    text: str,
    source: str,
    marks: Sequence[SentenceMark],
    attention: Attention,
    language: Language,
    style: QuoteStyle = "curly",
    *,
    keep_stray: bool = False,
    kept: Sequence[Span] = (),
) -> Transferred:
    """Put the marks of the sentence ``source`` into ``text``, its translation, which is in ``language``.

    ``attention`` has the attention between the two, in the offsets of ``source`` and ``text``. The stretches
    ``kept`` of ``text`` stay as they are.
    """
    fixed = frozenset(index for span in kept for index in range(span.start, span.end))
    found = [Span(*match.span()) for match in _MARKS.finditer(text) if match.start() not in fixed]
    literal = _literal_marks(source, marks) - sum(text[index] in _INCHES for index in fixed)
    places = place_segments(text, source, [mark for mark in marks if mark.seen], found, attention)
    used = {place.found for place in places if place.found is not None}
    spare = [span for span in found if span not in used]
    if literal > 0:
        spare = spare[literal:]
    items = _items(text, places, spare, fixed)
    _set_apostrophes(items, "’" if style == "curly" else "'", language, fixed)
    _add_certain(items, marks)
    if keep_stray:
        _add_strays(items, [mark for mark in marks if mark.role == "stray"], attention, text)
    for item in items:
        if item.mark is not None:
            item.text = _form(item.mark, style)
    _set_spaces(items)
    if style == "source":
        _keep_inner_spaces(items, source)
    else:
        _set_stops(items)
    return _read(items, len(text), invented=bool(spare))


def _literal_marks(source: str, marks: Sequence[SentenceMark]) -> int:
    """How many quotation characters of the source are no quotation marks (inches, seconds)."""
    starts = {mark.start for mark in marks}
    return sum(character in _INCHES and index not in starts for index, character in enumerate(source))


def _items(text: str, places: Iterable[Place], spare: Sequence[Span], fixed: Container[int]) -> list[_Item]:
    """The text as characters and marks; invented marks left out."""
    gone = {index for span in spare for index in range(span.start, span.end)}
    at: dict[int, list[Place]] = {}
    for place in places:
        at.setdefault(place.at, []).append(place)
        if place.found is not None:
            gone.update(range(place.found.start, place.found.end))
    items: list[_Item] = []
    for index in range(len(text) + 1):
        here = sorted(at.get(index, ()), key=_nesting)
        items.extend(_Item("", mark=place.mark, restored=place.found is None) for place in here)
        if index < len(text) and index not in gone:
            items.append(_Item(text[index], origin=index))
    return _single_spaces(items, fixed)


def _single_spaces(items: Sequence[_Item], fixed: Container[int]) -> list[_Item]:
    """Without the spaces at the edges and the second of two, which marks taken out leave behind."""
    kept: list[_Item] = []
    for item in items:
        if not item.text.isspace() or item.origin in fixed or (kept and not kept[-1].text.isspace()):
            kept.append(item)
    while kept and kept[-1].text.isspace():
        kept.pop()
    return kept


def _nesting(place: Place) -> tuple[int, int]:
    """Where marks meet: closing before opening, inner closings first, outer openings first."""
    if place.mark.role == "close":
        return 0, -place.mark.quotation.depth
    return 1, place.mark.quotation.depth


def _add_certain(items: list[_Item], marks: Sequence[SentenceMark]) -> None:
    """The marks whose place at the sentence's edges is known without the model."""
    head = [mark for mark in marks if not mark.seen and mark.role in ("open", "continuation", "dash")]
    tail = [mark for mark in marks if not mark.seen and mark.role == "close"]
    items[:0] = [_Item("", mark=mark) for mark in head]
    items.extend(_Item("", mark=mark) for mark in tail)


def _add_strays(items: list[_Item], strays: Sequence[SentenceMark], attention: Attention, text: str) -> None:
    for mark in strays:
        cut = 0 if mark.start == 0 else attention.cut(text, mark.start)
        index = next((i for i, item in enumerate(items) if item.origin >= cut), len(items))
        items.insert(index, _Item("", mark=mark, restored=True))


def _set_apostrophes(items: list[_Item], form: str, language: Language, fixed: Container[int]) -> None:
    """Give apostrophes their form, and take out the spaces that the model sets around some."""
    text = "".join(item.text or '"' for item in items)
    for match in reversed(list(_apostrophe_of(language).finditer(text))):
        at = match.start(match.lastgroup or 0)
        if items[at].origin in fixed:
            continue
        items[at].text = form
        del items[at + 1 : match.end()]
        del items[match.start() : at]


@cache
def _apostrophe_of(language: Language) -> re.Pattern[str]:
    """Apostrophes in a translation: within a word, before the end of a contraction, behind a genitive."""
    genitive = "|".join(f"(?<={re.escape(ending)})" for ending in language.genitives) or NOTHING
    return re.compile(
        r"(?<=\w)(?P<mark>['’])(?=\w)"
        rf"|(?<=\w) ?(?P<spaced>['’]) ?(?={any_of(language.contractions)}\b)"
        rf"|(?:{genitive})(?P<plural>['’])(?= \w)"
    )


def _form(mark: SentenceMark, style: QuoteStyle) -> str:
    quotation = mark.quotation
    opening = mark.role in ("open", "continuation", "dash") or not quotation.close
    if style == "source" or quotation.kind == "dialogue":
        return quotation.open if opening else quotation.close
    return _STYLES[style][quotation.depth % 2][0 if opening else 1]


def _set_spaces(items: list[_Item]) -> None:
    """No space inside the marks, one outside where a word or another quotation follows."""
    index = 0
    while index < len(items):
        item = items[index]
        if item.opens:
            while index + 1 < len(items) and items[index + 1].text.isspace():
                del items[index + 1]
            if item.mark is not None and item.mark.role == "dash":
                items.insert(index + 1, _Item(" "))
            before = items[index - 1] if index else None
            if before and not before.opens and not before.text.isspace() and before.text not in _OPENERS:
                items.insert(index, _Item(" "))
                index += 1
        elif item.closes:
            while index and items[index - 1].text.isspace() and not _is_dash(items, index - 2):
                del items[index - 1]
                index -= 1
            after = items[index + 1] if index + 1 < len(items) else None
            if after and not after.closes and (after.opens or after.text.isalnum()):
                items.insert(index + 1, _Item(" "))
        index += 1


def _is_dash(items: list[_Item], index: int) -> bool:
    mark = items[index].mark if index >= 0 else None
    return mark is not None and mark.role == "dash"


def _keep_inner_spaces(items: list[_Item], source: str) -> None:
    """The spaces that the French has inside its marks."""
    for index in range(len(items) - 1, -1, -1):
        mark = items[index].mark
        if mark is None or mark.start == mark.end:
            continue
        inner = source[mark.end : mark.end + 1] if mark.role == "open" else source[: mark.start][-1:]
        if mark.role in ("open", "close") and inner.isspace():
            items.insert(index + (mark.role == "open"), _Item(inner))


def _set_stops(items: list[_Item]) -> None:
    """American order: commas and full stops stand inside the closing marks."""
    index = 0
    while index < len(items):
        if not items[index].closes:
            index += 1
            continue
        last = index
        while last + 1 < len(items) and items[last + 1].closes:
            last += 1
        after = items[last + 1] if last + 1 < len(items) else None
        lone = last + 2 >= len(items) or items[last + 2].text != "."
        if after is not None and after.mark is None and after.text in {",", "."} and lone:
            del items[last + 1]
            if index and items[index - 1].text not in {",", ".", "?", "!", "…"}:
                items.insert(index, after)
                last += 1
        index = last + 1


def _read(items: Sequence[_Item], length: int, *, invented: bool) -> Transferred:
    text: list[str] = []
    marks = []
    offsets = [-1] * length
    position = 0
    for item in items:
        if item.origin >= 0:
            offsets[item.origin] = position
        if item.mark is not None:
            marks.append(PlacedMark(item.mark, position, position + len(item.text), item.restored))
        text.append(item.text)
        position += len(item.text)
    return Transferred("".join(text), tuple(marks), tuple(offsets), invented)
