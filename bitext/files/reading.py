"""Reading what a user gives: the only place that reads files and standard input.

Text comes out as it went in: line ends are not changed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bitext.errors import InputError
from bitext.files.encodings import decoded

STDIN = "-"


def read_text(path: str | os.PathLike[str], encoding: str | None = None) -> str:
    """The text of a file, or of standard input where ``path`` is "-".

    ``encoding``: None for UTF-8 and nothing else, *auto* to find it out (see
    :func:`bitext.files.encodings.decoded`), or its name.

    Raises InputError for what cannot be read or is empty, EncodingError for what is not in that encoding.
    """
    name = name_of(path)
    text = decoded(read_bytes(path), name, encoding).text
    if not text:
        raise InputError(f"{name} is empty; give a file with text in it.")
    return text


def read_lines(path: str | os.PathLike[str], encoding: str | None = None) -> list[str]:
    """The lines of a file or of standard input, without their line ends; raises as :func:`read_text` does.

    A line ends at a line feed (or carriage return and line feed), and nowhere else: other
    characters that Unicode calls line ends stay in the line, so that line numbers agree with
    those of other tools.
    """
    return split_lines(read_text(path, encoding))


def split_lines(text: str) -> list[str]:
    """``text`` cut at its line feeds; a last line feed does not begin another line."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """What is in a file, or comes from standard input. Raises InputError where it cannot be read."""
    if os.fspath(path) == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path} is a directory; give a file.") from None
    except FileNotFoundError:
        raise InputError(f"{path} does not exist; check the name.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"cannot read {path}: {_reason(error)}.") from error


def name_of(path: str | os.PathLike[str]) -> str:
    """What messages call a file."""
    return "standard input" if os.fspath(path) == STDIN else os.fspath(path)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
