"""What the sources of a model's files have in common: how they tell, fail and prove what they bring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bitext.catalog.description import FileInfo, WheelPart
from bitext.catalog.store import digest
from bitext.errors import ChecksumError

Progress = Callable[[int, int], None]
"""Told how far a download is: bytes done and bytes in all; maybe from another thread."""


def silent(done: int, total: int) -> None:
    """A progress that tells nobody."""


class SourceError(Exception):
    """A source could not be used, and why."""


def require(path: Path, pinned: FileInfo | WheelPart) -> None:
    """Raise ChecksumError unless the file is the one that was pinned."""
    if not path.is_file():
        raise ChecksumError(f"{path.name} is missing from what was fetched")
    if (size := path.stat().st_size) != pinned.size:
        raise ChecksumError(f"{path.name} has {size} bytes instead of {pinned.size}")
    if (found := digest(path)) != pinned.sha256:
        raise ChecksumError(f"{path.name} has another SHA-256 than was pinned ({found})")
