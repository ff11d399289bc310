"""The page at ``/``: text or a file in, the linked result to read and correct, the corrected document out."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from bitext.documents.original import document_forms
from bitext.result.storage import formats
from bitext.review.page import hashes
from bitext.server.refusals import Refusal
from bitext.text.templates import templates_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bitext.server.service import Service
    from bitext.server.settings import Settings

_KINDS: Final = {"css": "text/css", "js": "text/javascript"}
_MILLION: Final = 1_000_000
_POLICY: Final = (
    "default-src 'none'; script-src 'self' {script}; style-src 'self' {style}; img-src 'self' data:;"
    " connect-src 'self'; frame-src blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The page shows that of a result in a frame, which is under this policy, too."""


def router(service: Service) -> APIRouter:
    """The page at ``/`` for ``service``, and what it is made of."""
    routes = APIRouter(include_in_schema=False)
    style, script = hashes()
    headers = {"Content-Security-Policy": _POLICY.format(style=style, script=script)}

    @routes.get("/")
    async def start() -> HTMLResponse:
        return HTMLResponse(_start(service.settings), headers=headers)

    @routes.get("/assets/{name}")
    async def asset(name: str) -> Response:
        found = _assets().get(name)
        if found is None:
            raise Refusal(404, "There is no such file.")
        return Response(found, media_type=_KINDS[name.rpartition(".")[2]])

    return routes


def _start(settings: Settings) -> str:
    fillable = [each for each in formats().values() if each.fills]
    return (
        templates_of("bitext.server")
        .get_template("start.html")
        .render(
            settings=settings,
            size=_size(settings.most_bytes),
            documents=[_title(each.title, each.suffixes) for each in document_forms().values()],
            bilingual=[_title(each.title, each.suffixes) for each in fillable],
            formats=[each for each in formats().values() if each.holds_everything and each.prints],
        )
    )


def _title(title: str, suffixes: Sequence[str]) -> str:
    return f"{title} ({suffixes[0]})"


def _size(count: int) -> str:
    """A number of bytes, rounded, as people say it."""
    return f"{count / 1e6:.0f} MB" if count >= _MILLION else f"{max(1, count // 1000)} kB"


@cache
def _assets() -> dict[str, bytes]:
    """The style sheet and the scripts, by name."""
    folder = resources.files("bitext.server") / "templates"
    return {
        each.name: each.read_bytes() for each in folder.iterdir() if each.name.rpartition(".")[2] in _KINDS
    }
