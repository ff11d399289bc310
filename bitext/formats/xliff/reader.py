"""Units of XLIFF → a :class:`Bitext`: segments become pairs, ignorables the white space between them.

A file that bitext wrote has metadata, with which it loads equal (:mod:`bitext.formats.xliff.writer` says what
they hold). In a file of another program quotations are found by the rules of the language; a segment
without a target becomes a pair that is flagged *empty*. Where targets have an order of their own,
the segments that change places become one pair.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bitext.errors import ExchangeWarning, FormatError, InputError, LanguageWarning
from bitext.formats._languages import primary
from bitext.formats._positions import (
    ADVICE,
    Border,
    checksum,
    read_borders,
    read_score,
    read_white_space,
    read_words,
)
from bitext.formats._quotation_codes import SIDES, Decoder, SideName
from bitext.formats._rows import Item, Quoted, Row, bitext_of
from bitext.formats.xliff.content import Content, Metadata, content, metadata_of
from bitext.formats.xliff.validation.context import identity
from bitext.formats.xliff.validation.grammar import name_of, tag_of
from bitext.result.links import WordLinks
from bitext.result.validation import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bitext.formats.xliff.validation.context import Surroundings
    from bitext.formats.xliff.validation.inline import Part
    from bitext.formats.xliff.validation.stream import Found, Head
    from bitext.result.bitext import Bitext

VERSION: Final = 1
_CHECKED: Final = frozenset(("reviewed", "final"))
_WITH_RULES: Final = frozenset(("fr", "en"))
_CODE = re.compile(r"[qt]([0-9]{1,9})")
_NO_QUOTATIONS = Quoted((), (), ())


@dataclass(frozen=True, slots=True)
class _Piece:
    """A segment or an ignorable as plain values."""

    is_segment: bool
    source: Content
    target: Content | None
    state: str
    metadata: Metadata
    place: int
    """Where its target stands in the unit, from 0."""

    def side(self, name: SideName) -> Content:
        """One side; an ignorable without a target has the text of its source."""
        if name == "source":
            return self.source
        if self.target is None:
            return Content("") if self.is_segment else Content(self.source.text)
        return self.target

    @property
    def is_white(self) -> bool:
        """Whether it is white space between segments."""
        return not self.is_segment and not any(self.side(name).text.strip() for name in SIDES)


class Reader:
    """Makes rows of the units of a file, one after another."""

    def __init__(self) -> None:
        self._languages: tuple[str, str] | None = None
        self._metadata: Metadata | None = None
        self._decoder = Decoder()
        self._rows: list[Row] = []
        self._sides = {name: _Side(name, self._decoder) for name in SIDES}
        self._lacking = 0

    def head(self, head: Head) -> None:
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
        self._languages = head.source, head.target or ("fr" if primary(head.source) == "en" else "en")
        if own is not None:
            self._metadata = own
            self._own_head(own)

    def _own_head(self, own: Metadata) -> None:
        number = _first(own, "version") or ""
        if not number.isdecimal():
            raise FormatError(f"the version of its metadata is {number!r}, which is no number; {ADVICE}.")
        if int(number) > VERSION:
            raise FormatError(f"its metadata are of version {number}; install a newer bitext to read them.")
        for name in SIDES:
            for text in own.get(f"{name}-quotation", []):
                self._decoder.quotation(name, text)
        self._links(own)

    def unit(self, found: Found) -> None:
        """The segments and ignorables of a unit."""
        holder = found.scope.element.find(tag_of("mda:metadata"))
        metadata = metadata_of(holder) if self._metadata is not None else {}
        pieces = [_piece(part, place, metadata, found.around) for place, part in enumerate(found.scope.parts)]
        for side in self._sides.values():
            side.begin_unit()
        for block in _blocks(pieces):
            self._block(block)

    def _block(self, block: Sequence[_Piece]) -> None:
        """Pieces that change places with one another only: white space, or a row."""
        ordered = {"source": block, "target": sorted(block, key=lambda piece: piece.place)}
        edited = self._edited
        items = {name: self._sides[name].items(ordered[name], len(self._rows)) for name in SIDES}
        segments = [piece for piece in block if not piece.is_white]
        told = [piece for piece in segments if piece.metadata]
        if not told and not any(items.values()):
            return
        for piece in told:
            self._links(piece.metadata)
        flags = [flag for piece in told for flag in piece.metadata.get("flag", [])]
        if items["source"] and not items["target"] and not told:
            self._lacking += 1
            flags.append("empty")
        whole = len(segments) == 1 and edited == self._edited and all(items.values())
        scores = (read_score(_first(piece.metadata, "score") or "1") for piece in segments)
        self._rows.append(
            Row(
                items["source"],
                items["target"],
                min(scores),
                tuple(dict.fromkeys(flags)),
                read_words(_first(segments[0].metadata, "words") or "") if whole else WordLinks(),
                all(piece.is_segment and piece.state in _CHECKED for piece in segments),
            )
        )

    @property
    def _edited(self) -> int:
        return sum(side.edited for side in self._sides.values())

    def _links(self, metadata: Metadata) -> None:
        for text in metadata.get("link", []):
            self._decoder.link(text)

    def bitext(self) -> Bitext:
        """What was read. Raises FormatError where metadata contradict the text."""
        self._tell()
        languages = self._languages or ("fr", "en")
        if self._metadata is None:
            return _foreign(self._rows, languages)
        own = self._metadata
        source, target = (_first(own, f"{name}-lang") for name in SIDES)
        tails = [read_white_space(_first(own, f"{name}-tail") or "") for name in SIDES]
        bare = bitext_of(
            self._rows,
            (source or languages[0], target or languages[1]),
            model=_first(own, "model"),
            quoted=_NO_QUOTATIONS,
            tails=(tails[0], tails[1]),
        )
        bitext = self._decoder.quoted(bare)
        try:
            check(bitext)
        except InputError as error:
            raise FormatError(f"the metadata do not fit the text ({error}); {ADVICE}.") from error
        return bitext

    def _tell(self) -> None:
        told = []
        if self._lacking:
            told.append(f"segments without a target: {self._lacking}; they are pairs with an empty side")
        if self._edited:
            told.append(
                f"segments edited: {self._edited}; their word links and sentence borders are left out, "
                "align the two texts again to have them"
            )
        if told:
            warnings.warn("; ".join(told) + ".", ExchangeWarning, stacklevel=4)


def _foreign(rows: Sequence[Row], tags: tuple[str, str]) -> Bitext:
    """The rows of a file of another program."""
    languages = primary(tags[0]), primary(tags[1])
    if set(languages) <= _WITH_RULES:
        return bitext_of(rows, languages)
    warnings.warn(
        f"the languages are {' and '.join(languages)}; quotations are found in French and English only, "
        "so there are none.",
        LanguageWarning,
        stacklevel=4,
    )
    return bitext_of(rows, languages, quoted=_NO_QUOTATIONS)


def _piece(part: Part, place: int, metadata: dict[str, Metadata], around: Surroundings) -> _Piece:
    target, key = part.target, identity(part.element)
    order = None if target is None else target.get("order")
    return _Piece(
        name_of(part.element) == "segment",
        content(part.source, around),
        None if target is None else content(target, around),
        part.element.get("state", "initial"),
        {} if key is None else metadata.get(key, {}),
        place if order is None else int(order) - 1,
    )


def _blocks(pieces: Sequence[_Piece]) -> Iterator[Sequence[_Piece]]:
    """The shortest stretches of which sources and targets have the same places."""
    begun, reach = 0, 0
    for at, piece in enumerate(pieces):
        reach = max(reach, piece.place)
        if reach == at:
            yield pieces[begun : at + 1]
            begun = at + 1


@dataclass(slots=True)
class _Side:
    """Reads the segments of one side."""

    name: SideName
    found: Decoder
    edited: int = 0
    _begun: bool = False
    """Whether there was a sentence in the document."""
    _in_unit: bool = False
    """Whether there was one in the unit."""
    _break: str = "\n"
    _white: list[str] = field(default_factory=list)
    """White space since the last sentence of the unit."""

    def break_with(self, gap: str) -> None:
        """What parts the next sentence from the last, if they are in different units."""
        self._break = gap

    def begin_unit(self) -> None:
        self._in_unit = False
        self._white.clear()

    def items(self, pieces: Sequence[_Piece], row: int) -> list[Item]:
        """The sentences of some pieces; white space is kept for the next ones."""
        items: list[Item] = []
        length = 0
        for piece in pieces:
            side = piece.side(self.name)
            if piece.is_white:
                self._white.append(side.text)
                continue
            for text in piece.metadata.get(f"{self.name}-quotation", []):
                self.found.quotation(self.name, text)
            lead, new = self._cut(side.text, piece.metadata)
            start = length + (len(new[0].gap or "") if new and items else 0)
            for item in new:
                length += len(item.text) + (len(item.gap or "") if items else 0)
                items.append(item)
            for code in side.codes:
                self._code(
                    code.id, row, start + min(max(0, code.at - lead), length - start), opens=code.opens
                )
        return items

    def _code(self, key: str, row: int, at: int, *, opens: bool) -> None:
        hit = _CODE.fullmatch(key)
        if hit is not None:
            self.found.code(self.name, row, int(hit[1]), at, opens=opens)

    def _cut(self, whole: str, metadata: Metadata) -> tuple[int, list[Item]]:
        """The sentences of a segment, and how much white space stands before them."""
        total = _first(metadata, f"{self.name}-sum")
        told = _first(metadata, f"{self.name}-sentences")
        if total is not None and total != checksum(whole):
            self.edited += 1
            told = None
        text = whole if told is not None else whole.strip()
        lead = whole.index(text)
        usual: list[Border] = [(0, len(text), None)] if text else []
        borders = usual if told is None else read_borders(told, text)
        if not borders:
            self._white.append(whole)
            return lead, []
        self._white.append(whole[:lead])
        items: list[Item] = []
        last = 0
        for start, end, paragraph in borders:
            gap = text[last:start] if items else self._gap(_first(metadata, f"{self.name}-gap"))
            items.append(Item(text[start:end], gap, None if self.edited else paragraph))
            last = end
        self._white = [whole[lead + len(text) :]]
        return lead, items

    def _gap(self, told: str | None) -> str:
        """The white space before the next sentence."""
        if told is not None:
            gap = read_white_space(told)
        elif self._in_unit:
            gap = "".join(self._white)
        else:
            gap = self._break if self._begun else ""
        self._begun = self._in_unit = True
        self._break = "\n"
        return gap


def _first(metadata: Metadata, name: str) -> str | None:
    return next(iter(metadata.get(name, [])), None)
