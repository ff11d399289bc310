"""HTML: a page to read and to correct (see :mod:`bitext.review.page`); can be written, not read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from bitext.files import writing
from bitext.result.contents import EVERYTHING, Content
from bitext.result.storage import Format

if TYPE_CHECKING:
    from bitext.result.bitext import Bitext


def write(bitext: Bitext, stream: TextIO, title: str = "bitext") -> None:
    """Writes the page. The engine of its template is loaded here, where it is needed."""
    from bitext.review import page

    page.write(bitext, stream, title)


def save(bitext: Bitext, path: Path) -> None:
    """Writes the page to a file, whose name is its title."""
    with writing(path) as stream:
        write(bitext, stream, path.stem)


HOLDS: Final[tuple[Content, ...]] = tuple(part for part in EVERYTHING if part not in ("layout", "model"))

FORMAT = Format("page", "an HTML page", (".html", ".htm"), save, write, holds=HOLDS)
