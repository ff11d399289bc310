"""Signals, closed streams and odd surroundings: a clear line, the right exit code, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.made_up import bitext_of
from bitext.errors import EncodingError
from bitext.files import read_text
from tests.support.processes import python

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and descriptors of POSIX")

SIGNALS = {"SIGINT": (130, "interrupted"), "SIGTERM": (143, "terminated")}
COMMAND = "from bitext.cli import main; main()"
NAME = "a\x1b[31m\x07b"
"""A file name that would steer the terminal."""


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "saved.json"
    bitext_of([("Il part.", "He leaves.")]).save(path)
    return path


def shell(line: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command line of the shell, in which ``"$@"`` is the command ``bitext`` with ``arguments``."""
    command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
    return subprocess.run(  # noqa: S603 (our own line)
        ["/bin/sh", "-c", line, "sh", *command],
        check=False,
        capture_output=True,
        env=os.environ | environment,
    )


EARLY = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            os.kill(os.getpid(), signal.SIGNAL)

sys.meta_path.insert(0, Interrupting())
from bitext.cli import main
main()
"""
AT_AN_ODD_MOMENT = """
import os, signal, sys, time

class Field:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGNAL)

class Finaliser:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGNAL)

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "typer" and sys.argv.pop() == "class":
            type("Made", (), {"field": Field()})
        elif name == "typer":
            Finaliser()
            time.sleep(10)

sys.meta_path.insert(0, Interrupting())
from bitext.cli import main
main()
"""
WRITING = """
import os, signal
from bitext.cli import main
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGNAL)
main()
"""
TWICE = """
import os, pathlib, signal
from bitext.cli import main

def unlink(path, remove=pathlib.Path.unlink):
    os.kill(os.getpid(), signal.SIGNAL)
    remove(path)

os.fsync = lambda _: os.kill(os.getpid(), signal.SIGNAL)
pathlib.Path.unlink = unlink
main()
"""
WITHOUT_CACHE = """
import os, signal, sys, tempfile, bitext.cli.app
from bitext.translation.translator import Translator

def stream(*_, **__):
    print(*(name[:7] for name in os.listdir(tempfile.gettempdir()) if name[0] == "b"), flush=True)
    os.kill(os.getpid(), signal.SIGNAL)

Translator.stream = stream
bitext.cli.main()
"""
FOLDER = """
import os, signal, bitext, bitext.cli.app
from bitext import Bitext

class Third:
    count = 0
    def __init__(self, *_, **__): pass
    def align(self, source, target, progress):
        self.count += 1
        if self.count == 3:
            os.kill(os.getpid(), signal.SIGNAL)
        return Bitext(bitext.segment(""), bitext.segment(""), ())

bitext.Aligner = Third
bitext.cli.main()
"""


@pytest.mark.parametrize("name", SIGNALS)
class TestSignals:
    def test_in_the_first_moment(self, name: str) -> None:
        code, word = SIGNALS[name]
        done = python(EARLY.replace("SIGNAL", name), "formats")
        assert (done.returncode, done.stdout) == (code, b"")
        assert done.stderr.decode() == f"bitext: {word}; nothing was written.\n"

    @pytest.mark.parametrize("moment", ["class", "finaliser"])
    def test_where_python_wraps_or_drops_it(self, name: str, moment: str) -> None:
        code, word = SIGNALS[name]
        done = python(AT_AN_ODD_MOMENT.replace("SIGNAL", name), "formats", moment)
        assert (done.returncode, done.stdout) == (code, b"")
        assert done.stderr.decode() == f"bitext: {word}; nothing was written.\n"

    @pytest.mark.parametrize("script", [WRITING, TWICE], ids=["once", "twice"])
    def test_while_a_file_is_written(self, name: str, script: str, saved: Path) -> None:
        code, word = SIGNALS[name]
        done = python(script.replace("SIGNAL", name), "convert", saved, "-o", saved.with_name("new.tmx"))
        assert done.returncode == code
        assert done.stderr.decode() == f"bitext: {word}; nothing was written.\n"
        assert [path.name for path in saved.parent.iterdir()] == ["saved.json"]

    def test_models_that_were_unpacked_for_once_are_deleted(self, name: str, tmp_path: Path) -> None:
        code, word = SIGNALS[name]
        passing, article = tmp_path / "passing", tmp_path / "article.txt"
        passing.mkdir()
        article.write_text("Il part.", "utf-8")
        environment = os.environ | {"TMPDIR": str(passing), "BITEXT_CACHE": str(article / "cache")}
        done = python(WITHOUT_CACHE.replace("SIGNAL", name), "translate", article, env=environment)
        assert done.returncode == code
        assert done.stdout == b"bitext-\n"
        assert done.stderr.decode().endswith(f"bitext: {word}; nothing was written.\n")
        # torch makes an empty folder of its own.
        assert [path.name for path in passing.iterdir() if path.name.startswith("bitext")] == []

    def test_a_run_over_a_folder_tells_what_it_has_written(self, name: str, tmp_path: Path) -> None:
        code, word = SIGNALS[name]
        for side in ("fr", "en"):
            (tmp_path / side).mkdir()
            for number in range(5):
                (tmp_path / side / f"{number}.txt").write_text("Non.", "utf-8")
        sides, out = (tmp_path / "fr", tmp_path / "en"), tmp_path / "out"
        done = python(FOLDER.replace("SIGNAL", name), "align", *sides, "-o", out, "-q")
        assert done.returncode == code
        last = out / "1.txt.json"
        assert done.stderr.decode() == f"bitext: {word}; 2 of 5 files were written, the last {last}.\n"
        assert sorted(path.name for path in out.iterdir()) == ["0.txt.json", "1.txt.json"]


class TestStreams:
    def test_closed_standard_input(self) -> None:
        done = shell('"$@" <&-', "segment", "-")
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr == b"bitext: standard input is closed; name a file.\n"

    def test_closed_standard_output(self) -> None:
        done = shell('"$@" >&-', "formats")
        assert done.returncode == 1
        assert done.stderr == b"bitext: cannot go on: standard output is closed.\n"

    def test_closed_standard_output_that_is_not_needed(self, saved: Path) -> None:
        made = saved.with_name("new.tmx")
        done = shell('"$@" >&-', "convert", saved, "-o", made)
        assert done.returncode == 0
        assert done.stderr.decode().startswith(f"{made}: 1 pair")
        assert made.read_text("utf-8").endswith("</tmx>\n")

    def test_closed_standard_error(self) -> None:
        done = shell('"$@" 2>&-', "segment", "no such file")
        assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
        done = shell('"$@" 2>&-', "formats")
        assert done.returncode == 0
        assert b"JSON Lines" in done.stdout

    def test_all_closed(self, saved: Path) -> None:
        made = saved.with_name("new.json")
        assert shell('"$@" <&- >&- 2>&-', "convert", saved, "-o", made).returncode == 0
        assert made.read_bytes() == saved.read_bytes()
        assert shell('"$@" <&- >&- 2>&-', "formats").returncode == 1


@pytest.mark.parametrize("arguments", [["formats"], ["quotes", "FILE"], ["--help"]])
def test_a_terminal_without_columns(saved: Path, arguments: list[str]) -> None:
    saved.with_name("FILE").write_text("« Non », dit-il.", "utf-8")
    line = f'cd {saved.parent} && "$@"'
    one, two = (shell(line, *arguments, COLUMNS=columns) for columns in ("0", "80"))
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
    assert one.stdout


def test_links_that_lead_round_in_a_circle(saved: Path) -> None:
    one, two = saved.with_name("one.tmx"), saved.with_name("two.tmx")
    one.symlink_to(two)
    two.symlink_to(one)
    done = python(COMMAND, "convert", saved, "-o", one)
    assert done.returncode == 1
    told = f"cannot write {one}: its links lead round in a circle; choose another place."
    assert done.stderr.decode() == f"bitext: {told}\n"
    done = python(COMMAND, "segment", one)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


class TestNames:
    def test_of_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        done = python(COMMAND, "segment", tmp_path / NAME)
        assert done.returncode == 1
        assert done.stderr.decode() == f"bitext: {tmp_path}/a␛[31m␇b does not exist; check the name.\n"

    def test_of_a_file_that_was_written(self, saved: Path) -> None:
        done = python(COMMAND, "convert", saved, "-o", saved.with_name(f"{NAME}.tmx"))
        assert done.returncode == 0
        assert done.stderr.decode().startswith(f"{saved.parent}/a␛[31m␇b.tmx: 1 pair")

    def test_of_files_in_one_folder_only(self, tmp_path: Path) -> None:
        for side in ("fr", "en"):
            (tmp_path / side).mkdir()
        (tmp_path / "fr" / NAME).write_text("Non.", "utf-8")
        done = python(COMMAND, "align", tmp_path / "fr", tmp_path / "en", "-o", tmp_path / "out")
        assert done.returncode == 1
        assert "a␛[31m␇b is in one folder only" in done.stderr.decode()
        assert b"\x1b" not in done.stderr


class TestTextFullOfNulBytes:
    """Text in encodings of two and four bytes, without the mark that says so."""

    TEXT = "Les Bretons partent demain."

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_that_is_utf_16_is_read_as_such(self, tmp_path: Path, encoding: str) -> None:
        path = tmp_path / "article.txt"
        path.write_bytes(self.TEXT.encode(encoding))
        done = python(COMMAND, "segment", path)
        assert (done.returncode, done.stdout.decode()) == (0, f"{self.TEXT}\n")
        assert b"it was read as UTF-16" in done.stderr

    @pytest.mark.parametrize("arguments", [[], ["--from", "text"], ["--from", "subrip"]])
    def test_that_is_not_is_refused(self, tmp_path: Path, arguments: list[str]) -> None:
        path = tmp_path / "article.txt"
        path.write_bytes(self.TEXT.encode("utf-32-le"))
        done = python(COMMAND, "translate", path, *arguments)
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"UTF-16 or UTF-32" in done.stderr
        assert done.stderr.count(b"\n") == 1

    @pytest.mark.parametrize(
        ("encoding", "named"),
        [("utf-16-le", "UTF-16-LE"), ("utf-16-be", "UTF-16-BE"), ("utf-32-le", "UTF-16")],
    )
    def test_that_must_be_utf_8_is_refused(self, tmp_path: Path, encoding: str, named: str) -> None:
        path = tmp_path / "article.txt"
        path.write_bytes(self.TEXT.encode(encoding))
        with pytest.raises(EncodingError, match=rf"full of NUL bytes.*iconv -f {named}"):
            read_text(path)
