"""French text in, English text out: every line linked, every quotation mark accounted for.

This is the public face. Importing it is light: the model and what it needs are loaded when they are
first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bitext.errors import (
    BitextError,
    BitextWarning,
    CacheError,
    CharacterWarning,
    ChecksumError,
    EncodingError,
    ExchangeWarning,
    FormatError,
    InputError,
    LanguageWarning,
    MismatchWarning,
    MissingDependencyError,
    ModelError,
    ModelUnavailableError,
    ShapeError,
    UnknownModelError,
)
from bitext.metrics import score
from bitext.result.bitext import Bitext
from bitext.segmentation.segment import segment

if TYPE_CHECKING:
    from bitext.aligner import Aligner, align
    from bitext.translation.loading import load

_LAZY = {"Aligner": "bitext.aligner", "align": "bitext.aligner", "load": "bitext.translation.loading"}

__all__ = [
    "Aligner",
    "Bitext",
    "BitextError",
    "BitextWarning",
    "CacheError",
    "CharacterWarning",
    "ChecksumError",
    "EncodingError",
    "ExchangeWarning",
    "FormatError",
    "InputError",
    "LanguageWarning",
    "MismatchWarning",
    "MissingDependencyError",
    "ModelError",
    "ModelUnavailableError",
    "ShapeError",
    "UnknownModelError",
    "__version__",
    "align",
    "load",
    "score",
    "segment",
]


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        from importlib import import_module

        found = getattr(import_module(_LAZY[name]), name)
    elif name == "__version__":
        from importlib.metadata import version

        found = version("bitext")
    else:
        raise AttributeError(f"module 'bitext' has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
