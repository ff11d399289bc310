"""``bitext translate`` on documents with structure, with the real model."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from bitext.result.bitext import Bitext
from tests.conftest import Command

MARKDOWN = """\
# La criée *rouvre* lundi

Le maire a dit : « Nous **tiendrons** nos [promesses](https://example.org/p). »

```python
print("bonjour")
```
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    return path


def check_markdown(text: str) -> None:
    assert text.startswith("# ")
    assert re.search(r"“We.*\[promises\]\(https://example\.org/p\)\.”", text)
    assert text.count("**") == 2
    assert text.endswith('```python\nprint("bonjour")\n```\n')


@pytest.mark.model
def test_a_document_goes_out_in_its_own_form(command: Command, article: Path, tmp_path: Path):
    done = command("translate", article, "-o", tmp_path / "article.en.md", "--beam", "1")
    # The model may be unsure of the heading, which is then flagged, too.
    assert done.err.startswith(f"{tmp_path / 'article.en.md'}: 2 pairs, 1 quotation (1 kept)")
    check_markdown((tmp_path / "article.en.md").read_text(encoding="utf-8"))


@pytest.mark.model
def test_its_english_is_printed_in_its_form(command: Command, article: Path):
    check_markdown(command("translate", article, "--text", "--beam", "1").out)


@pytest.mark.model
def test_another_suffix_or_a_format_gives_the_links(command: Command, article: Path, tmp_path: Path):
    command("translate", article, "-o", tmp_path / "a.json", "--beam", "1", "--quiet")
    assert Bitext.load(tmp_path / "a.json").source.text.startswith("La criée rouvre lundi\n\nLe maire")
    command("translate", article, "-o", tmp_path / "b.md", "--to", "markdown", "--beam", "1", "--quiet")
    assert (tmp_path / "b.md").read_text(encoding="utf-8").startswith("| French | English |")


@pytest.mark.model
def test_a_reader_of_the_links_sees_the_code(command: Command, tmp_path: Path):
    (tmp_path / "a.md").write_text("Tapez la commande `ls -l` dans ce dossier.\n", encoding="utf-8")
    command("translate", tmp_path / "a.md", "-o", tmp_path / "a.json", "--beam", "1", "--quiet")
    pair = Bitext.load(tmp_path / "a.json").pairs[0]
    assert pair.source.text == "Tapez la commande ls -l dans ce dossier."
    assert "ls -l" in pair.target.text
    assert "X1" not in pair.target.text


@pytest.mark.model
def test_a_document_without_text_comes_back_as_it_is(command: Command, tmp_path: Path):
    (tmp_path / "a.md").write_text("```\ncode\n```\n", encoding="utf-8")
    assert command("translate", tmp_path / "a.md", "-o", tmp_path / "b.md").code == 0
    assert (tmp_path / "b.md").read_bytes() == (tmp_path / "a.md").read_bytes()


def test_what_is_not_the_document_it_says_is_told_before_the_work(command: Command, tmp_path: Path):
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 no document")
    done = command("translate", tmp_path / "a.docx", "-o", tmp_path / "b.docx")
    assert done.code == 1
    assert "a.docx" in done.err
    assert not (tmp_path / "b.docx").exists()


@pytest.mark.model
def test_standard_input_is_plain_text(command: Command, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Il pleut.\n")))
    assert command("translate", "-", "--text", "--beam", "1").out == "It’s raining.\n"
