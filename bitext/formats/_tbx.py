"""TBX (TermBase eXchange): ISO 30042:2008, ``martif`` with ``termEntry``; ISO 30042:2019, ``tbx``.

Of an entry, each of its French terms has the English term that is preferred, or else the first. What is
deprecated or superseded is left out on the English side: nobody wants it; in French it may well be met.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bitext.errors import FormatError
from bitext.formats._term_rows import TermRow
from bitext.formats._xml import LANG, elements
from bitext.text.language import language_of_tag

_NAMESPACE: Final = "{urn:iso:std:iso:30042:ed-2}"
_ROOTS: Final = (f"{_NAMESPACE}tbx", "martif", "tbx", "TBX")
_ENTRIES: Final = frozenset(
    {"termEntry", f"{_NAMESPACE}conceptEntry", "conceptEntry", f"{_NAMESPACE}termEntry"}
)
_LANGUAGES: Final = frozenset({"langSet", "langSec"})
_TERMS: Final = frozenset({"tig", "ntig", "termSec"})
_UNWANTED: Final = ("deprecated", "superseded")
_PREFERRED: Final = "preferred"


def read_tbx(data: bytes) -> Iterator[TermRow]:
    """The terms of a file. Raises FormatError where it is no TBX, or has no entry in both languages."""
    found, entries = False, 0
    for entry in elements(data, _ROOTS, _ENTRIES):
        entries += 1
        sources, targets = (list(_terms(entry, code)) for code in ("fr", "en"))
        wanted = [term for term in targets if term.status != "unwanted"]
        best = next((term for term in wanted if term.status == _PREFERRED), wanted[0] if wanted else None)
        for source in sources if best else ():
            found = True
            yield TermRow(source.text, best.text if best else "", source.line)
    if entries and not found:
        raise FormatError("no entry of it has a French and an English term; check its xml:lang attributes.")


class _Term:
    """A term of an entry: its text, its line, and whether it is preferred or unwanted."""

    __slots__ = ("line", "status", "text")

    def __init__(self, term: Any, holder: Any) -> None:
        self.text = " ".join("".join(term.itertext()).split())
        self.line = int(term.sourceline or 0)
        told = " ".join(
            text.strip().lower()
            for note in holder.iter()
            if _name(note) in {"termNote", "administrativeStatus"} and (text := note.text)
        )
        self.status = "unwanted" if any(word in told for word in _UNWANTED) else ""
        if self.status == "" and _PREFERRED in told:
            self.status = _PREFERRED


def _terms(entry: Any, code: str) -> Iterator[_Term]:
    """The terms of an entry in a language."""
    for section in entry.iter():
        tag = section.get(LANG) or section.get("lang") if _name(section) in _LANGUAGES else None
        if not tag or language_of_tag(tag) != code:
            continue
        for holder in section.iter():
            if _name(holder) in _TERMS:
                term = next((each for each in holder.iter() if _name(each) == "term"), None)
                if term is not None:
                    yield _Term(term, holder)


def _name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
