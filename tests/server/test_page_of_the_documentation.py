"""What the page on the service tells its readers to do, done against a service."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import httpx
import pytest
from docx import Document
from typer.main import get_command

from bitext.cli.app import app
from bitext.cli.serve import GRACE
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


SERVE = get_command(app).commands["serve"]  # type: ignore[attr-defined]  # a group of commands
ENVIRONMENT = {option.envvar for option in SERVE.params if isinstance(option.envvar, str)}


def test_the_environment_is_that_of_the_command():
    told = set(re.findall(r"`(BITEXT_\w+)`", PAGE.read_text(encoding="utf-8")))
    assert told == ENVIRONMENT
    assert len(told) > 5


def _unit() -> RawConfigParser:
    (block,) = (block for block in BLOCKS if block.mark == "ini")
    unit = RawConfigParser()
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    unit.read_string(block.content)
    return unit


def test_the_unit_runs_the_command_without_privileges():
    service = _unit()["Service"]
    program, command = service["ExecStart"].split()
    assert (Path(program).name, command) == ("bitext", "serve")
    given = dict(pair.split("=", 1) for pair in service["Environment"].split())
    assert set(given) <= ENVIRONMENT | {"BITEXT_CACHE"}
    assert given["BITEXT_CACHE"] == f"/var/cache/{service['CacheDirectory']}"
    assert given["BITEXT_KEYS"] == f"%d/{service['LoadCredential'].partition(':')[0]}"
    assert int(service["TimeoutStopSec"]) > GRACE
    assert (service["DynamicUser"], service["CapabilityBoundingSet"]) == ("yes", "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_the_unit(tmp_path):
    (block,) = (block for block in BLOCKS if block.mark == "ini")
    unit = tmp_path / "bitext.service"
    unit.write_text(block.content.replace("/opt/bitext/bin/bitext", "/bin/true"), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)  # noqa: S603, S607
    assert (done.returncode, done.stderr) == (0, "")


def test_a_proxy_on_this_machine_tells_whose_request_it_is(serve):
    url = f"{serve(rate='1/minute')}/translate"
    fields = {"q": "Il pleut.", "source": "fr", "target": "en"}
    clients = ["203.0.113.5", "203.0.113.6", "203.0.113.5"]
    answers = [httpx.post(url, data=fields, headers={"x-forwarded-for": one}) for one in clients]
    assert [one.status_code for one in answers] == [200, 200, 429]
