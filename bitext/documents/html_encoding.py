"""In which encoding a page of HTML is: what its marks, its user, it itself and its characters say."""

from __future__ import annotations

import codecs
import re
from typing import Final

from bitext.errors import EncodingError, FormatError
from bitext.files import AUTO, DecodedText, decoded

_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)|\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]+)""",
    re.IGNORECASE,
)
_ENCODINGS: Final = re.compile(
    r"utf-?8|iso-?8859-?\d+|latin-?\d|windows-?125\d|cp125\d|(?:us-)?ascii|macintosh"
)
_LATIN: Final = re.compile(r"iso-?8859-?1|latin-?1|(?:us-)?ascii")


def decoded_page(data: bytes, name: str, encoding: str, declared: str | None) -> DecodedText:
    """The text of a page, which says itself that it is in ``declared``. Raises EncodingError."""
    if encoding != AUTO or declared is None or data.startswith(_MARKS):
        return decoded(data, name, encoding)
    try:
        return decoded(data, name, declared)
    except EncodingError:
        return decoded(data, name)


def declared_encoding(data: bytes, name: str) -> str | None:
    """The encoding that a page without a mark names."""
    found = _DECLARED.search(data, 0, 4096)
    if data.startswith(_MARKS) or not found:
        return None
    declared = (found[1] or found[2]).decode("ascii", "replace").lower()
    if not _ENCODINGS.fullmatch(declared):
        raise FormatError(
            f"{name} says that it is {declared!r}, which bitext does not read; save it as UTF-8."
        )
    if declared in ("utf-8", "utf8"):
        return "utf-8"
    # Browsers take Latin-1 for the superset of it that Windows uses.
    return "windows-1252" if _LATIN.fullmatch(declared) else declared
