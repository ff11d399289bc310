"""Long texts are translated section by section; what comes of it is what comes of the whole text."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

import bitext
from bitext.cli import _long_texts
from tests.conftest import Command
from tests.support.documents import quoted, shouted
from tests.support.shouting import AllAtOnce

TEXT = (
    "\n  Le phare est fermé. Il est tard.\n\n« Nous attendons.\n\n« Nous attendrons encore », dit-il.\n"
    "Un guillemet » de trop. L’œuvre “reste”.\u2028Fin du jour.\n\n"
) * 12


class Capitals:
    """An Aligner whose translation is the text in capitals, word by word; counts what it was given."""

    translator = None
    unwrap = "auto"
    given: list[str | list[str]]

    def __init__(self, **_: object) -> None:
        type(self).given = []

    def align(
        self,
        french: str | list[str],
        *,
        progress: Callable[[int, int], None] = lambda *_: None,
        **_: object,
    ) -> bitext.Bitext:
        progress(1, 1)
        self.given.append(french)
        return quoted(shouted(french if isinstance(french, str) else "\n".join(french)))

    def stream(self, french: str | list[str], **_: object) -> AbstractContextManager[AllAtOnce]:
        return nullcontext(AllAtOnce(self.align(french)))


@pytest.fixture
def long_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("bitext.Aligner", Capitals)
    path = tmp_path / "long.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


@pytest.fixture
def in_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_long_texts, "_LONG", 100)
    monkeypatch.setattr(_long_texts, "LENGTH", 400)
    monkeypatch.setattr(_long_texts, "_LINES", 5)


def translated(command: Command, source: Path, target: Path, *options: str) -> None:
    done = command("translate", source, "-o", target, "-q", *options)
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.usefixtures("in_sections")
@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a.tsv", "a.csv"])
def test_the_file_is_that_of_the_whole_text(command: Command, long_text: Path, name: str, tmp_path: Path):
    target = tmp_path / name
    translated(command, long_text, target)
    assert len(Capitals.given) > 3
    assert "".join(map(str, Capitals.given)) == TEXT
    whole = quoted(shouted(TEXT))
    whole.save(tmp_path / f"whole-{name}")
    if name == "a.jsonl":
        assert bitext.Bitext.load(target) == bitext.Bitext.load(tmp_path / f"whole-{name}") == whole
    else:
        assert target.read_bytes() == (tmp_path / f"whole-{name}").read_bytes()


@pytest.mark.usefixtures("in_sections")
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
def test_lines_in_sections(command: Command, long_text: Path, end: str, tmp_path: Path):
    lines = [f"Ligne {number}." for number in range(23)]
    long_text.write_text("\n".join(lines) + end, encoding="utf-8", newline="")
    translated(command, long_text, tmp_path / "a.txt", "--lines")
    assert len(Capitals.given) == 5
    given = [line for section in Capitals.given for line in section]
    assert given == [*lines, *([""] if end == "\n\n" else [])]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "\n".join(given).upper()


@pytest.mark.usefixtures("in_sections")
def test_the_screen_shows_all_and_counts_them(command: Command, long_text: Path):
    done = command("translate", long_text)
    assert done.code == 0
    assert done.out.count("GUILLEMET") == 12
    assert done.out.endswith("\n84 pairs, 36 quotations (36 kept)\n")
    assert len(Capitals.given) > 3


@pytest.mark.usefixtures("in_sections")
def test_printed_text_comes_section_by_section(command: Command, long_text: Path):
    assert command("translate", long_text, "--text").out == TEXT.upper()
    assert len(Capitals.given) > 3


@pytest.mark.usefixtures("in_sections")
def test_what_cannot_be_written_in_parts_is_read_as_a_whole(
    command: Command, long_text: Path, tmp_path: Path
):
    translated(command, long_text, tmp_path / "a.json")
    assert Capitals.given == [TEXT]


@pytest.mark.usefixtures("in_sections")
def test_what_is_no_utf_8_is_read_as_a_whole(command: Command, long_text: Path, tmp_path: Path):
    long_text.write_bytes(("Le phare est fermé à côté de la jetée.\n" * 20).encode("cp1252"))
    done = command("translate", long_text, "-o", tmp_path / "a.jsonl")
    assert "Windows-1252" in done.err
    assert len(Capitals.given) == 1


def test_a_short_text_is_read_as_a_whole(command: Command, long_text: Path, tmp_path: Path):
    translated(command, long_text, tmp_path / "a.jsonl")
    assert Capitals.given == [TEXT]


@pytest.mark.usefixtures("in_sections")
def test_an_error_leaves_no_file(
    command: Command, long_text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fails(self: Capitals, french: str, **_: object) -> bitext.Bitext:
        if self.given:
            raise bitext.InputError("no more")
        self.given.append(french)
        return shouted(french)

    monkeypatch.setattr(Capitals, "align", fails)
    done = command("translate", long_text, "-o", tmp_path / "a.jsonl")
    assert done.code == 1
    assert "no more" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["long.txt"]
