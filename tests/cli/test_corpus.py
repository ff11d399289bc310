"""`bitext corpus` on the command line."""

from __future__ import annotations

import functools
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import bitext.corpus
from benchmarks.echo import load_echo
from bitext.cli import main
from tests.corpus.support import json_lines, rows


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    monkeypatch.setattr("bitext.corpus.run", functools.partial(bitext.corpus.run, load=load_echo))

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["bitext", "corpus", *map(str, arguments)])
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        assert isinstance(code, int)
        return code, capsys.readouterr().err

    return run


def test_a_corpus_is_run_and_run_again_and_reported(tmp_path: Path, command: Callable[..., tuple[int, str]]):
    path, out = json_lines(tmp_path / "d.jsonl", 6), tmp_path / "out"
    code, told = command(path, "--out", out)
    assert (code, "6 documents, " in told, "in 1 shard" in told) == (0, True, True)
    assert len(rows(out)) > 5
    assert command("run", path, "--out", out)[0] == 0
    code, told = command(path, "--out", out, "--quotes", "straight")
    assert code == 1
    assert "quotes was curly and is straight" in told
    code, told = command("report", out, "-o", tmp_path / "r.html")
    assert (code, (tmp_path / "r.html").is_file()) == (0, True)


def test_rejected_documents_show_in_the_exit_code(tmp_path: Path, command: Callable[..., tuple[int, str]]):
    path, out = json_lines(tmp_path / "d.jsonl", 3), tmp_path / "out"
    path.write_text(path.read_text(encoding="utf-8") + "{oops\n", encoding="utf-8")
    for _ in range(2):
        code, told = command("--out", out, path)
        assert code == 1
        assert "1 rejected" in told
        assert "rejects.jsonl: why 1 document failed" in told


def test_what_does_not_go_together_is_told(tmp_path: Path, command: Callable[..., tuple[int, str]]):
    path = json_lines(tmp_path / "d.jsonl", 1)
    code, told = command(path, "--out", tmp_path / "out", "--translate", "--align")
    assert (code, "--translate or --align" in told) == (2, True)
    code, told = command(path, "--out", tmp_path / "out", "--from", "scroll")
    assert (code, "the form must be one of" in told) == (1, True)
    assert command("report", tmp_path / "nowhere")[0] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_run_says_how_to_go_on(tmp_path: Path):
    path = json_lines(tmp_path / "d.jsonl", 3000)
    command = [sys.executable, "-m", "bitext", "corpus", str(path), "--out", str(tmp_path / "out")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 (our own code, no shell)
    journal = tmp_path / "out" / "journal.sqlite"
    end = time.monotonic() + 60
    while not journal.exists() and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted; run the same command again to go on." in told
