"""The commands between files: view, convert, merge, and ``--to``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.made_up import bitext_of, quoted
from bitext.documents.original import document_forms
from bitext.result.bitext import Bitext
from bitext.result.storage import formats
from bitext.review.edits import digest
from tests.conftest import Command
from tests.result.test_terms import linked


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    quoted().save(tmp_path / "a.json")
    return tmp_path / "a.json"


def corrections(original: Bitext, first: int, english: str, *, checked: bool = False) -> str:
    pair = {"source": [first], "target": [english], "checked": checked}
    edits = [{"first": first, "last": first, "pairs": [pair]}]
    return json.dumps(
        {"format": "bitext-corrections", "version": 1, "digest": digest(original), "edits": edits}
    )


def test_view_makes_a_page_beside_the_file(command: Command, saved: Path):
    done = command("view", saved)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"{saved.with_suffix('.html')}: 3 pairs, 2 quotations (1 kept, 1 restored), ")
    assert "J’attends la " in saved.with_suffix(".html").read_text(encoding="utf-8")


def test_view_takes_another_name_whatever_its_suffix(command: Command, saved: Path, tmp_path: Path):
    assert command("view", saved, "-o", tmp_path / "page", "--quiet").err == ""
    assert (tmp_path / "page").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".tmx", ".xlf", ".parquet"])
def test_what_holds_everything_comes_back_by_convert(
    command: Command, saved: Path, tmp_path: Path, suffix: str
):
    there, back = tmp_path / f"b{suffix}", tmp_path / "c.json"
    assert command("convert", saved, "-o", there, "--quiet").code == 0
    assert command("convert", there, "-o", back, "--quiet").code == 0
    assert Bitext.load(back) == quoted()


def test_convert_prints_a_format_that_is_asked_for(command: Command, saved: Path):
    done = command("convert", saved, "--to", "tmx")
    assert done.out.startswith("<?xml")
    assert "restored" in done.out


def test_the_name_of_a_format_goes_before_the_suffix(command: Command, saved: Path, tmp_path: Path):
    assert command("convert", saved, "-o", tmp_path / "b.txt", "--to", "json").code == 0
    assert (
        command("convert", tmp_path / "b.txt", "--from", "json", "--to", "text").out == quoted().target.text
    )


def test_links_alone_need_the_sentences(command: Command, tmp_path: Path):
    lines = [("Oui.", "Yes."), ("Il part.", "He leaves.")]
    bitext_of(lines).save(tmp_path / "a.ladder")
    for name, side in (("fr", 0), ("en", 1)):
        (tmp_path / name).write_text("\n".join(line[side] for line in lines), encoding="utf-8")
    done = command("convert", tmp_path / "a.ladder", "--to", "json")
    assert done.code == 1
    assert "give the sentences of both sides" in done.err
    done = command(
        "convert",
        tmp_path / "a.ladder",
        "--to",
        "text",
        "--source",
        tmp_path / "fr",
        "--target",
        tmp_path / "en",
    )
    assert (done.code, done.out) == (0, "Yes.\nHe leaves.")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["convert", "a.json"], 2, "name a file with --output"),
        (["convert", "a.json", "--to", "doc"], 2, "there is no format doc"),
        (["convert", "a.json", "--to", "parquet"], 2, "cannot be printed; name a file with --output"),
        (["convert", "b.json", "--to", "tmx"], 1, "b.json does not exist"),
        (["convert", "a.json", "-o", "no/a.tmx"], 1, "there is no folder"),
        (["view", "a.txt"], 1, "cannot be loaded"),
    ],
)
def test_what_cannot_be_done_is_told(
    command: Command, saved: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, said: str
):
    monkeypatch.chdir(saved.parent)
    (saved.parent / "a.txt").touch()
    done = command(*arguments)
    assert (done.code, done.out) == (code, "")
    assert said in " ".join(done.err.split())


def test_corrections_of_two_people_are_merged(command: Command, saved: Path, tmp_path: Path):
    (tmp_path / "1.json").write_text(corrections(quoted(), 1, "Nothing more.”"), encoding="utf-8")
    (tmp_path / "2.json").write_text(corrections(quoted(), 2, "The end.", checked=True), encoding="utf-8")
    done = command("merge", saved, tmp_path / "1.json", tmp_path / "2.json", "-o", tmp_path / "c.json")
    assert done.code == 0
    result = Bitext.load(tmp_path / "c.json")
    assert result.target.text == "The mayor said, “I await the ‘answer’.\nNothing more.”\nThe end."
    assert [pair.checked for pair in result.pairs] == [False, False, True]


def test_corrections_of_another_text_are_refused(command: Command, saved: Path, tmp_path: Path):
    (tmp_path / "1.json").write_text(corrections(bitext_of([("Oui.", "Yes.")]), 0, "Yeah."), encoding="utf-8")
    done = command("merge", saved, tmp_path / "1.json", "-o", tmp_path / "c.json")
    assert done.code == 1
    assert "another version of the text" in done.err
    assert not (tmp_path / "c.json").exists()
    (tmp_path / "1.json").write_text("{}", encoding="utf-8")
    assert "1.json: these are not corrections" in command("merge", saved, tmp_path / "1.json").err


def test_an_english_that_corrections_empty_is_told(command: Command, saved: Path, tmp_path: Path):
    (tmp_path / "1.json").write_text(corrections(quoted(), 2, "  "), encoding="utf-8")
    done = command("merge", saved, tmp_path / "1.json", "-o", tmp_path / "c.json")
    assert done.code == 0
    assert "edits[0].pairs[0] leaves a pair without any English" in done.err


def test_every_format_is_listed(command: Command):
    lines = command("formats").out.splitlines()
    assert [line.split()[0] for line in lines[1:] if line[0] != " "] == [*formats(), *document_forms()]
    assert any(line.split()[:4] == ["hunalign", ".ladder", "reads", "with"] for line in lines)


ODD = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fr"><file id="f1">'
    '<unit id="un titre"><segment><source>Le quai.</source><target>The quay.</target></segment></unit>'
    "</file></xliff>"
)


@pytest.mark.parametrize("name", ["convert", "view"])
def test_a_file_that_breaks_rules_is_read_with_a_warning_and_refused_if_strict(
    command: Command, tmp_path: Path, name: str
):
    (tmp_path / "a.xlf").write_text(ODD, encoding="utf-8")
    output = tmp_path / "b.html"
    done = command(name, tmp_path / "a.xlf", "-o", output)
    assert done.code == 0
    assert "breaks rules of XLIFF in 2 places" not in done.err
    assert (
        "it breaks a rule of XLIFF, and was read all the same (line 1: <unit>: its attribute id" in done.err
    )
    output.unlink()
    refused = command(name, tmp_path / "a.xlf", "-o", output, "--strict")
    assert (refused.code, output.exists()) == (1, False)
    assert "its attribute id is “un titre”" in refused.err


@pytest.mark.parametrize("name", ["segment", "quotes", "translate", "align", "score"])
def test_a_document_with_an_odd_part_is_refused_if_strict(command: Command, tmp_path: Path, name: str):
    cues = "1\n00:00:01,000 --> 00:00:02,000\nBonjour.\n\n2\n00:00:0x --> 00:00:04,000\nAu revoir.\n"
    (tmp_path / "a.srt").write_text(cues, encoding="utf-8")
    files = [tmp_path / "a.srt"] * (2 if name in {"align", "score"} else 1)
    refused = command(name, *files, "--strict")
    assert refused.code == 1
    assert "a.srt" in refused.err


def test_terms_are_listed_and_one_is_chosen(command: Command, tmp_path: Path):
    result = linked(
        ("Le quai dort.", "The quay sleeps.", "0-0 1-1 2-2 3-3"),
        ("Le quai est long.", "The dock is long.", "0-0 1-1 2-2 3-3 4-4"),
    )
    path = tmp_path / "a.json"
    result.save(path)
    assert "quay, dock" in command("terms", path).out
    assert json.loads(command("terms", path, "--json").out)[0]["targets"] == ["quay", "dock"]
    command("terms", path, "--choose", "quai=wharf", "-o", tmp_path / "b.json")
    assert str(Bitext.load(tmp_path / "b.json")) == "The wharf sleeps.\nThe wharf is long."
    assert "every name and term" in command("terms", tmp_path / "b.json").out
    assert command("terms", path, "--choose", "quai=wharf").code == 2
    assert command("terms", path, "--choose", "quai", "-o", tmp_path / "c.json").code == 2
    assert command("terms", path, "-o", tmp_path / "c.json").code == 2
