"""`bitext memory` and `--memory`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import bitext
from benchmarks.made_up import bitext_of
from bitext.review.edits import digest
from tests.conftest import Command

LINES = [("La jetée est neuve.", "The jetty is new."), ("Le phare clignote.", "The lighthouse blinks.")]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    bitext_of(LINES).save(tmp_path / "old.tmx")
    return tmp_path


def test_add_says_what_has_changed(command: Command, files: Path):
    index = files / "m.db"
    assert "2 added, 0 known, 0 replaced" in command("memory", "add", index, files / "old.tmx").out
    assert "0 added, 2 known, 0 replaced" in command("memory", "add", index, files / "old.tmx").out
    bitext_of([(LINES[0][0], "The pier is new.")]).save(files / "new.tmx")
    assert "0 added, 0 known, 1 replaced" in command("memory", "add", index, files / "new.tmx").out
    assert command("memory", "add", index, files / "new.tmx", "--quiet").out == ""


def test_machine_translations_need_all(command: Command, files: Path):
    replace(bitext_of(LINES), model="fr-en").save(files / "made.json")
    told = command("memory", "add", files / "m.db", files / "made.json").out
    assert "0 added" in told
    assert "2 machine translations that nobody has checked left out (--all takes them)" in told
    assert "2 added" in command("memory", "add", files / "m.db", files / "made.json", "--all").out


def test_corrections_are_brought_in(command: Command, files: Path):
    made = replace(bitext_of(LINES), model="fr-en")
    made.save(files / "page.html")
    edit = {
        "first": 1,
        "last": 1,
        "pairs": [{"source": [1], "target": ["The light flashes."], "checked": True}],
    }
    corrections = {"format": "bitext-corrections", "version": 1, "digest": digest(made), "edits": [edit]}
    (files / "c.json").write_text(json.dumps(corrections), encoding="utf-8")
    told = command("memory", "add", files / "m.db", files / "c.json", files / "page.html").out
    assert "1 added" in told
    match = bitext.TranslationMemory(files / "m.db").translation(LINES[1][0])
    assert match is not None
    assert (match.target, match.trust, match.origin) == (
        "The light flashes.",
        bitext.Trust.CHECKED,
        "page.html",
    )
    alone = command("memory", "add", files / "m.db", files / "c.json")
    assert alone.code == 1
    assert "name that page" in alone.err


def test_find_info_and_export(command: Command, files: Path):
    index = files / "m.db"
    command("memory", "add", index, files / "old.tmx")
    found = json.loads(command("memory", "find", index, "La jetée est vieille.", "--json").out)
    assert [(row["source"], row["likeness"] < 100) for row in found] == [(LINES[0][0], True)]
    assert "100 %" in command("memory", "find", index, LINES[0][0]).out
    assert command("memory", "find", index, "Rien de tel ici.").code == 1
    assert json.loads(command("memory", "info", index, "--json").out)["sentences"] == 2
    assert "old.tmx" in command("memory", "info", index).out
    command("memory", "export", index, "-o", files / "out.tmx")
    assert [pair.target.text for pair in bitext.Bitext.load(files / "out.tmx")] == [en for _, en in LINES]


def test_mistakes_are_told(command: Command, files: Path):
    wrong = command("memory", "add", files / "old.tmx", files / "old.tmx")
    assert (wrong.code, "is the memory; name other files" in wrong.err) == (2, True)
    foreign = command("memory", "info", files / "old.tmx")
    assert "is no translation memory of bitext" in foreign.err
    assert "no translation memory" in command("memory", "find", files / "no.db", "Rien.").err


@pytest.mark.model
def test_translate_takes_from_it(command: Command, files: Path):
    (files / "a.txt").write_text("La jetée est neuve. Il neige.", encoding="utf-8")
    done = command("translate", files / "a.txt", "--memory", files / "old.tmx", "--to", "json", "-q")
    pairs = json.loads(done.out)["pairs"]
    assert [pair["flags"] for pair in pairs] == [["memory"], []]
    assert pairs[0]["target"][0]["text"] == LINES[0][1]
    missing = command("translate", files / "a.txt", "--memory", files / "no.db")
    assert "`bitext memory add` makes one" in missing.err
