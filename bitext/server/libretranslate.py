"""The API of LibreTranslate, so that its clients work as they are.

Requests are JSON or forms; errors are ``{"error": words}``. The fields are those of LibreTranslate's own
documentation. A service of bitext translates French to English; a language to itself comes back as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from bitext.aligner.batch import BatchText
from bitext.documents.original import SUFFIXES, read_original, read_source
from bitext.result.alternatives import MOST
from bitext.server.answers import (
    ALTERNATIVES,
    ANSWERS,
    FORM,
    JSON,
    KEY,
    MULTIPART,
    Detection,
    FileAnswer,
    Health,
    LanguageAnswer,
    LanguagePairAnswer,
    NamedLanguage,
    SettingsAnswer,
    TranslateAnswer,
    body,
)
from bitext.server.downloads import Downloads
from bitext.server.fields import count_field, file_field, key_field, read_fields, text_field, texts_field
from bitext.server.refusals import Refusal
from bitext.server.service import LANGUAGES, Language, Service, TranslatedText
from bitext.server.uploads import translated_name
from bitext.text.language import likelihoods

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTO: Final = "auto"
_FORMATS: Final = ("text", "html")
_BY_CODE: Final = {language.code: language for language in LANGUAGES}
_KEPT_BYTES: Final = 200_000_000
_TEXT: Final[dict[str, Any]] = {
    "oneOf": [{"type": "string", "minLength": 1}, {"type": "array", "items": {"type": "string"}}],
    "description": "A text, or a list of texts",
}
_SOURCE: Final = {"type": "string", "enum": [AUTO, *_BY_CODE], "description": "Language of the text"}
_TARGET: Final = {"type": "string", "enum": list(_BY_CODE), "description": "Language wanted"}
_TRANSLATE: Final[dict[str, dict[str, Any]]] = {
    "q": _TEXT,
    "source": _SOURCE,
    "target": _TARGET,
    "format": {"type": "string", "enum": list(_FORMATS), "default": "text"},
    "alternatives": ALTERNATIVES,
    "api_key": KEY,
}
_FILE: Final[dict[str, dict[str, Any]]] = {
    "file": {"type": "string", "format": "binary"},
    "source": _SOURCE,
    "target": _TARGET,
    "api_key": KEY,
}


def router(service: Service) -> APIRouter:
    """The routes of LibreTranslate for ``service``."""
    routes = APIRouter(tags=["LibreTranslate"], responses=ANSWERS)
    downloads = Downloads(_KEPT_BYTES)

    # OmegaT's connector asks with GET.
    @routes.get("/translate", response_model_exclude_none=True, include_in_schema=False)
    @routes.post(
        "/translate",
        response_model_exclude_none=True,
        openapi_extra=body(_TRANSLATE, ("q", "source", "target"), JSON, FORM),
    )
    async def translate(request: Request) -> TranslateAnswer:
        """Translate a text, or each of a list."""
        fields = await read_fields(request)
        service.access.check(request, key_field(fields))
        return await _translated(service, fields)

    @routes.post("/translate_file", openapi_extra=body(_FILE, ("file", "source", "target"), MULTIPART))
    async def translate_file(request: Request) -> FileAnswer:
        """Translate a file; its form stays. The answer says where the translation is, for ten minutes."""
        fields = await read_fields(request)
        service.access.check(request, key_field(fields))
        file = file_field(fields, "file")
        source, target = text_field(fields, "source"), text_field(fields, "target")
        translated = await _translated_file(service, PurePath(file.name).name, file.data, source, target)
        token = downloads.add(*translated)
        return FileAnswer(translated_file_url=str(request.url_for("download_file", token=token)))

    @routes.get("/download_file/{token}", response_class=Response)
    async def download_file(token: str) -> Response:
        """A translated file."""
        found = downloads.get(token)
        if found is None:
            raise Refusal(404, "There is no such file, or no longer; files are kept for ten minutes.")
        name, data = found
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
        return Response(data, media_type="application/octet-stream", headers=headers)

    @routes.post("/detect", openapi_extra=body({"q": _TEXT, "api_key": KEY}, ("q",), JSON, FORM))
    async def detect(request: Request) -> list[Detection]:
        """Which of the languages of this service a text is in, the likeliest first."""
        fields = await read_fields(request)
        service.access.check(request, key_field(fields))
        text = "\n".join(
            texts_field(fields, "q") if isinstance(fields.get("q"), list) else [text_field(fields, "q")]
        )
        service.check_size([text])
        return await run_in_threadpool(_detected, text)

    @routes.get("/languages")
    async def languages() -> list[LanguageAnswer]:
        """The languages, and what each is translated to."""
        return [LanguageAnswer(code=one.code, name=one.name, targets=list(one.targets)) for one in LANGUAGES]

    @routes.get("/frontend/settings")
    async def frontend_settings() -> SettingsAnswer:
        """What the page of a client needs to know."""
        source, target = (NamedLanguage(code=one.code, name=one.name) for one in LANGUAGES)
        return SettingsAnswer(
            char_limit=service.settings.most_characters,
            frontend_timeout=500,
            api_keys=bool(service.settings.keys),
            key_required=bool(service.settings.keys),
            suggestions=False,
            files_translation=True,
            supported_files_format=[".txt", *SUFFIXES],
            language=LanguagePairAnswer(source=source, target=target),
        )

    @routes.get("/health")
    async def health() -> Health:
        """Whether the service is up."""
        return Health(status="ok")

    @routes.post("/suggest")
    async def suggest() -> None:
        """Suggestions are not taken: nothing that users send is kept."""
        raise Refusal(403, "Suggestions are disabled on this server.")

    return routes


async def _translated(service: Service, fields: Mapping[str, Any]) -> TranslateAnswer:
    is_list = isinstance(fields.get("q"), list)
    texts = texts_field(fields, "q") if is_list else [text_field(fields, "q")]
    source, target = text_field(fields, "source"), text_field(fields, "target")
    form = text_field(fields, "format", "text")
    if form not in _FORMATS:
        raise Refusal(400, f"{form} format is not supported")
    service.check_size(texts)
    found = [await run_in_threadpool(_detected, text) for text in texts] if source == AUTO else []
    codes = [best[0].language for best in found] or [source] * len(texts)
    for code in codes:
        _check_pair(code, target)
    count = count_field(fields, "alternatives", MOST)
    translated = await _in_form(service, texts, codes, target, form, count)
    made = [one.text for one in translated]
    detected = [best[0] for best in found]
    answer = TranslateAnswer(translated_text=made if is_list else made[0])
    if detected:
        answer.detected_language = detected if is_list else detected[0]
    if count:
        others = [list(one.others) for one in translated]
        answer.alternatives = others if is_list else others[0]
    return answer


async def _in_form(
    service: Service, texts: Sequence[str], codes: Sequence[str], target: str, form: str, alternatives: int
) -> list[TranslatedText]:
    """The texts in the language ``target``, those that are in it as they are.

    Of HTML there are no other wordings, as LibreTranslate has none.
    """
    wanted = [index for index, code in enumerate(codes) if code != target]
    given = [texts[index] for index in wanted]
    if form == "html":
        made = [TranslatedText(text) for text in await _translated_html(service, given)]
    else:
        made = await service.translate(given, alternatives)
    found = [TranslatedText(text) for text in texts]
    for index, one in zip(wanted, made, strict=True):
        found[index] = one
    return found


async def _translated_html(service: Service, texts: Sequence[str]) -> list[str]:
    originals = [
        await run_in_threadpool(read_original, text.encode(), "html", encoding="utf-8") for text in texts
    ]
    results = await service.align(
        [BatchText(one.text, unwrap=False) for one in originals if one.text.strip()]
    )
    found = iter(results)
    return [
        one.render(next(found)).decode() if one.text.strip() else text
        for one, text in zip(originals, texts, strict=True)
    ]


async def _translated_file(
    service: Service, name: str, data: bytes, source: str, target: str
) -> tuple[str, bytes]:
    """The name and the content of the translation of a file."""
    opened = await run_in_threadpool(read_source, data, name)
    text = opened.original.text
    code = (await run_in_threadpool(_detected, text))[0].language if source == AUTO else source
    _check_pair(code, target)
    if code == target or not text.strip():
        return f"{PurePath(name).stem}.{target}{PurePath(name).suffix}", data
    (result,) = await service.align([BatchText(text, unwrap=None if opened.form == "text" else False)])
    return translated_name(name, opened, target), await run_in_threadpool(opened.original.render, result)


def _check_pair(source: str, target: str) -> None:
    """Raises Refusal (400) where the service does not translate from the one language to the other."""
    one, other = (_language(code) for code in (source, target))
    if other.code not in one.targets:
        raise Refusal(
            400,
            f"{other.name} ({other.code}) is not available as a target language from {one.name} ({one.code})",
        )


def _language(code: str) -> Language:
    if code not in _BY_CODE:
        raise Refusal(400, f"{code} is not supported")
    return _BY_CODE[code]


def _detected(text: str) -> list[Detection]:
    found = likelihoods(text, *_BY_CODE)
    best = sorted(found, key=lambda code: -found[code])
    return [Detection(confidence=round(100 * found[code], 1), language=code) for code in best]
