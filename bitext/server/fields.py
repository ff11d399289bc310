"""What a request gives: JSON or a form, as LibreTranslate takes both."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from starlette.datastructures import UploadFile

from bitext.server.refusals import Refusal
from bitext.text.characters import SURROGATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request


_SURROGATE: Final = re.compile(f"[{SURROGATES}]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: what the client calls it, and what is in it."""

    name: str
    data: bytes


async def read_fields(request: Request) -> Mapping[str, Any]:
    """The fields of a JSON object, of a form, or of the query.

    Raises Refusal (400) where the body is neither.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return _object(await request.body())
    if kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return {**request.query_params, **await _form(request)}
    if await request.body():
        raise Refusal(400, "Invalid request: send JSON or a form")
    return dict(request.query_params)


async def _form(request: Request) -> dict[str, str | Upload]:
    async with request.form() as form:
        return {
            name: Upload(field.filename or "", await field.read()) if isinstance(field, UploadFile) else field
            for name, field in form.items()
        }


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        # Some clients put the text between quotation marks as it is, line breaks and all.
        found = json.loads(body, strict=False)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "Invalid request: the body is no JSON") from error
    if not isinstance(found, dict):
        raise Refusal(400, "Invalid request: the body is no JSON object")
    return found


def text_field(fields: Mapping[str, Any], name: str, default: str | None = None) -> str:
    """The field ``name``, a string that is not empty. Raises Refusal (400) without one."""
    found = fields.get(name)
    if found is None and default is not None:
        return default
    if found is None or found == "":
        raise Refusal(400, f"Invalid request: missing {name} parameter")
    if not isinstance(found, str):
        raise Refusal(400, f"Invalid request: {name} is no text")
    return _encodable(found, name)


def texts_field(fields: Mapping[str, Any], name: str) -> list[str]:
    """The field ``name``, a list of strings. Raises Refusal (400) where it is none."""
    found = fields.get(name)
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise Refusal(400, f"Invalid request: {name} is no list of texts")
    return [_encodable(one, name) for one in found]


def count_field(fields: Mapping[str, Any], name: str, most: int) -> int:
    """The field ``name``, a number; 0 without one, or where it is below.

    Raises Refusal (400) where it is no number, or above ``most``.
    """
    found = fields.get(name) or 0
    try:
        count = max(0, int(found))
    except (TypeError, ValueError, OverflowError) as error:
        raise Refusal(400, f"Invalid request: {name} parameter is not a number") from error
    if count > most:
        raise Refusal(400, f"Invalid request: {name} parameter must be <= {most}")
    return count


def file_field(fields: Mapping[str, Any], name: str) -> Upload:
    """The field ``name``, a file. Raises Refusal (400) where it is none."""
    found = fields.get(name)
    if not isinstance(found, Upload) or not found.name:
        raise Refusal(400, f"Invalid request: missing {name} parameter")
    return found


def upload_field(fields: Mapping[str, Any], name: str) -> Upload | None:
    """The field ``name``, a file; None where there is none. Raises Refusal (400) for anything else."""
    return file_field(fields, name) if fields.get(name) else None


def content_field(fields: Mapping[str, Any], name: str) -> str | Upload:
    """The field ``name``, a text or a file. Raises Refusal (400) where it is neither, or empty."""
    found = fields.get(name)
    return found if isinstance(found, Upload) else text_field(fields, name)


def key_field(fields: Mapping[str, Any]) -> str | None:
    """The API key that a request gives among its fields."""
    key = fields.get("api_key")
    return key if isinstance(key, str) else None


def _encodable(text: str, name: str) -> str:
    """``text``, if it can be sent back: JSON may hold half a character (a lone surrogate)."""
    if _SURROGATE.search(text):
        raise Refusal(400, f"Invalid request: {name} holds half a character (a lone surrogate)")
    return text
