"""``bitext translate … --layout``: bilingual books on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bitext import Bitext, align
from tests.conftest import Command
from tests.support.books import files_of, french_book, text_by_language, text_of


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "livre.epub"
    path.write_bytes(french_book())
    return path


@pytest.mark.model
def test_a_book_in_both_languages(book: Path, command: Command):
    both = book.with_name("both.epub")
    assert command("translate", book, "-o", both, "--layout", "notes").code == 0
    data = both.read_bytes()
    assert text_by_language(data, "fr") == text_of(french_book())
    assert "The house" in text_by_language(data, "en")
    assert files_of(data)["OPS/style.css"] == files_of(french_book())["OPS/style.css"]


@pytest.mark.model
def test_without_a_layout_the_book_is_english_alone(book: Path, command: Command):
    english = book.with_name("english.epub")
    assert command("translate", book, "-o", english).code == 0
    assert "maison" not in text_of(english.read_bytes())


@pytest.mark.model
def test_other_documents_become_books_by_the_suffix(tmp_path: Path, command: Command):
    page = tmp_path / "page.md"
    page.write_text("# La halle\n\nLe marché **ouvre** tôt.\n", encoding="utf-8")
    text = tmp_path / "text.txt"
    text.write_text("Le marché ouvre tôt.\n", encoding="utf-8")
    for path in (page, text):
        assert command("translate", path, "-o", tmp_path / f"{path.stem}.epub").code == 0
        data = (tmp_path / f"{path.stem}.epub").read_bytes()
        assert "Le marché ouvre tôt." in text_by_language(data, "fr")
        assert "early" in text_by_language(data, "en")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--layout", "facing"], "name its file with --output"),
        (["--layout", "facing", "-o", "both.html"], "name its file with --output"),
        (["--layout", "facing", "-o", "both.epub", "--to", "json"], "leave one of them out"),
        (["--layout", "columns", "-o", "both.epub"], "paragraphs"),
    ],
)
def test_what_does_not_go_together_is_told(book: Path, command: Command, options: list[str], words: str):
    said = command("translate", book, *options)
    assert said.code
    assert words in " ".join(said.err.split())


def test_a_saved_result_becomes_a_book(tmp_path: Path, book: Path, command: Command):
    result = align(["Il pleut."], ["It rains."], bridge="length")
    result.save(tmp_path / "result.json")
    both = tmp_path / "both.epub"
    assert command("convert", tmp_path / "result.json", "-o", both, "--layout", "facing").code == 0
    assert text_by_language(both.read_bytes(), "en") == "It rains."
    assert command("convert", tmp_path / "result.json", "-o", both, "--document", book, "--force").code
    assert Bitext.load(tmp_path / "result.json") == result
