"""Who may ask, how often, and how much at once."""

from __future__ import annotations

import hmac
import math
import time
from typing import TYPE_CHECKING, Final

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bitext.errors import InputError
from bitext.server.refusals import Refusal, refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from bitext.server.settings import Settings

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The content security policy of every answer that has none of its own."""
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
)


class Access:
    """Checks keys and counts requests."""

    def __init__(self, settings: Settings) -> None:
        """Raises InputError where the rate is none."""
        self._keys = tuple(key.encode() for key in settings.keys)
        try:
            self._rate = parse(settings.rate) if settings.rate else None
        except ValueError as error:
            raise InputError(f"{settings.rate!r} is no rate; write it as 600/minute.") from error
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, request: Request, key: str | None = None) -> None:
        """Let a request pass that has an API key, where one is asked for, and is not one too many.

        The key is ``key`` or that of the header ``Authorization: Bearer``.

        Raises:
            Refusal: 403 for a key that is missing or wrong, 429 for one request too many.
        """
        given = key or request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if self._keys and not self._is_known(given):
            raise Refusal(
                403, "Invalid API key" if given else "Please give an API key, as api_key or in a header"
            )
        client = request.client.host if request.client else ""
        self._count(given if self._keys else client)

    def _is_known(self, key: str) -> bool:
        """Compares with every key, each in constant time, so that time tells nothing of them."""
        given = key.encode()
        return any([hmac.compare_digest(given, known) for known in self._keys])  # noqa: C419 - all of them

    def _count(self, client: str) -> None:
        if self._rate is None or self._limiter.hit(self._rate, client):
            return
        reset, _ = self._limiter.get_window_stats(self._rate, client)
        seconds = max(1, math.ceil(reset - time.time()))
        raise Refusal(429, f"Slow down: {self._rate} at most", {"Retry-After": str(seconds)})


class Guard:
    """ASGI middleware: refuses requests that are too large, and adds the headers of safe answers."""

    def __init__(self, app: ASGIApp, most_bytes: int, larger: Mapping[str, int] | None = None) -> None:
        """``most_bytes`` of a request; ``larger``: of those to some paths."""
        self._app = app
        self._most_bytes = most_bytes
        self._larger = dict(larger or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._larger.get(scope["path"], self._most_bytes)
        told = f"The request is larger than {most} bytes; send less at once."
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"")
        too_large = refused(413, told)
        if length.isdigit() and int(length) > most:
            await too_large(scope, receive, self._sending(send))
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise Refusal(413, told)
            return message

        await self._app(scope, counted, self._sending(send))

    @staticmethod
    def _sending(send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name.lower() for name, _ in message["headers"]}
                policy = (b"content-security-policy", POLICY.encode())
                added = [header for header in (*_HEADERS, policy) if header[0] not in names]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        return sending
