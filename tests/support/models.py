"""The models of the catalogue, as tests need them."""

from __future__ import annotations

import pytest

from bitext import catalog
from bitext.catalog.description import packaged
from bitext.translation.engines.vocabulary import Vocabulary

EVERY_MODEL = [
    pytest.param(model.name, marks=pytest.mark.model if model.is_packaged else pytest.mark.large)
    for model in catalog.models()
]
"""Their names, each with the marker of the tests that run it."""


def vocabulary() -> Vocabulary:
    """That of the default model, which needs none of its weights."""
    return Vocabulary(packaged(catalog.DEFAULT))
