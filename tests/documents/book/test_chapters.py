"""The chapters of a book: by its contents, its headings, its paragraphs, its files."""

from __future__ import annotations

from bitext.documents.book import BookSource, open_book
from bitext.documents.book.chapters import book_chapters
from bitext.documents.book.contents import contents_of
from tests.support.books import HEAD, french_book, page


def titles(book: BookSource) -> list[str]:
    """The titles of its chapters, which leave no gaps."""
    chapters = book_chapters(book)
    assert "".join(book.side.text[one.start : one.end] for one in chapters) == book.side.text
    return [chapter.title for chapter in chapters]


def opened(**changed: str | bytes | None) -> BookSource:
    return open_book(french_book(**changed), "livre.epub", edition=True)


def test_the_navigation_leads_to_files():
    assert contents_of(opened().archive) == [("OPS/un.xhtml", "L’écluse"), ("OPS/deux.xhtml", "La maison")]


def test_without_navigation_the_older_contents_do():
    nav = {
        "OPS/nav.xhtml": f"{HEAD}<nav epub:type='landmarks'><a href='un.xhtml'>Texte</a></nav></body></html>"
    }
    assert contents_of(opened(**nav).archive) == [("OPS/un.xhtml", "L’écluse")]


def test_headings_make_chapters():
    assert len(titles(opened())) == 2
    assert titles(opened())[1] == "La maison"


def test_the_contents_lead_to_paragraphs_that_are_no_headings():
    body = "<p>À Louise</p><p class='t'>La maison</p><p>Elle entra.</p><p>Il pleuvait.</p>"
    assert titles(opened(**{"OPS/deux.xhtml": page(body)}))[1:] == ["La maison"]


def test_a_file_whose_label_stands_nowhere_begins_a_chapter():
    body = "<p>Elle entra.</p><p>Il pleuvait.</p>"
    assert titles(opened(**{"OPS/deux.xhtml": page(body)}))[1:] == ["La maison"]


def test_several_chapters_of_one_file():
    body = "<p>Chapitre premier</p><p>Elle entra.</p><p>Chapitre II</p><p>Il pleuvait.</p>"
    assert titles(opened(**{"OPS/deux.xhtml": page(body)}))[1:] == [
        "La maison – Chapitre premier",
        "Chapitre II",
    ]


def test_a_book_that_says_nothing_of_chapters_has_its_files():
    plain = {"OPS/un.xhtml": page("<p>Il pleut.</p>"), "OPS/deux.xhtml": page("<p>Il neige.</p>")}
    empty = {"OPS/nav.xhtml": f"{HEAD}<nav epub:type='toc'/></body></html>", "OPS/toc.ncx": "<ncx/>"}
    book = opened(**plain, **empty)
    assert titles(book) == ["", ""]


def test_other_documents():
    assert titles(open_book(b"# Le port\n\nIl pleut.\n\n# La lande\n\nIl neige.\n", "l.md")) == [
        "Le port",
        "La lande",
    ]
    html = (
        b"<h2>Le port</h2><p>Il pleut.</p><h4>Plus tard</h4><p>Il neige.</p><h2>La lande</h2><p>Il vente.</p>"
    )
    assert titles(open_book(html, "l.html")) == ["Le port", "La lande"]
    text = "Chapitre I\n\nIl pleut.\n\nChapitre II\n\nIl neige.\n"
    assert titles(open_book(text.encode(), "l.txt")) == ["Chapitre I", "Chapitre II"]
