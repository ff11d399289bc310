"""`bitext align` of two editions, and its report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.support.editions import TwoTexts, novel, texts


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    preface = [TwoTexts("", "Foreword"), *(TwoTexts("", f"Nobody asked for word {n}.") for n in range(9))]
    paths = tmp_path / "livre.txt", tmp_path / "book.txt"
    for path, text in zip(paths, texts([preface, *novel()]), strict=True):
        path.write_text(text, "utf-8")
    return paths


def test_the_report_is_written_and_shown(command: Command, files: tuple[Path, Path], tmp_path: Path):
    written = tmp_path / "report.json"
    out = tmp_path / "both.json"
    shown = command(
        "align", *files, "--editions", "--bridge", "length", "-o", out, "--report", "--report-to", written
    )
    report = json.loads(written.read_text("utf-8"))
    alone = {(each["lang"], each["title"]): each["alone"] for each in report["chapters"] if each["alone"]}
    assert alone == {("en", "Foreword"): 10}
    assert report["beads"]["0-1"] == 10
    assert "en, Foreword: 10 of 10 sentences (100.0%)" in shown.err
    assert "Beads: 1-1: " in shown.err
    assert len(json.loads(out.read_text("utf-8"))["pairs"]) == sum(report["beads"].values())


def test_the_report_as_a_text(command: Command, files: tuple[Path, Path], tmp_path: Path):
    written = tmp_path / "report.txt"
    command("align", *files, "--editions", "--bridge", "length", "-q", "--report-to", written)
    assert written.read_text("utf-8").startswith("Beads: 1-1: ")


def test_the_report_writes_over_nothing_that_is_read(command: Command, files: tuple[Path, Path]):
    failed = command("align", *files, "--bridge", "length", "--report-to", files[1])
    assert failed.code == 1
    assert "what is read" in failed.err


def test_lines_are_no_editions(command: Command, files: tuple[Path, Path]):
    failed = command("align", *files, "--editions", "--presegmented", "--bridge", "length")
    assert failed.code == 2
    assert "--presegmented" in failed.err
