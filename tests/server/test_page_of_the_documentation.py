"""What the page on the service tells its readers to do, done against a service."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess

import httpx
import pytest
from docx import Document

from tests.documentation.pages import ROOT, blocks

PAGE = ROOT / "docs" / "how-to" / "serve.md"
ADDRESS = "http://127.0.0.1:5000"
BLOCKS = blocks(PAGE)
COMMANDS = [
    line
    for block in BLOCKS
    if block.mark == "sh"
    for line in block.content.splitlines()
    if line.startswith("curl")
]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("command", COMMANDS)
def test_commands(echoing, command, tmp_path):
    document = Document()
    document.add_paragraph("Il pleut.")
    document.save(str(tmp_path / "article.docx"))
    words = shlex.split(command.replace(ADDRESS, echoing))
    done = subprocess.run([*words, "-sS", "--fail"], cwd=tmp_path, capture_output=True, check=True)  # noqa: S603
    assert {"translatedText", "translatedFileUrl", "pairs"} & set(json.loads(done.stdout))


def test_the_description_for_calibre(echoing):
    (described,) = (json.loads(block.content) for block in BLOCKS if block.mark == "json")
    request = described["request"]
    assert request["url"] == f"{ADDRESS}/translate"
    text = 'Elle a dit "non".\nPuis rien.'
    body = json.dumps(request["data"])
    for name, value in {"<source>": "fr", "<target>": "en", "<text>": text.replace('"', '\\"')}.items():
        body = body.replace(name, value)
    answer = httpx.request(
        request["method"],
        request["url"].replace(ADDRESS, echoing),
        content=body.encode(),
        headers=request["headers"],
    )
    assert described["response"] == "response['translatedText']"
    assert answer.json()["translatedText"] == "Elle a dit “non.”\nPuis rien."
