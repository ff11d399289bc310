"""TMX of other programs → a :class:`Bitext`: which two languages, which variant, what is left out.

Where a file has French and English, the French is the source, whatever the program called so. Else the
source is the language that the header names and the target English, or what there is most of. A unit
that lacks one of the two becomes a pair with an empty side. Variants that have no place in a pair are told
with an ExchangeWarning. The file is kept with the Bitext, so that it can be written again as it was.
"""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bitext.errors import ExchangeWarning, FormatError
from bitext.formats._foreign import bitext_of_languages, sentences_of
from bitext.formats._rows import FilePair, bitext_of
from bitext.formats.tmx.units import CHECKED, FLAG
from bitext.result.foreign_file import ForeignFile, ForeignRow
from bitext.text.language import language_of_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bitext.formats._rows import FileSentence
    from bitext.formats.tmx.units import TranslationUnit, Variant
    from bitext.result.bitext import Bitext


def foreign(units: Sequence[TranslationUnit], source: str, data: bytes) -> Bitext:
    """A pair for each unit; ``source`` is the source language as the header has it, ``data`` the whole file.

    Raises FormatError where the file has one language only.
    """
    if not units:
        return replace(bitext_of(()), foreign=ForeignFile("tmx", data, (), {}))
    languages = _languages(units, language_of_tag(source))
    tags = Counter(variant.lang.lower() for unit in units for variant in unit.variants)
    rows, kept, left_out, lacking = [], [], Counter[str](), Counter[str]()
    for number, unit in enumerate(units):
        chosen = [_choose(unit, language, tags) for language in languages]
        left_out.update(each.lang for each in unit.variants if not any(each is one for one in chosen))
        if chosen == [None, None]:
            continue
        lacking.update(lang for lang, each in zip(languages, chosen, strict=True) if each is None)
        rows.append(_pair(unit, chosen))
        kept.append(_row(number, unit, chosen, rows[-1]))
    _tell(left_out, lacking)
    extras = sum((unit.extras for unit in units), Counter[str]())
    file = ForeignFile("tmx", data, tuple(kept), extras)
    return replace(bitext_of_languages(rows, languages, told=1), foreign=file)


def _languages(units: Iterable[TranslationUnit], source: str) -> tuple[str, str]:
    counts = Counter(
        lang for unit in units for lang in {language_of_tag(each.lang): None for each in unit.variants}
    )
    if {"fr", "en"} <= counts.keys():
        return "fr", "en"
    if source not in counts:
        source = "fr" if "fr" in counts else next(iter(counts), "")
    others = [lang for lang, _ in counts.most_common() if lang != source]
    if not others:
        raise FormatError(
            f"it holds one language only ({source or 'none'}); export it with the translation as well."
        )
    return source, "en" if "en" in others else others[0]


def _choose(unit: TranslationUnit, language: str, tags: Counter[str]) -> Variant | None:
    """The variant of a language; of several, the one whose tag is the most common in the file."""
    variants = [each for each in unit.variants if language_of_tag(each.lang) == language]
    return max(variants, key=lambda each: tags[each.lang.lower()], default=None)


def _pair(unit: TranslationUnit, chosen: Sequence[Variant | None]) -> FilePair:
    source, target = map(_sentences, chosen)
    flags = tuple(unit.props.get(FLAG, ()))
    return FilePair(source, target, flags=flags, checked=unit.props.get(CHECKED) == ["yes"])


def _row(number: int, unit: TranslationUnit, chosen: Sequence[Variant | None], pair: FilePair) -> ForeignRow:
    """What is kept of a unit: its place, and those of its variants; -1 for one that is not there."""
    places = [
        next((at for at, each in enumerate(unit.variants) if each is variant), -1) for variant in chosen
    ]
    source, target = ("".join(each.text.strip() for each in side) for side in (pair.source, pair.target))
    return ForeignRow((source, target), (number, *places), pair.flags, pair.checked)


def _sentences(variant: Variant | None) -> tuple[FileSentence, ...]:
    return () if variant is None else sentences_of(variant.text)


def _tell(left_out: Counter[str], lacking: Counter[str]) -> None:
    told = []
    if lacking:
        told.append(f"some units lack a language and are pairs with an empty side: {_counts(lacking)}")
    if left_out:
        told.append(f"some variants have no place in a pair and are left out: {_counts(left_out)}")
    if told:
        warnings.warn("; ".join(told) + ".", ExchangeWarning, stacklevel=3)


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{count} {lang}" for lang, count in sorted(counter.items()))
