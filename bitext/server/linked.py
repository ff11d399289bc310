"""``/align``: texts and files to results with their links, whole or pair by pair as they come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sse_starlette.sse import EventSourceResponse
from starlette.concurrency import run_in_threadpool

from bitext.aligner.batch import BatchText
from bitext.result.alternatives import MOST
from bitext.server.answers import ALTERNATIVES, ANSWERS, FORM, JSON, KEY, MULTIPART, bodies
from bitext.server.fields import count_field, file_field, key_field, read_fields, text_field
from bitext.server.refusals import Refusal
from bitext.server.results import as_json
from bitext.server.streams import Streams
from bitext.server.uploads import Work, work_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bitext.result.bitext import Bitext
    from bitext.server.service import Service

EVENTS: Final = "text/event-stream"
_TEXT: Final[dict[str, dict[str, Any]]] = {
    "source": {"type": "string", "minLength": 1, "description": "A French text"},
    "target": {"type": "string", "description": "Its English; without it, the text is translated"},
    "alternatives": ALTERNATIVES,
    "api_key": KEY,
}
_FILE: Final[dict[str, dict[str, Any]]] = {
    "file": {"type": "string", "format": "binary", "description": "A French document, or a bilingual file"},
    "alternatives": ALTERNATIVES,
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
    streams = Streams(service)

    @routes.post(
        "/align",
        responses=_DESCRIBED,
        response_class=Response,
        openapi_extra=bodies(((_TEXT, ("source",), (JSON, FORM)), (_FILE, ("file",), (MULTIPART,)))),
    )
    async def align(request: Request) -> Response:
        """Translate a text or a file, or link a text to its translation.

        Sentences, words and quotations come linked. Of a bilingual file, what has no target is translated.
        With ``Accept: text/event-stream`` each pair comes as soon as it is there.
        """
        fields = await read_fields(request)
        service.access.check(request, key_field(fields))
        work = await _work(fields)
        service.check_size([work.text.source, work.text.target or ""])
        if EVENTS not in request.headers.get("accept", ""):
            (result,) = await service.align([work.text])
            return Response(await run_in_threadpool(_finished, work, result), media_type=JSON)
        if work.text.target is None:
            return EventSourceResponse(streams.translated(await streams.begin(work), work))
        return EventSourceResponse(streams.linked(work))

    return routes


async def _work(fields: Mapping[str, Any]) -> Work:
    count = count_field(fields, "alternatives", MOST)
    if fields.get("file"):
        work = await run_in_threadpool(work_of, file_field(fields, "file"))
    else:
        work = Work(BatchText(text_field(fields, "source"), text_field(fields, "target", "") or None))
    if count and work.text.target is not None:
        raise Refusal(400, "Invalid request: alternatives are those of a translation; leave target out")
    return replace(work, text=replace(work.text, alternatives=count))


def _finished(work: Work, result: Bitext) -> str:
    return as_json(work.finished(result))
