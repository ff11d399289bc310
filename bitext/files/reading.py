"""Reading what a user gives: the only place that reads files and standard input.

Text comes out as it went in: line ends are not changed.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bitext.errors import InputError
from bitext.files.encodings import decoded

STDIN = "-"
_CHUNK = 1 << 16


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
        if sys.stdin is None:
            raise InputError("standard input is closed; name a file.")
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path} is a directory; give a file.") from None
    except FileNotFoundError:
        raise InputError(f"{path} does not exist; check the name.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"cannot read {path}: {_reason(error)}.") from error


def utf_8_chunks(path: str | os.PathLike[str]) -> Iterator[str]:
    """The text of a file in UTF-8, some of it at a time, so that memory does not grow with it.

    Raises InputError where it cannot be read any more, UnicodeDecodeError where it is not UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        with Path(path).open("rb") as stream:
            while data := stream.read(_CHUNK):
                yield decoder.decode(data)
        yield decoder.decode(b"", final=True)
    except OSError as error:
        raise InputError(f"cannot read {path}: {_reason(error)}.") from error


def is_utf_8(path: str | os.PathLike[str]) -> bool:
    """Whether a file is text in UTF-8, without a NUL; it is read through for that."""
    try:
        return not any("\0" in text for text in utf_8_chunks(path))
    except UnicodeDecodeError:
        return False


def name_of(path: str | os.PathLike[str]) -> str:
    """What messages call a file."""
    return "standard input" if os.fspath(path) == STDIN else os.fspath(path)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
