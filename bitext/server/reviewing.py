"""``/view`` and ``/merge``: a result as a page to correct, and its corrections brought back.

Nothing is kept between the two: the client has the result, the document and the corrections, and sends them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from bitext.errors import InputError
from bitext.formats import json
from bitext.formats.page import write as write_page
from bitext.result.unmasking import masked
from bitext.review import page
from bitext.server.answers import ANSWERS, KEY, MULTIPART, body
from bitext.server.fields import content_field, key_field, read_fields, text_field, upload_field
from bitext.server.refusals import Refusal
from bitext.server.results import corrected, named_format, printed
from bitext.server.uploads import open_upload, text_of, translated_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bitext.result.bitext import Bitext
    from bitext.server.fields import Upload
    from bitext.server.service import Service

HTML: Final = "text/html"
BYTES: Final = "application/octet-stream"
_BINARY: Final = {"type": "string", "format": "binary"}
_RESULT: Final = {**_BINARY, "description": "A result as JSON, as /align gives it"}
_VIEW: Final[dict[str, dict[str, Any]]] = {
    "result": _RESULT,
    "title": {"type": "string", "description": "The title of the page", "default": "bitext"},
    "api_key": KEY,
}
_MERGE: Final[dict[str, dict[str, Any]]] = {
    "result": _RESULT,
    "corrections": {**_BINARY, "description": "What the page exports; without it, nothing is corrected"},
    "file": {**_BINARY, "description": "The document that the result was made from"},
    "format": {
        "type": "string",
        "description": "A format of bitext; without it, the document in its own form, else plain text",
    },
    "name": {"type": "string", "description": "What the text is called, where no file is given"},
    "api_key": KEY,
}


def _described(kind: str, words: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": words, "content": {kind: {"schema": {"type": "string"}}}}}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be made of a result: the document ``file`` in its own form, or a format of bitext."""

    result: str
    corrections: str | None
    file: Upload | None
    form: str
    name: str


def router(service: Service) -> APIRouter:
    """The routes ``/view`` and ``/merge`` for ``service``."""
    routes = APIRouter(tags=["bitext"], responses=ANSWERS)

    @routes.post(
        "/view",
        responses=_described(HTML, "The page"),
        response_class=Response,
        openapi_extra=body(_VIEW, ("result",), MULTIPART),
    )
    async def view(request: Request) -> Response:
        """A page to read and to correct a result: one HTML file, which needs nothing from the network."""
        fields = await read_fields(request)
        service.access.check(request, key_field(fields))
        text = text_of(content_field(fields, "result"), "the result")
        result = await run_in_threadpool(_read, service, text)
        made = await run_in_threadpool(_page, result, text_field(fields, "title", "bitext"))
        return Response(made, media_type=HTML, headers={"Content-Security-Policy": page.policy()})

    @routes.post(
        "/merge",
        responses=_described(BYTES, "The file"),
        response_class=Response,
        openapi_extra=body(_MERGE, ("result",), MULTIPART),
    )
    async def merge(request: Request) -> Response:
        """Bring corrections back: into the document, in its own form, or into a format of bitext."""
        fields = await read_fields(request)
        service.access.check(request, key_field(fields))
        name, made = await run_in_threadpool(_made, service, _wanted(fields))
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
        return Response(made, media_type=BYTES, headers=headers)

    return routes


def _wanted(fields: Mapping[str, Any]) -> _Wanted:
    given = fields.get("corrections")
    return _Wanted(
        text_of(content_field(fields, "result"), "the result"),
        text_of(content_field(fields, "corrections"), "the file of corrections") if given else None,
        upload_field(fields, "file"),
        text_field(fields, "format", ""),
        PurePath(text_field(fields, "name", "") or "text.txt").name,
    )


def _read(service: Service, text: str) -> Bitext:
    result = json.read(text)
    service.check_size([result.source.text])
    return result


def _page(result: Bitext, title: str) -> str:
    stream = io.StringIO()
    write_page(result, stream, title)
    return stream.getvalue()


def _made(service: Service, wanted: _Wanted) -> tuple[str, bytes]:
    """The name and the content of what is wanted."""
    result = corrected(_read(service, wanted.result), wanted.corrections)
    if not wanted.form and wanted.file is not None:
        return _document(result, wanted.file)
    form = named_format(wanted.form or "text")
    name = PurePath(wanted.file.name if wanted.file else wanted.name).stem
    languages = result.target.lang if form.name == "text" else f"{result.source.lang}-{result.target.lang}"
    text = printed(result, form).encode("utf-8", "backslashreplace")
    return f"{name}.{languages}{form.suffixes[0]}", text


def _document(result: Bitext, file: Upload) -> tuple[str, bytes]:
    """The document with the target of ``result`` in the place of its text."""
    source = open_upload(file)
    name = PurePath(file.name).name
    try:
        made = source.original.render(masked(result, source.original.text, source.original.masks))
    except InputError as error:
        raise Refusal(400, f"The result and {name} do not belong together: {error}") from error
    return translated_name(name, source, result.target.lang), made
