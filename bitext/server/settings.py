"""What a service allows, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bitext.errors import InputError

PORT: Final = 5000
"""The port that clients of LibreTranslate expect."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The limits of a service.

    Args:
        keys: The API keys that are taken; none: no key is asked for.
        most_characters: Characters in one request.
        most_texts: Texts in one request.
        most_bytes: Size of one request, files included.
        most_waiting: Characters that may wait to be translated; what comes on top is refused with 429.
        most_streams: Translations at a time that are sent pair by pair.
        rate: Requests of one client (by its key, else its address), such as ``600/minute``; None: any number.
        seconds: Time after which a request is given up.
        origins: Web origins whose pages may ask, such as ``https://example.org``; none by default.

    Raises:
        InputError: A number is below 1, or ``rate`` is no rate.

    Example:
        >>> from bitext.server.settings import Settings
        >>> Settings(rate="60/minute").most_texts
        200
    """

    keys: tuple[str, ...] = ()
    most_characters: int = 100_000
    most_texts: int = 200
    most_bytes: int = 20_000_000
    most_waiting: int = 1_000_000
    most_streams: int = 8
    rate: str | None = None
    seconds: float = 300.0
    origins: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in (
            "most_characters",
            "most_texts",
            "most_bytes",
            "most_waiting",
            "most_streams",
            "seconds",
        ):
            if getattr(self, name) < 1:
                raise InputError(f"{name} must be 1 or more, not {getattr(self, name)}.")
        if any(not key.strip() for key in self.keys):
            raise InputError("an API key must not be empty.")
