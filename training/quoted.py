"""Quotation marks put into a pair that has none, in the same places on both sides.

Which words correspond is only known of what both sides share (names), of the whole, and of what a comma cuts
off where both sides have as many; so these are what is quoted. The marks are “ and ”, whatever their depth.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

from training.names import replaced, shared

Pair = tuple[str, str]

_MARK = re.compile(r'["«»‹›“”„‘]')
_STOPS = ".!?"
_COMMA = ", "
_MOST = 3
"""Names that are quoted in one sentence."""


def quoted(source: str, target: str, order: random.Random) -> Pair | None:
    """The pair with a quotation, several, one in another, or one that only begins or ends in it.

    None where there are marks already, or nothing that could be quoted on both sides.
    """
    if _MARK.search(source) or _MARK.search(target):
        return None
    kinds = list(_KINDS)
    order.shuffle(kinds)
    found = (kind(source, target, order) for kind in kinds)
    return next((pair for pair in found if pair), None)


def _names(source: str, target: str, order: random.Random) -> Pair | None:
    """One to three names, each in marks."""
    names = shared(source, target)
    order.shuffle(names)
    for name in names[: order.randint(1, _MOST)]:
        source, target = (replaced(text, name, f"“{name}”") for text in (source, target))
    return (source, target) if names else None


def _whole(source: str, target: str, _order: random.Random) -> Pair:
    return f"“{source}”", f"“{target}”"


def _nested(source: str, target: str, order: random.Random) -> Pair | None:
    """The whole in marks, and names in it."""
    inner = _names(source, target, order)
    return _whole(*inner, order) if inner else None


def _half(source: str, target: str, order: random.Random) -> Pair:
    """A quotation that goes on in the next sentence, or began in the one before."""
    if order.random() < 0.5:  # noqa: PLR2004
        return f"“{source}", f"“{target}"
    return f"{source}”", f"{target}”"


def _part(source: str, target: str, order: random.Random) -> Pair | None:
    """What stands before a comma, or behind it up to the stop."""
    commas = source.count(_COMMA)
    if not commas or target.count(_COMMA) != commas or source[-1] not in _STOPS or target[-1] not in _STOPS:
        return None
    at = order.randint(1, commas)
    is_first = order.random() < 0.5  # noqa: PLR2004
    return _cut(source, at, is_first=is_first), _cut(target, at, is_first=is_first)


def _cut(text: str, at: int, *, is_first: bool) -> str:
    """``text`` with what stands before its comma number ``at`` in marks, or what stands behind it."""
    parts = text.split(_COMMA)
    head, tail = _COMMA.join(parts[:at]), _COMMA.join(parts[at:])
    return f"“{head}”{_COMMA}{tail}" if is_first else f"{head}{_COMMA}“{tail[:-1]}”{tail[-1]}"


_KINDS: Final[tuple[Callable[[str, str, random.Random], Pair | None], ...]] = (
    *(_names, _whole, _nested, _half, _part),
)
