"""Translations that a long run of `bitext align` keeps in a file, so that the next one goes on from there."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer
from msgspec import Struct

from bitext.cli._files import check_output
from bitext.errors import InputError

KeepOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Keep translations in this file, from which a run of two books goes on that ended.",
    ),
]
_FORMAT: Final = "bitext-translations"


class _Header(Struct, frozen=True):
    """The first line: what the file is, and by which model, engine and beam the translations are."""

    format: str
    made_by: str


class _Line(Struct, frozen=True):
    """A sentence and its translation."""

    source: str
    target: str


class KeptTranslations(MutableMapping[str, str]):
    """Translations by sentence, each appended to a file (JSON Lines) as soon as it is there.

    A last line that was cut off is written over. None is removed.
    """

    def __init__(self, path: Path, made_by: str) -> None:
        """``made_by`` names what makes the translations, such as the model.

        Raises InputError where the file cannot be read or written, is another one, or is of another model.
        """
        self._path = path
        self._known: dict[str, str] = {}
        try:
            whole = self._read(path.read_bytes(), made_by) if path.exists() else 0
            with path.open("ab") as stream:
                stream.truncate(whole)
                if not whole:
                    stream.write(_head(made_by))
        except OSError as error:
            raise InputError(f"cannot keep translations in {path}: {error.strerror or error}.") from error

    def _read(self, data: bytes, made_by: str) -> int:
        """How many bytes are whole lines, which are read."""
        if _head(made_by).startswith(data):
            return 0
        whole = data.rfind(b"\n") + 1
        try:
            head, *lines = data[:whole].splitlines() or [b""]
            header = msgspec.json.decode(head, type=_Header)
            found = [msgspec.json.decode(line, type=_Line) for line in lines]
        except msgspec.DecodeError:
            header = _Header("", "")
        if header.format != _FORMAT:
            raise InputError(f"{self._path} holds no kept translations; name another file with --keep.")
        if header.made_by != made_by:
            raise InputError(
                f"{self._path} has translations by {header.made_by}, and this is {made_by}; "
                "name another file with --keep."
            )
        self._known = {line.source: line.target for line in found}
        return whole

    def __setitem__(self, sentence: str, translation: str) -> None:
        self._known[sentence] = translation
        line = msgspec.json.encode(_Line(sentence, translation))
        with self._path.open("ab") as stream:
            stream.write(line + b"\n")

    def __getitem__(self, sentence: str) -> str:
        return self._known[sentence]

    def __delitem__(self, sentence: str) -> None:
        raise TypeError("kept translations stay")

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _head(made_by: str) -> bytes:
    return msgspec.json.encode(_Header(_FORMAT, made_by)) + b"\n"


def kept(path: Path | None, made_by: str, inputs: list[Path]) -> KeptTranslations | None:
    """The translations that are kept in a file, if one is named. Raises as :class:`KeptTranslations`."""
    if path is None:
        return None
    check_output(path, inputs, force=True)
    return KeptTranslations(path, made_by)
