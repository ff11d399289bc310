"""Translated files until they are fetched: in memory, for some minutes, never on disk."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

SECONDS: Final = 600
"""How long a file waits to be fetched."""


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    data: bytes
    until: float


class Downloads:
    """Files under names that cannot be guessed; the oldest go where there are too many."""

    def __init__(self, most_bytes: int, now: Callable[[], float] = time.monotonic) -> None:
        """``most_bytes``: that all of them may take."""
        self._most_bytes = most_bytes
        self._now = now
        self._files: dict[str, _File] = {}
        self._lock = Lock()

    def add(self, name: str, data: bytes) -> str:
        """Keep a file called ``name``; returns what it is fetched by."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._drop_old()
            self._files[token] = _File(name, data, self._now() + SECONDS)
            while len(self._files) > 1 and self._size() > self._most_bytes:
                del self._files[next(iter(self._files))]
        return token

    def get(self, token: str) -> tuple[str, bytes] | None:
        """The name and the content of a file; None where there is none any more."""
        with self._lock:
            self._drop_old()
            found = self._files.get(token)
        return (found.name, found.data) if found else None

    def _drop_old(self) -> None:
        now = self._now()
        for token in [token for token, file in self._files.items() if file.until <= now]:
            del self._files[token]

    def _size(self) -> int:
        return sum(len(file.data) for file in self._files.values())
