"""A PO file whose missing translations are filled in; all else stays as it is, byte for byte.

What is filled in is marked *fuzzy*, so that a person looks at it before a program uses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bitext.documents.messages import Message, MessageTable, Notation
from bitext.errors import FormatError
from bitext.formats.po.catalogue import (
    ENGLISH_FORMS,
    Catalogue,
    Entry,
    flag_lines,
    quoted,
    read_catalogue,
    target_lines,
)
from bitext.formats.po.languages import languages_of
from bitext.formats.po.reader import bitext_of
from bitext.languages import name_of
from bitext.result.bitext import Bitext
from bitext.text.masking import mask_letter

_PYTHON: Final = frozenset(("python-format", "python-brace-format"))
"""Formats whose directives cannot be numbered."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """A plural form that has no translation yet: its entry and its number."""

    entry: Entry
    form: int
    message: Message


class FillableCatalogue(MessageTable):
    """A catalogue to be filled in; see :class:`bitext.result.fillable.Fillable`."""

    @property
    def missing(self) -> int:
        """How many texts are to be filled, plural forms each by itself."""
        return len(self.messages)

    def whole(self, bitext: Bitext) -> Bitext:
        """All entries as one Bitext, filled in."""
        return bitext_of(self.render(bitext))


def fill(data: bytes, name: str, overwrite: bool) -> FillableCatalogue:
    """The texts of a file that have no translation; with ``overwrite``, all of them.

    Raises:
        EncodingError: its characters cannot be decoded.
        FormatError: it is no PO file, or not one of French that goes into English.
    """
    catalogue = read_catalogue(data, name)
    _check(languages_of(catalogue))
    gaps = list(_gaps(catalogue, overwrite=overwrite))
    return FillableCatalogue([gap.message for gap in gaps], lambda texts: _filled(catalogue, gaps, texts))


def _check(languages: tuple[str, str]) -> None:
    source, target = languages
    if source != "fr":
        raise FormatError(
            f"the texts to be translated (msgid) are in {name_of(source)}, and bitext translates French. "
            "If they are French, say so in the header: X-Source-Language: fr."
        )
    if target != "en":
        raise FormatError(
            f"the translations (msgstr) are to be in {name_of(target)}, as the header says, and bitext "
            "translates into English. If that is meant, write in the header: Language: en."
        )


def _gaps(catalogue: Catalogue, *, overwrite: bool) -> Iterator[_Gap]:
    letter = mask_letter(catalogue.decoded.text)
    count, one = _forms(catalogue)
    for entry in catalogue.entries:
        is_numbered = _PYTHON.isdisjoint(entry.flags)
        notation = Notation(letter, accelerators="&_", numbers_arguments=is_numbered)
        for form in range(count if entry.plural else 1):
            old = entry.targets[form] if form < len(entry.targets) else ""
            if overwrite or not old:
                source = entry.plural if entry.plural and (form != one or count == 1) else entry.source
                yield _Gap(entry, form, Message(source, notation))


def _forms(catalogue: Catalogue) -> tuple[int, int]:
    """The number of plural forms, and which of them is for one thing; those of English in a template."""
    return (2, 0) if "INTEGER" in catalogue.header.get("Plural-Forms", "") else catalogue.forms


def _filled(catalogue: Catalogue, gaps: Sequence[_Gap], texts: Sequence[str]) -> bytes:
    targets: dict[int, tuple[Entry, list[str]]] = {}
    count, _ = _forms(catalogue)
    for gap, text in zip(gaps, texts, strict=True):
        old = list(gap.entry.targets)
        old += [""] * (count - len(old) if gap.entry.plural else 0)
        targets.setdefault(gap.entry.begin, (gap.entry, old))[1][gap.form] = text
    replaced: dict[int, tuple[int, str]] = {}
    for entry, new in targets.values():
        replaced[entry.body.start] = entry.body.stop, target_lines(entry, new, catalogue)
        lines = flag_lines(entry, catalogue, fuzzy=True)
        replaced |= dict([lines]) if lines else {}
    if targets:
        replaced |= _header(catalogue, has_plurals=any(entry.plural for entry, _ in targets.values()))
    return catalogue.written(replaced)


def _header(catalogue: Catalogue, *, has_plurals: bool) -> dict[int, tuple[int, str]]:
    """The header of a template with what it leaves open; none where nothing is open."""
    head = catalogue.header_entry
    if head is None:
        return {}
    rows = head.targets[0].splitlines()
    new = [_field(row) for row in rows]
    if has_plurals and not any(row.startswith("Plural-Forms:") for row in rows):
        new.append(f"Plural-Forms: {ENGLISH_FORMS}")
    if new == rows:
        return {}
    text = "".join(f"{row}\n" for row in new)
    return {head.body.start: (head.body.stop, quoted("msgstr", text, catalogue.width, catalogue.newline))}


def _field(row: str) -> str:
    key, _, value = row.partition(":")
    if key == "Language" and not value.strip():
        return "Language: en"
    if key == "Plural-Forms" and "INTEGER" in value:
        return f"Plural-Forms: {ENGLISH_FORMS}"
    return row.replace("charset=CHARSET", "charset=UTF-8")
