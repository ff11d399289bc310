"""The shapes of requests and answers, for the OpenAPI description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from bitext.result.alternatives import MOST


class _Answer(BaseModel):
    """What the service sends; its names are written as in JavaScript: ``translatedText``."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class ErrorAnswer(_Answer):
    """A request that was refused."""

    error: str


class Detection(_Answer):
    """A language, and how sure it is, in per cent."""

    confidence: float = Field(ge=0, le=100)
    language: str


class TranslateAnswer(_Answer):
    """A translation, or one for each text of a list.

    ``detected_language`` where the source was *auto*, ``alternatives`` where some were asked for.
    """

    translated_text: str | list[str]
    detected_language: Detection | list[Detection] | None = None
    alternatives: list[str] | list[list[str]] | None = None


class FileAnswer(_Answer):
    """Where the translated file is, for some minutes."""

    translated_file_url: str


class LanguageAnswer(_Answer):
    """A language, and what it is translated to."""

    code: str
    name: str
    targets: list[str]


class NamedLanguage(_Answer):
    """A language by its code and its English name."""

    code: str
    name: str


class LanguagePairAnswer(_Answer):
    """The languages that a page begins with."""

    source: NamedLanguage
    target: NamedLanguage


class SettingsAnswer(_Answer):
    """What a client's page needs to know."""

    char_limit: int
    frontend_timeout: int
    api_keys: bool
    key_required: bool
    suggestions: bool
    files_translation: bool
    supported_files_format: list[str]
    language: LanguagePairAnswer


class Health(_Answer):
    """The service is up."""

    status: str


_TOLD: Final = {
    400: "The request cannot be understood, or asks for what there is not.",
    403: "The API key is missing or wrong, or this is not offered.",
    413: "The request is too large.",
    429: "Too many requests; the header Retry-After says when to come back.",
    503: "The service is about to stop, or has no model.",
    504: "It took too long.",
}
ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": ErrorAnswer, "description": words} for status, words in _TOLD.items()
}
"""What a route may answer besides what was asked for."""


def body(properties: Mapping[str, Mapping[str, Any]], required: Sequence[str], *kinds: str) -> dict[str, Any]:
    """The description of a request's body of one of several ``kinds``, for ``openapi_extra``."""
    schema = {"type": "object", "properties": dict(properties), "required": list(required)}
    return {"requestBody": {"required": True, "content": {kind: {"schema": schema} for kind in kinds}}}


def bodies(
    each: Sequence[tuple[Mapping[str, Mapping[str, Any]], Sequence[str], Sequence[str]]],
) -> dict[str, Any]:
    """The same where what is given differs by kind: properties, those required, and kinds, of each."""
    content: dict[str, Any] = {}
    for properties, required, kinds in each:
        content |= body(properties, required, *kinds)["requestBody"]["content"]
    return {"requestBody": {"required": True, "content": content}}


JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
ALTERNATIVES: Final = {
    "type": "integer",
    "minimum": 0,
    "maximum": MOST,
    "default": 0,
    "description": "Other wordings, so many at most; of plain text alone",
}
KEY: Final = {"type": "string", "description": "API key, where the service asks for one"}
