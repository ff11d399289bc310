"""Units of XLIFF → a :class:`Bitext`: segments become pairs, ignorables the white space between them.

A file that bitext wrote has metadata, with which it loads equal (:mod:`bitext.formats.xliff.writer` says
what they hold). In a file of another program quotations are found by the rules of the language; a segment
without a target becomes a pair that is flagged *empty*. Where targets have an order of their own, the
segments that change places become one pair.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bitext.errors import ExchangeWarning, FormatError
from bitext.formats._foreign import bitext_of_languages
from bitext.formats._native import (
    SideReader,
    check_version,
    edits_told,
    first,
    native_bitext,
    read_links,
    read_quotations,
)
from bitext.formats._positions import read_doubt, read_score, read_white_space, read_words
from bitext.formats._quotation_decoder import QuotationDecoder
from bitext.formats._rows import FilePair, FileSentence
from bitext.formats._wordings import read_wordings
from bitext.formats.xliff.content import Content, content, metadata_of, original_data
from bitext.formats.xliff.kept import SEGMENTS, extras_of
from bitext.formats.xliff.validation.context import identity
from bitext.formats.xliff.validation.grammar import name_of, tag_of
from bitext.result.foreign_file import ForeignFile, ForeignRow
from bitext.result.links import WordLinks
from bitext.result.pair import SIDES, SideName
from bitext.text.language import language_of_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bitext.formats._native import Values
    from bitext.formats.xliff.validation.context import Surroundings
    from bitext.formats.xliff.validation.scope import Part
    from bitext.formats.xliff.validation.stream import CheckedUnit, FileHead
    from bitext.result.bitext import Bitext
    from bitext.result.flags import Flag

VERSION: Final = 1
_CHECKED: Final = frozenset(("reviewed", "final"))
_NO_TARGET: Final[Flag] = "empty"
_CODE = re.compile(r"[qt]([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class _Segment:
    """A segment or an ignorable as plain values."""

    is_ignorable: bool
    source: Content
    target: Content | None
    state: str
    metadata: Values
    place: int
    """Where its target stands in the unit, from 0."""
    number: int
    """How many segments and ignorables stand before it in the file."""

    def side(self, name: SideName) -> Content:
        """One side; an ignorable without a target has the text of its source."""
        if name == "source":
            return self.source
        if self.target is None:
            return Content(self.source.text) if self.is_ignorable else Content("")
        return self.target

    @property
    def is_white(self) -> bool:
        """Whether it is white space between segments."""
        return self.is_ignorable and not any(self.side(name).text.strip() for name in SIDES)


class UnitReader:
    """Makes pairs of the units of a file, one after another."""

    def __init__(self) -> None:
        self._languages: tuple[str, str] | None = None
        self._metadata: Values | None = None
        self._decoder = QuotationDecoder()
        self._rows: list[FilePair] = []
        self._sides = {name: _XliffSide(name, self._decoder, f"{name}-") for name in SIDES}
        self._lacking = 0
        self._count = 0
        """How many segments and ignorables there were."""
        self._kept: list[ForeignRow] = []
        self._extras: Counter[str] = Counter()

    def head(self, head: FileHead) -> None:
        """A file begins. Raises FormatError where bitext wrote it in a version that is not known."""
        own = metadata_of(head.metadata).get("")
        if own is not None and "version" not in own:
            own = None
        if self._languages is not None:
            if own is not None:
                raise FormatError("it holds several files that bitext wrote; make a file of each <file>.")
            for side in self._sides.values():
                side.break_with("\n\n")
            return
        self._languages = _languages(head)
        if own is not None:
            self._metadata = own
            check_version(first(own, "version") or "", VERSION, "metadata")
            read_quotations(own, self._decoder)

    def unit(self, found: CheckedUnit) -> None:
        """The segments and ignorables of a unit."""
        unit = found.scope.element
        own = self._metadata is not None
        metadata = metadata_of(unit.find(tag_of("mda:metadata"))) if own else {}
        data = None if own else original_data(unit)
        numbers = {each: at for at, each in enumerate(unit.iterchildren(*SEGMENTS), self._count)}
        segments = [
            _segment(part, (place, numbers[part.element]), metadata, found.around, data)
            for place, part in enumerate(found.scope.parts)
        ]
        self._count += len(numbers)
        if not own:
            self._extras.update(extras_of(unit))
        for side in self._sides.values():
            side.begin_unit()
        for block in _blocks(segments):
            self._block(block)

    def _block(self, block: Sequence[_Segment]) -> None:
        """Segments that change places with one another only: white space, or a pair."""
        ordered = {"source": block, "target": sorted(block, key=lambda segment: segment.place)}
        edited, changed = self._edited, self._sides["source"].edited
        sentences = {name: self._sides[name].read(ordered[name], len(self._rows)) for name in SIDES}
        segments = [segment for segment in block if not segment.is_white]
        told = [segment for segment in segments if segment.metadata]
        if not told and not any(sentences.values()):
            return
        for segment in told:
            read_links(segment.metadata, self._decoder)
        flags = [flag for segment in told for flag in segment.metadata.get("flag", [])]
        if sentences["source"] and not sentences["target"] and not told:
            self._lacking += 1
            flags.append(_NO_TARGET)
        is_whole = len(segments) == 1 and edited == self._edited
        whole = is_whole and all(sentences.values())
        is_same = len(segments) == 1 and changed == self._sides["source"].edited
        scores = (read_score(first(segment.metadata, "score") or "1") for segment in segments)
        row = FilePair(
            sentences["source"],
            sentences["target"],
            min(scores),
            tuple(dict.fromkeys(flags)),
            read_words(first(segments[0].metadata, "words") or "") if whole else WordLinks(),
            all(not segment.is_ignorable and segment.state in _CHECKED for segment in segments),
            read_wordings(segments[0].metadata.get("alternative", [])) if is_same else (),
            read_words(first(segments[0].metadata, "terms") or "") if whole else WordLinks(),
            read_doubt(first(segments[0].metadata, "doubt")) if is_whole else None,
        )
        self._rows.append(row)
        source, target = (" ".join(each.text.strip() for each in side) for side in (row.source, row.target))
        places = tuple(segment.number for segment in segments)
        self._kept.append(ForeignRow((source, target), places, row.flags, row.checked))

    @property
    def _edited(self) -> int:
        return sum(side.edited for side in self._sides.values())

    def bitext(self, data: bytes) -> Bitext:
        """What was read from ``data``. Raises FormatError where metadata contradict the text."""
        self._tell()
        languages = self._languages or ("fr", "en")
        own = self._metadata
        if own is None:
            source, target = map(language_of_tag, languages)
            self._extras["region"] = (source != languages[0].lower()) + (target != languages[1].lower())
            file = ForeignFile("xliff", data, tuple(self._kept), self._extras)
            return replace(bitext_of_languages(self._rows, (source, target), told=2), foreign=file)
        told = [first(own, f"{name}-lang") for name in SIDES]
        named = told[0] or languages[0], told[1] or languages[1]
        return native_bitext(self._rows, named, own, self._decoder, "metadata")

    def _tell(self) -> None:
        told = []
        if self._lacking:
            told.append(f"segments without a target: {self._lacking}; they are pairs with an empty side")
        told += edits_told(self._sides.values())
        if told:
            warnings.warn("; ".join(told) + ".", ExchangeWarning, stacklevel=4)


def _languages(head: FileHead) -> tuple[str, str]:
    """The two languages; where one is not told, French or English, as the other lets it be."""
    source = head.source or ("en" if head.target and language_of_tag(head.target) == "fr" else "fr")
    return source, head.target or ("fr" if language_of_tag(source) == "en" else "en")


def _segment(
    part: Part,
    at: tuple[int, int],
    metadata: dict[str, Values],
    around: Surroundings,
    data: dict[str, str] | None,
) -> _Segment:
    """A part as plain values; ``at`` is its place in the unit and its number in the file."""
    place, number = at
    target, key = part.target, identity(part.element)
    order = None if target is None else target.get("order")
    return _Segment(
        name_of(part.element) != "segment",
        content(part.source, around, data),
        None if target is None else content(target, around, data),
        part.element.get("state", "initial"),
        {} if key is None else metadata.get(key, {}),
        place if order is None or not order.strip().isdecimal() else int(order) - 1,
        number,
    )


def _blocks(segments: Sequence[_Segment]) -> Iterator[Sequence[_Segment]]:
    """The shortest stretches of which sources and targets have the same places.

    Places that are no order of the segments do not count.
    """
    if sorted(segment.place for segment in segments) != list(range(len(segments))):
        segments = [replace(segment, place=place) for place, segment in enumerate(segments)]
    begun, reach = 0, 0
    for at, segment in enumerate(segments):
        reach = max(reach, segment.place)
        if reach == at:
            yield segments[begun : at + 1]
            begun = at + 1


@dataclass(slots=True)
class _XliffSide(SideReader):
    """Reads the segments of one side."""

    _in_unit: bool = False
    """Whether there was a sentence in the unit."""
    _break: str = "\n"
    _white: list[str] = field(default_factory=list)
    """White space since the last sentence of the unit."""

    def break_with(self, gap: str) -> None:
        """What parts the next sentence from the last, if they are in different units."""
        self._break = gap

    def begin_unit(self) -> None:
        """Forget the white space of the unit before."""
        self._in_unit = False
        self._white.clear()

    def read(self, segments: Sequence[_Segment], row: int) -> list[FileSentence]:
        """The sentences of some segments; white space is kept for the next ones."""
        found: list[FileSentence] = []
        length = 0
        for segment in segments:
            side = segment.side(self.name)
            if segment.is_white:
                self._white.append(side.text)
                continue
            self.read_quotations(segment.metadata)
            lead, new = self._cut(side.text, segment.metadata)
            start = length + (len(new[0].gap or "") if new and found else 0)
            for sentence in new:
                length += len(sentence.text) + (len(sentence.gap or "") if found else 0)
                found.append(sentence)
            for code in side.codes:
                self._code(
                    code.id, row, start + min(max(0, code.at - lead), length - start), opens=code.opens
                )
        return found

    def _code(self, key: str, row: int, at: int, *, opens: bool) -> None:
        hit = _CODE.fullmatch(key)
        if hit is not None:
            self.decoder.code(self.name, row, int(hit[1]), at, opens=opens)

    def _cut(self, whole: str, metadata: Values) -> tuple[int, list[FileSentence]]:
        """The sentences of a segment, and how much white space stands before them."""
        lead, text, borders = self.segment(whole, metadata)
        if borders is None:
            borders = [(0, len(text), None)] if text else []
        if not borders:
            self._white.append(whole)
            return lead, []
        self._white.append(whole[:lead])
        found: list[FileSentence] = []
        last = 0
        for start, end, paragraph in borders:
            gap = text[last:start] if found else self._gap(self.value(metadata, "gap"))
            found.append(self.sentence(text[start:end], gap, paragraph))
            last = end
        self._white = [whole[lead + len(text) :]]
        return lead, found

    def _gap(self, told: str | None) -> str:
        """The white space before the next sentence."""
        if told is not None:
            gap = read_white_space(told)
        elif self._in_unit:
            gap = "".join(self._white)
        else:
            gap = self._break if self._begun else ""
        self._in_unit = True
        self._break = "\n"
        return gap
