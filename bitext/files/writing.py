"""Writing results: what is written appears whole or not at all.

It goes to a temporary file beside the target, which takes the target's place at the end.
"""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bitext.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_writable(path: str | os.PathLike[str]) -> None:
    """Raises InputError where ``path`` could not be written, before long work is begun for it."""
    target = Path(path)
    if target.is_dir():
        raise InputError(f"{target} is a directory; give the name of a file in it.")
    folder = _resolved(target).parent
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
    target = _resolved(Path(path))
    try:
        if not _is_replaceable(target):
            with _open(target) as stream:
                yield stream
            return
        with _replacing(target) as stream:
            yield stream
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}.") from error


def _resolved(target: Path) -> Path:
    """Where the links of a path lead to. Raises InputError where they lead round in a circle."""
    try:
        resolved = target.resolve()
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            target.stat()
    except (OSError, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno != errno.ELOOP:
            reason = error.strerror or error
            raise InputError(f"cannot write {target}: {reason}; choose another place.") from None
        raise InputError(
            f"cannot write {target}: its links lead round in a circle; choose another place."
        ) from None
    return resolved


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
