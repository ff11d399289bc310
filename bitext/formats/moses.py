"""Moses: two files of plain text, line ``k`` of one is the translation of line ``k`` of the other.

``corpus.moses`` stands for ``corpus.fr`` and ``corpus.en``; there is no file of that name. Both are
written or neither, and files that exist are not overwritten, since their names were not given in full.
Holds the two texts of each pair and nothing else. A blank line is a side without a sentence.

Line ends inside a sentence, which would shift all that follows, become spaces: every character that
Unicode or Python takes for one. Lone halves of characters and NUL become U+FFFD. A BitextWarning says in how
many pairs. Files are read as other tools do, where only a line feed (or CR LF) ends a line. A text that
begins with U+FEFF gets a byte order mark before it, for a reader takes the first one of a file for that.
"""

from __future__ import annotations

import re
import secrets
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bitext.errors import BitextWarning, FormatError, InputError
from bitext.files import check_writable, writing
from bitext.formats._bead_lists import lines_of
from bitext.formats._foreign import sentences_of
from bitext.formats._rows import FilePair, bitext_of
from bitext.result.bitext import Bitext
from bitext.result.storage import Format
from bitext.result.validation import check
from bitext.text.characters import LINE_BREAKS, SURROGATES

_SUFFIX = ".moses"
_LANGUAGES = ("fr", "en")
_BYTE_ORDER_MARK = "\ufeff"
_LINE_END = re.compile(f"\r\n|[{LINE_BREAKS}]")
_UNWRITABLE = re.compile(f"[\0{SURROGATES}]")


def save(bitext: Bitext, path: Path) -> None:
    """Writes both files, or neither.

    Raises:
        FormatError: if the two languages have the same name.
        InputError: if one of the files exists, or cannot be written.
    """
    check(bitext)
    names = bitext.source.lang, bitext.target.lang
    if names[0] == names[1] or not all(re.fullmatch(r"[\w-]+", name) for name in names):
        raise FormatError(f"the files would be named by the languages {names[0]!r} and {names[1]!r}.")
    files = _files(path, names)
    for file in files:
        check_writable(file)
        if file.exists():
            raise InputError(
                f"{file} exists; {path.name} stands for {files[0].name} and {files[1].name}, which are not "
                "overwritten. Move it away, or choose another name."
            )
    changed = _write(files, ([p.source.text for p in bitext.pairs], [p.target.text for p in bitext.pairs]))
    if changed:
        message = f"line ends became spaces or halves of characters or NUL U+FFFD; pairs changed: {changed}."
        warnings.warn(message, BitextWarning, stacklevel=2)


def load(path: Path) -> Bitext:
    """Reads the two files. Raises FormatError where they have not as many lines."""
    files = _files(path, _LANGUAGES)
    source, target = (lines_of(file) for file in files)
    if len(source) != len(target):
        raise FormatError(
            f"{files[0].name} has {len(source)} lines, but {files[1].name} has {len(target)}; a line of one "
            "is the translation of the same line of the other."
        )
    return bitext_of(FilePair(sentences_of(a), sentences_of(b)) for a, b in zip(source, target, strict=True))


def _files(path: Path, languages: tuple[str, str]) -> tuple[Path, Path]:
    """The two files that a name stands for; it may be that of one of them."""
    known = (_SUFFIX, *(f".{language}" for language in languages))
    stem = path.with_suffix("") if path.suffix.lower() in known else path
    source, target = (stem.with_name(f"{stem.name}.{language}") for language in languages)
    return source, target


def _write(files: tuple[Path, Path], texts: tuple[list[str], list[str]]) -> int:
    """How many pairs were changed so that they could be written."""
    changed = set[int]()
    parts = [file.with_name(f".{secrets.token_hex(8)}.part") for file in files]
    placed: list[Path] = []
    try:
        for part, lines in zip(parts, texts, strict=True):
            with writing(part) as stream:
                stream.write(_BYTE_ORDER_MARK if lines and lines[0].startswith(_BYTE_ORDER_MARK) else "")
                stream.writelines(_lines(lines, changed))
        for part, file in zip(parts, files, strict=True):
            part.replace(file)
            placed.append(file)
    except BaseException as error:
        for leftover in (*parts, *placed):
            with suppress(OSError):
                leftover.unlink()
        if isinstance(error, OSError):
            raise InputError(f"cannot write {files[len(placed)]}: {error.strerror}.") from error
        raise
    return len(changed)


def _lines(texts: list[str], changed: set[int]) -> Iterator[str]:
    for number, text in enumerate(texts):
        line = _UNWRITABLE.sub("\ufffd", _LINE_END.sub(" ", text))
        if line != text:
            changed.add(number)
        yield line + "\n"


FORMAT = Format(
    "moses",
    "Moses files, corpus.moses for corpus.fr and corpus.en",
    (_SUFFIX,),
    save,
    load=load,
    holds=("source", "target", "pairs"),
)
