"""The files of a corpus: which there are, in which order, and whether they are what they were."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final, Literal

from bitext.corpus.compression import SUFFIXES, inner_name, is_compressed, reading
from bitext.documents.original import read_source
from bitext.errors import InputError
from bitext.files import STDIN

if TYPE_CHECKING:
    from bitext.corpus.documents import CorpusDocument
    from bitext.documents.original import Source

Kind = Literal["document", "lines", "jsonl", "parquet", "tmx", "moses"]
"""How documents are taken from a file: the whole is one, or each line, record, row, unit or pair of lines."""

_KINDS: Final[dict[str, Kind]] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".tmx": "tmx",
    ".moses": "moses",
}
_SIDES: Final = (".fr", ".en")
"""Suffixes of two Moses files: ``news.moses`` stands for ``news.fr`` and ``news.en``."""

Stamp = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds; of two files, the sum and the later one."""


class InputChangedError(InputError):
    """A file is no longer what it was when the run began."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file of a corpus: ``paths`` has two where it is two Moses files."""

    name: str
    kind: Kind
    paths: tuple[str, ...]
    stamp: Stamp

    def check(self) -> None:
        """Raises InputChangedError where it is not what it was."""
        if self.name == STDIN:
            return
        for path in self.paths or (self.name,):
            if not Path(path).exists():
                raise _changed(path, "is not there any more")
        if _stamp(self.paths) != self.stamp:
            raise _changed(self.name, "has changed")


def _changed(path: str, what: str) -> InputChangedError:
    return InputChangedError(
        f"{path} {what} since the run began; put back what was there and run the same command again, or "
        "begin anew in another folder."
    )


def corpus_files(inputs: Iterable[str], form: str | None, out: Path) -> Iterator[CorpusFile]:
    """The files of ``inputs``, those of folders by name; hidden ones are left out.

    ``form``: *lines* or *jsonl* (of texts and of standard input, which is JSON Lines without), else the form
    of documents. ``out`` is the folder of the output, which must not lie in a folder that is read.

    Raises:
        InputError: an input is not there.
    """
    for given in inputs:
        if given == STDIN:
            yield _stdin(form)
        elif Path(given).is_dir():
            if out.resolve().is_relative_to(Path(given).resolve()):
                raise InputError(f"{out} lies in {given}, which is read; name another folder with --out.")
            yield from _moses_pairs(map(str, _walk(Path(given))), form)
        else:
            yield _file(given, form)


def known_file(name: str, stamp: Stamp, form: str | None) -> CorpusFile:
    """A file that the run was begun with, by its name and what it was like then."""
    if name == STDIN:
        return _stdin(form)
    kind = _kind(name, form)
    paths = _sides(name.removesuffix(".moses")) if kind == "moses" else (name,)
    return CorpusFile(name, kind, paths, stamp)


def _stdin(form: str | None) -> CorpusFile:
    return CorpusFile(STDIN, "lines" if form == "lines" else "jsonl", (), (0, 0))


def _walk(folder: Path) -> Iterator[Path]:
    """The files under a folder, in the order of their names."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(f"cannot read {folder}: {error.strerror}.") from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _moses_pairs(paths: Iterable[str], form: str | None) -> Iterator[CorpusFile]:
    """The files of a folder; one that ends in ``.fr`` with its other half, which does not come again."""
    for path in paths:
        plain = inner_name(path)
        stem, suffix = plain[:-3], plain[-3:].lower()
        if form is None and suffix in _SIDES and (sides := _sides(stem)):
            if suffix == _SIDES[0]:
                yield _pair(f"{stem}.moses", sides)
        else:
            yield _file(path, form)


def _file(given: str, form: str | None) -> CorpusFile:
    kind = _kind(given, form)
    if kind == "moses":
        sides = _sides(given.removesuffix(".moses"))
        if not sides:
            names = " and ".join(str(Path(given).with_suffix(side)) for side in _SIDES)
            raise InputError(f"{given} stands for {names}, which are not both there; check the name.")
        return _pair(given, sides)
    if not Path(given).exists():
        raise InputError(f"{given} does not exist; check the name.")
    return CorpusFile(given, kind, (given,), _stamp((given,)))


def _kind(name: str, form: str | None) -> Kind:
    if form == "lines":
        return "lines"
    if form == "jsonl":
        return "jsonl"
    return _KINDS.get(PurePath(inner_name(name)).suffix.lower(), "document") if form is None else "document"


def _sides(stem: str) -> tuple[str, ...]:
    """The two files of a name, compressed or not; none where one of them is not there."""
    found = []
    for side in _SIDES:
        known = (f"{stem}{side}{compression}" for compression in ("", *SUFFIXES))
        found += [path for path in known if Path(path).is_file()][:1]
    return tuple(found) if len(found) == len(_SIDES) else ()


def _pair(name: str, paths: tuple[str, ...]) -> CorpusFile:
    return CorpusFile(name, "moses", paths, _stamp(paths))


def _stamp(paths: Iterable[str]) -> Stamp:
    found = [Path(path).stat() for path in paths]
    return sum(one.st_size for one in found), max(one.st_mtime_ns for one in found)


def read_file(document: CorpusDocument, form: str | None, encoding: str) -> Source:
    """The document in a file, compressed or not; as :func:`bitext.documents.original.open_source`.

    Raises:
        InputChangedError: the file is not of the size that it was.
        InputError: it cannot be read.
    """
    try:
        size = Path(document.path).stat().st_size
    except FileNotFoundError:
        raise _changed(document.path, "is not there any more") from None
    except OSError as error:
        raise InputError(f"cannot read {document.path}: {error.strerror}.") from error
    if size != document.size:
        raise _changed(document.path, "has changed")
    with reading(document.path) as (stream, _):
        data = stream.read()
    name = inner_name(document.path) if is_compressed(document.path) else document.path
    return read_source(data, name, form, encoding)
