"""Tools for assistants, by the Model Context Protocol: translate, align, find a quotation.

See the specification of the protocol (modelcontextprotocol.io). It is spoken over standard input and output,
or over HTTP (*streamable HTTP*).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from bitext.aligner.batch import BatchText
from bitext.result.search import FoundWords
from bitext.server.refusals import Refusal
from bitext.server.results import as_json
from bitext.server.service import Service

if TYPE_CHECKING:
    from bitext.aligner import Aligner
    from bitext.result.bitext import Bitext
    from bitext.result.links import QuoteLink
    from bitext.server.settings import Settings
    from bitext.text.document import Quotation

Transport = Literal["stdio", "streamable-http"]

_INSTRUCTIONS: Final = (
    "French to English with links: each English sentence to its French one, each quotation mark to its"
    " original. To check what somebody is quoted with, ask find_quotation first: it gives the original words"
    " with their place, or says that they are not there."
)


def create_mcp(aligner: Aligner, settings: Settings, version: str = "") -> MCPServer:
    """A server of the protocol with the three tools.

    Example:
        >>> import bitext
        >>> from bitext.server.mcp import create_mcp
        >>> from bitext.server.settings import Settings
        >>> create_mcp(bitext.Aligner(), Settings()).name
        'bitext'
    """
    service = Service(aligner, settings)
    server = MCPServer("bitext", instructions=_INSTRUCTIONS, version=version)
    server.tool(structured_output=True)(_translate(service))
    server.tool(structured_output=True)(_align(service))
    server.tool(structured_output=True)(_find_quotation(service))
    return server


Tool = Callable[..., Awaitable[dict[str, Any]]]


def _translate(service: Service) -> Tool:
    async def translate(text: str) -> dict[str, Any]:
        """Translate a French text to English.

        The answer has the English text, its sentences each with the French one, and its quotations each with
        the French one, who says it, and a verdict: kept, restored, moved, lost, added, unpaired.
        """
        return _shown(await _result(service, text, None))

    return translate


def _align(service: Service) -> Tool:
    async def align(french: str, english: str) -> dict[str, Any]:
        """Link a French text to its English translation: sentences, words and quotations with offsets.

        The answer is the whole result, in bitext's JSON.
        """
        found: dict[str, Any] = json.loads(as_json(await _result(service, french, english)))
        return found

    return align


def _find_quotation(service: Service) -> Tool:
    async def find_quotation(words: str, french: str, english: str | None = None) -> dict[str, Any]:
        """Find the quotation that some words are from: is this what was said, and who was quoted in French?

        Give some words of it, in English or French, and the French document; with its English one, if there
        is one that was published, else the French is translated. `found` is false where the words stand in
        neither text, `quoted` where they stand there, but in no quotation marks. Else there are the quotation
        on both sides with offsets, the verdict on its marks, who says it, and the sentences round it.
        """
        found = (await _result(service, french, english)).find(words)
        return {"found": False, "quoted": False} if found is None else _told(found)

    return find_quotation


async def _result(service: Service, french: str, english: str | None) -> Bitext:
    if not french.strip() or (english is not None and not english.strip()):
        raise ToolError("The text is empty; give one with words in it.")
    try:
        (result,) = await service.align([BatchText(french, english)])
    except Refusal as refusal:
        raise ToolError(refusal.message) from refusal
    return result


def _shown(result: Bitext) -> dict[str, Any]:
    return {
        "english": result.target.text,
        "sentences": [
            {"french": pair.source.text, "english": pair.target.text, "flags": list(pair.flags)}
            for pair in result.pairs
        ],
        "quotations": [
            {
                "french": _place(link.source),
                "english": _place(link.target),
                "verdict": link.verdict,
                "speaker": _speaker(link),
            }
            for link in result.quotes
        ],
    }


def _told(found: FoundWords) -> dict[str, Any]:
    return {
        "found": True,
        "quoted": found.quote is not None,
        "words": found.span.text,
        "likeness": round(found.likeness, 3),
        "verdict": found.verdict,
        "speaker": _speaker(found.quote),
        "french": _place(found.source),
        "english": _place(found.target),
        "sentences": [{"french": pair.source.text, "english": pair.target.text} for pair in found.pairs],
    }


def _speaker(link: QuoteLink | None) -> dict[str, Any] | None:
    """Who says a quotation, named on both sides, and how that is known."""
    found = link.speaker if link else None
    if found is None:
        return None
    return {
        "french": found.source.text if found.source else None,
        "english": found.target.text if found.target else None,
        "evidence": found.evidence,
    }


def _place(quotation: Quotation | None) -> dict[str, Any] | None:
    if quotation is None:
        return None
    return {"start": quotation.start, "end": quotation.end, "text": quotation.text}
