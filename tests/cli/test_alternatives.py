"""``bitext translate --alternatives``: other wordings in what is printed and in the files that hold them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.support.shouting import Shouting


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "texte.txt"
    path.write_text("Il pleut. Le bac part.", encoding="utf-8")
    return path


@pytest.mark.usefixtures("shouting")
def test_they_stand_below_the_english(command: Command, text: Path):
    lines = [line.split() for line in command("translate", text, "--alternatives", "2").out.splitlines()]
    assert lines[:3] == [
        ["1", "Il", "pleut.", "IL", "PLEUT."],
        ["≈", "Il", "pleut.", "0"],
        ["≈", "Il", "pleut.", "1"],
    ]
    assert "≈" not in command("translate", text).out


@pytest.mark.usefixtures("shouting")
@pytest.mark.parametrize("name", ["out.json", "out.html", "out.tmx", "out.jsonl"])
def test_files_hold_them(command: Command, text: Path, tmp_path: Path, name: str):
    done = command("translate", text, "--alternatives", "1", "-o", tmp_path / name, "--quiet")
    assert (done.code, done.err) == (0, "")
    shown = json.loads(command("convert", tmp_path / name, "--to", "json").out)
    assert [pair["alternatives"][0]["text"] for pair in shown["pairs"]] == ["Il pleut. 0", "Le bac part. 0"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("a.txt", ["--text"]),
        ("a.txt", ["-o", "out.tsv"]),
        ("a.html", ["-o", "out.html"]),
        ("a.html", ["--text"]),
    ],
)
def test_what_has_no_place_for_them_is_refused(
    command: Command, tmp_path: Path, shouting: type[Shouting], name: str, arguments: list[str]
):
    (tmp_path / name).write_text("<p>Il pleut.</p>", encoding="utf-8")
    given = [tmp_path / each if each.startswith("out.") else each for each in arguments]
    done = command("translate", tmp_path / name, "--alternatives", "1", *given)
    assert (done.code, done.out) == (2, "")
    assert "no place for other wordings" in done.err
    assert shouting.made == []


@pytest.mark.usefixtures("shouting")
def test_a_long_text_has_them(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bitext.cli._long_texts._LONG", 10)
    path = tmp_path / "long.txt"
    path.write_text("Il pleut. Le bac part.\n" * 3, encoding="utf-8")
    assert command("translate", path, "--alternatives", "1").out.count("≈") == 6
    command("translate", path, "--alternatives", "1", "-o", tmp_path / "out.jsonl", "--quiet")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(len(row["alternatives"]) == 1 for row in rows[1:])
