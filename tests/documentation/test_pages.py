"""Every code block and command of README and the documentation does what the page says."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from configparser import RawConfigParser
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from bitext.languages import codes, unregister
from bitext.translation.loading import load_model
from bitext.translation.translator import Translator
from tests.conftest import Command
from tests.documentation.pages import OUTPUT, PAGES, ROOT, Block, blocks, same, sessions

MARKS = {"python", "console", OUTPUT, "text", "sh", "json", "toml", "ini", "nginx"}
SET_UP = {
    "bitext",
    "cd",
    "curl",
    "git",
    "pip",
    "source",
    ".venv/bin/pre-commit",
    ".venv/bin/pytest",
    ".venv/bin/mypy",
}


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture(params=PAGES, ids=name)
def page(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@cache
def loaded(*options: str) -> Translator:
    """A model, which stays for the next command and the next page."""
    return load_model(*options)  # type: ignore[arg-type]  # the options that a page gave


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """What a reader has before them: the examples, and nothing else. Models are loaded once for all pages."""
    known = codes()
    monkeypatch.setattr("bitext.aligner.aligner.load_model", lambda *options, **_: loaded(*options))
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for code in set(codes()) - set(known):
        unregister(code)


@pytest.mark.model
@pytest.mark.usefixtures("folder")
def test_what_a_page_shows_is_what_happens(page: Path, command: Command, capsys: pytest.CaptureFixture[str]):
    names: dict[str, Any] = {"__name__": "page"}
    printed = ""
    for block in blocks(page):
        where = f"{name(page)}:{block.line}"
        if block.mark == "python":
            exec(compile("\n" * block.line + block.content, name(page), "exec"), names)  # noqa: S102 - our pages
            printed = capsys.readouterr().out
        elif block.mark == "console":
            run(block, command, where)
        elif block.mark == OUTPUT:
            assert same(block.content, printed), f"{where} prints:\n{printed}"


def run(block: Block, command: Command, where: str) -> None:
    """The commands of a block, each of which has to succeed and to print what stands below it."""
    for line, wanted in sessions(block):
        program, *arguments = shlex.split(line, comments=True)
        assert program == "bitext", f"{where}: only bitext is run from a console block"
        done = command(*arguments)
        assert done.code == 0, f"{where}: {line}\n{done.err}"
        if wanted.strip():
            assert same(wanted, done.out + done.err), f"{where}: {line} prints:\n{done.out}{done.err}"


def test_every_block_is_marked(page: Path):
    for block in blocks(page):
        assert block.mark in MARKS, f"{name(page)}:{block.line}: {block.mark!r}"
        if block.mark == "json":
            json.loads(block.content)
        elif block.mark == "ini":
            RawConfigParser(strict=False).read_string(block.content)
        elif block.mark == "toml":
            tomllib.loads(block.content)


def test_set_up_names_what_there_is(page: Path):
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    for block in blocks(page):
        for line in block.content.splitlines() if block.mark == "sh" else ():
            program, *arguments = shlex.split(line, comments=True) or ("cd",)
            if program == "make":
                assert {word for word in arguments if "=" not in word} <= targets, line
            elif program == "python":
                module = (
                    ROOT.joinpath(*arguments[1].split(".")) if arguments[0] == "-m" else ROOT / arguments[0]
                )
                assert module.exists() or module.with_suffix(".py").exists(), line
            else:
                assert program in SET_UP, f"{name(page)}:{block.line}: {line}"


def test_links_lead_to_files(page: Path):
    for token in MarkdownIt("js-default").parse(page.read_text(encoding="utf-8")):
        for child in token.children or ():
            target = str(child.attrGet("href") or child.attrGet("src") or "").partition("#")[0]
            if target and not target.startswith(("http://", "https://", "mailto:")):
                assert (page.parent / target).exists(), f"{name(page)} links to {target}"
