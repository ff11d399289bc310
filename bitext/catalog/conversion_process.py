"""The conversion of packed weights, in a process of its own in which torch is not there.

CTranslate2's specifications import torch wherever it is installed, for arrays that packed weights do not
need: that takes longer than the conversion, and as much memory. A process cannot hide a package from one of
its threads alone, so another process does it.
"""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import msgspec

from bitext.catalog.description import AlignmentHeads
from bitext.errors import ModelError

DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS})
"""Errors of the disk, not of the files on it."""
_UNREADABLE = (
    *(OSError, ValueError, TypeError, RuntimeError, LookupError, AttributeError),
    *(ModelError, msgspec.MsgspecError),
)
_CODE = """
import json, sys
task = json.loads(sys.argv[1])
sys.path[:] = task.pop("path")
sys.modules["torch"] = None
from bitext.catalog.conversion_process import main
main(**task)
"""


class _Outcome(msgspec.Struct):
    """What went wrong, if anything did. ``errno`` is that of an OSError."""

    error: str = ""
    errno: int | None = None


def write(folder: Path, output: Path, alignment: AlignmentHeads) -> None:
    """Write the packed model in ``folder`` to ``output`` in CTranslate2's format.

    In this process where torch has been imported anyway, or where no other Python can be started.

    Raises:
        ModelError: if the weights cannot be converted.
        OSError: if ``output`` cannot be written.
    """
    outcome = None if _is_better_here() else _run(folder, output, alignment)
    outcome = outcome or _attempt(folder, output, alignment)
    if outcome.errno in DISK:
        raise OSError(outcome.errno, outcome.error)
    if outcome.error:
        raise ModelError(
            f"The packed model in {folder} cannot be converted for CTranslate2 ({outcome.error}). Its files "
            "have to be those of one model of this package."
        )


def main(folder: str, output: str, layer: int, heads: list[int]) -> None:
    """What the other process does; it prints the outcome."""
    outcome = _attempt(Path(folder), Path(output), AlignmentHeads(layer, tuple(heads), ()))
    sys.stdout.write(f"\n{json.dumps(msgspec.to_builtins(outcome))}")


def _attempt(folder: Path, output: Path, alignment: AlignmentHeads) -> _Outcome:
    try:
        from bitext.catalog import marian_spec

        marian_spec.write(folder, output, alignment)
    except _UNREADABLE as error:
        return _Outcome(f"{type(error).__name__}: {error}", getattr(error, "errno", None))
    return _Outcome()


def _is_better_here() -> bool:
    """Whether another process spares nothing, or cannot be had: a frozen program would start itself."""
    return "torch" in sys.modules or not sys.executable or getattr(sys, "frozen", False)


def _run(folder: Path, output: Path, alignment: AlignmentHeads) -> _Outcome | None:
    """The outcome in another process; None if no Python that has this package could be started."""
    paths = {"path": sys.path, "folder": str(folder.absolute()), "output": str(output.absolute())}
    task = json.dumps(paths | {"layer": alignment.layer, "heads": alignment.heads})
    command = [sys.executable, "-I", "-c", _CODE, task]
    try:
        done = subprocess.run(  # noqa: S603 (our own code)
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except OSError:
        return None
    if done.returncode < 0:
        return _Outcome(f"the process was ended by signal {-done.returncode}, perhaps for want of memory")
    try:
        return msgspec.json.decode(done.stdout.rpartition(b"\n")[2], type=_Outcome)
    except msgspec.DecodeError:
        return None
