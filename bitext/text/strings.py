"""Lists of strings that callers give, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bitext.errors import InputError


def strings_of(lines: object, what: str) -> list[str]:
    """The strings in ``lines``; see :func:`items_of`. Raises InputError where one is none."""
    items = items_of(lines, what)
    for at, line in enumerate(items):
        if not isinstance(line, str):
            raise InputError(f"item {at} of {what} is a {type(line).__name__}; give strings.")
    return [line for line in items if isinstance(line, str)]


def items_of(lines: object, what: str) -> list[object]:
    """What is in a list, a tuple, a column of a table. Raises InputError for anything else."""
    if isinstance(lines, str):
        raise InputError(f"{what} are one string; give a list of strings.")
    # Columns of pandas and arrays of numpy are no sequences by their type.
    columns = hasattr(lines, "__len__") and hasattr(lines, "__getitem__")
    if isinstance(lines, bytes | bytearray | Mapping) or not (isinstance(lines, Iterable) and columns):
        raise InputError(f"{what} are a {type(lines).__name__}; give a list of strings, as list() makes it.")
    return list(lines)
