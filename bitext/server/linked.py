"""``/align``: texts to results with their links, whole or pair by pair as they come."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sse_starlette.sse import EventSourceResponse
from starlette.concurrency import run_in_threadpool

from bitext.aligner.batch import BatchText
from bitext.result.storage import formats
from bitext.server.answers import ANSWERS, FORM, JSON, KEY, body
from bitext.server.fields import read_fields, text_field
from bitext.server.refusals import Refusal

if TYPE_CHECKING:
    from bitext.aligner.stream import PairStream
    from bitext.result.bitext import Bitext
    from bitext.result.pair import Pair
    from bitext.server.service import Service

EVENTS: Final = "text/event-stream"
_ALIGN: Final[dict[str, dict[str, Any]]] = {
    "source": {"type": "string", "minLength": 1, "description": "A French text"},
    "target": {"type": "string", "description": "Its English; without it, the text is translated"},
    "api_key": KEY,
}
_DESCRIBED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The result as bitext saves it; or events: *pair* for each, *bitext* in the end",
        "content": {JSON: {"schema": {"type": "object"}}, EVENTS: {"schema": {"type": "string"}}},
    }
}


def router(service: Service) -> APIRouter:
    """The route ``/align`` for ``service``."""
    routes = APIRouter(tags=["bitext"], responses=ANSWERS)
    streams = _Streams(service)

    @routes.post(
        "/align",
        responses=_DESCRIBED,
        response_class=Response,
        openapi_extra=body(_ALIGN, ("source",), JSON, FORM),
    )
    async def align(request: Request) -> Response:
        """Translate a text, or link it to its translation; sentences, words and quotations come linked.

        With ``Accept: text/event-stream`` each pair comes as soon as it is there.
        """
        fields = await read_fields(request)
        key = fields.get("api_key")
        service.access.check(request, key if isinstance(key, str) else None)
        source, target = text_field(fields, "source"), text_field(fields, "target", "") or None
        service.check_size([source, target or ""])
        if EVENTS not in request.headers.get("accept", ""):
            (result,) = await service.align([BatchText(source, target)])
            return Response(await run_in_threadpool(as_json, result), media_type=JSON)
        if target is None:
            return EventSourceResponse(streams.translated(await streams.begin(source)))
        return EventSourceResponse(_linked(service, source, target))

    return routes


def as_json(result: Bitext) -> str:
    """A result as bitext saves it as JSON."""
    stream = io.StringIO()
    printed = formats()["json"].print
    if printed is None:
        raise AssertionError("JSON cannot be printed")
    printed(result, stream)
    return stream.getvalue()


def _pair(number: int, pair: Pair) -> dict[str, Any]:
    sides = {
        name: {"text": side.text, "start": side.start, "end": side.end} if side else None
        for name, side in (("source", pair.source), ("target", pair.target))
    }
    return {"index": number, **sides, "score": pair.score, "flags": list(pair.flags)}


def _event(name: str, data: str) -> dict[str, str]:
    return {"event": name, "data": data}


async def _linked(service: Service, source: str, target: str) -> AsyncIterator[dict[str, str]]:
    (result,) = await service.align([BatchText(source, target)])
    for number, pair in enumerate(result.pairs):
        yield _event("pair", json.dumps(_pair(number, pair), ensure_ascii=False))
    yield _event("bitext", _on_one_line(await run_in_threadpool(as_json, result)))


def _on_one_line(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False)


class _Streams:
    """Translations that are sent pair by pair, of which only some may run at a time."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._running = 0

    async def begin(self, source: str) -> PairStream:
        """Begin a translation. Raises Refusal (429) where too many run."""
        if self._running >= self._service.settings.most_streams:
            raise Refusal(
                429, "Too many translations are sent pair by pair; try again.", {"Retry-After": "5"}
            )
        return await run_in_threadpool(self._service.aligner.stream, source)

    async def translated(self, stream: PairStream) -> AsyncIterator[dict[str, str]]:
        """The events of a translation; it ends where the client is gone."""
        self._running += 1
        try:
            number = 0
            while (pair := await run_in_threadpool(next, stream, None)) is not None:
                yield _event("pair", json.dumps(_pair(number, pair), ensure_ascii=False))
                number += 1
            result = await run_in_threadpool(stream.result)
            yield _event("bitext", _on_one_line(await run_in_threadpool(as_json, result)))
        finally:
            self._running -= 1
            stream.close()
