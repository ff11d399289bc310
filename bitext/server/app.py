"""The service as an ASGI application, and how it is run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.middleware.cors import CORSMiddleware

from bitext.server import libretranslate, linked, page, reviewing
from bitext.server.access import Guard
from bitext.server.metrics import Counted
from bitext.server.refusals import add_handlers
from bitext.server.service import Service
from bitext.text.language import load_identifier

if TYPE_CHECKING:
    from bitext.aligner import Aligner
    from bitext.server.settings import Settings

_DESCRIPTION = (
    "French text to English, every line linked to its source, every quotation mark accounted for. The routes"
    " of LibreTranslate work for its clients as they are; /align gives the links as well."
)


_BYTES_A_CHARACTER: Final = 100
"""That a result with its links takes at most for each character of its source."""


def create_app(aligner: Aligner, settings: Settings, version: str = "") -> FastAPI:
    """The application that serves ``aligner`` within the limits of ``settings``.

    The model is loaded when it starts. When it stops, what was taken is finished first.

    Raises:
        InputError: ``settings`` has a rate that is none.

    Example:
        >>> import bitext
        >>> from bitext.server.app import create_app
        >>> from bitext.server.settings import Settings
        >>> create_app(bitext.Aligner(), Settings()).title
        'bitext'
    """
    service = Service(aligner, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(getattr, aligner, "translator")
        await asyncio.to_thread(load_identifier)
        yield
        await asyncio.to_thread(service.batches.close)

    app = FastAPI(
        title="bitext",
        version=version or "0",
        description=_DESCRIPTION,
        lifespan=lifespan,
        openapi_url="/spec",
        docs_url=None,
        redoc_url=None,
    )
    add_handlers(app)
    app.include_router(libretranslate.router(service))
    app.include_router(linked.router(service))
    app.include_router(reviewing.router(service))
    app.include_router(page.router(service))
    _add_metrics(app, service)
    app.add_middleware(Counted, metrics=service.metrics)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.origins),
            allow_methods=["GET", "POST"],
            allow_headers=["authorization", "content-type"],
        )
    # A document comes back with its result and the corrections.
    larger = dict.fromkeys(
        ("/view", "/merge"), settings.most_bytes + _BYTES_A_CHARACTER * settings.most_characters
    )
    app.add_middleware(Guard, most_bytes=settings.most_bytes, larger=larger)
    return app


def _add_metrics(app: FastAPI, service: Service) -> None:
    @app.get("/metrics", include_in_schema=False)
    async def metrics(request: Request) -> Response:
        service.access.check(request, request.query_params.get("api_key"))
        return Response(generate_latest(service.metrics.registry), media_type=CONTENT_TYPE_LATEST)
