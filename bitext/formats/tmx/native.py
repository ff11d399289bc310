"""TMX that bitext wrote → the :class:`Bitext` that it was; :mod:`bitext.formats.tmx.writer` says what props hold.

Other programs may have edited the file in between. Where the text of a segment is not what it was, its
word links and sentence borders are left out, with an ExchangeWarning; quotations go with their codes.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final

from bitext.errors import ExchangeWarning, FormatError, InputError
from bitext.formats._languages import primary
from bitext.formats._positions import ADVICE, checksum, read_borders, read_score, read_white_space, read_words
from bitext.formats._quotation_codes import SIDES, Decoder, SideName
from bitext.formats._rows import Item, Quoted, Row, bitext_of
from bitext.result.validation import check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bitext.formats.tmx.units import Header, Props, Unit, Variant
    from bitext.result.bitext import Bitext

VERSION: Final = 1
PREFIX: Final = "x-bitext-"

_NO_QUOTATIONS = Quoted((), (), ())


def is_own(header: Header) -> bool:
    """Whether bitext wrote the file."""
    return f"{PREFIX}version" in header.props


def own(header: Header, units: Iterable[Unit]) -> Bitext:
    """The Bitext of a file that bitext wrote.

    Raises FormatError where props cannot be read or contradict the text, or belong to a newer version.
    """
    number = _first(header.props, "version") or ""
    if not number.isdecimal():
        raise FormatError(f"its version of the props is {number!r}, which is no number; {ADVICE}.")
    if int(number) > VERSION:
        raise FormatError(f"its props are of version {number}; install a newer bitext to read them.")
    bitext = _Reader(header).bitext(units)
    try:
        check(bitext)
    except InputError as error:
        raise FormatError(f"the props do not fit the text ({error}); {ADVICE}.") from error
    return bitext


class _Reader:
    """Reads units one after another."""

    def __init__(self, header: Header) -> None:
        self._props = header.props
        self._languages = header.source, _first(header.props, "target") or ""
        self._found = Decoder()
        self._sides = tuple(_Side(name, self._found) for name in SIDES)
        self._left_out = 0

    def bitext(self, units: Iterable[Unit]) -> Bitext:
        for name in SIDES:
            for text in _all(self._props, f"{name}-quotation"):
                self._found.quotation(name, text)
        self._links(self._props)
        rows = [self._row(at, unit) for at, unit in enumerate(units)]
        source, target = (read_white_space(_first(self._props, f"{name}-tail") or "") for name in SIDES)
        model = _first(self._props, "model")
        bare = bitext_of(rows, self._languages, model=model, quoted=_NO_QUOTATIONS, tails=(source, target))
        self._tell()
        return self._found.quoted(bare)

    def _row(self, at: int, unit: Unit) -> Row:
        self._links(unit.props)
        edited = self._edited
        variants = self._variants(unit)
        source, target = (side.items(at, each) for side, each in zip(self._sides, variants, strict=True))
        whole = source and target and edited == self._edited
        words = _first(unit.props, "words") if whole else None
        return Row(
            source,
            target,
            read_score(_first(unit.props, "score") or "1"),
            tuple(_all(unit.props, "flag")),
            read_words(words or ""),
            _first(unit.props, "checked") == "yes",
        )

    @property
    def _edited(self) -> int:
        return sum(side.edited for side in self._sides)

    def _links(self, props: Props) -> None:
        for text in _all(props, "link"):
            self._found.link(text)

    def _variants(self, unit: Unit) -> list[Variant | None]:
        """The variants of the two sides; where both have one language, by their order."""
        source, target = (
            [each for each in unit.variants if primary(each.lang) == primary(language)]
            for language in self._languages
        )
        chosen = source[:2] if source == target else [*source[:1], *target[:1]]
        self._left_out += len(unit.variants) - len(chosen)
        if source == target:
            return [*chosen, None, None][:2]
        return [next(iter(source), None), next(iter(target), None)]

    def _tell(self) -> None:
        told = []
        if self._edited:
            told.append(
                f"segments edited: {self._edited}; their word links and sentence borders are left out, "
                "align the two texts again to have them"
            )
        if self._left_out:
            told.append(f"variants that a pair has no place for: {self._left_out}; they are left out")
        if told:
            warnings.warn("; ".join(told) + ".", ExchangeWarning, stacklevel=4)


class _Side:
    """Reads the segments of one side."""

    def __init__(self, name: SideName, found: Decoder) -> None:
        self._name = name
        self._found = found
        self._begun = False
        self.edited = 0

    def items(self, at: int, variant: Variant | None) -> list[Item]:
        """The sentences of a segment; its quotations go to the decoder."""
        if variant is None:
            return []
        for text in _all(variant.props, "quotation"):
            self._found.quotation(self._name, text)
        total, text = _first(variant.props, "sum"), variant.text
        told = _first(variant.props, "sentences")
        lead = 0
        if total is not None and total != checksum(text):
            self.edited += 1
            told = None
        if told is None:
            text = text.strip()
            lead = variant.text.index(text)
        for number, offset, opens in variant.codes:
            offset_here = min(max(0, offset - lead), len(text))
            self._found.code(self._name, at, number, offset_here, opens=opens)
        return self._cut(text, told, _first(variant.props, "gap"))

    def _cut(self, text: str, told: str | None, gap: str | None) -> list[Item]:
        """Items of a text; after an edit, paragraphs are counted on from the last that is known."""
        items: list[Item] = []
        last = 0
        for start, end, paragraph in [(0, len(text), None)] if told is None else read_borders(told, text):
            white = text[last:start]
            if not items:
                white = read_white_space(gap) if gap is not None else " " * self._begun
            items.append(Item(text[start:end], white, None if self.edited else paragraph))
            last, self._begun = end, True
        return items


def _all(props: Props, name: str) -> list[str]:
    return props.get(PREFIX + name, [])


def _first(props: Props, name: str) -> str | None:
    return next(iter(_all(props, name)), None)
