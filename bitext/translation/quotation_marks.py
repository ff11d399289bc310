"""The quotation marks of a sentence, carried over into its translation.

The model keeps most of the marks that :mod:`bitext.translation.preprocessing` shows it. Those are matched
with the marks of the source; what is missing is put in where the attention says that the quoted words went;
what the model invented is taken out. Then the marks get the form, the spaces and the punctuation
that English typography asks for.

One sentence at a time; :mod:`bitext.aligner.translated` joins what is found into quotations.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from operator import itemgetter

from bitext.alignment.words import Attention, Profiler
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

    @property
    def is_dash(self) -> bool:
        return self.mark is not None and self.mark.role == "dash"


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
    profiler = Profiler(attention, text)
    places = place_segments(text, source, [mark for mark in marks if mark.seen], found, profiler)
    used = {place.found for place in places if place.found is not None}
    spare = [span for span in found if span not in used]
    if literal > 0:
        spare = spare[literal:]
    items = _items(text, places, spare, fixed)
    items = _with_apostrophes(items, "’" if style == "curly" else "'", language, fixed)
    items = _with_certain(items, marks)
    if keep_stray:
        items = _with_strays(items, [mark for mark in marks if mark.role == "stray"], profiler)
    for item in items:
        if item.mark is not None:
            item.text = _form(item.mark, style)
    items = _spaced(items)
    items = list(_with_inner_spaces(items, source)) if style == "source" else _with_stops_inside(items)
    return _read(_trimmed(items), len(text), invented=bool(spare))


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
        here = _in_order(at.get(index, ()))
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


def _in_order(places: Sequence[Place]) -> list[Place]:
    """Marks that meet: first those that close what began before, the inner first; then as in the source."""
    if not places:
        return []
    opened = {id(place.mark.quotation) for place in places if place.mark.role != "close"}

    def key(place: Place) -> tuple[bool, int]:
        closes = place.mark.role == "close" and id(place.mark.quotation) not in opened
        return not closes, -place.mark.quotation.depth if closes else place.mark.start

    return sorted(places, key=key)


def _with_certain(items: Sequence[_Item], marks: Sequence[SentenceMark]) -> list[_Item]:
    """With the marks whose place at the sentence's edges is known without the model."""
    head = [mark for mark in marks if not mark.seen and mark.role in ("open", "continuation", "dash")]
    tail = [mark for mark in marks if not mark.seen and mark.role == "close"]
    return [*(_Item("", mark=mark) for mark in head), *items, *(_Item("", mark=mark) for mark in tail)]


def _with_strays(items: Sequence[_Item], strays: Sequence[SentenceMark], profiler: Profiler) -> list[_Item]:
    cuts = [0 if mark.start == 0 else profiler.cut(mark.start) for mark in strays]
    waiting = deque(sorted(zip(cuts, strays, strict=True), key=itemgetter(0)))
    found: list[_Item] = []
    for item in items:
        while waiting and item.origin >= waiting[0][0]:
            found.append(_Item("", mark=waiting.popleft()[1], restored=True))
        found.append(item)
    return [*found, *(_Item("", mark=mark, restored=True) for _, mark in waiting)]


def _with_apostrophes(
    items: Sequence[_Item], form: str, language: Language, fixed: Container[int]
) -> list[_Item]:
    """With apostrophes in their form, and without the spaces that the model sets around some."""
    text = "".join(item.text or '"' for item in items)
    gone: set[int] = set()
    for match in _apostrophe_of(language).finditer(text):
        at = match.start(match.lastgroup or 0)
        if items[at].origin not in fixed:
            items[at].text = form
            gone.update(range(match.start(), at), range(at + 1, match.end()))
    return [item for index, item in enumerate(items) if index not in gone]


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


def _spaced(items: Sequence[_Item]) -> list[_Item]:
    """With no space inside the marks, and one outside where a word or another quotation follows."""
    found: list[_Item] = []
    for item, after in zip_longest(items, items[1:]):
        if item.opens:
            if found and not found[-1].opens and not _is_open(found[-1].text):
                found.append(_Item(" "))
            found.append(item)
            if item.is_dash:
                found.append(_Item(" "))
        elif item.closes:
            while found and found[-1].text.isspace() and not (len(found) > 1 and found[-2].is_dash):
                found.pop()
            found.append(item)
            if after and not after.closes and (after.opens or after.text.isalnum()):
                found.append(_Item(" "))
        elif not item.text.isspace() or not _behind_opening(found):
            found.append(item)
    return found


def _is_open(text: str) -> bool:
    """Whether a mark may open behind it without a space."""
    return text.isspace() or text in _OPENERS


def _behind_opening(items: Sequence[_Item]) -> bool:
    """Whether the last item opens a quotation, or is the space behind a dash."""
    return bool(items) and (items[-1].opens or (len(items) > 1 and items[-2].is_dash))


def _with_inner_spaces(items: Sequence[_Item], source: str) -> Iterator[_Item]:
    """With the spaces that the French has inside its marks."""
    for item in items:
        mark = item.mark
        before = source[mark.start - 1 : mark.start] if mark and mark.role == "close" and mark.start else ""
        if before.isspace():
            yield _Item(before)
        yield item
        if mark and mark.role == "open" and source[mark.end : mark.end + 1].isspace():
            yield _Item(source[mark.end])


def _with_stops_inside(items: Sequence[_Item]) -> list[_Item]:
    """American order: commas and full stops stand inside the closing marks."""
    found: list[_Item] = []
    index = 0
    while index < len(items):
        end = index
        while end < len(items) and items[end].closes:
            end += 1
        if end == index:
            found.append(items[index])
            index += 1
            continue
        after = items[end] if end < len(items) else None
        lone = end + 1 >= len(items) or items[end + 1].text != "."
        moves = after is not None and after.mark is None and after.text in {",", "."} and lone
        if moves and after and found and found[-1].text not in {",", ".", "?", "!", "…"}:
            found.append(after)
        found += items[index:end]
        index = end + moves
    return found


def _trimmed(items: Sequence[_Item]) -> Sequence[_Item]:
    """Without white space at the edges."""
    solid = [index for index, item in enumerate(items) if not item.text.isspace()]
    return items[solid[0] : solid[-1] + 1] if solid else ()


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
