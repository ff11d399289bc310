"""Translations that are sent pair by pair, as server-sent events."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool

from bitext.errors import InputError
from bitext.server.refusals import Refusal
from bitext.server.results import as_json
from bitext.text.language import language_of

if TYPE_CHECKING:
    from bitext.aligner.stream import PairStream
    from bitext.result.bitext import Bitext
    from bitext.result.pair import Pair
    from bitext.server.service import Service
    from bitext.server.uploads import Work

_LOG = logging.getLogger("bitext.server")

Events = AsyncIterator[dict[str, str]]


class Streams:
    """Translations that are sent pair by pair, of which only some may run at a time."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._running = 0

    async def begin(self, work: Work) -> PairStream:
        """Begin a translation. Raises Refusal (429) where too many run."""
        if self._running >= self._service.settings.most_streams:
            raise Refusal(
                429, "Too many translations are sent pair by pair; try again.", {"Retry-After": "5"}
            )
        text = work.text
        return await run_in_threadpool(
            self._service.aligner.stream, text.source, unwrap=text.unwrap, alternatives=text.alternatives
        )

    async def translated(self, stream: PairStream, work: Work) -> Events:
        """The events of a translation; it ends where the client is gone."""
        self._running += 1
        try:
            language = await run_in_threadpool(language_of, stream.source.text)
            if language not in (None, "fr"):
                told = f"The text looks like {language!r}, not 'fr'. The work goes on all the same."
                yield _event("warning", {"warning": told, "language": language})
            number = 0
            while (pair := await run_in_threadpool(next, stream, None)) is not None:
                yield _pair(number, len(stream), pair, work)
                number += 1
            yield await run_in_threadpool(_last, work, await run_in_threadpool(stream.result))
        except InputError as error:
            yield _event("error", {"error": str(error)})
        except Exception as error:  # the answer has begun: it cannot become one with another status
            _LOG.error("%s in a translation that is sent pair by pair", type(error).__name__)
            yield _event("error", {"error": "Something went wrong in the service."})
        finally:
            self._running -= 1
            stream.close()

    async def linked(self, work: Work) -> Events:
        """The events of two texts, which come when all is linked."""
        (result,) = await self._service.align([work.text])
        for number, pair in enumerate(result.pairs):
            yield _pair(number, len(result.pairs), pair, work)
        yield await run_in_threadpool(_last, work, result)


def _pair(number: int, count: int, pair: Pair, work: Work) -> dict[str, str]:
    shown = dict(zip(("source", "target"), work.shown(pair), strict=True))
    sides = {
        name: {"text": shown[name], "start": side.start, "end": side.end} if side else None
        for name, side in (("source", pair.source), ("target", pair.target))
    }
    told = {"index": number, "of": count, **sides, "score": pair.score, "flags": list(pair.flags)}
    return _event("pair", told)


def _last(work: Work, result: Bitext) -> dict[str, str]:
    return _event("bitext", json.loads(as_json(work.finished(result))))


def _event(name: str, data: Any) -> dict[str, str]:
    return {"event": name, "data": json.dumps(data, ensure_ascii=False)}
