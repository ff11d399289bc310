"""HTML: a page to read and to correct (see :mod:`bitext.review.page`), which holds the result as well."""

from __future__ import annotations

import base64
import re
import zlib
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from bitext.errors import FormatError
from bitext.files import read_text, writing
from bitext.formats import json
from bitext.result.contents import EVERYTHING
from bitext.result.storage import Format

if TYPE_CHECKING:
    from bitext.result.bitext import Bitext

_SAVED: Final = re.compile(r'<script type="text/plain" id="result">([A-Za-z0-9+/=\s]*+)</script>')
"""The result in the page: its JSON, packed by zlib (RFC 1950) and in base 64 (RFC 4648)."""
_LARGEST: Final = 2 << 30
"""Bytes that a result may have when it is unpacked."""


def write(bitext: Bitext, stream: TextIO, title: str = "bitext") -> None:
    """Writes the page. The engine of its template is loaded here, where it is needed."""
    from bitext.review import page

    page.write(bitext, stream, title, saved=_packed(bitext))


def save(bitext: Bitext, path: Path) -> None:
    """Writes the page to a file, whose name is its title."""
    with writing(path) as stream:
        write(bitext, stream, path.stem)


def load(path: Path) -> Bitext:
    """Reads the result that a page holds. Raises FormatError where it holds none, or a damaged one."""
    found = _SAVED.search(read_text(path))
    if found is None:
        raise FormatError(
            "no page of bitext that holds its result; give the file that the page was made from, or make the "
            "page again."
        )
    return json.read(_unpacked(found[1]))


def _packed(bitext: Bitext) -> str:
    stream = StringIO()
    json.write(bitext, stream)
    return base64.b64encode(zlib.compress(stream.getvalue().encode("utf-8", "surrogatepass"))).decode("ascii")


def _unpacked(text: str) -> str:
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(base64.b64decode(text, validate=False), _LARGEST)
        if not unpacker.eof:
            raise ValueError("it is cut off, or too large")
        return data.decode("utf-8", "surrogatepass")
    except (ValueError, zlib.error) as error:
        raise FormatError(f"the result in the page is damaged ({error}); make the page again.") from error


FORMAT = Format("page", "an HTML page", (".html", ".htm"), save, write, load, holds=EVERYTHING)
