"""The command line: what it prints, what it refuses, and that nothing ends in a traceback."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import bitext
from bitext import catalog
from bitext.errors import ModelUnavailableError
from tests.conftest import Command
from tests.support.processes import python
from tests.support.shouting import Shouting

FRENCH = "Le maire a dit : « J’attends. »\n\nIl pleut.”\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(FRENCH, encoding="utf-8")
    return path


@pytest.mark.usefixtures("shouting")
def test_translate_prints_side_by_side(command: Command, article: Path):
    done = command("translate", article)
    assert done.code == 0
    assert "3 " not in done.out.splitlines()[0]
    assert "IL PLEUT.”" in done.out
    assert done.out.endswith("2 pairs, 0 quotations\n")
    assert done.err == "bitext: the text looks like Breton.\n"


@pytest.mark.usefixtures("shouting")
def test_translate_prints_the_english_alone(command: Command, article: Path):
    assert command("translate", article, "--text").out == "LE MAIRE A DIT : « J’ATTENDS. »\nIL PLEUT.”"


@pytest.mark.usefixtures("shouting")
def test_translate_prints_json_that_loads(command: Command, article: Path, tmp_path: Path):
    printed = command("translate", article, "--json").out
    (tmp_path / "a.json").write_text(printed, encoding="utf-8")
    assert bitext.Bitext.load(tmp_path / "a.json").target.text.endswith("IL PLEUT.”")


@pytest.mark.usefixtures("shouting")
@pytest.mark.parametrize("name", ["out.json", "out.txt"])
def test_translate_writes_a_file_by_its_suffix(command: Command, article: Path, tmp_path: Path, name: str):
    done = command("translate", article, "-o", tmp_path / name)
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith(f"{name}: 2 pairs, 0 quotations\n")
    again = command("translate", article, "--quiet", "--force", "-o", tmp_path / name)
    assert (again.code, again.err) == (0, "")
    written = (tmp_path / name).read_text(encoding="utf-8")
    if name == "out.json":
        assert json.loads(written)["format"] == "bitext"
    else:
        assert written == "LE MAIRE A DIT : « J’ATTENDS. »\nIL PLEUT.”"


def test_translate_hands_its_options_on(command: Command, article: Path, shouting: type[Shouting]):
    terms = article.with_name("terms.csv")
    terms.write_text("quai,quay\n", encoding="utf-8")
    memory = article.with_name("old.tsv")
    memory.write_text("fr\ten\nIl pleut.\tIt rains.\n", encoding="utf-8")
    options = (
        "--engine",
        "transformers",
        "--device",
        "cpu",
        "--quotes",
        "source",
        "--beam",
        "2",
        "--threads",
        "3",
    )
    command(
        "translate",
        article,
        "--model",
        "other",
        *options,
        "--quality",
        "fast",
        "--keep-stray",
        "--no-split-clauses",
        "--dialogue",
        "quotes",
        "--unwrap",
        "yes",
        "--glossary",
        terms,
        "--memory",
        memory,
    )
    made = {key: value for key, value in shouting.made[0].items() if key != "download_progress"}
    assert made == {
        "model": "other",
        "engine": "transformers",
        "device": "cpu",
        "quotes": "source",
        "stray": True,
        "split_clauses": False,
        "dialogue": "quotes",
        "unwrap": True,
        "glossary": {"quai": "quay"},
        "memory": memory,
        "quality": "fast",
        "beam": 2,
        "threads": 3,
    }


@pytest.mark.usefixtures("shouting")
def test_translate_keeps_lines_as_they_are(command: Command, tmp_path: Path):
    (tmp_path / "lines.txt").write_bytes(b"Un. Deux.\r\n\r\nTrois\r\n")
    printed = json.loads(command("translate", tmp_path / "lines.txt", "--lines", "--json").out)
    assert [pair["source"][0]["text"] for pair in printed["pairs"]] == ["Un. Deux.", "", "Trois"]


def test_a_model_that_cannot_be_had_is_told_in_one_line(
    command: Command, article: Path, monkeypatch: pytest.MonkeyPatch
):
    def unavailable(*_: object, **__: object) -> None:
        raise ModelUnavailableError("no source of the model could be reached; give a folder.")

    monkeypatch.setattr(bitext, "Aligner", unavailable)
    done = command("translate", article)
    assert (done.code, done.err) == (1, "bitext: no source of the model could be reached; give a folder.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["-o", "out.doc"], 2, "no suffix that bitext knows; use one of ."),
        (["-o", "no/such/folder/out.json"], 1, "there is no folder"),
        (["-o", "."], 2, "no suffix"),
    ],
)
def test_a_place_that_does_not_do_is_told_before_the_work(
    command: Command, article: Path, shouting: type[Shouting], arguments: list[str], code: int, said: str
):
    done = command("translate", article, *arguments)
    assert done.code == code
    assert said in done.err
    assert shouting.made == []


@pytest.mark.parametrize("name", ["segment", "quotes", "translate"])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bytes(range(128, 256)) * 9, "is not UTF-8, nor text in an encoding that can be told"),
        (bytes(range(256)), "is binary data, not text"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"", "is empty"),
        (None, "does not exist"),
        ("folder", "is a directory"),
    ],
)
def test_bad_input_ends_in_one_line(
    command: Command, tmp_path: Path, name: str, data: bytes | str | None, said: str
):
    path = tmp_path / "a.txt"
    if isinstance(data, bytes):
        path.write_bytes(data)
    done = command(name, tmp_path if data == "folder" else path)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("bitext: ")
    assert said in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["translate"],
        ["translate", "a.txt", "--json", "--text"],
        ["translate", "a.txt", "--quotes", "round"],
        ["translate", "a.txt", "--beam", "0"],
        ["score", "a.txt"],
        ["tranlsate", "a.txt"],
        ["segment", "a.txt", "--fast"],
        ["segment", "a.txt", "--from", "rtf"],
        ["quotes", "a.txt", "--encoding", "utf-99"],
        ["convert", "a.json", "--to", "doc"],
        ["convert", "a.json", "-o", "a.doc"],
        ["convert", "a.json", "-o", "-"],
        ["align", ".", ".", "--json"],
    ],
)
def test_a_wrong_command_line_is_2(command: Command, arguments: list[str]):
    assert command(*arguments).code == 2


def test_version(command: Command):
    assert command("--version").out == f"bitext {bitext.__version__}\n"


def test_segment(command: Command, article: Path):
    assert command("segment", article).out == "Le maire a dit : « J’attends. »\nIl pleut.”\n"
    document = bitext.segment(FRENCH)
    sentences = json.loads(command("segment", article, "--json").out)["sentences"]
    assert [(s["start"], s["end"], s["text"]) for s in sentences] == [
        (s.start, s.end, s.text) for s in document
    ]


def test_a_byte_order_mark_is_no_part_of_the_text(command: Command, tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfOui. Non.\n")
    assert command("segment", tmp_path / "a.txt").out == "Oui.\nNon.\n"


def test_quotes(command: Command, article: Path):
    lines = command("quotes", article).out.splitlines()
    assert lines[1].split(maxsplit=5) == ["17", "31", "quotation", "0", "0", "Le maire  « J’attends. »"]
    assert lines[2].split() == ["42", "43", "stray", "0", "1", "”"]
    assert lines[-1] == "1 quotation, 1 mark without a partner"
    found = json.loads(command("quotes", article, "--json").out)
    assert [FRENCH[q["start"] : q["end"]] for q in found] == [q["text"] for q in found]
    assert [q["kind"] for q in found] == ["quotation", "stray"]


def test_control_characters_do_not_reach_the_table(command: Command, tmp_path: Path):
    (tmp_path / "a.txt").write_text("Il dit : « Oui\x1b[31m. »\n", encoding="utf-8")
    assert "« Oui␛[31m. »" in command("quotes", tmp_path / "a.txt").out


@pytest.fixture
def lines(tmp_path: Path) -> Callable[[str, Sequence[str]], Path]:
    def write(name: str, content: Sequence[str]) -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in content), encoding="utf-8")
        return path

    return write


def test_score(command: Command, lines: Callable[[str, Sequence[str]], Path]):
    hypothesis = lines("hyp", ["The sky is grey today.", "It rains."])
    first = lines("ref1", ["The sky is gray today.", "It is raining."])
    second = lines("ref2", ["The sky is grey today.", "Rain is falling."])
    expected = bitext.score(
        ["The sky is grey today.", "It rains."],
        [["The sky is gray today.", "It is raining."], ["The sky is grey today.", "Rain is falling."]],
        per_pair=True,
    )
    assert command("score", hypothesis, first, second).out == f"{expected}\n"
    per_line = command("score", hypothesis, first, second, "--per-line").out.splitlines()
    assert per_line[:2] == [f"1\t{expected.pairs[0]:.1f}", f"2\t{expected.pairs[1]:.1f}"]
    printed = json.loads(command("score", hypothesis, first, second, "--json").out)
    assert printed["chrf"]["value"] == expected.chrf.value
    assert printed["bleu"]["signature"].startswith("nrefs:2|")


def test_a_reference_of_another_length_is_named(
    command: Command, lines: Callable[[str, Sequence[str]], Path]
):
    done = command("score", lines("hyp", ["a", "b"]), lines("good", ["a", "b"]), lines("short", ["a"]))
    assert done.code == 1
    assert "hyp has 2 lines, but " in done.err
    assert "short has 1;" in done.err


def test_models_are_listed(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BITEXT_CACHE", str(tmp_path))
    for arguments in (["models"], ["models", "list"]):
        assert "opus-mt-fr-en" in command(*arguments).out


@pytest.mark.parametrize("action", ["fetch", "check", "remove"])
def test_an_unknown_model_is_told(command: Command, action: str):
    done = command("models", action, "opus-mt-xx-yy")
    assert done.code == 1
    assert done.err.startswith("bitext: ")
    assert "opus-mt-fr-en" in done.err


def test_a_model_that_is_not_there_cannot_be_checked(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BITEXT_CACHE", str(tmp_path))
    done = command("models", "check")
    assert done.code == 1
    assert f"bitext models fetch {catalog.DEFAULT}" in done.err


COMMAND = "from bitext.cli import main; main()"


def test_standard_input_and_bytes_of_the_output():
    done = python(COMMAND, "segment", "-", input="« Ça va ? » Oui.".encode())
    assert (done.returncode, done.stdout.decode()) == (0, "« Ça va ? »\nOui.\n")


def test_output_is_utf8_whatever_the_locale():
    done = python(
        COMMAND, "segment", "-", input="Ça. Là.".encode(), env=os.environ | {"PYTHONIOENCODING": "ascii"}
    )
    assert (done.returncode, done.stdout.decode()) == (0, "Ça.\nLà.\n")


@pytest.mark.parametrize("text", ["Oui.", "Il pleut. Il neige. " * 20_000])
def test_a_closed_pipe_is_no_traceback(text: str):
    reading, writing = os.pipe()
    os.close(reading)
    done = python(COMMAND, "segment", "-", input=text.encode(), stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


# A device that is always full; Linux has it.
if Path("/dev/full").exists():

    def test_a_full_disk_is_told_in_one_line(article: Path):
        with Path("/dev/full").open("wb") as full:
            done = python(COMMAND, "segment", article, stdout=full)
        assert done.returncode == 1
        assert done.stderr == b"bitext: cannot go on: No space left on device.\n"


INTERRUPTED = """
import os, signal, bitext, bitext.cli.app
from bitext import Bitext

class Interrupted:
    translator = None
    def __init__(self, *_, **__): pass
    def align(self, text, progress, **_):
        STEP
        return Bitext(bitext.segment(""), bitext.segment(""), ())

bitext.Aligner = Interrupted
bitext.cli.main()
"""

WHILE_TRANSLATING = "os.kill(os.getpid(), signal.SIGINT)"
WHILE_WRITING = (
    "import bitext.formats.json as j; "
    "j._chunks = lambda _: (os.kill(os.getpid(), signal.SIGINT) or 'x' for _ in range(9))"
)


@pytest.mark.parametrize("step", [WHILE_TRANSLATING, WHILE_WRITING], ids=["translating", "writing"])
def test_ctrl_c_is_130_and_leaves_no_file(article: Path, step: str):
    code = INTERRUPTED.replace("STEP", step)
    done = python(code, "translate", article, "-o", article.parent / "out.json")
    assert done.returncode == 130
    assert done.stderr == b"bitext: interrupted; nothing was written.\n"
    assert [path.name for path in article.parent.iterdir()] == ["article.txt"]
