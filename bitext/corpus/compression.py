"""Compressed files as streams of what is in them: gzip, xz, Zstandard."""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, BinaryIO, Final

from bitext.errors import FormatError, InputError, MissingDependencyError

SUFFIXES: Final = (".gz", ".xz", ".zst")
"""Suffixes of the files that are read through here."""
_CHUNK: Final = 1 << 16


def inner_name(name: str) -> str:
    """The name of what is in a file called ``name``: without the suffix of its compression."""
    return name[: -len(PurePath(name).suffix)] if is_compressed(name) else name


def is_compressed(name: str) -> bool:
    """Whether a file of this name is compressed."""
    return PurePath(name).suffix.lower() in SUFFIXES


@contextmanager
def reading(path: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """What is in a file, as a stream, and the stream of the file itself, whose position tells of progress.

    Raises:
        InputError: it cannot be read.
        FormatError: what is in it is damaged, or ends too early; also inside of the block.
        MissingDependencyError: it is compressed with Zstandard, and zstandard is not installed.
    """
    try:
        with Path(path).open("rb") as raw, _decompressed(raw, path) as stream:
            yield stream, raw
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise FormatError(f"{path} is damaged: {error}; fetch it again.") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}.") from error
    except Exception as error:
        if type(error).__name__ != "ZstdError":
            raise
        raise FormatError(f"{path} is damaged: {error}; fetch it again.") from error


def _decompressed(raw: BinaryIO, path: str) -> Any:
    suffix = PurePath(path).suffix.lower()
    if suffix == ".gz":
        return gzip.GzipFile(fileobj=raw)
    if suffix == ".xz":
        return lzma.LZMAFile(raw)
    if suffix == ".zst":
        return _zstandard(raw)
    return raw


def _zstandard(raw: BinaryIO) -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise MissingDependencyError(
            "Zstandard needs the package zstandard: pip install 'bitext[corpus]'."
        ) from error
    return io.BufferedReader(_Frames(raw, zstandard.ZstdDecompressor().decompressobj))


class _Frames(io.RawIOBase):
    """What is in the frames of a Zstandard file; a file that ends within one is damaged."""

    def __init__(self, raw: BinaryIO, begin: Callable[[], Any]) -> None:
        self._raw = raw
        self._begin = begin
        self._frame: Any = None
        self._packed = b""
        self._ready = b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer`` as far as one step goes; 0 at the end."""
        while not self._ready and self._advance():
            pass
        some, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(some)] = some
        return len(some)

    def _advance(self) -> bool:
        """Decompress some more. Whether there was any."""
        self._packed = self._packed or self._raw.read(_CHUNK)
        if not self._packed:
            if self._frame is not None:
                raise EOFError("it ends within a frame")
            return False
        self._frame = self._frame or self._begin()
        self._ready, self._packed = self._frame.decompress(self._packed), b""
        if self._frame.eof:
            self._packed, self._frame = self._frame.unused_data, None
        return True
