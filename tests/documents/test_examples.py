"""The documents of the examples, untouched by an echo, and with the real model: tags on the right words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bitext import Aligner, InputError
from bitext.documents.original import form_of, open_original
from tests.support.documents import echoed

EXAMPLES = Path(__file__).parents[2] / "examples"
TAGGED = {
    "guide.fr.md": [
        "**on foot or by bi",
        "*three times a day*",
        "](https://exemple.fr/bateau",
        "`imprimer plan.pdf`",
        "<reservation@exemple.fr>",
        "*lots of water*",
        "](phare.jpg)",
        "\n[^1]: ",
    ],
    "page.fr.html": [
        '<html lang="en">',
        "<strong>two years of work</strong>",
        "<b>48,000 titles</b>",
        '<span lang="en">Moby Dick</span>',
        "<code>titre:mer</code>",
        "<small>photographed in January</small>",
        "<u>since 2015</u>",
        '<sup><a href="#note1">[1]</a></sup>',
    ],
    "film.fr.srt": ["<i>really</i>", "{\\an8}<i>", "\n- ", "♪\n"],
}


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner()  # whose words the list above has


@pytest.mark.parametrize("name", TAGGED)
def test_an_echo_of_an_example_changes_its_language_alone(name):
    original = open_original(EXAMPLES / name)
    assert original is not None
    source = (EXAMPLES / name).read_bytes()
    if form_of(name) == "html":
        source = source.replace(b'<html lang="fr">', b'<html lang="en">')
    assert original.render(echoed(original.text)) == source


@pytest.mark.model
@pytest.mark.parametrize("name", TAGGED)
def test_tags_of_an_example_lie_on_the_right_words(aligner, name):
    original = open_original(EXAMPLES / name)
    assert original is not None
    source = (EXAMPLES / name).read_text(encoding="utf-8")
    written = original.render(aligner.align(original.text)).decode()
    assert [wanted for wanted in TAGGED[name] if wanted not in written] == []
    for kept in (r"\d\d:\d\d:\d\d,\d+", r"\]\(", r"href=", r"<img", "```", r"^\| "):
        assert len(re.findall(kept, written, re.M)) == len(re.findall(kept, source, re.M))


def test_plain_text_has_no_form(tmp_path):
    (tmp_path / "a.txt").write_text("Le quai est vide.", encoding="utf-8")
    assert open_original(tmp_path / "a.txt") is None


@pytest.mark.parametrize(("name", "said"), [("none.md", "does not exist"), ("folder.html", "is a directory")])
def test_a_file_that_cannot_be_read_is_told(tmp_path, name, said):
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(InputError, match=said):
        open_original(tmp_path / name)
