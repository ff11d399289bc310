"""What a service counts, for Prometheus; no text and no address is among it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Metrics:
    """What is counted, for Prometheus."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "bitext_requests", "Requests by route and status.", ("route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "bitext_request_seconds", "Seconds from request to answer.", ("route",), registry=self.registry
        )
        self.batched = Histogram(
            "bitext_batch_requests",
            "Requests that were translated together.",
            buckets=(1, 2, 4, 8, 16, 32, 64, 128),
            registry=self.registry,
        )
        self.characters = Counter(
            "bitext_characters", "Characters of source that were translated.", registry=self.registry
        )
        self.working = Counter(
            "bitext_translating_seconds", "Seconds spent on translation.", registry=self.registry
        )
        self.waiting = Gauge("bitext_waiting_characters", "Characters that wait.", registry=self.registry)

    def batch_done(self, requests: int, characters: int, seconds: float) -> None:
        """Count a batch."""
        self.batched.observe(requests)
        self.characters.inc(characters)
        self.working.inc(seconds)


class Counted:
    """ASGI middleware: counts requests by the path of their route, as it is described, and their status."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), "none"

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self._metrics.requests.labels(route, status).inc()
            self._metrics.seconds.labels(route).observe(time.perf_counter() - started)
