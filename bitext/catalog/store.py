"""Folders of the cache: whole or not there, each file known by its SHA-256.

A folder is written beside its place under a lock and renamed at the end. ``manifest.json`` in it
keeps size, SHA-256 and time of each file: a file whose size and time are unchanged is taken for the
one that was checked, any other is read again.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import msgspec
from filelock import FileLock
from platformdirs import user_cache_path

from bitext.errors import CacheError

MANIFEST = "manifest.json"
RIGHT, MISSING, DIFFERENT = "right", "missing", "different"
_PARTIAL = ".partial-"
_PASSING: list[Path] = []


class Stamp(msgspec.Struct, frozen=True):
    """What a file should be: bytes, SHA-256, and the time (ns) at which it was seen to be so."""

    size: int
    sha256: str
    mtime: int = 0


def cache_folder() -> Path:
    """Where fetched and converted models are kept: ``$BITEXT_CACHE``, or the user's cache."""
    chosen = os.environ.get("BITEXT_CACHE")
    return Path(chosen).expanduser() if chosen else user_cache_path("bitext")


@cache
def passing_folder() -> Path:
    """A folder in the place of the cache for as long as this process lives."""
    atexit.register(remove_passing_folders)
    folder = Path(tempfile.mkdtemp(prefix="bitext-"))
    _PASSING.append(folder)
    return folder


def remove_passing_folders() -> None:
    """Delete what stood in the place of the cache; for a process that ends at once."""
    while _PASSING:
        shutil.rmtree(_PASSING.pop(), ignore_errors=True)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal(folder: Path, known: Mapping[str, Stamp] | None = None) -> None:
    """Write the manifest of ``folder``; what is ``known`` of a file already is not read again."""
    names = sorted(file.name for file in folder.iterdir() if file.is_file() and file.name != MANIFEST)
    stamps = {name: (known or {}).get(name) or _stamp(folder / name) for name in names}
    partial = folder / f"{MANIFEST}{_PARTIAL}{os.getpid()}"
    partial.write_bytes(msgspec.json.format(msgspec.json.encode(stamps)))
    partial.replace(folder / MANIFEST)


def manifest(folder: Path) -> dict[str, Stamp]:
    """What the manifest of ``folder`` says; nothing if it cannot be read."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=dict[str, Stamp])
    except (OSError, msgspec.DecodeError):
        return {}


def states(folder: Path, wanted: Mapping[str, Stamp], *, thorough: bool = False) -> dict[str, str]:
    """RIGHT, MISSING or DIFFERENT for each file; ``thorough`` reads them all."""
    seen = {} if thorough else manifest(folder)
    return {name: _state(folder / name, stamp, seen.get(name)) for name, stamp in wanted.items()}


def is_whole(folder: Path) -> bool:
    """Whether ``folder`` is sealed and every file is what its manifest says."""
    wanted = manifest(folder)
    return bool(wanted) and set(states(folder, wanted).values()) == {RIGHT}


@contextmanager
def writing(place: Path) -> Iterator[Path]:
    """Hold the lock of ``place``; gives an empty folder beside it, deleted at the end if still there.

    Raises:
        CacheError: if the cache cannot be written.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(place.parent / f"{place.name}.lock"):
            _sweep(place)
            partial = place.with_name(f"{place.name}{_PARTIAL}{os.getpid()}")
            partial.mkdir()
            try:
                yield partial
            finally:
                _sweep(place)
    except OSError as error:
        raise CacheError(
            f"The model cache {place.parent} cannot be written ({error}). Free some space there, or name "
            "another folder in the environment variable BITEXT_CACHE."
        ) from error


def put(partial: Path, place: Path) -> None:
    """Seal ``partial`` and rename it to ``place``, in the stead of what was there.

    Its files get the permissions that the user's umask gives to new ones, whoever wrote them, so that a cache
    that several users share can be read by all.
    """
    seal(partial)
    usual = (partial / MANIFEST).stat().st_mode
    for file in partial.iterdir():
        file.chmod(usual)
    if place.exists():
        place.rename(partial.with_name(f"{partial.name}-old"))
    partial.rename(place)


def discard(place: Path) -> int:
    """Delete a folder; the number of bytes freed. It is gone from its place at once."""
    with writing(place) as partial:
        if not place.is_dir():
            return 0
        freed = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
        place.rename(partial / "old")
        return freed


def is_partial(folder: Path) -> bool:
    """Whether somebody is, or was, still writing ``folder``."""
    return _PARTIAL in folder.name


def _sweep(place: Path) -> None:
    """Delete what unfinished work left; the lock of ``place`` is held."""
    for stale in place.parent.glob(f"{place.name}{_PARTIAL}*"):
        shutil.rmtree(stale, ignore_errors=True)


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return Stamp(found.st_size, digest(path), found.st_mtime_ns)


def _state(path: Path, wanted: Stamp, seen: Stamp | None) -> str:
    if not path.is_file():
        return MISSING
    found = path.stat()
    if found.st_size != wanted.size:
        return DIFFERENT
    if seen == Stamp(wanted.size, wanted.sha256, found.st_mtime_ns):
        return RIGHT
    return RIGHT if digest(path) == wanted.sha256 else DIFFERENT
