"""What commands read and where they write: nothing of the user's is written over by mistake."""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bitext.errors import FormatError, InputError, StandardWarning, StructureWarning
from bitext.files import STDIN, check_writable, kind_of_file
from bitext.files.encodings import AUTO, known_encoding

if TYPE_CHECKING:
    from bitext.documents.original import Source
    from bitext.result.bitext import Bitext
    from bitext.result.storage import Format

_STDOUT: Final = frozenset(("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"))
_READ_ALL_THE_SAME: Final = ", and was read all the same"
"""What a warning of broken rules says, and an error must not."""
_STDIN_NUMBER: Final = 0
_STDOUT_NUMBER: Final = 1
_Identity = tuple[int, int]


class UsageError(InputError):
    """The command line asks for what there is not, or for two things that do not go together."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a result goes: to a file (``path``), else to standard output, in ``format``.

    Without a format a document keeps its form; where there is no path either, pairs are shown.
    """

    path: Path | None = None
    format: Format[Bitext] | None = None


def is_stdout(output: Path | None) -> bool:
    """Whether an output that was named is standard output."""
    return output is not None and str(output) in _STDOUT


def open_file(
    file: str,
    form: str | None,
    encoding: str,
    front_matter: str | None = None,
    *,
    strict: bool = False,
    fill: bool = False,
    overwrite_targets: bool = False,
) -> Source:
    """A text or a document that a command reads; ``front_matter`` are keys with commas between them.

    ``fill``: bilingual files are taken, for their missing targets; ``overwrite_targets``: for all.

    Raises UsageError for a form or encoding there is not, FormatError where ``strict`` asks for the whole
    and a part of the document cannot be read, or the file breaks the rules of its format.
    """
    from bitext.documents.original import open_source

    if form is not None and form not in (known := _forms(fill=fill)):
        raise UsageError(f"there is no form {form}; use one of {', '.join(known)}.")
    if encoding != AUTO:
        try:
            encoding = known_encoding(encoding)
        except InputError as error:
            raise UsageError(str(error)) from None
    keys = None if front_matter is None else {key.strip() for key in front_matter.split(",")}
    with warnings.catch_warnings():
        if strict:
            warnings.simplefilter("error", StructureWarning)
            warnings.simplefilter("error", StandardWarning)
        try:
            return open_source(file, form, encoding, keys, fill=fill, overwrite_targets=overwrite_targets)
        except StructureWarning as warning:
            raise FormatError(str(warning)) from None
        except StandardWarning as warning:
            raise FormatError(f"{file}: {str(warning).replace(_READ_ALL_THE_SAME, '')}") from None


def _forms(*, fill: bool) -> tuple[str, ...]:
    """The forms of documents; with ``fill``, the formats of bilingual files that are filled in as well."""
    from bitext.documents.original import FORMS
    from bitext.result.storage import formats

    if not fill:
        return FORMS
    return (*FORMS, *(name for name, each in formats().items() if each.fills and name not in FORMS))


def destination(
    output: Path | None,
    name: str | None,
    inputs: Iterable[str | os.PathLike[str]],
    *,
    default: str | None = None,
    force: bool = False,
) -> Destination:
    """Where to write, before long work is begun for it.

    ``name`` is the format asked for, ``default`` that of standard output where none is. ``inputs`` are
    what the command reads; none of them is written over.

    Raises:
        UsageError: no format is named, there is none of that name, or it cannot be printed.
        InputError: the file cannot be written, is one of ``inputs``, or exists and is not bitext's own.
    """
    printed = is_stdout(output)
    path = None if printed else output
    name = name or (default if printed else None)
    if printed and name is None:
        raise UsageError("name the format of what is printed with --to, such as --to json.")
    if path is None and name is None:
        return Destination()
    found = named_format(name, path)
    if path is None and found.print is None:
        raise UsageError(f"{found.title} cannot be printed; name a file with --output.")
    check_output(path, inputs, force=force)
    return Destination(path, found)


def check_output(
    path: Path | None,
    inputs: Iterable[str | os.PathLike[str]],
    *,
    force: bool,
    advice: str = ", or give --force",
) -> None:
    """Raises InputError where a file must not be written (None: standard output); see :func:`destination`."""
    identity = _identity(_STDOUT_NUMBER if path is None else path)
    for each in inputs:
        same = _identity(_STDIN_NUMBER if os.fspath(each) == STDIN else each)
        if identity is not None and identity == same:
            raise InputError(
                f"{path or 'standard output'} is what is read ({each}), which is never written over; "
                "name another file with --output."
            )
    if path is None:
        return
    check_writable(path)
    if not force and path.is_file() and path.stat().st_size and not _is_own(path):
        raise InputError(
            f"{path} exists, and bitext did not make it; name another file with --output{advice}."
        )


def named_format(name: str | None, path: Path | None = None) -> Format[Bitext]:
    """The format called ``name``, or that of the suffix. Raises UsageError where there is none."""
    from bitext.result.storage import format_of

    try:
        return format_of(path or "", name)
    except FormatError as error:
        raise UsageError(str(error)) from None


def _is_own(path: Path) -> bool:
    """Whether the head of a file says that bitext wrote it."""
    try:
        return kind_of_file(path).own
    except OSError:
        return False


def _identity(path: str | os.PathLike[str] | int) -> _Identity | None:
    """What a file is whatever it is called, through links; None where it is no plain file."""
    try:
        found = os.stat(path)  # noqa: PTH116 (a path, the name of one, or the number of a stream)
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None
