"""Each of several equal things worked on once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
Found = TypeVar("Found")


def for_each(items: Sequence[Item], work: Callable[[list[Item]], Sequence[Found]]) -> list[Found]:
    """What ``work`` finds for each of ``items``, in their order; it is given every one that differs once."""
    unique = list(dict.fromkeys(items))
    found = dict(zip(unique, work(unique), strict=True))
    return [found[item] for item in items]
