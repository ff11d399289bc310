"""PO → a :class:`Bitext`: a pair for each entry, two for one with plural forms.

The source is what ``msgid`` holds. Of several plural forms the pairs have that for one thing, and the last.
Entries that are out of use are left out. The file is kept with the Bitext, so that it can be written again
as it was.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bitext.formats._foreign import bitext_of_languages, sentences_of
from bitext.formats._rows import FilePair
from bitext.formats.po.catalogue import read_catalogue
from bitext.formats.po.languages import languages_of
from bitext.result.foreign_file import ForeignFile, ForeignRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bitext.formats.po.catalogue import Catalogue, Entry
    from bitext.result.bitext import Bitext

FUZZY: Final = "fuzzy"
"""The flag of a pair whose translation the file calls a proposal."""


def load(path: Path) -> Bitext:
    """Reads a file. Raises FormatError with the line of what is wrong."""
    return bitext_of(path.read_bytes())


def bitext_of(data: bytes) -> Bitext:
    """The entries of a file. Raises FormatError with the line of what is wrong."""
    catalogue = read_catalogue(data, "it")
    rows, kept = [], []
    for number, entry in enumerate(catalogue.entries):
        for source, target, form in _texts(entry, catalogue):
            flags = (FUZZY,) if entry.is_fuzzy and target.strip() else ()
            rows.append(FilePair(sentences_of(source), sentences_of(target), flags=flags))
            kept.append(ForeignRow((source.strip(), target.strip()), (number, form), flags))
    extras = Counter(name for entry in catalogue.entries for name in entry.extras)
    extras["obsolete entry"] = catalogue.obsolete
    file = ForeignFile("po", data, tuple(kept), extras)
    return replace(bitext_of_languages(rows, languages_of(catalogue), told=1), foreign=file)


def _texts(entry: Entry, catalogue: Catalogue) -> Iterator[tuple[str, str, int]]:
    """Source, target and number of the plural form of each pair."""
    targets = entry.targets or ("",)
    if not entry.plural:
        yield entry.source, targets[0], 0
        return
    one = min(catalogue.forms[1], len(targets) - 1)
    if len(targets) > 1:
        yield entry.source, targets[one], one
    yield entry.plural, targets[-1], len(targets) - 1
