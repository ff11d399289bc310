"""PDF: the text as it is read, in the order in which it is read."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.browser import chromium
from bitext.documents.original import open_source, read_original
from bitext.errors import BitextError, FormatError, MissingDependencyError
from tests.support.documents import shouted
from tests.support.pdf_files import article, drawn

SENTENCES = (
    "Le bac quittait la rive chaque matin, avant que la brume ne se lève sur le fleuve.",
    "Les voyageurs parlaient peu ; ils regardaient l’eau, et comptaient les lumières de la ville.",
    "« Vous reviendrez », disait le passeur, qui ne se trompait jamais.",
    "Personne ne lui répondait, car chacun pensait à ce qu’il laissait derrière lui.",
)
ARTICLE = [
    row
    for at in range(24)
    for row in (
        *([(f"Chapitre {at // 8 + 1} : le départ", True)] if at % 8 == 0 else []),
        (" ".join(SENTENCES[(at + step) % 4] for step in range(3 + at % 3)), False),
    )
]


def text_of(data: bytes) -> list[str]:
    return read_original(data, "pdf").text.split("\n\n")


def lines(
    *texts: str, left: float = 60, first: float = 760, size: float = 11
) -> list[tuple[float, float, float, str]]:
    return [(left, first - 14 * at, size, text) for at, text in enumerate(texts)]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_in_order_without_heads_and_feet(columns: int) -> None:
    assert text_of(article(ARTICLE, columns)) == [text for text, _ in ARTICLE]


@pytest.mark.browser
def test_pages_that_a_browser_prints() -> None:
    """Two columns, justified and with hyphens, under a heading across them; a head and a page number."""
    style = "body{font:12pt serif;text-align:justify} div{columns:2;hyphens:auto} p{margin:0;text-indent:1em}"
    body = "".join(f"<p>{text}</p>" for text, is_heading in ARTICLE if not is_heading)
    with chromium() as browser:
        page = browser.new_page()
        page.set_content(
            f"<html lang=fr><style>{style}</style><h1>Le dernier bateau</h1><div>{body}</div></html>"
        )
        data = page.pdf(
            display_header_footer=True,
            header_template="<span style='font-size:9px'>La revue du fleuve</span>",
            footer_template="<span style='font-size:9px' class=pageNumber></span>",
            margin={"top": "60px", "bottom": "60px", "left": "50px", "right": "50px"},
        )
    assert text_of(data) == ["Le dernier bateau", *(text for text, is_heading in ARTICLE if not is_heading)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Le passeur avait long-", "temps attendu."), "Le passeur avait longtemps attendu."),
        (("Il viendra peut-", "être demain."), "Il viendra peut-être demain."),
        (("Le porte-avions et le porte-", "avions."), "Le porte-avions et le porte-avions."),
        (("Voici Saint-", "Malo sous la pluie."), "Voici Saint-Malo sous la pluie."),
        (("Les pages 12-", "14 manquent."), "Les pages 12-14 manquent."),
    ],
)
def test_words_divided_at_the_end_of_a_line(texts: tuple[str, ...], expected: str) -> None:
    assert text_of(drawn([lines(*texts)])) == [expected]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = lines("Le bac partait chaque matin vers la", "rive où personne n’attendait, et le pas-")
    assert text_of(drawn([first, lines("seur ne disait rien.")])) == [
        "Le bac partait chaque matin vers la rive où personne n’attendait, et le passeur ne disait rien."
    ]


def test_notes_come_behind_the_text() -> None:
    body = lines(*(SENTENCES[0][:60], SENTENCES[0][61:], SENTENCES[1][:60]))
    notes = lines("1. Les bateaux de 1931 étaient", "plus lents.", "2. Et moins sûrs.", first=90, size=8)
    found = text_of(drawn([[*body, *notes], lines("de la ville entière, jusqu’au matin.")]))
    assert found[-2:] == ["1. Les bateaux de 1931 étaient plus lents.", "2. Et moins sûrs."]
    assert found[-3].endswith("jusqu’au matin.")


def test_the_number_of_a_note_is_raised() -> None:
    page = [(60, 700, 11, "Le bac est parti"), (133, 704, 6, "12"), (140, 700, 11, ", dit-il.")]
    assert text_of(drawn([page]))[0].startswith("Le bac est parti¹²,")


def test_it_becomes_a_word_document() -> None:
    original = read_original(article(ARTICLE, 2), "pdf")
    rendered = Document(io.BytesIO(original.render(shouted(original.text))))
    assert [paragraph.text for paragraph in rendered.paragraphs] == [text.upper() for text, _ in ARTICLE]
    styles = [getattr(paragraph.style, "name", "") for paragraph in rendered.paragraphs]
    assert styles == ["Heading 1" if is_heading else "Normal" for _, is_heading in ARTICLE]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (drawn([[]]), "without text.*OCR"),
        (drawn([lines("Oui.")], encrypt="secret"), "encrypted.*without a password"),
        (b"%PDF-1.7\n", "is a PDF that cannot be read"),
        (drawn([lines("Oui.")])[:200], "is a PDF that cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_original(data, "pdf")


def test_without_its_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'bitext\[pdf\]'"):
        read_original(drawn([lines("Oui.")]), "pdf")


def test_it_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "scan.bin"
    path.write_bytes(drawn([lines("Oui, le bac est parti.")]))
    source = open_source(path)
    assert (source.form, source.original.text) == ("pdf", "Oui, le bac est parti.")


WHOLE = drawn([lines(*SENTENCES), lines("Fin.")])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WHOLE)), st.binary(max_size=12), st.integers(0, 40))
def test_a_damaged_file_is_read_or_refused(at: int, put: bytes, gone: int) -> None:
    try:
        read_original(WHOLE[:at] + put + WHOLE[at + gone :], "pdf")
    except BitextError:
        return
