"""Refusing a file, or telling its faults: the line, the element, the rule of the standard."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NoReturn

from bitext.errors import FormatError, StandardWarning
from bitext.formats._xml import place

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN: Final = 40
_TOLD: Final = 3


class Faults:
    """The rules of the standard that a file breaks: the first refuses it if ``strict``, else all are kept."""

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self._found: list[str] = []

    @contextmanager
    def tolerated(self) -> Iterator[None]:
        """Ends the block at the first rule that is broken. Raises FormatError there if strict."""
        try:
            yield
        except FormatError as error:
            if self._strict:
                raise
            self._found.append(str(error).removesuffix("."))

    def tell(self) -> None:
        """One warning (StandardWarning) for all that was found, with the first few."""
        if not self._found:
            return
        count = len(self._found)
        breaks = "breaks a rule of XLIFF" if count == 1 else f"breaks rules of XLIFF in {count} places"
        more = "; …" if count > _TOLD else ""
        warnings.warn(
            f"it {breaks}, and was read all the same ({'; '.join(self._found[:_TOLD])}{more}).",
            StandardWarning,
            stacklevel=4,
        )


def refuse(element: Any, reason: str) -> NoReturn:
    """Raises FormatError with the place of an element and what is wrong there."""
    raise FormatError(f"{place(element)}: {reason}.")


def shown(value: str) -> str:
    """A value of the file in quotation marks, cut where it is long."""
    return f"“{value if len(value) <= _SHOWN else value[: _SHOWN - 1] + '…'}”"
