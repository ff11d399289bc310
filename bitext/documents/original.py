"""Documents with structure: their text is translated, their form stays.

A form takes a document apart into one plain text and what stands around and over it. The text is
segmented and translated like any other; then the target goes back into the document::

    original = open_original("page.html")
    bitext = aligner.align(original.text)
    Path("page.en.html").write_bytes(original.render(bitext))

Code, addresses and placeholders take no part: masks, such as ``{1}``, stand for them in the text.
For other formats than the document's own, :func:`unmasked` puts them back on both sides of the bitext.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from bitext.documents.plain import PlainText
from bitext.errors import FormatError, InputError
from bitext.files import AUTO, FileKind, kind_of, read_bytes
from bitext.files.encodings import decoded
from bitext.files.kinds import BY_SUFFIX, KINDS, MARKDOWN
from bitext.files.reading import name_of
from bitext.result.fillable import Fillable
from bitext.result.storage import formats, to_fill
from bitext.result.unmasking import unmasked

if TYPE_CHECKING:
    from bitext.result.bitext import Bitext
    from bitext.text.masking import Mask

__all__ = [
    "BINARY",
    "FORMS",
    "PLAIN",
    "SUFFIXES",
    "DocumentForm",
    "Original",
    "Source",
    "document_forms",
    "form_of",
    "open_original",
    "open_source",
    "read_original",
    "unmasked",
]

PLAIN: Final = "text"
"""The form of plain text."""

BINARY: Final = frozenset(("docx", "epub", "odf", "pdf", "pptx", "xlsx"))
"""Forms that are no text, so that they are not to be printed."""

SUFFIXES: Final = {
    suffix: kind.form for suffix, kind in BY_SUFFIX.items() if kind.form and kind.form != PLAIN
}
"""Which form a file has, by its suffix."""

SHARED_SUFFIXES: Final = {"tei": (".xml",), "ttml": (".xml",), "pdf": (".docx",)}
"""Further suffixes that files of a form have, as files of other kinds do; a PDF becomes a Word document."""

SUBTITLES: Final = frozenset(("ass", "subrip", "ttml", "webvtt"))
"""Forms whose text is shown at times; their documents are :class:`bitext.documents.subtitles.Subtitles`."""

FORMS: Final = (PLAIN, *dict.fromkeys(SUFFIXES.values()))
"""Every form there is."""


class Original(Protocol):
    """A document whose text has been taken out, to be put back in another language."""

    @property
    def text(self) -> str:
        """What is to be translated: one paragraph a line, a blank line between two; may be empty."""

    @property
    def masks(self) -> Sequence[Mask]:
        """What stands in :attr:`text` for code, addresses and placeholders; see :func:`unmasked`."""

    def render(self, bitext: Bitext) -> bytes:
        """The document with the target of ``bitext``, made from :attr:`text`, in the place of its text.

        Raises InputError where ``bitext`` was made from another text.
        """


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """A form of document: its text is translated, and it comes back in its own form.

    ``name`` is what ``--from`` takes, ``title`` what a reader calls it; ``prints``: it is text, which can be
    printed. A document holds no links: for those, the result is saved in a format as well.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    prints: bool


def document_forms() -> dict[str, DocumentForm]:
    """The forms of documents that are translated, by name.

    Example:
        >>> from bitext.documents import document_forms
        >>> document_forms()["subrip"]
        DocumentForm(name='subrip', title='SubRip subtitles', suffixes=('.srt',), prints=True)
    """
    found: dict[str, DocumentForm] = {}
    for kind in KINDS:
        if kind.form and kind.form not in found:
            own = (suffix for suffix, form in SUFFIXES.items() if form == kind.form)
            suffixes = tuple(dict.fromkeys((*kind.suffixes, *own, *SHARED_SUFFIXES.get(kind.form, ()))))
            title = kind.title.removeprefix("an ").removeprefix("a ")
            found[kind.form] = DocumentForm(kind.form, title, suffixes, kind.form not in BINARY)
    return found


@dataclass(frozen=True, slots=True)
class Source:
    """What a user gave: its form (*text* for plain text) and the text that was taken out.

    The form of a bilingual file that is filled in is the name of its format.
    """

    form: str
    original: Original

    def whole(self, bitext: Bitext) -> Bitext:
        """``bitext``, made from the text, as other formats have it.

        That is with what masks stand for, and in a bilingual file with the units that had a target.
        """
        if isinstance(self.original, Fillable):
            found: Bitext = self.original.whole(bitext)
            return found
        return unmasked(bitext, self.original.masks)


def form_of(path: str | os.PathLike[str]) -> str | None:
    """The form that the suffix of ``path`` stands for; None for plain text."""
    return SUFFIXES.get(Path(path).suffix.lower())


def has_suffix_of(form: str, path: str | os.PathLike[str]) -> bool:
    """Whether the suffix of ``path`` is one that files of a form have."""
    return form_of(path) == form or Path(path).suffix.lower() in SHARED_SUFFIXES.get(form, ())


def open_source(
    path: str | os.PathLike[str],
    form: str | None = None,
    encoding: str = AUTO,
    front_matter: Collection[str] | None = None,
    *,
    fill: bool = True,
    overwrite_targets: bool = False,
) -> Source:
    """A text, a document, or a bilingual file to be filled in; "-" is standard input.

    What it is, is told by its content, else by its suffix; ``form`` (one of :data:`FORMS`, or the name of a
    format that can be filled in) says it instead. ``fill``: whether bilingual files are taken;
    ``overwrite_targets``: targets that there are count as missing.
    ``encoding``: see :func:`bitext.files.decoded`. ``front_matter``: the keys whose values are translated at
    the head of a Markdown file; None for the usual ones (titles, descriptions and the like).

    Raises:
        InputError: if the file cannot be read, or is empty.
        EncodingError: if its characters cannot be decoded.
        FormatError: if it is of a kind that bitext does not read, or not what its form says.
    """
    return read_source(
        read_bytes(path),
        name_of(path),
        form,
        encoding,
        front_matter,
        fill=fill,
        overwrite_targets=overwrite_targets,
    )


def read_source(
    data: bytes,
    name: str,
    form: str | None = None,
    encoding: str = AUTO,
    front_matter: Collection[str] | None = None,
    *,
    fill: bool = False,
    overwrite_targets: bool = False,
) -> Source:
    """What a file holds, from its bytes; ``name`` is that of the file. See :func:`open_source`."""
    if fill and (format_name := _format_to_fill(data, name, form)):
        return Source(format_name, to_fill(data, name, format_name, overwrite_targets=overwrite_targets))
    if form is None:
        kind = kind_of(data, name)
        if not kind.form:
            raise FormatError(refusal(kind, name))
        form = kind.form
    if form == PLAIN:
        text = decoded(data, name, encoding).text
        if not text:
            raise InputError(f"{name} is empty; give a file with text in it.")
        return Source(form, PlainText(text))
    return Source(form, read_original(data, form, name, encoding, front_matter))


def open_original(
    path: str | os.PathLike[str], form: str | None = None, encoding: str = AUTO
) -> Original | None:
    """The document in a file; None where it is plain text. See :func:`open_source`."""
    source = open_source(path, form, encoding)
    return None if source.form == PLAIN else source.original


def read_original(
    data: bytes,
    form: str,
    name: str = "the document",
    encoding: str = AUTO,
    front_matter: Collection[str] | None = None,
) -> Original:
    """The document in ``data``; ``name`` is what messages call it. Raises as :func:`open_source` does."""
    forms = sorted(set(SUFFIXES.values()))
    if form not in forms:
        raise FormatError(f"there is no form {form}; use one of {', '.join(forms)}.")
    read: Callable[..., Original] = import_module(f"bitext.documents.{form}").read
    if form == MARKDOWN.form and front_matter is not None:
        return read(data, name, encoding, frozenset(key.lower() for key in front_matter))
    return read(data, name, encoding)


def refusal(kind: FileKind, name: str) -> str:
    """Says what a file is that cannot be translated, what can be, and what to do."""
    return f"{name} is {kind.title}; bitext translates {_readable()}. To go on, {kind.advice}."


def _format_to_fill(data: bytes, name: str, form: str | None) -> str | None:
    """The format of a bilingual file that can be filled in; None for what is none, or bitext's own."""
    if form is not None:
        return form if form not in FORMS and _fills(form) else None
    kind = kind_of(data, name)
    return kind.format if not (kind.form or kind.own) and _fills(kind.format) else None


def _fills(name: str) -> bool:
    """Whether there is a format of that name whose files are filled in."""
    return name in formats() and formats()[name].fills


def _readable() -> str:
    titles = [
        f"{kind.title.removeprefix('an ').removeprefix('a ')} ({kind.suffixes[0]})"
        for kind in KINDS
        if kind.form or (kind.suffixes and not kind.own and _fills(kind.format))
    ]
    return f"{', '.join(titles[:-1])} and {titles[-1]}"
