"""Reading a user's text and writing results: the only place that touches files and streams.

Text is UTF-8, with or without a byte order mark, and comes out as it went in: line ends are not
changed. What is written appears whole or not at all: it goes to a temporary file beside the
target, which takes the target's place at the end.
"""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bitext.errors import EncodingError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = "-"

_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def read_text(path: str | os.PathLike[str]) -> str:
    """The text of a file, or of standard input where ``path`` is "-".

    Raises InputError for what cannot be read or is empty, EncodingError for what is not UTF-8.
    """
    name = _name(path)
    data = read_bytes(path)
    text = decode(data, name)
    if not text:
        raise InputError(f"{name} is empty; give a file with text in it.")
    return text


def read_lines(path: str | os.PathLike[str]) -> list[str]:
    """The lines of a file or of standard input, without their line ends.

    A line ends at a line feed (or carriage return and line feed), and nowhere else: other
    characters that Unicode calls line ends stay in the line, so that line numbers agree with
    those of other tools.
    """
    return split_lines(read_text(path))


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


def decode(data: bytes, name: str) -> str:
    """UTF-8 bytes as text; ``name`` says in the message where they came from.

    Raises EncodingError with the byte offset and the line of the first byte that is wrong.
    """
    for mark, encoding in _OTHER_BOMS.items():
        if data.startswith(mark):
            raise EncodingError(f"{name} is {encoding}, not UTF-8; {_advice(encoding)}")
    bom = len(_BOM) if data.startswith(_BOM) else 0
    try:
        return data[bom:].decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + bom
        line = data.count(b"\n", 0, offset) + 1
        raise EncodingError(
            f"{name} is not UTF-8: byte 0x{data[offset]:02x} at offset {offset} (line {line}); "
            f"{_advice('WINDOWS-1252')}"
        ) from None


def check_writable(path: str | os.PathLike[str]) -> None:
    """Raises InputError where ``path`` could not be written, before long work is begun for it."""
    target = Path(path)
    if target.is_dir():
        raise InputError(f"{target} is a directory; give the name of a file in it.")
    folder = target.resolve().parent
    if not folder.is_dir():
        raise InputError(f"cannot write {target}: there is no folder {folder}; create it first.")
    place = folder if _is_replaceable(target) else target
    if not os.access(place, os.W_OK):
        raise InputError(f"cannot write {target}: permission denied; choose another place.")


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[TextIO]:
    """A text stream that becomes the file ``path`` when the block ends without an error.

    Lone surrogates, for which UTF-8 has no form, are written as JSON escapes them.
    Raises InputError where the file cannot be written.
    """
    check_writable(path)
    target = Path(path).resolve()
    try:
        if not _is_replaceable(target):
            with _open(target) as stream:
                yield stream
            return
        with _replacing(target) as stream:
            yield stream
    except OSError as error:
        raise InputError(f"cannot write {path}: {_reason(error)}.") from error


@contextmanager
def _replacing(target: Path) -> Iterator[TextIO]:
    temporary = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with _open(temporary, os.O_CREAT | os.O_EXCL) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileNotFoundError):
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _open(target: Path, extra: int = 0) -> TextIO:
    handle = os.open(target, os.O_WRONLY | extra, 0o666)
    return os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="")


def _is_replaceable(target: Path) -> bool:
    """Whether ``target`` is a plain file or does not exist (not a device or a pipe)."""
    return target.is_file() or not target.exists()


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _name(path: str | os.PathLike[str]) -> str:
    return "standard input" if os.fspath(path) == STDIN else os.fspath(path)


def _advice(encoding: str) -> str:
    return f"convert it first, for example with: iconv -f {encoding} -t UTF-8 FILE > NEW"
