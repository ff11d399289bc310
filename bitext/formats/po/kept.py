"""PO that was read, written again: as it was, but for translations that have changed in the Bitext since.

A pair that a person has found right is not fuzzy any more.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, TextIO

from bitext.errors import ExchangeWarning
from bitext.formats.po.catalogue import flag_lines, read_catalogue, target_lines
from bitext.formats.po.reader import FUZZY
from bitext.result.foreign_file import tell_left_out

if TYPE_CHECKING:
    from bitext.formats.po.catalogue import Catalogue
    from bitext.result.bitext import Bitext
    from bitext.result.foreign_file import ForeignRow
    from bitext.result.pair import Pair


def kept_bytes(bitext: Bitext) -> bytes | None:
    """The file that a Bitext was read from, with what has changed; None where it was no PO file.

    Where pairs were merged or divided the file cannot be kept; an ExchangeWarning tells what is left out.
    """
    foreign = bitext.foreign
    if foreign is None or foreign.format != "po":
        return None
    if len(foreign.rows) != len(bitext.pairs):
        tell_left_out(foreign, "a file with pairs that were merged or divided")
        return None
    rows = zip(foreign.rows, bitext.pairs, strict=True)
    changed = [(row, pair) for row, pair in rows if not row.is_like(pair)]
    if not changed:
        return foreign.data
    return _changed(read_catalogue(foreign.data, "it"), changed)


def _changed(catalogue: Catalogue, changed: list[tuple[ForeignRow, Pair]]) -> bytes:
    targets: dict[int, list[str]] = {}
    fuzzy: dict[int, bool] = {}
    sources = 0
    for row, pair in changed:
        number, form = row.places
        entry = catalogue.entries[number]
        sources += row.texts[0] != pair.source.text
        if row.texts[1] != pair.target.text:
            old = targets.setdefault(number, list(entry.targets))
            old[form] = like(entry.plural if entry.plural and form else entry.source, pair.target.text)
        fuzzy[number] = fuzzy.get(number, False) or (FUZZY in pair.flags and not pair.checked)
    replaced = {}
    for number, texts in targets.items():
        entry = catalogue.entries[number]
        replaced[entry.body.start] = entry.body.stop, target_lines(entry, texts, catalogue)
    for number, is_fuzzy in fuzzy.items():
        lines = flag_lines(catalogue.entries[number], catalogue, fuzzy=is_fuzzy)
        replaced |= dict([lines]) if lines else {}
    if sources:
        warnings.warn(
            f"msgid is the key of an entry and stays: {sources} changed in the source left out.",
            ExchangeWarning,
            stacklevel=4,
        )
    return catalogue.written(replaced)


def like(source: str, target: str) -> str:
    """A translation with the white space that its source has at both ends, as gettext demands."""
    if not target.strip():
        return ""
    lead = source[: len(source) - len(source.lstrip())]
    return f"{lead}{target.strip()}{source[len(source.rstrip()) :]}"


def write_text(data: bytes, stream: TextIO) -> None:
    """Puts a file on a text stream, in whatever encoding it was."""
    stream.write(read_catalogue(data, "it").decoded.text)
