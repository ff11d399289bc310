"""What the tests of the command line share."""

from __future__ import annotations

import pytest

import bitext
from tests.support.shouting import Shouting


@pytest.fixture
def shouting(monkeypatch: pytest.MonkeyPatch) -> type[Shouting]:
    """Commands translate into capitals, without a model."""
    monkeypatch.setattr(bitext, "Aligner", Shouting)
    monkeypatch.setattr(Shouting, "made", [])
    return Shouting
