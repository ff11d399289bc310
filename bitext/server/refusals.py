"""Requests that are refused: the status and the words that the client gets, in LibreTranslate's form."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bitext.errors import BitextError, ModelError
from bitext.server.batches import OverloadedError, StoppingError

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

_LOG = logging.getLogger("bitext.server")


class Refusal(Exception):  # noqa: N818 - not always an error: 429 asks to come back
    """A request that gets ``status`` and ``message``, with ``headers``."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})


def refused(status: int, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The answer to a request that is refused."""
    return JSONResponse({"error": message}, status, dict(headers or {}))


def add_handlers(app: FastAPI) -> None:
    """Give every error of ``app`` LibreTranslate's form."""

    @app.exception_handler(Refusal)
    async def _refusal(_: Request, error: Refusal) -> JSONResponse:
        return refused(error.status, error.message, error.headers)

    @app.exception_handler(OverloadedError)
    async def _overloaded(_: Request, error: OverloadedError) -> JSONResponse:
        return refused(429, str(error), {"Retry-After": str(error.seconds)})

    @app.exception_handler(StoppingError)
    async def _stopping(_: Request, __: StoppingError) -> JSONResponse:
        return refused(503, "The service is about to stop; try again.", {"Retry-After": "5"})

    @app.exception_handler(TimeoutError)
    async def _timeout(_: Request, __: TimeoutError) -> JSONResponse:
        return refused(504, "The translation took too long; send a shorter text.")

    @app.exception_handler(ModelError)
    async def _model(_: Request, error: ModelError) -> JSONResponse:
        _LOG.error("The model cannot be used: %s", error)
        return refused(503, "The model cannot be used at the moment.")

    @app.exception_handler(BitextError)
    async def _given(_: Request, error: BitextError) -> JSONResponse:
        return refused(400, str(error))

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        told = "; ".join(
            f"{'.'.join(map(str, one['loc'][1:])) or 'the body'}: {one['msg']}" for one in error.errors()
        )
        return refused(400, f"Invalid request: {told}")

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        return refused(error.status_code, str(error.detail), error.headers)

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, error: Exception) -> JSONResponse:
        # The type alone: a message may hold words of the text.
        _LOG.error("%s in %s %s", type(error).__name__, request.method, request.url.path)
        return refused(500, "Something went wrong in the service.")
