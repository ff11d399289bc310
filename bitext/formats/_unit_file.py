"""A bilingual file to be filled in: its units, those without a target as a text to translate.

A format reads its units into :class:`FileUnit` and gives a function that writes targets;
:class:`UnitFile` is what :attr:`bitext.Format.fill` gives.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from bitext.documents.blocks import join, masks_of
from bitext.documents.projection.block_links import link_blocks
from bitext.errors import ExchangeWarning, FormatError
from bitext.formats._foreign import sentences_of
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.formats._unit_text import UnitText, plain_text
from bitext.result.unmasking import unmasked
from bitext.text.language import language_of_tag
from bitext.text.masking import mask_letter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bitext.formats._unit_text import Token
    from bitext.result.bitext import Bitext
    from bitext.result.foreign_file import ForeignFile
    from bitext.result.pair import Pair, Side

    Write = Callable[[Mapping[int, Sequence[Token]]], bytes]
    """Makes the file with the targets of some units, by the number of the unit."""

_SOURCE, _TARGET = "fr", "en"
_CHOICE: Final = re.compile(r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,")
"""A message of ICU with forms to choose from, for numbers or genders."""


@dataclass(frozen=True, slots=True)
class FileUnit:
    """A unit of a bilingual file: its source, and its target where it has one that stays (else None).

    ``keeps_lines``: line ends are of the text. ``checked``: a person has found it right. ``is_kept``: it is
    not to be translated, whether it has a target or not.
    """

    source: Sequence[Token]
    target: Sequence[Token] | None = None
    keeps_lines: bool = False
    checked: bool = False
    is_kept: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether it is to be filled in."""
        if self.target is not None or self.is_kept:
            return False
        text = plain_text(self.source)
        return bool(text.strip()) and not _CHOICE.search(text)

    @property
    def has_choices(self) -> bool:
        """Whether it has no target and cannot be filled in, since it has forms for plurals and the like."""
        if self.target is not None or self.is_kept:
            return False
        return _CHOICE.search(plain_text(self.source)) is not None

    def pair(self) -> FilePair:
        """The unit as it is in the file."""
        source, target = (sentences_of(plain_text(side or ())) for side in (self.source, self.target))
        flags = ("empty",) if source and not target else ()
        return FilePair(source, target, flags=flags, checked=self.checked)


class UnitFile:
    """What :attr:`bitext.Format.fill` gives; see :class:`bitext.result.fillable.Fillable`."""

    def __init__(self, units: Sequence[FileUnit], write: Write, foreign: ForeignFile | None = None) -> None:
        """``foreign`` counts what a Bitext has no place for."""
        self._units = units
        self._write = write
        self._foreign = foreign
        missing = [at for at, unit in enumerate(units) if unit.is_missing]
        letter = mask_letter("\n".join(plain_text(units[at].source) for at in missing))
        self._texts = {
            at: UnitText(units[at].source, letter, keeps_lines=units[at].keeps_lines) for at in missing
        }
        blocks = [block for text in self._texts.values() for block in text.blocks]
        self.text, self._spans = join(blocks)
        self.masks = masks_of(blocks, self._spans)
        self.missing = len(missing)
        self._tell_choices()

    def _tell_choices(self) -> None:
        count = sum(unit.has_choices for unit in self._units)
        if count:
            warnings.warn(
                f"units with forms to choose from (plural, select): {count}; their targets stay missing, "
                "since the forms of English are a translator's to write.",
                ExchangeWarning,
                stacklevel=4,
            )

    def render(self, bitext: Bitext) -> bytes:
        """The file with the targets of ``bitext`` where it had none."""
        rest = iter(link_blocks(bitext, self.text, self._spans))
        found = {}
        for at, text in self._texts.items():
            target = text.target([next(rest) for _ in text.blocks])
            if target is not None:
                found[at] = target
        return self._write(found)

    def whole(self, bitext: Bitext) -> Bitext:
        """All units, with the pairs of ``bitext`` where one had no target."""
        by_block = self._pairs_by_block(bitext)
        self._tell_left_out()
        rows: list[FilePair] = []
        for at, unit in enumerate(self._units):
            blocks = by_block[: len(self._texts[at].blocks)] if at in self._texts else []
            del by_block[: len(blocks)]
            filled = list(chain.from_iterable(blocks))
            rows += _rows(filled) if filled else [unit.pair()]
        return bitext_of(
            (row for row in rows if row.source or row.target), (_SOURCE, _TARGET), model=bitext.model
        )

    def _tell_left_out(self) -> None:
        told = self._foreign.extras_told() if self._foreign is not None else ""
        if self._foreign is not None and told:
            warnings.warn(
                f"what the file holds beside its text ({told}) has no place "
                "in another format and is left out; name an output of the same suffix to keep it.",
                ExchangeWarning,
                stacklevel=3,
            )

    def _pairs_by_block(self, bitext: Bitext) -> list[list[Pair]]:
        """For each block its pairs, in offsets of the text with what masks stand for."""
        link_blocks(bitext, self.text, self._spans)
        found: list[list[Pair]] = [[] for _ in self._spans]
        at = 0
        for masked, pair in zip(bitext.pairs, unmasked(bitext, self.masks).pairs, strict=True):
            if masked.source:
                while at + 1 < len(self._spans) and self._spans[at + 1].start <= masked.source.start:
                    at += 1
            if found:
                found[at].append(pair)
        return found


def _rows(pairs: Sequence[Pair]) -> Iterator[FilePair]:
    """The pairs of a unit; sides after the first go on behind a space, not on a new line."""
    begun = [False, False]
    for pair in pairs:
        sides = []
        for number, side in enumerate((pair.source, pair.target)):
            sides.append(tuple(_sentences(side, " " if begun[number] else None)))
            begun[number] |= bool(side)
        words, terms = (
            links.shifted(-pair.source.start, -pair.target.start) if links else links
            for links in (pair.words, pair.terms)
        )
        yield FilePair(sides[0], sides[1], pair.score, pair.flags, words, pair.checked, terms=terms)


def _sentences(side: Side, gap: str | None) -> Iterator[FileSentence]:
    last = None
    for sentence in side:
        yield FileSentence(sentence.text, gap if last is None else " " * (sentence.start - last))
        last = sentence.end


def check_languages(source: str | None, target: str | None) -> None:
    """Raises FormatError where a file is to be filled in from another language, or into another.

    A language that the file does not tell (None) is what it must be.
    """
    for told, wanted in ((source, _SOURCE), (target, _TARGET)):
        if told is not None and language_of_tag(told) != wanted:
            raise FormatError(
                f"it is to be filled in from {source or '(not told)'} into {target or '(not told)'}; "
                "bitext translates French (fr) into English (en)."
            )
