"""Presentations: text in English, all else as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from bitext.documents.original import open_source, read_original
from bitext.errors import FormatError
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with

ECHO = aligner_with(Echo(keep))


def presentation() -> bytes:
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Le port"
    frame = slide.placeholders[1].text_frame
    frame.text = "Il pleut sur {ville}."
    paragraph = frame.add_paragraph()
    for text, bold in (("Le ", False), ("maire", True), (" a ouvert le quai.", False)):
        run = paragraph.add_run()
        run.text = text
        run.font.bold = bold or None
        run.font.language_id = 1036  # French
    slide.notes_slide.notes_text_frame.text = "Dire bonjour aux invités."
    other = made.slides.add_slide(made.slide_layouts[5])
    other.shapes.title.text = "Les chiffres"
    table = other.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for row, column, text in ((0, 0, "Année"), (0, 1, "Nombre de bateaux"), (1, 0, "2024"), (1, 1, "12")):
        table.cell(row, column).text = text
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["Grands voiliers", "Petites barques"]
    data.add_series("Bateaux au port", (1, 2))
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED
    other.shapes.add_chart(kind, Inches(1), Inches(4), Inches(5), Inches(2), data)
    return _bytes(made.save)


def _bytes(save: Callable[[io.BytesIO], Any]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def changed(data: bytes, edits: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """A file some parts of which are other ones."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in archive.namelist():
            copy.writestr(name, edits.get(name, bytes)(archive.read(name)))
    return stream.getvalue()


def spoken(data: bytes) -> bytes:
    """What an echo makes of a presentation."""
    original = read_original(data, "pptx", "a.pptx")
    return original.render(ECHO.align(original.text))


def texts(data: bytes) -> list[str]:
    found = []
    for slide in Presentation(io.BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found += [paragraph.text for paragraph in shape.text_frame.paragraphs]
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
            if shape.has_chart:
                found += [
                    *shape.chart.plots[0].categories,
                    *(one.name for one in shape.chart.plots[0].series),
                ]
        if slide.has_notes_slide:
            found.append(slide.notes_slide.notes_text_frame.text)
    return found


def test_the_text_in_the_order_of_the_slides():
    text = read_original(presentation(), "pptx").text
    wanted = [
        "Le port",
        "Le maire a ouvert",
        "Dire bonjour",
        "Les chiffres",
        "Nombre de bateaux",
        "Grands voiliers",
    ]
    assert [text.index(words) for words in wanted] == sorted(text.index(words) for words in wanted)
    assert "Click to" not in text


def test_slides_that_are_shown_in_another_order():
    def swap(data: bytes) -> bytes:
        root = etree.fromstring(data)
        (slides,) = root.iter("{*}sldIdLst")
        slides.append(slides[0])
        made: bytes = etree.tostring(root)
        return made

    text = read_original(changed(presentation(), {"ppt/presentation.xml": swap}), "pptx").text
    assert text.index("Les chiffres") < text.index("Le port")


def test_all_but_the_text_stays():
    data = presentation()
    made = spoken(data)
    assert texts(made) == texts(data)
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(made)) as after:
        assert after.namelist() == before.namelist()
        for name in before.namelist():
            one, other = before.read(name), after.read(name)
            if name.endswith(".xml"):
                one, other = (etree.tostring(etree.fromstring(part), method="c14n") for part in (one, other))
                one = one.replace(b'lang="fr-FR"', b'lang="en-US"')
            assert other == one, name


@pytest.mark.model
def test_a_presentation_in_english(tmp_path, command):
    path = tmp_path / "a.pptx"
    path.write_bytes(presentation())
    assert command("translate", path, "-o", tmp_path / "b.pptx").code == 0
    found = texts((tmp_path / "b.pptx").read_bytes())
    assert {"The port", "The figures", "Year", "2024", "12"} <= set(found)
    assert any("{ville}" in text for text in found)
    slide = Presentation(str(tmp_path / "b.pptx")).slides[0]
    runs = slide.placeholders[1].text_frame.paragraphs[1].runs
    assert [run.text.strip() for run in runs if run.font.bold] == ["mayor"]
    assert {run.font.language_id for run in runs} == {1033}
    refused = command("translate", path, "-o", tmp_path / "c.potx")
    assert (refused.code, (tmp_path / "c.potx").exists()) == (2, False)


def test_a_presentation_is_told_by_its_content(tmp_path: Path):
    path = tmp_path / "a.dat"
    path.write_bytes(presentation())
    assert open_source(path).form == "pptx"


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        ("[Content_Types].xml", b"<Types/>", "no presentation in it"),
        ("[Content_Types].xml", b"<Types>", "cannot be read"),
        ("ppt/slides/slide1.xml", b"<p:sld", "cannot be read"),
        ("docProps/thumbnail.jpeg", b" " * 100_000_000, "not safe"),
    ],
)
def test_what_cannot_be_read_is_told(part, content, words):
    with pytest.raises(FormatError, match=words):
        read_original(changed(presentation(), {part: lambda _: content}), "pptx", "a.pptx")


def test_entities_stay_what_they_are():
    def attack(data: bytes) -> bytes:
        head, _, rest = data.partition(b"?>")
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        return head + b"?>" + bomb + rest.replace(b"Le port", b"Le port &f;")

    try:
        text = read_original(changed(presentation(), {"ppt/slides/slide1.xml": attack}), "pptx").text
    except FormatError:
        return
    assert "root:" not in text


def test_a_presentation_without_words_comes_back_as_it_is():
    made = Presentation()
    made.slides.add_slide(made.slide_layouts[6])
    data = _bytes(made.save)
    assert spoken(data) == data


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=15) | st.sampled_from(
    ["Il pleut.", " ", "« Oui », ", "dit-il.", "{ville}", "https://x.fr", "\v"]
)


@given(st.lists(st.lists(st.tuples(WORDS, st.booleans()), max_size=4), max_size=4))
def test_any_runs_keep_their_paragraphs(paragraphs):
    made = Presentation()
    frame = made.slides.add_slide(made.slide_layouts[1]).placeholders[1].text_frame
    frame.text = "Le quai."
    for runs in paragraphs:
        paragraph = frame.add_paragraph()
        for text, bold in runs:
            run = paragraph.add_run()
            run.text, run.font.bold = text, bold
    data = _bytes(made.save)
    before, after = (
        Presentation(io.BytesIO(each)).slides[0].placeholders[1].text_frame.paragraphs
        for each in (data, spoken(data))
    )
    assert len(after) == len(before)
    for one, other in zip(before, after, strict=True):
        assert any(map(str.isalnum, other.text)) == any(map(str.isalnum, one.text))
