"""Corrections from the page find their way into the document, in its own form."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st

import bitext
from bitext.documents.original import read_original
from bitext.errors import InputError
from bitext.result.unmasking import masked, unmasked
from bitext.review.edits import digest
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with
from tests.conftest import Command

MARKDOWN = """\
# Le port

Le **maire** a ouvert `quai.cfg` avec [le préfet](http://x.fr). « Nous partons `demain` », a-t-il dit.

- Il pleut.
- La *mer* est belle.
"""
HTML = (
    '<html lang="fr"><body><h1>Le port</h1><p>Le <b>maire</b> a ouvert <code>quai.cfg</code> avec '
    '<a href="http://x.fr">le préfet</a>. Il pleut.</p><p>La <i>mer</i> est belle.</p></body></html>'
)
SRT = "1\n00:00:01,000 --> 00:00:02,000\n<i>Tu viens ?</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nNon, merci.\n"


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Translates by giving the text back."""
    aligner = aligner_with(Echo(keep))
    monkeypatch.setattr("bitext.aligner.aligner.load_model", lambda *_, **__: aligner.translator)


def corrections(path: Path, result: bitext.Bitext, edits: list[dict[str, Any]]) -> Path:
    """A file of corrections of ``result``."""
    head = {"format": "bitext-corrections", "version": 1, "digest": digest(result)}
    path.write_text(json.dumps({**head, "edits": edits}), encoding="utf-8")
    return path


def rewritten(pair: int, *lines: str) -> dict[str, Any]:
    """The edit that gives a pair another target."""
    return {"first": pair, "last": pair, "pairs": [{"source": [pair], "target": list(lines)}]}


def word() -> bytes:
    document = WordDocument()
    document.add_heading("Le port", 1)
    paragraph = document.add_paragraph("Le ")
    paragraph.add_run("maire").bold = True
    paragraph.add_run(" est venu. Il pleut.")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.usefixtures("echo")
def test_markdown(command: Command, tmp_path: Path):
    document, page = tmp_path / "a.md", tmp_path / "a.html"
    document.write_text(MARKDOWN, encoding="utf-8")
    assert command("translate", document, "-o", page, "--to", "page").code == 0
    result = bitext.Bitext.load(page)
    edits = [
        rewritten(1, "Ce matin, le maire a ouvert quai.cfg avec le préfet."),
        {"first": 3, "last": 4, "pairs": [{"source": [3, 4], "target": ["It rains.", "The mer shines."]}]},
    ]
    saved = corrections(tmp_path / "c.json", result, edits)
    done = command("merge", page, saved, "--document", document, "-o", tmp_path / "b.md")
    assert done.code == 0, done.err
    made = (tmp_path / "b.md").read_text(encoding="utf-8")
    assert "Ce matin, le **maire** a ouvert `quai.cfg` avec [le préfet](http://x.fr)." in made
    assert "“Nous partons `demain`,”" in made
    assert made.startswith("# Le port\n\n")
    assert "It rains." in made
    assert "*mer*" in made


@pytest.mark.usefixtures("echo")
@pytest.mark.parametrize(
    ("name", "data", "pair", "line", "wanted"),
    [
        (
            "a.html",
            HTML.encode(),
            1,
            "Puis le maire a ouvert quai.cfg avec le préfet.",
            'Puis le <b>maire</b> a ouvert <code>quai.cfg</code> avec <a href="http://x.fr">le préfet</a>.',
        ),
        ("a.srt", SRT.encode(), 0, "Are you coming?", "<i>Are you coming?</i>\n\n2\n00:00:03,000"),
        ("a.txt", b"Il pleut.\n\n  Il neige.\n", 1, "It snows.", "Il pleut.\n\n  It snows.\n"),
    ],
)
def test_forms(command: Command, tmp_path: Path, name, data, pair, line, wanted):
    document, page = tmp_path / name, tmp_path / "review.page"
    document.write_bytes(data)
    assert command("translate", document, "-o", page, "--to", "page").code == 0
    saved = corrections(tmp_path / "c.json", bitext.Bitext.load(page), [rewritten(pair, line)])
    output = tmp_path / f"b{document.suffix}"
    done = command("merge", page, saved, "--document", document, "-o", output)
    assert done.code == 0, done.err
    assert wanted in output.read_text(encoding="utf-8")


@pytest.mark.usefixtures("echo")
def test_word(command: Command, tmp_path: Path):
    document, page = tmp_path / "a.docx", tmp_path / "a.html"
    document.write_bytes(word())
    assert command("translate", document, "-o", page, "--to", "page").code == 0
    result = bitext.Bitext.load(page)
    saved = corrections(tmp_path / "c.json", result, [rewritten(1, "The maire has come."), rewritten(2)])
    done = command("merge", page, saved, "--document", document, "-o", tmp_path / "b.docx")
    assert done.code == 0, done.err
    heading, paragraph = WordDocument(str(tmp_path / "b.docx")).paragraphs
    assert heading.text == "Le port"
    assert paragraph.text.strip() == "The maire has come."
    assert [run.text for run in paragraph.runs if run.bold] == ["maire"]
    wrong = command("merge", page, saved, "--document", document, "-o", tmp_path / "b.docm")
    assert wrong.code == 2


@pytest.mark.usefixtures("echo")
def test_what_does_not_belong_together(command: Command, tmp_path: Path):
    document, page, other = tmp_path / "a.md", tmp_path / "a.html", tmp_path / "other.md"
    document.write_text(MARKDOWN, encoding="utf-8")
    other.write_text(MARKDOWN.replace("port", "bac"), encoding="utf-8")
    command("translate", document, "-o", page, "--to", "page")
    saved = corrections(tmp_path / "c.json", bitext.Bitext.load(page), [rewritten(0, "The port")])
    output = tmp_path / "b.md"
    done = command("merge", page, saved, "--document", other, "-o", output)
    assert (done.code, output.exists()) == (1, False)
    assert "do not belong together" in done.err
    assert command("merge", page, saved, "--document", document).code == 2
    assert command("merge", page, saved, "--document", document, "-o", output, "--to", "json").code == 2
    assert command("merge", page, saved, "--document", document, "-o", document).code == 1
    assert document.read_text(encoding="utf-8") == MARKDOWN


def test_a_page_is_known_by_its_content_and_holds_its_result(tmp_path: Path):
    result = aligner_with(Echo(keep)).align("Il a dit « non ».\n\nIl part.")
    page = tmp_path / "review.dat"
    result.save(page, "page")
    assert bitext.Bitext.load(page) == result
    text = page.read_text(encoding="utf-8")
    for damaged in (
        text.replace('id="result">', 'id="result">AAAA'),
        re.sub(r'(id="result">.{40})[^<]*', r"\1", text),
        re.sub(r'<script type="text/plain" id="result">.*?</script>', "", text),
    ):
        page.write_text(damaged, encoding="utf-8")
        with pytest.raises(bitext.FormatError, match="make the page again"):
            bitext.Bitext.load(page)


@given(
    st.lists(
        st.sampled_from(["Le `a.b` et `a`", "**va** `x`s", "`x`", "Un `non` dit « `oui` »", "[là](u) `a.b`"]),
        min_size=1,
    )
)
def test_masks_come_back_where_they_were(parts):
    original = read_original("\n\n".join(f"{part}." for part in parts).encode(), "markdown")
    result = ECHO.align(original.text)
    shown = unmasked(result, original.masks)
    again = masked(shown, original.text, original.masks)
    assert again.source.text == original.text
    assert unmasked(again, original.masks).target.text == shown.target.text
    assert original.render(again) == original.render(result)


ECHO = aligner_with(Echo(keep))


def test_another_text_is_refused():
    original = read_original(b"Le `a`.", "markdown")
    with pytest.raises(InputError, match="another text"):
        masked(ECHO.align("Le b."), original.text, original.masks)
