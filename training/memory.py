"""How much memory the process has, and how to give back what it no longer uses.

Tensors of ever other sizes leave gaps that allocators keep for themselves: a training that needs 4 GiB grows
to several times that. Linux alone.
"""

from __future__ import annotations

import ctypes
import mmap
from pathlib import Path

GIB = 2**30
_STATE = Path("/proc/self/statm")
_ALL_ARENAS = b"arena.4096.purge"
"""jemalloc's name for the command that empties every arena."""


def resident() -> float:
    """GiB of memory that the process has; 0 where the system does not tell."""
    if not _STATE.exists():
        return 0.0
    return int(_STATE.read_text(encoding="ascii").split()[1]) * mmap.PAGESIZE / GIB


def bound(most: float) -> bool:
    """Give unused memory back to the system if the process has more than ``most`` GiB; whether it tried."""
    if resident() <= most:
        return False
    library = ctypes.CDLL(None)
    if hasattr(library, "mallctl"):
        library.mallctl(_ALL_ARENAS, None, None, None, ctypes.c_size_t(0))
    elif hasattr(library, "malloc_trim"):
        library.malloc_trim(0)
    return True
