"""A model's files from the Hugging Face hub, at the pinned revision."""

from __future__ import annotations

import logging
import shutil
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bitext.catalog.description import FileInfo, Hub
from bitext.catalog.progress import Progress, SourceError

_TIMEOUT = 10.0
_PERIOD = 0.25
_BUSY = frozenset({407, 408, 429, 500, 502, 503, 504})


def from_hub(hub: Hub, wanted: Sequence[FileInfo], folder: Path, progress: Progress) -> None:
    """Put the wanted files in ``folder``: from the hub's own cache on this machine, or the hub.

    Raises:
        SourceError: if the hub is out of reach, or does not have them.
    """
    if _from_cache(hub, wanted, folder):
        return
    from huggingface_hub import constants, hf_hub_download, hf_hub_url

    if constants.HF_HUB_OFFLINE:
        raise SourceError("not asked, as HF_HUB_OFFLINE is set")
    _probe(hf_hub_url(hub.repository, wanted[0].name, revision=hub.revision))
    try:
        with _quiet(), _watched(folder, sum(file.size for file in wanted), progress):
            for file in wanted:
                hf_hub_download(hub.repository, file.name, revision=hub.revision, local_dir=folder)
    except _failures() as error:
        raise SourceError(f"{hub.repository} at {hub.revision[:8]}: {error}") from error


def _failures() -> tuple[type[Exception], ...]:
    """What the downloader raises.

    The bases of its own error are those of its HTTP library, which changes with its release.
    """
    from huggingface_hub.errors import HfHubHTTPError

    bases: tuple[Any, ...] = HfHubHTTPError.__bases__
    return (OSError, RuntimeError, ValueError, *(base for base in bases if issubclass(base, Exception)))


def _from_cache(hub: Hub, wanted: Sequence[FileInfo], folder: Path) -> bool:
    """Copy the files from the hub's cache, if all are there."""
    from huggingface_hub import try_to_load_from_cache

    found = {
        file.name: try_to_load_from_cache(hub.repository, file.name, revision=hub.revision) for file in wanted
    }
    paths = {name: path for name, path in found.items() if isinstance(path, str)}
    if len(paths) < len(wanted):
        return False
    for name, path in paths.items():
        shutil.copyfile(path, folder / name)
    return True


def _probe(url: str) -> None:
    """One quick question: the hub's own downloader tries a hub out of reach for half a minute.

    What it answers, unless it is busy, is for the downloader to judge; so are certificates, of which
    the downloader may know more.
    """
    request = urllib.request.Request(url, method="HEAD")  # noqa: S310 (the hub's own address)
    try:
        urllib.request.urlopen(request, timeout=_TIMEOUT).close()  # noqa: S310 (as above)
    except urllib.error.HTTPError as error:
        if error.code in _BUSY:
            raise SourceError(f"it answers {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        if not isinstance(error.reason, ssl.SSLError):
            raise SourceError(f"out of reach ({error.reason})") from error
    except OSError as error:
        raise SourceError(f"out of reach ({error})") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """No bars and no warnings of the hub's own; as they were afterwards."""
    from huggingface_hub.utils.tqdm import (
        are_progress_bars_disabled,
        disable_progress_bars,
        enable_progress_bars,
    )

    logger = logging.getLogger("huggingface_hub")
    level, shown = logger.level, not are_progress_bars_disabled()
    logger.setLevel(logging.ERROR)
    if shown:
        disable_progress_bars()
    try:
        yield
    finally:
        logger.setLevel(level)
        if shown:
            enable_progress_bars()


@contextmanager
def _watched(folder: Path, total: int, progress: Progress) -> Iterator[None]:
    """Tell ``progress`` how much lies in ``folder`` while the block runs."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_PERIOD):
            progress(min(_weight(folder), total), total)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
    progress(total, total)


def _weight(folder: Path) -> int:
    """Bytes in the folder; files may come and go meanwhile."""
    weight = 0
    for path in folder.rglob("*"):
        try:
            weight += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return weight
