"""What commands say on standard error, and what they have written so far."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from bitext.text.characters import visible

if TYPE_CHECKING:
    from pathlib import Path


class Written:
    """The files that this process has written, for what is said where it is interrupted."""

    def __init__(self) -> None:
        self._wanted = 0
        self._count = 0
        self._last = ""
        self._advice = ""

    def can_go_on(self) -> None:
        """Tell that the same command, run again, goes on where this one stops."""
        self._advice = "run the same command again to go on"

    def expect(self, count: int) -> None:
        """Tell how many files are to be written."""
        self._wanted = count

    def add(self, path: str | Path) -> None:
        """Tell of a file that has been written."""
        self._count += 1
        self._last = str(path)

    def __str__(self) -> str:
        if self._advice:
            return self._advice
        if not self._count:
            return "nothing was written"
        if self._wanted <= 1 and self._count == 1:
            return f"{self._last} was written"
        total = f" of {self._wanted}" if self._wanted else ""
        return f"{self._count}{total} files were written, the last {self._last}"


WRITTEN: Final = Written()


def say(message: object) -> None:
    """Tell the user something on standard error; names in it cannot steer the terminal."""
    sys.stderr.write(f"bitext: {visible(str(message))}\n")


def tell_written(path: Path, told: object, *, quiet: bool) -> None:
    """Note that a file has been written; if not ``quiet``, say so, and what is to be told of it."""
    WRITTEN.add(path)
    if not quiet:
        sys.stderr.write(f"{visible(str(path))}: {told}\n")
