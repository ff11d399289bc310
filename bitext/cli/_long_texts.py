"""Long plain texts: translated section by section and written as they come, so that memory does not grow."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bitext.cli._files import Destination
from bitext.cli._messages import tell_written
from bitext.cli._shared import StreamDisplay
from bitext.files import STDIN, is_utf_8, kind_of_file, split_lines, utf_8_chunks
from bitext.files.encodings import AUTO
from bitext.files.kinds import TEXT
from bitext.result.summary import Counts
from bitext.segmentation.sections import LENGTH, sections
from bitext.translation.timing import stage

if TYPE_CHECKING:
    from bitext.aligner import Aligner, PairStream
    from bitext.result.bitext import Bitext
    from bitext.translation.progress import Progress

Section = str | list[str]
"""A stretch of text, or some lines each of which is a sentence."""

_LONG: Final = 8 * LENGTH
"""Bytes from which on a text is long."""
_BYTES_A_SENTENCE: Final = 100
_LINES: Final = 1024
"""Lines of a section where each line is a sentence."""


def is_long(file: str, form: str | None, encoding: str) -> bool:
    """Whether a file is a long plain text in UTF-8.

    Anything else is read as a whole, also what cannot be read, so that the errors are the same.
    """
    path = Path(file)
    if file == STDIN or not path.is_file() or path.stat().st_size < _LONG:
        return False
    try:
        is_text = form == TEXT.form or (form is None and kind_of_file(path) is TEXT)
    except OSError:
        return False
    return is_text and encoding in (AUTO, "utf-8") and is_utf_8(path)


def translate_long(
    aligner: Aligner,
    file: str,
    to: Destination,
    progress: Progress,
    alternatives: int = 0,
    *,
    lines: bool,
    quiet: bool,
) -> None:
    """Translate a long text, and write or show each section of it as soon as it is there.

    ``progress`` is told the bytes done and in all; ``alternatives``: how many other wordings each pair gets.
    """
    texts = _counted(
        _line_sections(file) if lines else sections(utf_8_chunks(file), length=LENGTH, unwrap=aligner.unwrap),
        file,
        progress,
    )
    stream = partial(aligner.stream, alternatives=alternatives)
    align = partial(aligner.align, alternatives=alternatives)
    if to.format is None:
        _show(texts, stream, Path(file).stat().st_size // _BYTES_A_SENTENCE, quiet=quiet)
    elif to.path is not None:
        with to.format.saving_parts(to.path) as add:
            counts = _add_all(texts, align, add)
        tell_written(to.path, counts, quiet=quiet)
    elif to.format.parts is not None:
        with to.format.parts(sys.stdout) as add:
            _add_all(texts, align, add)


def _show(
    texts: Iterable[Section], stream: Callable[[Section], PairStream], count: int, *, quiet: bool
) -> None:
    display = StreamDisplay(count)
    for section in texts:
        with stream(section) as pairs:
            display.show(pairs)
    if not quiet:
        display.show_counts()


def _add_all(
    texts: Iterable[Section], align: Callable[[Section], Bitext], add: Callable[[Bitext], None]
) -> Counts:
    counts = Counts()
    for part in _parts(texts, align):
        with stage("write"):
            add(part)
        counts.add(part.pairs, part.quotes)
    return counts


def _parts(texts: Iterable[Section], align: Callable[[Section], Bitext]) -> Iterator[Bitext]:
    """The translation of each section; between two sections of lines, the line end that parts them."""
    before: Bitext | None = None
    for section in texts:
        if before is not None:
            yield _with_line_end(before)
            before = None
        part = align(section)
        if isinstance(section, str):
            yield part
        else:
            before = part
    if before is not None:
        yield before


def _counted(texts: Iterable[Section], file: str, progress: Progress) -> Iterator[Section]:
    done, whole = 0, Path(file).stat().st_size
    for section in texts:
        yield section
        done += len((section if isinstance(section, str) else "\n".join(section)).encode())
        progress(min(done, whole), whole)


def _line_sections(file: str) -> Iterator[list[str]]:
    """The lines of a file, some at a time."""
    with Path(file).open(encoding="utf-8-sig", newline="\n") as stream:
        while some := list(islice(stream, _LINES)):
            yield split_lines("".join(some))


def _with_line_end(part: Bitext) -> Bitext:
    source, target = (replace(side, text=side.text + "\n") for side in (part.source, part.target))
    return replace(part, source=source, target=target)
