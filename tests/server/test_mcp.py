"""The tools for assistants, asked by the client of the protocol's own SDK."""

from __future__ import annotations

import sys
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from bitext import Aligner
from bitext.server.mcp import create_mcp
from bitext.server.settings import Settings
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with

FRENCH = "Le bac est en panne. « Nous attendons une pièce », a dit le capitaine. Il pleut."
ENGLISH = "The ferry has broken down. “We are waiting for a part,” said the captain. It is raining."


def ask(server: Any, tool: str, **arguments: str) -> Any:
    """What a tool answers, and whether it is an error."""

    async def call() -> Any:
        async with Client(server) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(call)


@pytest.fixture(scope="module")
def echo() -> Any:
    return create_mcp(aligner_with(Echo(keep)), Settings(most_characters=1000))


def test_what_there_is(echo):
    async def names() -> list[str]:
        async with Client(echo) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    assert anyio.run(names) == ["translate", "align", "find_quotation"]


def test_translate(echo):
    answer = ask(echo, "translate", text=FRENCH).structured_content
    assert answer["english"].startswith("Le bac est en panne. “Nous attendons une pièce,”")
    assert answer["sentences"][0]["french"] == "Le bac est en panne."
    (quotation,) = answer["quotations"]
    assert quotation["french"] == {"start": 21, "end": 49, "text": "« Nous attendons une pièce »"}
    assert quotation["verdict"] == "kept"


@pytest.mark.model
def test_align_and_find():
    server = create_mcp(Aligner(), Settings())
    whole = ask(server, "align", french=FRENCH, english=ENGLISH).structured_content
    assert len(whole["pairs"]) == 3
    found = ask(
        server, "find_quotation", words="we are waiting for a part", french=FRENCH, english=ENGLISH
    ).structured_content
    assert (found["found"], found["quoted"], found["verdict"]) == (True, True, "kept")
    assert found["french"]["text"] == "« Nous attendons une pièce »"
    assert FRENCH[found["french"]["start"] : found["french"]["end"]] == found["french"]["text"]
    assert found["sentences"][0]["english"] == "“We are waiting for a part,” said the captain."
    told = ask(server, "find_quotation", words="it is raining", french=FRENCH, english=ENGLISH)
    assert (told.structured_content["found"], told.structured_content["quoted"]) == (True, False)


def test_what_is_not_there_is_said(echo):
    answer = ask(echo, "find_quotation", words="nous partirons tous ensemble", french=FRENCH)
    assert answer.structured_content == {"found": False, "quoted": False}


@pytest.mark.parametrize(
    ("arguments", "words"), [({"text": " "}, "empty"), ({"text": "a" * 1001}, "exceeds text limit (1000)")]
)
def test_what_cannot_be_done_is_told(echo, arguments, words):
    answer = ask(echo, "translate", **arguments)
    assert answer.is_error
    assert words in answer.content[0].text


@pytest.mark.model
def test_over_standard_input():
    async def call() -> Any:
        command = StdioServerParameters(command=sys.executable, args=["-m", "bitext", "mcp"])
        async with Client(stdio_client(command)) as client:
            return await client.call_tool("translate", {"text": "Il pleut."})

    assert anyio.run(call).structured_content["english"] == "It’s raining."
