"""No command writes over what a user has, or takes for prose what is none."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.made_up import quoted
from bitext.result.bitext import Bitext
from tests.conftest import Command
from tests.support.processes import python
from tests.support.shouting import Shouting

FRENCH = "Le quai est vide.\n"
MARKDOWN = "# Le *quai*\n\nLe port est ouvert, voir `ouvrir()`.\n"
CUES = "1\n00:00:01,000 --> 00:00:03,000\nÀ demain, déjà.\n\n"
COMMAND = "from bitext.cli import main; main()"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with sources, in which commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.txt").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "guide.md").write_text(MARKDOWN, encoding="utf-8")
    (tmp_path / "page.html").write_text("<p>Le quai est vide.</p>", encoding="utf-8")
    (tmp_path / "film.srt").write_text(CUES, encoding="utf-8")
    quoted().save(tmp_path / "a.json")
    quoted().save(tmp_path / "v.html", "json")
    (tmp_path / "link.txt").symlink_to("x.txt")
    (tmp_path / "hard.txt").hardlink_to("x.txt")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    "arguments",
    [
        "translate x.txt -o x.txt",
        "translate x.txt -o ./x.txt",
        "translate x.txt -o {folder}/../{name}/x.txt",
        "translate x.txt -o link.txt",
        "translate link.txt -o x.txt",
        "translate x.txt -o hard.txt",
        "translate x.txt -o x.txt --force",
        "translate x.txt --to json -o link.txt --force",
        "translate guide.md -o guide.md",
        "translate guide.md -o guide.md --force",
        "translate page.html -o page.html",
        "translate film.srt -o film.srt --force",
        "align x.txt guide.md -o guide.md --to json --force",
        "view a.json -o a.json",
        "view v.html --from json",
        "view v.html --from json -o ./v.html",
        "convert a.json -o a.json",
        "convert a.json -o a.json --to tmx --force",
        "convert a.json --to text -o x.txt --source x.txt --target guide.md --force",
        "merge a.json x.txt -o x.txt --to json --force",
        "merge a.json x.txt -o a.json",
    ],
)
def test_a_source_is_never_written_over(
    command: Command, shouting: type[Shouting], folder: Path, arguments: str
):
    before = contents(folder)
    done = command(*arguments.format(folder=folder, name=folder.name).split())
    assert (done.code, done.out) == (1, "")
    assert "is what is read" in done.err
    assert contents(folder) == before
    assert shouting.made == []


@pytest.mark.parametrize(
    "arguments",
    [
        "translate x.txt -o guide.md",
        "translate x.txt -o page.html",
        "translate guide.md -o other.md",
        "translate x.txt -o out.txt",
        "align x.txt guide.md -o table.csv",
        "convert a.json -o memory.tmx",
        "merge a.json x.txt -o other.json",
        "view a.json -o page.html",
        "view page.json",
    ],
)
def test_a_file_that_bitext_did_not_make_stays(
    command: Command, shouting: type[Shouting], folder: Path, arguments: str
):
    quoted().save(folder / "page.json")
    for name in ("other.md", "out.txt", "table.csv", "memory.tmx", "other.json"):
        (folder / name).write_text("Ce que j’ai écrit hier.", encoding="utf-8")
    before = contents(folder)
    done = command(*arguments.split())
    assert (done.code, done.out) == (1, "")
    assert "exists, and bitext did not make it; name another file with --output" in done.err
    assert ("--force" in done.err) == ("view" not in arguments)
    assert contents(folder) == before
    assert shouting.made == []


@pytest.mark.usefixtures("shouting")
def test_force_replaces_a_file_but_for_view(command: Command, folder: Path):
    (folder / "out.txt").write_text("Ce que j’ai écrit hier.", encoding="utf-8")
    assert command("translate", "x.txt", "-o", "out.txt", "--force").code == 0
    assert (folder / "out.txt").read_text(encoding="utf-8") == FRENCH.upper().strip()
    assert command("view", "a.json", "-o", "page.html", "--force").code == 2


@pytest.mark.usefixtures("shouting")
@pytest.mark.parametrize("name", ["b.json", "b.jsonl", "b.tmx", "b.xlf", "b.parquet", "b.html"])
def test_what_bitext_made_is_replaced(command: Command, folder: Path, name: str):
    for _ in range(2):
        assert command("translate", "x.txt", "-o", name).code == 0
    quoted().save(folder / name)
    assert command("convert", "a.json", "-o", name).code == 0


def test_a_page_that_bitext_made_is_made_again(command: Command, folder: Path):
    assert command("view", "a.json").code == command("view", "a.json").code == 0
    assert (folder / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.usefixtures("folder")
def test_nothing_is_lost_in_an_empty_file(command: Command):
    Path("new.json").touch()
    assert command("convert", "a.json", "-o", "new.json").code == 0


def test_folders_are_looked_through_before_the_work(
    command: Command, shouting: type[Shouting], tmp_path: Path
):
    for name in ("fr", "en", "out"):
        (tmp_path / name).mkdir()
        for file in ("1.txt", "2.txt"):
            (tmp_path / name / file).write_text(FRENCH, encoding="utf-8")
    (tmp_path / "out" / "2.txt.json").write_text("{}", encoding="utf-8")
    done = command("align", tmp_path / "fr", tmp_path / "en", "-o", tmp_path / "out")
    assert done.code == 1
    assert "2.txt.json exists" in done.err
    assert shouting.made == []
    assert not (tmp_path / "out" / "1.txt.json").exists()


@pytest.mark.parametrize(
    ("stream", "mode", "arguments"),
    [("stdin", "r+", ["-", "-o", "x.txt", "--force"]), ("stdout", "a", ["x.txt", "--text"])],
)
def test_standard_input_and_output_may_be_files(folder: Path, stream: str, mode: str, arguments: list[str]):
    with (folder / "x.txt").open(mode) as file:
        done = python(COMMAND, "translate", *arguments, cwd=folder, **{stream: file})
    assert done.returncode == 1
    assert b"which is never written over" in done.stderr
    assert (folder / "x.txt").read_text(encoding="utf-8") == FRENCH


# --- what is no text ---


UNREADABLE = {
    "a.ps": (b"%!PS-Adobe-3.0\n", "is PostScript"),
    "todo.xlf": (
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"><file id="f"/></xliff>',
        "is XLIFF, a file of translations",
    ),
    "t.csv": ("fr,note\n« Le quai »,a\n".encode("cp1252"), "is a table (CSV)"),
    "a.tbx": (b'<martif type="TBX"><text/></martif>', "is TBX, a terminology"),
    "b.txt": (b"\x1f\x8b\x08\x00\x00", "is an archive"),
    "a.po": (b'msgid "Le quai"\nmsgstr ""\n', "is PO"),
    "a.tex": (b"Le \\textbf{quai}.\n", "is TeX"),
    "a.rst": (b"Le port\n=======\n", "is text with markup that is not Markdown"),
    "a.py": (b"print('quai')\n", "is program text"),
    "b.json": (b'{"format": "bitext", "version": 1}', "is a translation that bitext saved"),
}


@pytest.mark.parametrize(
    ("verb", "name"),
    # What bitext saved can be scored; what only looks like it is told below.
    [
        (verb, name)
        for verb in ("translate", "segment", "quotes", "score", "align")
        for name in UNREADABLE
        if verb != "translate" or name not in ("todo.xlf", "t.csv", "a.po")  # they are filled in
        if (verb, name) != ("score", "b.json")
    ],
)
def test_what_is_not_read_is_refused_by_its_name(
    command: Command, shouting: type[Shouting], folder: Path, verb: str, name: str
):
    data, said = UNREADABLE[name]
    (folder / name).write_bytes(data)
    done = command(verb, name, *(["x.txt"] if verb in ("score", "align") else []))
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"bitext: {name} {said}")
    assert "plain text (.txt), Markdown (.md), HTML page (.html)" in done.err
    assert "UTF-8" not in done.err
    assert "iconv" not in done.err
    assert "translations" not in [made.get("model") for made in shouting.made]


def test_a_damaged_result_is_not_scored(command: Command, folder: Path):
    (folder / "b.json").write_bytes(UNREADABLE["b.json"][0])
    done = command("score", "b.json", "x.txt")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("bitext: b.json: this is not a bitext in JSON: ")


def test_a_user_may_say_what_a_file_is(command: Command, folder: Path):
    (folder / "a.tex").write_text("Le quai. Le port.", encoding="utf-8")
    assert command("segment", "a.tex", "--from", "text").out == "Le quai.\nLe port.\n"
    (folder / "notes").write_text("# Le quai\n\nLe *port*.", encoding="utf-8")
    assert command("segment", "notes", "--from", "markdown").out == "Le quai\nLe port.\n"


def test_standard_input_is_told_by_its_content(command: Command, monkeypatch: pytest.MonkeyPatch):
    def given(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    given(b"<!DOCTYPE html><p>Le quai.</p><p>Le port.</p>")
    assert command("segment", "-").out == "Le quai.\nLe port.\n"
    given(b"%PDF-1.4\n")
    assert "standard input is a PDF" in command("segment", "-").err


# --- standard output ---


@pytest.mark.usefixtures("shouting", "folder")
@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_a_dash_is_standard_output(command: Command, name: str):
    assert command("translate", "x.txt", "-o", name).out == "LE QUAI EST VIDE."
    assert command("translate", "x.txt", "-o", name, "--to", "tmx").out.startswith("<?xml")
    assert command("convert", "a.json", "-o", name, "--to", "text").out == quoted().target.text
    assert command("view", "a.json", "-o", name).out.startswith("<!doctype html>")
    assert not Path("-").exists()


@pytest.mark.usefixtures("folder")
def test_a_dash_without_a_format_is_a_wrong_command_line(command: Command):
    done = command("convert", "a.json", "-o", "-")
    assert (done.code, done.out) == (2, "")
    assert "name the format of what is printed with --to" in done.err


# --- quiet, help, completion ---


@pytest.mark.usefixtures("shouting", "folder")
@pytest.mark.parametrize(
    "arguments",
    [
        "translate x.txt -q",
        "translate x.txt -q -o out.json",
        "quotes film.srt -q",
        "segment x.txt -q",
        "score x.txt x.txt -q",
    ],
)
def test_quiet_is_quiet(command: Command, arguments: str):
    Path("film.srt").write_bytes(CUES.encode("cp1252"))
    done = command(*arguments.split())
    assert (done.code, done.err) == (0, "")
    assert "pairs" not in done.out
    assert "without a partner" not in done.out


@pytest.mark.parametrize(
    "verb", ["", "translate", "align", "view", "convert", "merge", "formats", "segment", "quotes", "score"]
)
def test_h_helps(command: Command, verb: str):
    done = command(*verb.split(), "-h")
    assert done.code == 0
    assert "Usage: " in done.out
    assert command(*verb.split(), "--help").out == done.out


def test_the_shell_completes():
    code = "import sys; sys.argv[0] = 'bitext'; from bitext.cli import main; main()"
    environment = os.environ | {
        "_BITEXT_COMPLETE": "complete_bash",
        "COMP_WORDS": "bitext tr",
        "COMP_CWORD": "1",
    }
    done = python(code, env=environment)
    assert done.stdout.decode().split() == ["translate"]
    assert b"--install-completion" in python(COMMAND, "-h").stdout


# --- encodings ---


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig"])
def test_subtitles_are_written_back_as_they_came(
    command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
):
    monkeypatch.setattr("bitext.Aligner", Echo)
    (folder / "old.srt").write_bytes(CUES.encode(encoding))
    done = command("translate", "old.srt", "-o", "new.srt")
    assert done.code == 0
    assert ("is not UTF-8; it was read as" in done.err) == (encoding in ("cp1252", "utf-16-le"))
    assert (folder / "new.srt").read_bytes() == CUES.upper().encode(encoding)


@pytest.mark.parametrize("verb", ["segment", "quotes"])
def test_an_encoding_can_be_named(command: Command, folder: Path, verb: str):
    (folder / "x.txt").write_bytes("« Été »".encode("mac-roman"))
    done = command(verb, "x.txt", "--encoding", "macintosh")
    assert done.err == ""
    assert "« Été »" in done.out


def test_a_table_of_a_spreadsheet_is_read_in_its_encoding(command: Command, folder: Path):
    (folder / "t.csv").write_bytes("fr;en\r\nL’été.;Summer.\r\n".encode("cp1252"))
    done = command("convert", "t.csv", "-o", "t.json")
    assert "it was read as Windows-1252" in done.err
    assert Bitext.load(folder / "t.json").source.text == "L’été."


# --- every document format ---


def document(form: str, folder: Path, word: str) -> Path:
    """A document of two paragraphs, one of them with code."""
    makers: dict[str, Callable[[Path], object]] = {
        "d.md": lambda path: path.write_text(f"# Le *{word}*\n\nVoir `a.b? c` ici. Bon.\n", encoding="utf-8"),
        "d.html": lambda path: path.write_text(
            f"<h1>Le <b>{word}</b></h1><p>Voir <code>a.b? c</code> ici. Bon.</p>", encoding="utf-8"
        ),
        "d.srt": lambda path: path.write_text(
            f"1\n00:00:01,000 --> 00:00:02,000\nLe <i>{word}</i>\n\n"
            "2\n00:00:03,000 --> 00:00:04,000\n- Voir a.b? c ici. Bon.\n",
            encoding="utf-8",
        ),
        "d.docx": lambda path: _word(path, word),
    }
    makers[form](folder / form)
    return folder / form


def _word(path: Path, word: str) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("Le ").add_run(word).bold = True
    made.add_paragraph("Voir a.b? c ici. Bon.")
    made.save(str(path))


@pytest.mark.parametrize("form", ["d.md", "d.html", "d.srt", "d.docx"])
def test_every_command_reads_every_document(
    command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, form: str
):
    path = document(form, folder, "« quai »")
    assert command("segment", path).out.splitlines()[0] == "Le « quai »"
    assert "a.b? c" in command("segment", path).out
    assert "« quai »" in command("quotes", path).out
    assert command("score", path, path, "--json").code == 0
    seen: list[tuple[str, str]] = []

    def align(french: str, english: str, **_: object) -> Bitext:
        seen.append((french, english))
        return quoted()

    monkeypatch.setattr("bitext.Aligner", lambda *_, **__: SimpleNamespace(align=align))
    assert command("align", path, path, "--json").code == 0
    assert seen == [("Le « quai »\n\nVoir a.b? c ici. Bon.",) * 2]


@pytest.mark.usefixtures("shouting")
def test_the_text_of_a_word_document_is_printed_as_text(
    command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bitext.Aligner", Echo)
    path = document("d.docx", folder, "quai")
    assert command("translate", path, "--text").out == "LE QUAI\n\nVOIR A.B? C ICI. BON."
    assert command("translate", path, "--text", "-o", "-").out == "LE QUAI\n\nVOIR A.B? C ICI. BON."
    md = document("d.md", folder, "quai")
    assert command("translate", md, "-o", "-").out.startswith("# LE *QUAI*\n\nVOIR `a.b? c` ICI.")


class Echo:
    """An Aligner whose translation is the text in capitals, word by word, in its place."""

    translator = None

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def align(self, french: str, *, progress: Callable[[int, int], None], **_: object) -> Bitext:
        from tests.support.documents import shouted

        progress(1, 1)
        return shouted(french)
