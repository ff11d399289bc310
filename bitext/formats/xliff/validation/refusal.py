"""Refusing a file: the line, the element, the rule of the standard."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from bitext.errors import FormatError
from bitext.formats._xml import place

_SHOWN: Final = 40


def refuse(element: Any, reason: str) -> NoReturn:
    """Raises FormatError with the place of an element and what is wrong there."""
    raise FormatError(f"{place(element)}: {reason}.")


def shown(value: str) -> str:
    """A value of the file in quotation marks, cut where it is long."""
    return f"“{value if len(value) <= _SHOWN else value[: _SHOWN - 1] + '…'}”"
