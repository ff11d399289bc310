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
from bitext.languages.language import NO_BREAK_SPACE
from bitext.languages.patterns import NOTHING, any_of
from bitext.quotations.marks import word_after
from bitext.text.document import Span
from bitext.translation.mark_placement import Place, place_segments
from bitext.translation.options import QuoteStyle
from bitext.translation.preprocessing import SentenceMark

_MARKS = re.compile(r"[\"“”„«»]|''|``|<<|>>")
_INCHES = frozenset('"″')
_OPENERS = "([{—–-/"
_DASHES = frozenset("—–-")
_SPACED = frozenset({"«", "‹", "<<"})
_STYLES = {"curly": (("“", "”"), ("‘", "’")), "straight": (('"', '"'), ("'", "'"))}
_TO_BE_MENDED = re.compile(r"['’]|\s\s|^\s|\s$")
"""Apostrophes and spaces that may have to be changed in a sentence without any quotation mark."""


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
    profiler = Profiler(attention, text)
    places = place_segments(text, source, [mark for mark in marks if mark.seen], found, profiler)
    used = {place.found for place in places if place.found is not None}
    spare = [span for span in found if span not in used]
    if literal > 0:
        spare = spare[literal:]
    items = _items(text, places, spare, fixed)
    _join_parts(items)
    items = _with_apostrophes(items, "’" if style == "curly" else "'", language, fixed)
    items = _with_certain(items, marks)
    if keep_stray:
        items = _with_strays(items, [mark for mark in marks if mark.role == "stray"], profiler)
    for item in items:
        if item.mark is not None:
            item.text = _form(item.mark, style)
    items = _spaced(items)
    if style == "source":
        items = list(_with_inner_spaces(items, source))
    else:
        items = _with_stops_inside(items)
        _set_clause_stops(items, source)
    _set_small_letters(items, source, language)
    seen = sum(mark.seen for mark in marks)
    invented = len(spare) > max(0, (shown or seen) - seen)
    return _read(_trimmed(items), len(text), invented=invented)


def find_marks(text: str, kept: Sequence[Span] = ()) -> list[Span]:
    """The quotation marks that the translation ``text`` has, but for those in the stretches ``kept``."""
    found = [Span(*match.span()) for match in _MARKS.finditer(text)]
    return [span for span in found if not any(one.start <= span.start < one.end for one in kept)]


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
        here = [place for place in _in_order(at.get(index, ())) if place.mark.written]
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


def _join_parts(items: list[_Item]) -> None:
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


def _with_certain(items: Sequence[_Item], marks: Sequence[SentenceMark]) -> list[_Item]:
    """With the marks whose place at the sentence's edges is known without the model."""
    certain = [mark for mark in marks if mark.written and not mark.seen]
    head = [mark for mark in certain if mark.role in ("open", "continuation", "dash")]
    tail = [mark for mark in certain if mark.role == "close"]
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
    """With the spaces that the source has inside its marks; marks that are new get what those have."""
    own = [_inner(mark, source) for mark in (item.mark for item in items) if mark and mark.start < mark.end]
    usual = own[0] if own else NO_BREAK_SPACE
    for item in items:
        mark = item.mark
        if mark is None or mark.role not in ("open", "close"):
            yield item
            continue
        inner = _inner(mark, source)
        if mark.start == mark.end:
            inner = usual if mark.quotation.open in _SPACED else ""
        space = [_Item(inner)] if inner.isspace() else []
        yield from ([item, *space] if mark.role == "open" else [*space, item])


def _inner(mark: SentenceMark, source: str) -> str:
    """The character within the mark, in the source."""
    return source[mark.end : mark.end + 1] if mark.role == "open" else source[: mark.start][-1:]


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


def _set_clause_stops(items: list[_Item], source: str) -> None:
    """A stop before a reporting clause, within the marks, and one behind it: “Yes,” he said, “and”."""
    for at in range(len(items) - 1, -1, -1):
        mark = items[at].mark
        if mark is None or mark.cut is None:
            continue
        behind = next((i for i in range(at + 1, len(items)) if not items[i].text.isspace()), at)
        if items[at].closes and items[behind].text == ",":
            del items[at + 1 : behind + 1]
        elif items[at].closes and items[behind].text in _DASHES:
            continue
        before = at
        while before and (
            items[before - 1].text.isspace() or (items[at].closes and items[before - 1].closes)
        ):
            before -= 1
        _set_stop(items, before, "," if items[at].closes else source[: mark.start].rstrip()[-1:])


def _set_stop(items: list[_Item], end: int, stop: str) -> None:
    """Let what ends before ``end`` end with the comma or the full stop ``stop``, if it has no other."""
    said = "".join(item.text for item in items[max(0, end - 3) : end])
    if stop == "," and said.endswith(".") and not said.endswith(".."):
        items[end - 1].text = stop
    elif stop in {",", "."} and said.rstrip("”’\"'»")[-1:].isalnum():
        items.insert(end, _Item(stop))


def _set_small_letters(items: Sequence[_Item], source: str, language: Language) -> None:
    """A small letter where what goes on behind a reporting clause has one in the source."""
    openings = {*language.opening_words, *language.opening_or_name, *language.opening_elisions}
    for at, item in enumerate(items[:-1]):
        mark = item.mark if item.opens else None
        if mark is None or mark.cut is None or not source[mark.end : mark.end + 1].islower():
            continue
        word = word_after("".join(other.text for other in items[at + 1 : at + 20]), 0)
        common = word in openings or word.lower() in language.function_words
        if common and word not in language.capital_words:
            items[at + 1].text = items[at + 1].text.lower()


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
