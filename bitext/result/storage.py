"""The files that a :class:`Bitext` can be kept in: one module a format, found by file suffix or name.

A new format is one new module in this folder with a constant ``FORMAT``; nothing else changes.
Modules whose name begins with an underscore hold what several formats share.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, TextIO

from bitext.errors import FormatError
from bitext.files import read_text, writing

if TYPE_CHECKING:
    from bitext.result.bitext import Bitext


_PACKAGE = "bitext.formats"
"""Where the modules of the formats lie; they are found by name, since they know this module and not it them."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format; ``name`` is what ``--to`` takes, ``title`` what a reader calls it.

    Each way in or out is None where the format has none:

    - ``save`` writes a Bitext to a path, whole or not at all;
    - ``print`` puts it on a text stream, such as standard output;
    - ``load`` makes a Bitext from a path;
    - ``load_links`` makes one from a path that holds links only, and the sentences of the two sides.

    Loading raises FormatError where the file is not what its format says.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    save: Callable[[Bitext, Path], None]
    print: Callable[[Bitext, TextIO], None] | None = None
    load: Callable[[Path], Bitext] | None = None
    load_links: Callable[[Path, Sequence[str], Sequence[str]], Bitext] | None = None


def text_format(
    name: str,
    title: str,
    suffixes: tuple[str, ...],
    write: Callable[[Bitext, TextIO], None],
    read: Callable[[str], Bitext] | None = None,
) -> Format:
    """A format of one UTF-8 text file: ``write`` puts it on a stream, ``read`` takes the whole text."""

    def save(bitext: Bitext, path: Path) -> None:
        with writing(path) as stream:
            write(bitext, stream)

    load = None if read is None else lambda path: read(read_text(path))
    return Format(name, title, suffixes, save, write, load)


@cache
def formats() -> dict[str, Format]:
    """Every known format, by name."""
    found = iter_modules(import_module(_PACKAGE).__path__)
    names = sorted(module.name for module in found if not module.name.startswith("_"))
    known = (import_module(f"{_PACKAGE}.{name}").FORMAT for name in names)
    return {each.name: each for each in known}


def format_of(path: str | os.PathLike[str], name: str | None = None) -> Format:
    """The format called ``name``, or the one that the suffix of ``path`` stands for.

    Raises FormatError where there is none.
    """
    if name is not None:
        if name not in formats():
            raise FormatError(f"there is no format {name}; use one of {', '.join(formats())}.")
        return formats()[name]
    suffix = Path(path).suffix.lower()
    by_suffix = {suffix: each for each in formats().values() for suffix in each.suffixes}
    if suffix not in by_suffix:
        raise FormatError(
            f"{path} has no suffix that bitext knows; use one of {', '.join(sorted(by_suffix))}, "
            "or name the format."
        )
    return by_suffix[suffix]


def save(bitext: Bitext, path: str | os.PathLike[str], name: str | None = None) -> None:
    """Writes ``bitext`` to a file, whole or not at all."""
    format_of(path, name).save(bitext, Path(path))


def load(
    path: str | os.PathLike[str],
    name: str | None = None,
    *,
    source: Sequence[str] | None = None,
    target: Sequence[str] | None = None,
) -> Bitext:
    """Reads a Bitext from a file. Raises FormatError that names the file and what is wrong in it."""
    chosen = format_of(path, name)
    try:
        if chosen.load is not None:
            return chosen.load(Path(path))
        if chosen.load_links is not None:
            if source is None or target is None:
                raise FormatError(
                    f"{chosen.title} holds links only; give the sentences of both sides as well."
                )
            return chosen.load_links(Path(path), source, target)
    except FormatError as error:
        raise FormatError(f"{path}: {error}") from error
    readable = ", ".join(name for name, each in formats().items() if each.load or each.load_links)
    raise FormatError(f"{path} holds {chosen.title}, which cannot be loaded; load one of {readable}.")
