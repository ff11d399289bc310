"""Which models there are, where their files come from, and whether they are what they should be."""

from bitext.catalog.catalog import (
    DEFAULT,
    FileCheck,
    ModelFiles,
    check,
    fetch,
    model_folder,
    remove,
    status,
)
from bitext.catalog.description import ModelInfo, info, models
from bitext.catalog.progress import Progress
from bitext.catalog.store import cache_folder

__all__ = [
    "DEFAULT",
    "FileCheck",
    "ModelFiles",
    "ModelInfo",
    "Progress",
    "cache_folder",
    "check",
    "fetch",
    "info",
    "model_folder",
    "models",
    "remove",
    "status",
]
