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
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from operator import itemgetter

from bitext.alignment.words import Attention, Profiler
from bitext.languages import Language
from bitext.languages.language import NO_BREAK_SPACE
from bitext.languages.patterns import NOTHING, any_of
from bitext.text.document import Span
from bitext.translation.dialogue import is_turn
from bitext.translation.joining import GivenMark
from bitext.translation.mark_placement import Place, place_segments
from bitext.translation.options import QuoteStyle
from bitext.translation.preprocessing import SentenceMark
from bitext.translation.punctuation import (
    Item,
    set_clause_stops,
    set_colons,
    set_small_letters,
    set_small_letters_behind_calls,
    with_stops_inside,
)

_MARKS = re.compile(r"[\"“”„«»]|''|``|<<|>>")
_INCHES = frozenset('"″')
_OPENERS = "([{—–-/"
_STOPS = frozenset(".,;:!?")
_SPACED = frozenset({"«", "‹", "<<"})
_STYLES = {
    "curly": (("“", "”"), ("‘", "’")),
    "single": (("‘", "’"), ("“", "”")),
    "straight": (('"', '"'), ("'", "'")),
}
_TURN_MARKS = ("«", "»")
"""What quotes a turn of a dialogue where marks are those of the source."""
_TO_BE_MENDED = re.compile(r"['’]|\s\s|^\s|\s$|[!?] ")
"""What may have to be changed in a sentence without any quotation mark: apostrophes, spaces, letters."""


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
    shown: int | None = None,
) -> Transferred:
    """Put the marks of the sentence ``source`` into ``text``, its translation, which is in ``language``.

    ``attention`` has the attention between the two, in the offsets of ``source`` and ``text``. The stretches
    ``kept`` of ``text`` stay as they are. ``shown``: how many marks the model was shown, if not those of
    ``marks`` that it sees.
    """
    fixed = frozenset(index for span in kept for index in range(span.start, span.end))
    found = find_marks(text, kept)
    if not marks and not found and not _TO_BE_MENDED.search(text):
        return Transferred(text, (), tuple(range(len(text))), invented=False)
    literal = _literal_marks(source, marks) - sum(text[index] in _INCHES for index in fixed)
    profiler = Profiler(attention, text, language.function_words)
    places = place_segments(text, source, [mark for mark in marks if mark.seen], found, profiler)
    used = {place.found for place in places if place.found is not None}
    spare = [span for span in found if span not in used]
    if literal > 0:
        spare = spare[literal:]
    items = _items(text, places, spare, fixed)
    _join_parts(items)
    items = _with_apostrophes(items, "’" if style in ("curly", "single") else "'", language, fixed)
    items = _written(items, marks, style, profiler if keep_stray else None)
    if style == "source":
        items = list(_with_inner_spaces(items, source))
    else:
        items = with_stops_inside(items, source if style == "single" else "")
        set_clause_stops(items, source)
    set_colons(items, source)
    set_small_letters(items, source, language)
    set_small_letters_behind_calls(items, source, language)
    seen = sum(mark.seen for mark in marks)
    invented = len(spare) > max(0, (shown or seen) - seen)
    return _read(_trimmed(items), len(text), invented=invented)


def with_marks(
    text: str,
    source: str,
    marks: Sequence[SentenceMark],
    places: Sequence[Place],
    gone: Sequence[Span],
    spare: Mapping[int, GivenMark],
    language: Language,
    style: QuoteStyle,
    profiler: Profiler,
    *,
    keep_stray: bool,
) -> Transferred:
    """A text that somebody wrote, with the ``marks`` of its source, and every word as it is.

    ``gone`` are left out, ``places`` filled; ``spare`` are marks by their offset that are of no quotation of
    the source, and stay.
    """
    items = _items(text, places, gone, range(len(text)))
    for item in items:
        if item.origin in spare:
            mark = spare[item.origin]
            form = _STYLES["curly" if style == "source" else style][mark.depth % 2][not mark.opens]
            item.text = mark.written if style == "source" else form
    _join_parts(items)
    if style != "source":
        form = "’" if style in ("curly", "single") else "'"
        items = _with_apostrophes(items, form, language, ())
    items = _written(items, marks, style, profiler if keep_stray else None)
    if style == "source":
        items = list(_with_inner_spaces(items, source))
    return _read(_trimmed(items), len(text), invented=False)


def _written(
    items: list[Item], marks: Sequence[SentenceMark], style: QuoteStyle, strays_by: Profiler | None
) -> list[Item]:
    """``items`` with every mark in its form and its spaces; stray ones only with what tells their places."""
    items = _with_certain(items, marks)
    if strays_by is not None:
        items = _with_strays(items, [mark for mark in marks if mark.role == "stray"], strays_by)
    for item in items:
        if item.mark is not None:
            item.text = _form(item.mark, style)
    return _spaced(items)


def find_marks(text: str, kept: Sequence[Span] = ()) -> list[Span]:
    """The quotation marks that the translation ``text`` has, but for those in the stretches ``kept``."""
    found = [Span(*match.span()) for match in _MARKS.finditer(text)]
    return [span for span in found if not any(one.start <= span.start < one.end for one in kept)]


def _literal_marks(source: str, marks: Sequence[SentenceMark]) -> int:
    """How many quotation characters of the source are no quotation marks (inches, seconds)."""
    starts = {mark.start for mark in marks}
    return sum(character in _INCHES and index not in starts for index, character in enumerate(source))


def _items(text: str, places: Iterable[Place], spare: Sequence[Span], fixed: Container[int]) -> list[Item]:
    """The text as characters and marks; invented marks left out."""
    gone = {index for span in spare for index in range(span.start, span.end)}
    at: dict[int, list[Place]] = {}
    for place in places:
        at.setdefault(place.at, []).append(place)
        if place.found is not None:
            gone.update(range(place.found.start, place.found.end))
    items: list[Item] = []
    for index in range(len(text) + 1):
        here = [place for place in _in_order(at.get(index, ())) if place.mark.written]
        items.extend(Item("", mark=place.mark, restored=place.found is None) for place in here)
        if index < len(text) and index not in gone:
            items.append(Item(text[index], origin=index))
    return _single_spaces(items, fixed)


def _single_spaces(items: Sequence[Item], fixed: Container[int]) -> list[Item]:
    """Without the spaces at the edges and the second of two, which marks taken out leave behind."""
    kept: list[Item] = []
    for item in items:
        if not item.text.isspace() or item.origin in fixed or (kept and not kept[-1].text.isspace()):
            kept.append(item)
    while kept and kept[-1].text.isspace():
        kept.pop()
    return kept


def _join_parts(items: list[Item]) -> None:
    """Take out the marks round a reporting clause that the translation has elsewhere: the parts have met."""
    at = 0
    while at < len(items):
        closing = items[at].mark if items[at].closes else None
        if closing is not None and closing.cut is not None:
            last = at + 1
            while last < len(items) and items[last].mark is None and not items[last].text.isalnum():
                last += 1
            opening = items[last].mark if last < len(items) else None
            if opening is not None and opening.cut == closing.cut:
                del items[last], items[at]
                continue
        at += 1


def _in_order(places: Sequence[Place]) -> list[Place]:
    """Marks that meet: first those that close what began before, the inner first; then as in the source."""
    if not places:
        return []
    opened = {id(place.mark.quotation) for place in places if place.mark.role != "close"}

    def key(place: Place) -> tuple[bool, int]:
        closes = place.mark.role == "close" and id(place.mark.quotation) not in opened
        return not closes, -place.mark.quotation.depth if closes else place.mark.start

    return sorted(places, key=key)


def _with_certain(items: Sequence[Item], marks: Sequence[SentenceMark]) -> list[Item]:
    """With the marks whose place at the sentence's edges is known without the model."""
    certain = [mark for mark in marks if mark.written and not mark.seen]
    head = [mark for mark in certain if mark.role in ("open", "continuation", "dash")]
    tail = [mark for mark in certain if mark.role == "close"]
    return [*(Item("", mark=mark) for mark in head), *items, *(Item("", mark=mark) for mark in tail)]


def _with_strays(items: Sequence[Item], strays: Sequence[SentenceMark], profiler: Profiler) -> list[Item]:
    cuts = [0 if mark.start == 0 else profiler.cut(mark.start) for mark in strays]
    waiting = deque(sorted(zip(cuts, strays, strict=True), key=itemgetter(0)))
    found: list[Item] = []
    for item in items:
        while waiting and item.origin >= waiting[0][0]:
            found.append(Item("", mark=waiting.popleft()[1], restored=True))
        found.append(item)
    return [*found, *(Item("", mark=mark, restored=True) for _, mark in waiting)]


def _with_apostrophes(
    items: Sequence[Item], form: str, language: Language, fixed: Container[int]
) -> list[Item]:
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
    if style == "source" and is_turn(quotation):
        return _TURN_MARKS[mark.role == "close"]
    opening = mark.role in ("open", "continuation", "dash") or not (quotation.close or is_turn(quotation))
    if style == "source" or quotation.kind == "dialogue":
        return quotation.open if opening else quotation.close
    return _STYLES[style][quotation.depth % 2][0 if opening else 1]


def _spaced(items: Sequence[Item]) -> list[Item]:
    """With no space inside the marks or between one and a stop; one where a word or a quotation follows."""
    found: list[Item] = []
    for item, after in zip_longest(items, items[1:]):
        if item.opens:
            if found and not found[-1].opens and not _is_open(found[-1].text):
                found.append(Item(" "))
            found.append(item)
            if item.is_dash:
                found.append(Item(" "))
        elif item.closes:
            while found and found[-1].text.isspace() and not (len(found) > 1 and found[-2].is_dash):
                found.pop()
            found.append(item)
            if after and not after.closes and (after.opens or after.text.isalnum()):
                found.append(Item(" "))
        elif not item.text.isspace() or not (_behind_opening(found) or _before_stop(found, after)):
            found.append(item)
    return found


def _before_stop(items: Sequence[Item], after: Item | None) -> bool:
    """Whether what comes stands between a closing mark, the last item, and a stop."""
    return bool(items) and items[-1].closes and after is not None and after.text in _STOPS


def _is_open(text: str) -> bool:
    """Whether a mark may open behind it without a space."""
    return text.isspace() or text in _OPENERS


def _behind_opening(items: Sequence[Item]) -> bool:
    """Whether the last item opens a quotation, or is the space behind a dash."""
    return bool(items) and (items[-1].opens or (len(items) > 1 and items[-2].is_dash))


def _with_inner_spaces(items: Sequence[Item], source: str) -> Iterator[Item]:
    """With the spaces that the source has inside its marks; marks that are new get what those have."""
    own = [_inner(mark, source) for mark in (item.mark for item in items) if mark and mark.start < mark.end]
    usual = own[0] if own else NO_BREAK_SPACE
    for item in items:
        mark = item.mark
        if mark is None or mark.role not in ("open", "close"):
            yield item
            continue
        inner = NO_BREAK_SPACE if is_turn(mark.quotation) else _inner(mark, source)
        if mark.start == mark.end and not is_turn(mark.quotation):
            inner = usual if mark.quotation.open in _SPACED else ""
        space = [Item(inner)] if inner.isspace() else []
        yield from ([item, *space] if mark.role == "open" else [*space, item])


def _inner(mark: SentenceMark, source: str) -> str:
    """The character within the mark, in the source."""
    return source[mark.end : mark.end + 1] if mark.role == "open" else source[: mark.start][-1:]


def _trimmed(items: Sequence[Item]) -> Sequence[Item]:
    """Without white space at the edges."""
    solid = [index for index, item in enumerate(items) if not item.text.isspace()]
    return items[solid[0] : solid[-1] + 1] if solid else ()


def _read(items: Sequence[Item], length: int, *, invented: bool) -> Transferred:
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
