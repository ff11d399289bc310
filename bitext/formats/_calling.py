"""``bitext.formats()``: the package can be called, since it has the name that its list is looked for by."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bitext.result.storage import Format


class FormatsModule(ModuleType):
    """The package ``bitext.formats``, so that it can be called."""

    def __call__(self) -> dict[str, Format[Any]]:
        """See :func:`bitext.result.storage.formats`."""
        from bitext.result.storage import formats

        return formats()


sys.modules["bitext.formats"].__class__ = FormatsModule
