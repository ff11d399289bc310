"""The log of a run: JSON lines, one for a few steps."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Log:
    """JSON lines, one an entry, with the time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, **entry: Any) -> None:
        """Add an entry."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"time": time.strftime("%Y-%m-%dT%H:%M:%S"), **entry}) + "\n")


class Meter:
    """Sums of what is worth knowing between two entries."""

    def __init__(self) -> None:
        self._sums: dict[str, float] = {}
        self._tokens = 0
        self._since = time.monotonic()

    def add(self, tokens: int, parts: Mapping[str, float]) -> None:
        """Count one step's tokens, and each part's loss summed over them."""
        self._tokens += tokens
        for name, value in parts.items():
            self._sums[name] = self._sums.get(name, 0.0) + value

    def read(self) -> dict[str, float]:
        """Means per token and speed since the last reading."""
        now = time.monotonic()
        found = {name: round(value / max(1, self._tokens), 4) for name, value in self._sums.items()}
        found["tokens_per_second"] = round(self._tokens / max(1e-9, now - self._since))
        self._sums, self._tokens, self._since = {}, 0, now
        return found
