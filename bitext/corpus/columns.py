"""Which fields of a record are the texts of a document, and which one names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bitext.corpus.documents import CorpusDocument
from bitext.errors import FormatError

_SOURCES: Final = ("text", "source", "fr", "french", "content")
_TARGETS: Final = ("target", "en", "english")
_NESTED: Final = "translation"
"""The field of Hugging Face ``datasets`` that has a text for each language."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the fields: of the text, of its translation, of the name of the document.

    What is None goes by the usual names. ``links``: whether a translation is wanted (None: where there is
    one).
    """

    source: str | None = None
    target: str | None = None
    name: str = "id"
    links: bool | None = None

    def document(self, fields: Mapping[str, object], number: int, place: str, reached: int) -> CorpusDocument:
        """The document that a record with these ``fields`` holds; one without a text has a reason."""
        given = fields.get(self.name)
        name = place if given is None or isinstance(given, list | dict | bool) else str(given)
        try:
            source, target = self._texts(fields)
        except FormatError as error:
            return CorpusDocument(number, name, reached=reached, reason=f"{place}: {error}")
        size = len(source) + len(target or "")
        return CorpusDocument(number, name, source, target, size=size, reached=reached)

    def _texts(self, fields: Mapping[str, object]) -> tuple[str, str | None]:
        inner = fields.get(_NESTED)
        if self.source is None and isinstance(inner, Mapping):
            fields = inner
        source = _text(fields, (self.source,) if self.source else _SOURCES, "text")
        if source is None:
            raise FormatError("the text is empty (null); leave the record out.")
        if self.links is False:
            return source, None
        names = (self.target,) if self.target else _TARGETS
        wanted = self.links or self.target is not None
        if not wanted and not any(name in fields for name in names):
            return source, None
        target = _text(fields, names, "translation")
        if target is None and wanted:
            raise FormatError("the translation is empty (null); use --translate to make one.")
        return source, target


def _text(fields: Mapping[str, object], names: tuple[str, ...], what: str) -> str | None:
    name = next((name for name in names if name in fields), None)
    if name is None:
        known = ", ".join(map(str, fields)) or "(none)"
        raise FormatError(f"there is no {what} in a field {' or '.join(names)}, but {known}; name its field.")
    value = fields[name]
    if value is not None and not isinstance(value, str):
        raise FormatError(f"the field {name} holds no text but {type(value).__name__}.")
    return value
