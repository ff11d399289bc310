"""Bilingual files filled in without a model."""

from __future__ import annotations

import warnings
from collections.abc import Callable

from bitext import Bitext
from bitext.errors import BitextWarning
from bitext.result.fillable import Fillable
from bitext.result.storage import to_fill
from tests.support.documents import echoed


def opened(data: bytes, name: str, format_name: str | None = None, *, overwrite: bool = False) -> Fillable:
    """The file to be filled in, without the warnings of reading it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        return to_fill(data, name, format_name, overwrite_targets=overwrite)


def filled(
    data: bytes,
    name: str,
    format_name: str | None = None,
    *,
    overwrite: bool = False,
    translate: Callable[[str], Bitext] = echoed,
) -> bytes:
    """The file with its missing targets filled in; without ``translate``, with their sources."""
    file = opened(data, name, format_name, overwrite=overwrite)
    return file.render(translate(file.text))


def whole(data: bytes, name: str, translate: Callable[[str], Bitext] = echoed) -> Bitext:
    """The Bitext of all units of a file, filled in."""
    file = opened(data, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        found: Bitext = file.whole(translate(file.text))
    return found
