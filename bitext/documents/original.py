"""Documents with structure: their text is translated, their form stays.

A form takes a document apart into one plain text and what stands around and over it. The text is
segmented and translated like any other; then the target goes back into the document::

    original = open_original("page.html")
    bitext = aligner.align(original.text)
    Path("page.en.html").write_bytes(original.render(bitext))

Code, addresses and placeholders take no part: masks, short names such as ``X1``, stand for them in the text.
For other formats than the document's own, :func:`unmasked` puts them back on both sides of the bitext.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from bitext.errors import FormatError
from bitext.files import read_bytes
from bitext.result.unmasking import unmasked

if TYPE_CHECKING:
    from bitext.result.bitext import Bitext
    from bitext.text.masking import Mask

__all__ = ["SUFFIXES", "Original", "form_of", "open_original", "read_original", "unmasked"]

SUFFIXES: Final = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".srt": "subrip",
}
"""Which form a file has, by its suffix."""


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


def form_of(path: str | os.PathLike[str]) -> str | None:
    """The form that the suffix of ``path`` stands for; None for plain text."""
    return SUFFIXES.get(Path(path).suffix.lower())


def open_original(path: str | os.PathLike[str], form: str | None = None) -> Original | None:
    """The document in a file; None where it is plain text.

    ``form`` (*markdown*, *html*, *docx*, *subrip*) says what it is where the suffix does not.

    Raises:
        InputError: if the file cannot be read.
        EncodingError: if its characters cannot be decoded.
        FormatError: if it is not what its form says, or there is no such form.
    """
    chosen = form_of(path) if form is None else form
    if chosen is None:
        return None
    return read_original(read_bytes(path), chosen, os.fspath(path))


def read_original(data: bytes, form: str, name: str = "the document") -> Original:
    """The document in ``data``; ``name`` is what messages call it. Raises as :func:`open_original` does."""
    forms = sorted(set(SUFFIXES.values()))
    if form not in forms:
        raise FormatError(f"there is no form {form}; use one of {', '.join(forms)}.")
    read: Callable[[bytes, str], Original] = import_module(f"bitext.documents.{form}").read
    return read(data, name)
