"""Which models there are, where their files come from, and whether they are what they should be.

``models/<name>/model.toml`` says it of each. A model's files lie in a folder of the caller's, or in
the cache; what is missing is fetched (:mod:`bitext.catalog.sources`), checked against the pinned
SHA-256, and converted once for CTranslate2 (:mod:`bitext.catalog.convert`). A folder in the cache is
whole or it is not there: it is written beside its place and renamed, under a lock.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from filelock import FileLock
from platformdirs import user_cache_path

from bitext.catalog.info import FileInfo, ModelInfo, info, models
from bitext.catalog.sources import Progress, digest, fetch_files, silent
from bitext.errors import ChecksumError, ModelError, UnknownModelError

DEFAULT = "opus-mt-fr-en"
_MANIFEST = "manifest.json"
_TEXT_FILES = ("config.json", "source.spm", "target.spm", "vocab.json")
_PARTIAL = ".partial-"


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What was found of one file: ``state`` is "right", "missing" or "different"."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model on disk. ``folder`` has it in the layout of transformers.

    ``verified`` is False for a folder of the caller's, whose files nobody has pinned.
    """

    info: ModelInfo
    folder: Path
    verified: bool

    def ctranslate2(self) -> Path:
        """The folder of the model as CTranslate2 reads it; converted when first asked for."""
        from bitext.catalog.convert import conversion_name, convert

        name = conversion_name(self.info.alignment, self.folder, verified=self.verified)
        place = cache_folder() / "ctranslate2" / name
        with _writing(place) as partial:
            if partial is not None:
                convert(self.folder, partial, self.info.alignment)
                _write_manifest(partial)
        _verify(place)
        return place


def cache_folder() -> Path:
    """Where fetched and converted models are kept: ``$BITEXT_CACHE``, or the user's cache."""
    chosen = os.environ.get("BITEXT_CACHE")
    return Path(chosen) if chosen else user_cache_path("bitext")


def fetch(model: str | os.PathLike[str] = DEFAULT, progress: Progress = silent) -> ModelFiles:
    """The files of ``model``: a name of the catalogue or the path of a folder.

    Looks in the folder, in ``$BITEXT_MODELS/<name>``, in the cache, and then fetches. What was
    fetched is checked against the pinned SHA-256 before it is used, and again at each later call.

    Raises:
        UnknownModelError: if it is neither a name of the catalogue nor a folder.
        ModelUnavailableError: if no source of the files could be reached.
        ChecksumError: if files are not what was pinned.
    """
    path = Path(model)
    if path.is_dir():
        return _local(path)
    if path.name != str(model):
        raise UnknownModelError(
            f"{path} is not a folder. Give the path of a folder with {', '.join(_TEXT_FILES)}."
        )
    known = info(str(model))
    if root := os.environ.get("BITEXT_MODELS"):
        folder = Path(root) / known.name
        if folder.is_dir():
            return _local(folder)
    place = model_folder(known)
    if place.is_dir() and not _is_whole(place):
        shutil.rmtree(place)
    with _writing(place) as partial:
        if partial is not None:
            fetch_files(known, partial, progress)
            _keep_safe_weights(partial)
            _write_manifest(partial)
    _verify(place)
    return ModelFiles(known, place, verified=True)


def model_folder(known: ModelInfo) -> Path:
    """Where the cache keeps the files of a model; the name changes with the pinned weights."""
    return cache_folder() / "models" / f"{known.name}-{known.weights.sha256[:12]}"


def status(name: str) -> str:
    """``ready``, ``damaged`` (a file is missing or cut short) or ``not fetched``."""
    place = model_folder(info(name))
    if not place.is_dir():
        return "not fetched"
    return "ready" if _is_whole(place) else "damaged"


def check(name: str) -> list[FileCheck]:
    """Read every cached file of a model and compare it with its SHA-256. Empty if not fetched."""
    place = model_folder(info(name))
    if not place.is_dir():
        return []
    return [FileCheck(file, _state(place / file, pinned)) for file, pinned in _manifest(place).items()]


def remove(name: str) -> int:
    """Delete what the cache holds of a model; the number of bytes freed."""
    place = model_folder(info(name))
    conversions = (cache_folder() / "ctranslate2").glob(f"{place.name}-*")
    freed = 0
    for folder in (place, *conversions):
        if folder.is_dir():
            freed += sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            shutil.rmtree(folder)
    return freed


def _local(folder: Path) -> ModelFiles:
    missing = [name for name in _TEXT_FILES if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in ("model.safetensors", "pytorch_model.bin")):
        missing.append("model.safetensors")
    if missing:
        raise ModelError(f"{folder} is not a MarianMT model: it lacks {', '.join(missing)}.")
    known = info(folder.name) if folder.name in {model.name for model in models()} else info(DEFAULT)
    return ModelFiles(known, folder, verified=False)


@contextmanager
def _writing(place: Path) -> Iterator[Path | None]:
    """A folder to write ``place`` in, renamed when all went well; None if it is there already."""
    if place.is_dir():
        yield None
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(place.parent / f"{place.name}.lock"):
            if place.is_dir():
                yield None
                return
            for stale in place.parent.glob(f"{place.name}{_PARTIAL}*"):
                shutil.rmtree(stale, ignore_errors=True)
            partial = Path(tempfile.mkdtemp(prefix=place.name + _PARTIAL, dir=place.parent))
            try:
                yield partial
                partial.chmod(0o755)
                partial.rename(place)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        raise ModelError(
            f"The model cache {place.parent} cannot be written ({error}). Free some space there, or name "
            "another folder in the environment variable BITEXT_CACHE."
        ) from error


def _keep_safe_weights(folder: Path) -> None:
    """Replace pickled weights, whose checksum was right, by safetensors of the same numbers."""
    pickled = folder / "pytorch_model.bin"
    if not pickled.is_file():
        return
    import torch
    from safetensors.torch import save_file

    weights = torch.load(pickled, map_location="cpu", weights_only=True)
    tensors = {name: tensor.clone().contiguous() for name, tensor in weights.items()}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    pickled.unlink()


def _write_manifest(folder: Path) -> None:
    files = sorted(file for file in folder.iterdir() if file.is_file())
    pinned = {file.name: FileInfo(file.name, file.stat().st_size, digest(file)) for file in files}
    (folder / _MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(pinned)))


def _manifest(folder: Path) -> dict[str, FileInfo]:
    try:
        return msgspec.json.decode((folder / _MANIFEST).read_bytes(), type=dict[str, FileInfo])
    except (OSError, msgspec.DecodeError):
        return {}


def _is_whole(folder: Path) -> bool:
    pinned = _manifest(folder)
    return bool(pinned) and all(
        (folder / name).is_file() and (folder / name).stat().st_size == file.size
        for name, file in pinned.items()
    )


def _state(path: Path, pinned: FileInfo) -> str:
    if not path.is_file():
        return "missing"
    return "right" if digest(path) == pinned.sha256 else "different"


def _verify(folder: Path) -> None:
    for name, pinned in _manifest(folder).items():
        if (state := _state(folder / name, pinned)) != "right":
            raise ChecksumError(
                f"{folder / name} is {state}: it is not the file that was fetched. Delete the folder "
                f"{folder} and it is made again."
            )


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
