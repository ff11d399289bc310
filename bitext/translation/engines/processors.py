"""How many processors this process may use."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_GROUPS: Final = Path("/sys/fs/cgroup")
_OWN_GROUPS: Final = Path("/proc/self/cgroup")
_ROW: Final = re.compile("[0-9]+:([^:]*):(.*)")


def usable_processors() -> int:
    """The number in the environment variable ``OMP_NUM_THREADS``; else what the system grants.

    That is the number of processors that the process may run on, or its share of their time where a control
    group (cgroup, of version 1 or 2; so containers are limited) allows less, rounded up.
    """
    wanted = os.environ.get("OMP_NUM_THREADS", "").partition(",")[0].strip()
    if wanted.isdecimal() and int(wanted):
        return int(wanted)
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(found, *map(math.ceil, cgroup_limits(_GROUPS, _OWN_GROUPS)), found))


def cgroup_limits(groups: Path, own_groups: Path) -> Iterator[float]:
    """The processors' worth of time that each control group around this process allows; none without limit.

    ``groups`` is where the file system of control groups is mounted, ``own_groups`` the list of those that
    the process is in (:manpage:`cgroups(7)`).
    """
    try:
        rows = [_ROW.fullmatch(line) for line in own_groups.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return
    for controllers, path in (row.groups() for row in rows if row):
        if controllers and "cpu" not in controllers.split(","):
            continue
        mounts = [groups / controllers, groups / "cpu"] if controllers else [groups]
        place = Path(path.lstrip("/"))
        for mount in mounts:
            for folder in (place, *place.parents):
                yield from _limit(mount / folder)


def _limit(folder: Path) -> Iterator[float]:
    """The limit of one group: ``cpu.max`` of version 2, quota and period of version 1."""
    try:
        if (folder / "cpu.max").exists():
            quota, period = (folder / "cpu.max").read_text(encoding="ascii").split()
        else:
            quota, period = (
                (folder / f"cpu.cfs_{name}_us").read_text(encoding="ascii") for name in ("quota", "period")
            )
        if quota != "max" and int(quota) > 0 and int(period) > 0:
            yield int(quota) / int(period)
    except (OSError, ValueError):
        return
