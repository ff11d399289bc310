"""The files that a :class:`Bitext` can be kept in: one module a format, found by file suffix.

A new format is one new module in this folder with a constant ``FORMAT``; nothing else changes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, TextIO

from bitext.errors import FormatError, InputError
from bitext.files import read_text, writing

if TYPE_CHECKING:
    from bitext.pairs import Bitext


@dataclass(frozen=True, slots=True)
class Format:
    """A file format. ``read`` is None where the format does not hold enough to come back from.

    ``write`` puts a Bitext on a text stream; ``read`` makes one from the text of a file and raises
    FormatError where it cannot.
    """

    name: str
    suffixes: tuple[str, ...]
    write: Callable[[Bitext, TextIO], None]
    read: Callable[[str], Bitext] | None = None


@cache
def formats() -> dict[str, Format]:
    """Every known format, by suffix."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return {suffix: module.FORMAT for module in modules for suffix in module.FORMAT.suffixes}


def format_of(path: str | os.PathLike[str]) -> Format:
    """The format that the suffix of ``path`` stands for. Raises FormatError where there is none."""
    suffix = Path(path).suffix.lower()
    known = formats()
    if suffix not in known:
        raise FormatError(f"{path} has no suffix that bitext knows; use one of {', '.join(sorted(known))}.")
    return known[suffix]


def save(bitext: Bitext, path: str | os.PathLike[str]) -> None:
    """Writes ``bitext`` to a file, whole or not at all."""
    chosen = format_of(path)
    with writing(path) as stream:
        chosen.write(bitext, stream)


def load(path: str | os.PathLike[str]) -> Bitext:
    """Reads a Bitext from a file. Raises FormatError that names the file and what is wrong in it."""
    chosen = format_of(path)
    if chosen.read is None:
        readable = sorted(suffix for suffix, each in formats().items() if each.read)
        raise FormatError(f"{path} holds {chosen.name}, which cannot be loaded; load {', '.join(readable)}.")
    text = read_text(path)
    try:
        return chosen.read(text)
    except InputError as error:
        raise FormatError(f"{path}: {error}") from error
