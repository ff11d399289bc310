"""The files that a result can be kept in: one module a format, found by file suffix or name.

A new format is one new module in ``bitext/formats/`` with a constant ``FORMAT``; nothing else changes.
Modules there whose name begins with an underscore hold what several formats share. What is kept is a
:class:`bitext.Bitext`; it knows this module, so that this one goes without its name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Final, Generic, TextIO, TypeVar

from bitext.errors import FormatError
from bitext.files import kind_of, kind_of_file, read_text, writing
from bitext.files.kinds import BINARY
from bitext.result.contents import EVERYTHING, Content
from bitext.result.fillable import Fillable
from bitext.result.foreign_file import tell_left_out

Result = TypeVar("Result")
"""What a format keeps."""

Parts = Callable[[TextIO], AbstractContextManager[Callable[[Result], None]]]
"""Begins a file on a stream; each call adds a part of a result, and the end of the block ends the file."""

Fill = Callable[[bytes, str, bool], Fillable]
"""Reads a bilingual file to be filled in: its bytes, what messages call it, whether to write over targets."""

_PACKAGE: Final = "bitext.formats"
"""Where the modules of the formats lie; they know this module, and it finds them by name."""


@dataclass(frozen=True, slots=True, repr=False)
class Format(Generic[Result]):
    """A file format; ``name`` is what ``--to`` takes, ``title`` what a reader calls it.

    ``holds`` names the parts of a result that a file keeps (:data:`bitext.result.contents.CONTENTS` says what
    they are); with all of them, a file that is loaded gives an equal result.

    Each way in or out is None where the format has none:

    - ``save`` writes a result to a path, whole or not at all;
    - ``print`` puts it on a text stream, such as standard output;
    - ``load`` makes a result from a path, and ``load_strictly`` only where the file keeps to the rules of
      its format (None: ``load`` does so);
    - ``load_links`` makes one from a path that holds links only, and the sentences of the two sides;
    - ``parts`` puts a result on a text stream part by part, so that memory does not grow with it. The texts
      of the parts, one behind the other, are the text; ``begin`` is what stands before it in a file;
    - ``fill`` takes the bytes of a bilingual file, the name that messages call it, and whether targets that
      there are shall be written over; what it gives has the sources of the missing targets, and renders the
      file with them filled in.

    ``suffixes`` are those of its files. Loading raises FormatError where a file is not what its format says.

    Example:
        >>> import bitext
        >>> tmx = bitext.formats()["tmx"]
        >>> tmx.suffixes, tmx.reads, tmx.writes, tmx.holds_everything
        (('.tmx',), True, True, True)
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    save: Callable[[Result, Path], None]
    print: Callable[[Result, TextIO], None] | None = None
    load: Callable[[Path], Result] | None = None
    load_strictly: Callable[[Path], Result] | None = None
    load_links: Callable[[Path, Sequence[str], Sequence[str]], Result] | None = None
    parts: Parts[Result] | None = None
    begin: str = ""
    fill: Fill | None = field(default=None, kw_only=True)
    holds: tuple[Content, ...] = field(kw_only=True)

    @contextmanager
    def saving_parts(self, path: Path) -> Iterator[Callable[[Result], None]]:
        """A function that adds a part of a result to the file ``path``, which is written whole or not at all.

        Raises:
            FormatError: the format has no ``parts``.
        """
        if self.parts is None:
            raise FormatError(f"{self.title} cannot be written part by part.")
        with writing(path) as stream:
            stream.write(self.begin)
            with self.parts(stream) as add:
                yield add

    def __repr__(self) -> str:
        return f"<Format {self.name}: {self.title}, {' '.join(self.suffixes)}>"

    @property
    def writes(self) -> bool:
        """Whether a result can be written: to a file by any format, to standard output where it prints."""
        return True

    @property
    def reads(self) -> bool:
        """Whether :meth:`bitext.Bitext.load` reads it, by itself or with the sentences of both sides."""
        return self.load is not None or self.needs_sentences

    @property
    def needs_sentences(self) -> bool:
        """Whether it holds links alone, so that reading needs the sentences of both sides as well."""
        return self.load is None and self.load_links is not None

    @property
    def fills(self) -> bool:
        """Whether its missing targets can be filled in, the rest of a file staying as it is."""
        return self.fill is not None

    @property
    def prints(self) -> bool:
        """Whether it can be written to standard output."""
        return self.print is not None

    @property
    def keeps_links(self) -> bool:
        """Whether word links are in its files."""
        return "words" in self.holds

    @property
    def keeps_quotations(self) -> bool:
        """Whether quotations, their links and verdicts are in its files."""
        return "quotations" in self.holds

    @property
    def keeps_flags(self) -> bool:
        """Whether flags are in its files."""
        return "flags" in self.holds

    @property
    def holds_everything(self) -> bool:
        """Whether what is loaded equals what was saved."""
        return set(self.holds) == set(EVERYTHING)


def text_format(
    name: str,
    title: str,
    suffixes: tuple[str, ...],
    write: Callable[[Result, TextIO], None],
    read: Callable[[str], Result] | None = None,
    encoding: str | None = None,
    *,
    holds: tuple[Content, ...],
    parts: Parts[Result] | None = None,
    begin: str = "",
) -> Format[Result]:
    """A format of one UTF-8 text file: ``write`` puts it on a stream, ``read`` takes the whole text.

    ``encoding`` is that of files to be read, see :func:`bitext.files.read_text`; ``holds``, ``parts`` and
    ``begin`` are those of :class:`Format`.
    """

    def save(result: Result, path: Path) -> None:
        with writing(path) as stream:
            stream.write(begin)
            write(result, stream)

    load = None if read is None else lambda path: read(read_text(path, encoding))
    return Format(name, title, suffixes, save, write, load, parts=parts, begin=begin, holds=holds)


@contextmanager
def _added(write: Callable[[Result], None]) -> Iterator[Callable[[Result], None]]:
    yield write


def independent_parts(write: Callable[[Result, TextIO], None]) -> Parts[Result]:
    """The ``parts`` of a format in which what ``write`` makes of each part stands by itself."""
    return lambda stream: _added(lambda part: write(part, stream))


@cache
def _formats() -> dict[str, Format[Any]]:
    found = iter_modules(import_module(_PACKAGE).__path__)
    names = sorted(module.name for module in found if not module.name.startswith("_"))
    known = (import_module(f"{_PACKAGE}.{name}").FORMAT for name in names)
    return {each.name: each for each in known}


def formats() -> dict[str, Format[Any]]:
    """The formats that a result can be saved in, by name.

    Returns:
        A :class:`bitext.Format` for each name: its ``suffixes``, what it ``holds`` of a result, whether it
        ``reads``, ``writes``, ``prints`` and ``fills``, and ``keeps_links``, ``keeps_quotations``,
        ``keeps_flags``. The names are those that ``format=`` takes. Documents, of which the text alone is
        translated, are in :func:`bitext.documents.document_forms`.

    Example:
        >>> import bitext
        >>> bitext.formats()["hunalign"].holds
        ('pairs', 'scores')
        >>> [name for name, each in bitext.formats().items() if not each.reads]
        ['epub', 'text']
    """
    return dict(_formats())


def format_of(path: str | os.PathLike[str], name: str | None = None) -> Format[Any]:
    """The format called ``name``, or the one that the suffix of ``path`` stands for.

    Raises FormatError where there is none.
    """
    if name is not None:
        if name not in formats():
            raise FormatError(f"there is no format {name}; use one of {', '.join(formats())}.")
        return formats()[name]
    suffix = Path(path).suffix.lower()
    by_suffix: dict[str, Format[Any]] = {}
    for each in formats().values():
        for known in each.suffixes:
            by_suffix.setdefault(known, each)  # of two versions, that whose name is shorter
    if suffix not in by_suffix:
        raise FormatError(
            f"{path} has no suffix that bitext knows; use one of {', '.join(sorted(by_suffix))}, "
            "or name the format."
        )
    return by_suffix[suffix]


def save(result: object, path: str | os.PathLike[str], name: str | None = None) -> None:
    """Writes a :class:`bitext.Bitext` to a file, whole or not at all."""
    chosen = format_of(path, name)
    tell_what_is_left_out(result, chosen)
    chosen.save(result, Path(path))


def save_book(
    result: object,
    path: str | os.PathLike[str],
    layout: str,
    document: str | os.PathLike[str] | None = None,
    edition: str | os.PathLike[str] | None = None,
) -> None:
    """Writes a :class:`bitext.Bitext` as a bilingual EPUB, see :meth:`bitext.Bitext.to_epub`."""
    book = import_module(f"{_PACKAGE}.epub")
    files = (None if file is None else Path(file) for file in (document, edition))
    book.write(result, Path(path), layout, *files)


def tell_what_is_left_out(result: object, chosen: Format[Any]) -> None:
    """Warns (ExchangeWarning) of what a format cannot hold of the file of another program that was read."""
    foreign = getattr(result, "foreign", None)
    if foreign is not None and foreign.format != chosen.name:
        tell_left_out(foreign, chosen.title)


def load(
    path: str | os.PathLike[str],
    name: str | None = None,
    *,
    source: Sequence[str] | None = None,
    target: Sequence[str] | None = None,
    strict: bool = False,
) -> Any:
    """Reads a :class:`bitext.Bitext` from a file, whose format its content says where ``name`` does not.

    ``strict`` refuses what breaks the rules of its format, even if it can be understood. Raises FormatError
    that names the file and what is wrong in it.
    """
    chosen = format_of(path, name or _told(path))
    try:
        if chosen.load is not None:
            return ((strict and chosen.load_strictly) or chosen.load)(Path(path))
        if chosen.load_links is not None:
            if source is None or target is None:
                raise FormatError(
                    f"{chosen.title} holds links only; give the sentences of both sides as well."
                )
            return chosen.load_links(Path(path), source, target)
    except FormatError as error:
        raise FormatError(f"{path}: {error}") from error
    raise FormatError(f"{path} holds {chosen.title}, which cannot be loaded; load one of {_readable()}.")


def to_fill(
    data: bytes, name: str, format_name: str | None = None, *, overwrite_targets: bool = False
) -> Fillable:
    r"""A bilingual file whose missing targets are to be filled in.

    Args:
        data: the file.
        name: what messages call it; its suffix tells the format where neither the content nor
            ``format_name`` does.
        format_name: the name of the format.
        overwrite_targets: targets that there are count as missing.

    Raises:
        FormatError: the format is not filled in, the file is not what its format says, or it is to be
            filled in for other languages.

    Example:
        >>> from bitext.result.storage import to_fill
        >>> file = to_fill(b"fr,en\nLe quai est vide.,\n", "todo.csv")
        >>> file.missing, file.text
        (1, 'Le quai est vide.')
    """
    chosen = format_of(name, format_name or kind_of(data, name).format or None)
    if chosen.fill is None:
        filled = ", ".join(each.name for each in formats().values() if each.fills)
        raise FormatError(f"{name} holds {chosen.title}, which cannot be filled in; give one of {filled}.")
    try:
        return chosen.fill(data, name, overwrite_targets)
    except FormatError as error:
        raise FormatError(f"{name}: {error}") from error


def _told(path: str | os.PathLike[str]) -> str | None:
    """The format that the content of a file shows; None where its suffix tells.

    Raises FormatError where it shows a kind of file that cannot be loaded.
    """
    if not Path(path).is_file():
        return None
    kind = kind_of_file(path)
    if kind.format:
        return kind.format
    suffix = Path(path).suffix.lower()
    is_known = any(suffix in each.suffixes for each in formats().values())
    if kind.form == "text" or (is_known and (suffix in kind.suffixes or kind is BINARY)):
        return None
    raise FormatError(
        f"{path} is {kind.title}, which cannot be loaded; load one of {_readable()}. To go on, {kind.advice}."
    )


def _readable() -> str:
    return ", ".join(name for name, each in formats().items() if each.load or each.load_links)


def from_pandas(frame: object) -> Any:
    """Makes a :class:`bitext.Bitext` of a table of pandas, see :meth:`bitext.Bitext.from_pandas`."""
    return import_module(f"{_PACKAGE}._frames").from_pandas(frame)
