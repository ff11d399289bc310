"""TMX that bitext wrote → the :class:`Bitext` that it was.

:mod:`bitext.formats.tmx.writer` says what the props hold, :mod:`bitext.formats._native` what becomes of a
file that another program has edited.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final

from bitext.errors import ExchangeWarning
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
from bitext.formats.tmx.units import PREFIX
from bitext.result.pair import SIDES
from bitext.text.language import language_of_tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bitext.formats._native import Values
    from bitext.formats.tmx.units import Props, TmxHeader, TranslationUnit, Variant
    from bitext.result.bitext import Bitext

VERSION: Final = 1


def own(header: TmxHeader, units: Iterable[TranslationUnit]) -> Bitext:
    """The Bitext of a file that bitext wrote.

    Raises FormatError where props cannot be read or contradict the text, or belong to a newer version.
    """
    values = _values(header.props)
    check_version(first(values, "version") or "", VERSION, "props")
    return _NativeReader(header.source, values).bitext(units)


class _NativeReader:
    """Reads units one after another."""

    def __init__(self, source: str, values: Values) -> None:
        """``source`` is the language of the source, ``values`` are those of the header."""
        self._values = values
        self._languages = source, first(values, "target") or ""
        self._decoder = QuotationDecoder()
        self._sides = tuple(_TmxSide(name, self._decoder) for name in SIDES)
        self._left_out = 0

    def bitext(self, units: Iterable[TranslationUnit]) -> Bitext:
        read_quotations(self._values, self._decoder)
        rows = [self._pair(at, unit) for at, unit in enumerate(units)]
        self._tell()
        return native_bitext(rows, self._languages, self._values, self._decoder, "props")

    def _pair(self, at: int, unit: TranslationUnit) -> FilePair:
        values = _values(unit.props)
        read_links(values, self._decoder)
        edited, changed = self._edited, self._sides[0].edited
        variants = self._variants(unit)
        source, target = (side.read(at, each) for side, each in zip(self._sides, variants, strict=True))
        whole = source and target and edited == self._edited
        return FilePair(
            source,
            target,
            read_score(first(values, "score") or "1"),
            tuple(values.get("flag", [])),
            read_words((first(values, "words") if whole else None) or ""),
            first(values, "checked") == "yes",
            read_wordings(values.get("alternative", [])) if changed == self._sides[0].edited else (),
            read_words((first(values, "terms") if whole else None) or ""),
            read_doubt(first(values, "doubt")) if edited == self._edited else None,
        )

    @property
    def _edited(self) -> int:
        return sum(side.edited for side in self._sides)

    def _variants(self, unit: TranslationUnit) -> list[Variant | None]:
        """The variants of the two sides; where both have one language, by their order."""
        source, target = (
            [each for each in unit.variants if language_of_tag(each.lang) == language_of_tag(language)]
            for language in self._languages
        )
        chosen = source[:2] if source == target else [*source[:1], *target[:1]]
        self._left_out += len(unit.variants) - len(chosen)
        if source == target:
            return [*chosen, None, None][:2]
        return [next(iter(source), None), next(iter(target), None)]

    def _tell(self) -> None:
        told = edits_told(self._sides)
        if self._left_out:
            told.append(f"variants that a pair has no place for: {self._left_out}; they are left out")
        if told:
            warnings.warn("; ".join(told) + ".", ExchangeWarning, stacklevel=4)


class _TmxSide(SideReader):
    """Reads the variants of one side."""

    __slots__ = ()

    def read(self, at: int, variant: Variant | None) -> list[FileSentence]:
        """The sentences of a variant of the unit number ``at``; its quotations go to the decoder."""
        if variant is None:
            return []
        values = _values(variant.props)
        self.read_quotations(values)
        lead, text, borders = self.segment(variant.text, values)
        for code in variant.codes:
            offset = min(max(0, code.at - lead), len(text))
            self.decoder.code(self.name, at, code.number, offset, opens=code.opens)
        found: list[FileSentence] = []
        last = 0
        for start, end, paragraph in [(0, len(text), None)] if borders is None else borders:
            white = text[last:start] if found else self._gap(values)
            found.append(self.sentence(text[start:end], white, paragraph))
            last = end
        return found

    def _gap(self, values: Values) -> str:
        """The white space before a variant."""
        told = self.value(values, "gap")
        return read_white_space(told) if told is not None else " " * self._begun


def _values(props: Props) -> Values:
    """The props that bitext wrote, by the name without the prefix."""
    return {name.removeprefix(PREFIX): values for name, values in props.items() if name.startswith(PREFIX)}
